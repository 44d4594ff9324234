"""Reports: every form says that it is practice; a text is a text in all of them, whatever it holds."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from tests.support.making import MONDAY
from tests.unit.test_own_page import card, criteria, record
from tests.unit.test_teams import card as team_card
from tests.unit.test_teams import page as team_page_of
from trainer.domain.ids import CardId, DealId, DeckId
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.progress import CountedCard, own_page
from trainer.domain.reporting import OwnReport, ReportedCard, TeamReport
from trainer.locale import pages
from trainer.reports.forms import FORMS, write_report
from trainer.reports.markdown import literal
from trainer.reports.spreadsheets import harmless

HOSTILE = "<script src=https://evil.example/x.js></script> | [x](javascript:alert(1)) \x1b]52;c;AAAA\x07 & *bold*"
FORMULA = '=HYPERLINK("https://evil.example","x")'


def counted(number: int, complaint: str = "The sea has fish in it.", score: float | None = 61.25) -> CountedCard:
    return CountedCard(
        deal_id=DealId(f"d{number}"),
        deck_id=DeckId("sea"),
        card_id=CardId("fish"),
        complaint=complaint,
        type=ComplaintType.FEAR,
        outcome=Outcome.HIT if score is not None else Outcome.MISS,
        score=score,
        mean=score,
        raters=3,
        bar=50.0,
        closed_at=MONDAY - timedelta(days=number),
        counts_for_quality=score is not None,
    )


def mine(complaint: str = "The sea has fish in it.", text: str = "Shall we look?") -> OwnReport:
    cards = [card(n + 10, 40.0 + n) for n in range(24)]
    page = own_page(record(cards, criteria=criteria(50, 70), comments=[(cards[0].deal_id, complaint)]), MONDAY)
    return OwnReport(page, (ReportedCard(counted(1, complaint), text), ReportedCard(counted(2, score=None))))


def ours(complaint: str = "The sea has fish in it.", name: str = "Ann", *, people: bool = False) -> TeamReport:
    page = team_page_of({name: [team_card(n + 1, 45.0) for n in range(12)], "Bob": [], "Cat": [], "Dan": []})
    return TeamReport(page, tuple(ReportedCard(counted(n, complaint)) for n in range(3)), people)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("report", [mine(), ours()], ids=["me", "team"])
def test_every_report_says_that_this_is_practice(report: OwnReport | TeamReport, form: str) -> None:
    written = write_report(report, form)
    if form == "json":
        assert json.loads(written)["practice"] is True
    else:
        assert pages.practice_note() in written.replace("\\", "").replace("&#x27;", "'")


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    "report", [mine(HOSTILE, HOSTILE), ours(HOSTILE, "<b onload=x>", people=True)], ids=["me", "team"]
)
def test_html_holds_no_script_and_asks_nobody_for_anything(report: OwnReport | TeamReport) -> None:
    html = write_report(report, "html")
    tags = Page(html).tags
    assert not {"script", "link", "img", "iframe", "object", "embed", "a", "form", "b"} & {tag for tag, _ in tags}
    assert not [name for _, attrs in tags for name in attrs if name in ("src", "href") or name.startswith("on")]
    assert not re.search(r"url\(|@import|\x1b", html)
    policy = next(attrs["content"] for tag, attrs in tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "@media print" in html


def test_html_draws_the_level_the_line_and_the_criteria_and_says_them() -> None:
    html = write_report(mine(), "html")
    tags = Page(html).tags
    figures = [attrs for tag, attrs in tags if tag == "svg"]
    assert len(figures) == 3
    assert all(figure.get("role") == "img" and figure.get("aria-label") for figure in figures)
    assert "24 of 24" not in html
    assert "Heard: 60.0" in html


def test_markdown_shows_texts_as_they_stand() -> None:
    told = write_report(mine(HOSTILE), "md")
    assert "\x1b" not in told
    assert r"\<script src=https://evil.example/x.js\>" in told
    assert r"\[x\](javascript:alert(1))" in told
    rows = [line for line in told.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows if "script" in row} == {6}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. one", r"1\. one"),
        ("- a", r"\- a"),
        ("+5.6", r"\+5.6"),
        ("92.2", "92.2"),
        ("a\n# b", r"a \# b"),
        ("&lt;", r"\&lt;"),
    ],
)
def test_markdown_lines_begin_no_list_and_no_heading(text: str, shown: str) -> None:
    assert literal(text) == shown


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "%x", "|cmd"])
def test_no_text_becomes_a_formula(start: str) -> None:
    assert harmless(start).startswith("'")
    assert harmless(f"No {start}") == f"No {start}".replace("\t", "    ")


def test_csv_has_a_row_an_answer() -> None:
    written = write_report(mine(FORMULA, FORMULA), "csv")
    assert written.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert len(rows) == 2
    assert rows[0]["complaint"] == rows[0]["answer"] == f"'{FORMULA}"
    assert (rows[0]["score"], rows[0]["counts_as"], rows[1]["score"]) == ("61.25", "hit", "")


def test_the_team_s_csv_names_nobody_and_no_day() -> None:
    written = write_report(ours(), "csv")
    assert "Ann" not in written
    assert "2026-W47" in written
    assert "2026-11" not in written
    assert "closed_at" not in json.loads(write_report(ours(), "json"))["cards"][0]


@pytest.mark.parametrize("form", FORMS)
def test_single_people_are_in_a_team_s_report_on_demand_alone(form: str) -> None:
    assert not [name for name in ("Ann", "Bob", "Cat", "Dan") if name in write_report(ours(), form)]
    told = write_report(ours(people=True), form)
    assert ("Ann" in told) == (form != "csv")
    assert "61.2" in told


def test_json_keeps_points_unrounded() -> None:
    data = json.loads(write_report(mine(), "json"))
    assert data["cards"][0]["score"] == 61.25
    assert data["service_level"]["eligible"] == 20
    assert {each["criterion"]: each["own"] for each in data["criteria"]}["heard"] == 60.0


def test_no_other_form_is_written() -> None:
    with pytest.raises(ValueError, match="docx"):
        write_report(mine(), "docx")


def test_an_empty_report_is_written_too() -> None:
    empty = OwnReport(own_page(record(), MONDAY), ())
    for form in FORMS:
        assert write_report(empty, form)
    nobody = TeamReport(replace(team_page_of({}), types=()), ())
    for form in FORMS:
        assert write_report(nobody, form)
