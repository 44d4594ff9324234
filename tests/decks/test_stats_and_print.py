"""trainer deck stats and trainer deck print, as one calls them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.decks.calling import called
from tests.support.making import a_card, a_deck, render_plainly
from trainer.cli.main import run
from trainer.reports.cards import deck_on_paper

DECK = """\
id: soups
title: Soups & <b>stews</b>
cards:
  - id: soup
    complaint: "My {dish} is <script>alert(1)</script> too thick, says {customer.full_name}."
    persona: {vars: {dish: [soup]}}
    role: waiter
    can_do: [a "drink"]
    hidden_interest: They dread being laughed at.
    gold:
      - {text: Let us see., levels: {heard: 5, respected: 5, solved: 5, next_step: 5, aftertaste: 5}}
      - {text: No., levels: {heard: 1, respected: 1, solved: 1, next_step: 1, aftertaste: 1}}
  - {id: gone, complaint: Retired words., status: retired}
"""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "soups.yaml").write_text(DECK)


def test_a_deck_on_paper_is_one_file_and_its_texts_are_text(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _err = called(capfd, "print", "soups.yaml", "--out", "soups.html")
    assert (code, out) == (0, "soups.html\n")
    page = Path("soups.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    assert "<script" not in page
    assert not re.search(r"(src|href|url)\s*[=(]", page)
    assert "My soup is &lt;script&gt;alert(1)&lt;/script&gt; too thick" in page
    assert "<title>Soups &amp; &lt;b&gt;stews&lt;/b&gt;</title>" in page
    assert page.count('<article class="card">') == 1
    assert "@media print" in page


def test_a_session_s_card_on_paper_says_the_session_s_time_and_no_age_where_there_is_none() -> None:
    card = render_plainly(a_deck(), a_card(complaint='It wrote "move to the coast".'), "seed")
    nameless = replace(card, customer=replace(card.customer, age=None), minutes=1.5)
    page = deck_on_paper("Hot seat", "en", [nameless], minutes=6.04)
    assert "None" not in page
    assert "6 minutes" in page
    assert "“It wrote ‘move to the coast’.”" in page


def test_the_lead_s_key_is_printed_only_when_it_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    _code, cards, _err = called(capfd, "print", "soups.yaml")
    assert "dread" not in cards
    assert "Let us see." not in cards
    _code, with_key, _err = called(capfd, "print", "soups.yaml", "--key")
    assert "They dread being laughed at." in with_key
    assert "Let us see." in with_key


def test_the_same_seed_prints_the_same_customers(capfd: pytest.CaptureFixture[str]) -> None:
    pages = [called(capfd, "print", "soups.yaml", "--seed", seed)[1] for seed in ("a", "a", "b")]
    assert pages[0] == pages[1] != pages[2]


def test_an_installed_deck_is_printed_by_its_id_and_an_unknown_one_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert "croissant" in called(capfd, "print", "seaside-hotel")[1]
    code, out, err = called(capfd, "print", "nowhere")
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_statistics_are_for_leads_and_trainers(capfd: pytest.CaptureFixture[str]) -> None:
    assert called(capfd, "install", "soups.yaml")[0] == 0
    assert run(["--as", "Ann", "progress"]) == 0
    assert run(["--as", "Ann", "team", "add", "Bob"]) == 0
    capfd.readouterr()
    assert run(["--lang", "en", "--as", "Bob", "deck", "stats", "soups"]) == 1
    assert capfd.readouterr().err == "Statistics of cards are for leads and trainers.\n"


def test_statistics_name_every_card_as_text_and_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert called(capfd, "install", "soups.yaml")[0] == 0
    assert run(["--as", "Ann", "progress"]) == 0
    assert run(["--as", "Ann", "team", "add", "Tess", "--role", "trainer"]) == 0
    capfd.readouterr()
    assert run(["--lang", "en", "--as", "Tess", "deck", "stats", "soups"]) == 0
    out, err = capfd.readouterr()
    assert "soup · revision 1 · My {dish} is" in out
    assert "0 answers · 0 passes" in out
    assert "No card of this deck was dealt yet." in err
    assert run(["--lang", "en", "--as", "Tess", "deck", "stats", "soups", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert [card["card"] for card in told["cards"]] == ["soup", "gone"]
    assert told["cards"][0]["verdicts"] == []


@pytest.mark.parametrize(
    "command", ["list", "new", "import", "install", "check", "fmt", "diff", "stats", "print", "schema"]
)
def test_every_command_has_help(capfd: pytest.CaptureFixture[str], command: str) -> None:
    code, out, _err = called(capfd, command, "--help")
    assert code == 0
    assert len(out.splitlines()) > 4


def test_the_schema_is_printed_and_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _err = called(capfd, "schema")
    assert code == 0
    schema = json.loads(out)
    assert schema["required"] == ["title", "cards"]
    assert all("description" in each for each in schema["definitions"]["CardModel"]["properties"].values())
    assert called(capfd, "schema", "--out", ".")[0] == 0
    assert json.loads((tmp_path / "deck.schema.json").read_text(encoding="utf-8")) == schema
