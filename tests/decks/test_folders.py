"""Folders of decks, and the starter decks that come with the program."""

from pathlib import Path

import pytest

from trainer.decks.checking import check_files, load_decks
from trainer.decks.finding import find_decks
from trainer.decks.personas import render_card
from trainer.decks.reading import read_deck
from trainer.domain.kinds import ComplaintType
from trainer.paths import shipped_decks

DECK = "title: {}\ncards: [Too sandy.]\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_yaml_files_are_found_below_each_folder_in_order(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for name in ("b.yaml", "a.yml", "sub/c.YAML", "notes.txt", ".hidden.yaml", ".git/d.yaml"):
        write(first / name, DECK)
    write(second / "a.yaml", DECK)
    found = find_decks([first, second, tmp_path / "missing", first])
    assert [str(path.relative_to(tmp_path)) for path in found] == [
        "one/a.yml",
        "one/b.yaml",
        "one/sub/c.YAML",
        "two/a.yaml",
    ]


def test_links_that_lead_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "secret.yaml", DECK)
    folder = tmp_path / "decks"
    inside = write(folder / "a.yaml", DECK)
    (folder / "out.yaml").symlink_to(outside)
    (folder / "away").symlink_to(outside.parent)
    (folder / "round").symlink_to(folder)
    (folder / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (folder / "in.yaml").symlink_to(inside)
    assert [path.name for path in find_decks([folder])] == ["a.yaml", "in.yaml"]


def test_sound_decks_are_loaded_beside_broken_ones(tmp_path: Path) -> None:
    write(tmp_path / "bad.yaml", "title: T\n")
    write(tmp_path / "good.yaml", DECK.format("Good"))
    decks, problems = load_decks([tmp_path])
    assert [deck.title for deck in decks] == ["Good"]
    assert [(Path(problem.file).name, problem.rule) for problem in problems] == [("bad.yaml", "missing")]


def test_one_deck_may_have_a_file_in_each_language_but_only_one(tmp_path: Path) -> None:
    for name, locale in (("a", "en-GB"), ("b", "uk-UA"), ("c", "en-US")):
        write(tmp_path / f"{name}.yaml", f"id: same\nlocale: {locale}\n" + DECK.format(name))
    decks, problems = load_decks([tmp_path])
    assert [deck.title for deck in decks] == ["a", "b"]
    assert [(Path(problem.file).name, problem.rule) for problem in problems] == [("c.yaml", "duplicate-id")]


STARTERS = find_decks([shipped_decks()])


@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.parent.name + "/" + path.stem)
def test_a_starter_deck_checks_clean_and_is_complete(path: Path) -> None:
    result = read_deck(path)
    assert [str(problem) for problem in result.problems] == []
    deck = result.deck
    assert deck is not None
    assert deck.language == path.parent.name
    assert len(deck.cards) == 12
    assert sum(len(card.gold) >= 2 and all(gold.why for gold in card.gold) for card in deck.cards) >= 4
    for card in deck.cards:
        assert card.type is not ComplaintType.OTHER
        assert card.skills
        assert card.hidden_interest


def test_there_is_a_starter_deck_in_each_language() -> None:
    assert {path.parent.name for path in STARTERS} == {"en", "uk", "ru"}
    decks, problems = load_decks([shipped_decks()])
    assert (len(decks), problems) == (len(STARTERS), [])


@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.parent.name + "/" + path.stem)
def test_no_brace_is_left_on_a_starter_card(path: Path) -> None:
    deck = read_deck(path).deck
    assert deck is not None
    for card in deck.cards:
        for seed in ("1", "2", "3"):
            rendered = render_card(deck, card, seed)
            texts = (rendered.complaint, rendered.context, rendered.hidden_interest, *(t.says for t in rendered.twists))
            assert not any("{" in text or "}" in text for text in texts)


@pytest.mark.parametrize(
    "path", sorted([*shipped_decks().glob("standards/*.yaml"), *shipped_decks().glob("presets/*.yaml")])
)
def test_what_is_no_deck_is_checked_as_what_it_is(path: Path, tmp_path: Path) -> None:
    assert check_files([path]).problems == ()
    broken = tmp_path / path.name
    broken.write_text(path.read_text(encoding="utf-8") + "wrong: 1\n", encoding="utf-8")
    problems = check_files([broken]).problems
    assert [problem.rule for problem in problems] == ["unknown-key"]
    assert "title is missing" not in str(problems[0])
