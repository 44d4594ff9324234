"""The house's standards: complete in three languages, short enough to read aloud, and never taken for decks."""

import re
import shutil
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict
from pathlib import Path

import pytest

from trainer.decks.checking import load_decks
from trainer.decks.finding import digests, find_decks
from trainer.decks.standards import SECTIONS, read_standards, read_standards_text
from trainer.domain.standards import PHASES_OF, StandardCard, Standards
from trainer.errors import DeckRefused
from trainer.paths import shipped_decks

LANGUAGES = ("en", "uk", "ru")
HEAD = "locale: en\nlicense: x\nauthor: y\n"
SECONDS_PER_WORD = 0.55
"""Read aloud without haste, in the language with the longest words."""


def cards(standards: Standards) -> list[StandardCard]:
    return [card for section in SECTIONS for card in getattr(standards, section)]


def shipped(language: str) -> str:
    return (shipped_decks() / "standards" / f"{language}.yaml").read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    standards, found = read_standards_text(text, "s.yaml")
    assert (standards is None) == bool(found)
    return [f"{problem.line}: {problem.rule}: {problem.message}" for problem in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_seven_principles_eight_rules_and_the_five_parts_of_an_answer(language: str) -> None:
    standards = read_standards(language)
    assert (len(standards.principles), len(standards.rules)) == (7, 8)
    assert [card.id for card in standards.dialogue] == ["heard", "respected", "solved", "next_step", "aftertaste"]
    assert [card.id for card in standards.warm_ups] == ["ideal-customer"]
    assert standards.locale.startswith(f"{language}-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_read_aloud_in_less_than_a_minute_and_ends_in_one_question(language: str) -> None:
    for card in cards(read_standards(language)):
        sentences = re.findall(r"[.?!»”](?:\s|$)", card.text)
        assert 2 <= len(sentences) <= 5, card.id
        assert len(f"{card.title} {card.text} {card.question}".split()) * SECONDS_PER_WORD < 60, card.id
        assert card.question.count("?") == 1, card.id
        assert len(card.title) <= 60, card.id


def test_the_languages_hold_the_same_cards_each_in_its_own_words() -> None:
    first, *others = (read_standards(language) for language in LANGUAGES)
    for other in others:
        assert [card.id for card in cards(other)] == [card.id for card in cards(first)]
        assert not {card.text for card in cards(other)} & {card.text for card in cards(first)}
    for language in ("uk", "ru"):
        latin = re.findall(
            r"[A-Za-z]{3,}", " ".join(card.text + card.title for card in cards(read_standards(language)))
        )
        assert latin == []
    assert not re.search("[ыэъё]", shipped("uk"))
    assert not re.search("[іїєґ]", shipped("ru"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lead_has_words_for_every_phase_of_every_preset(language: str) -> None:
    standards = read_standards(language)
    assert set(standards.scripts) == set(PHASES_OF)
    for preset, phases in PHASES_OF.items():
        script = standards.script(preset)
        assert tuple(phase for phase, _words in script) == phases
        for phase, words in script:
            assert 3 <= len(words.split()) <= 50, (preset, phase)
            assert not re.search(r"[{}]", words)
    assert standards.script("of our own") == ()


def test_the_phases_are_those_of_the_table_of_presets() -> None:
    everything = PHASES_OF["monday"]
    assert PHASES_OF["large"] == everything
    assert {preset: [phase for phase in everything if phase not in phases] for preset, phases in PHASES_OF.items()} == {
        "monday": [],
        "friday": ["warm_up", "if_then"],
        "express": ["rule", "warm_up", "if_then", "next_card", "close"],
        "hotseat": ["warm_up"],
        "pair": ["rule", "close"],
        "large": [],
    }


def test_a_region_is_understood_and_a_language_that_is_not_there_is_english() -> None:
    assert read_standards("uk-UA") == read_standards("uk")
    assert read_standards("pl") == read_standards("en") == read_standards("../../en")


def test_nothing_can_be_changed_by_a_reader() -> None:
    standards = read_standards("en")
    with pytest.raises(FrozenInstanceError):
        standards.principles[0].title = "other"  # type: ignore[misc]
    assert asdict(standards)["principles"][0]["title"] == "Give them a reason to come back"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text.replace("    question:", "    qestion:", 1), 'qestion: did you mean "question"?'),
        (lambda text: text.replace("    question:", "    qestion:", 1), "question is missing"),
        (lambda text: text.replace("standards: 1", "standards: 2", 1), "format 2 needs a newer trainer"),
        (lambda text: text.replace("id: one-house", "id: promise-less-do-more", 1), "stands already in line"),
        (lambda text: text.replace("id: one-house", "id: one house", 1), "an id has letters, digits, hyphens"),
        (lambda text: text.replace("  express:", "  expresso:", 1), 'expresso: did you mean "express"?'),
        (lambda text: text.replace("principles:\n", "principles: none\nold:\n", 1), "a list is wanted"),
        (lambda text: text.replace("title: One house,", "title: {One house,", 1), ""),
        (lambda text: text.replace("title: One person", "title: &one One person", 1), "an anchor"),
        (lambda text: text[: text.index("scripts:")], "scripts is missing"),
        (lambda text: text[: text.index("scripts:")] + "scripts: []\n", '"key: value" lines are wanted here'),
        (
            lambda text: text.replace("    title: One house, from the cleaner to the director", "    title: ''", 1),
            "a text",
        ),
        (lambda text: f"- {text}", ""),
        (lambda text: text + "\0", "NUL"),
    ],
)
def test_a_slip_is_named_with_its_line(change: Callable[[str], str], expected: str) -> None:
    text = shipped("en")
    assert problems(text) == []
    found = problems(change(text))
    assert any(expected in line for line in found), found


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "words\n", "[]\n"])
def test_a_file_without_keys_says_what_is_wanted(text: str) -> None:
    assert problems(text) == ['1: keys-wanted: "key: value" lines are wanted here']


def test_a_damaged_or_missing_file_is_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.paths.shipped_decks", lambda: tmp_path)
    with pytest.raises(DeckRefused, match=r"en\.yaml:1:1: error \[unreadable\]"):
        read_standards("en")
    (tmp_path / "standards").mkdir()
    (tmp_path / "standards" / "en.yaml").write_text("standards: 1\n" + HEAD)
    with pytest.raises(DeckRefused, match=r"\[missing\] principles is missing") as refused:
        read_standards("en")
    assert "\n" not in str(refused.value)


def test_standards_are_no_decks_but_a_folder_of_decks_may_bear_the_name(tmp_path: Path) -> None:
    copy = tmp_path / "scenarios"
    shutil.copytree(shipped_decks() / "standards", copy / "standards")
    mine = copy / "standards" / "mine.yaml"
    mine.write_text("title: Ours\ncards: [Too sandy.]\n")
    assert find_decks([copy]) == find_decks([copy / "standards"]) == [mine]
    decks, found = load_decks([copy])
    assert ([deck.title for deck in decks], found) == (["Ours"], [])
    assert len(digests([copy]) or ()) == 1


def test_no_shipped_standard_is_found_among_the_shipped_decks() -> None:
    folder = shipped_decks() / "standards"
    assert {path.stem for path in folder.glob("*.yaml")} == set(LANGUAGES)
    assert not [path for path in find_decks([shipped_decks()]) if "standards" in path.parts[-2:]]
