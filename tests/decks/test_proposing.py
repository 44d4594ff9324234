"""Proposed complaints, and how they become cards: nothing else of a file changes, nothing is lost."""

from pathlib import Path

import pytest

from tests.decks.calling import called
from trainer.decks.copying import copy_deck
from trainer.decks.proposing import (
    LONGEST,
    Wanted,
    list_drafts,
    make_card,
    new_deck_file,
    own_decks,
    propose,
    turn_down,
)
from trainer.decks.reading import read_deck
from trainer.domain.kinds import CardStatus, ComplaintType, Skill
from trainer.errors import DeckRefused
from trainer.paths import shipped_decks

OURS = """\
# our own complaints
title: "Ours"   # a good title
cards:
    # the first one
    -   complaint: >-
            The sea was
            too wet.
        x-note: keep

    - The lift was too fast.  # true

# the end
"""


def test_a_proposal_is_a_draft_that_nobody_is_dealt(tmp_path: Path) -> None:
    propose(tmp_path, "en", "The queue was too short: I had no time to choose.")
    propose(tmp_path, "en", "“{Why}”\nsaid the parrot.")
    propose(tmp_path, "uk", "Море було надто мокре.")
    found = list_drafts(tmp_path)
    assert [(draft.language, draft.complaint) for draft in found] == [
        ("en", "The queue was too short: I had no time to choose."),
        ("en", "“{{Why}}”\nsaid the parrot."),
        ("uk", "Море було надто мокре."),
    ]
    for path in {draft.path for draft in found}:
        result = read_deck(path)
        assert result.deck is not None
        assert {card.status for card in result.deck.cards} == {CardStatus.DRAFT}


@pytest.mark.parametrize("said", ["", "  \n ", "...", "x" * (LONGEST + 1)])
def test_what_is_no_complaint_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(DeckRefused):
        propose(tmp_path, "en", said)
    assert list_drafts(tmp_path) == []


def test_the_same_complaint_is_proposed_once_at_a_time(tmp_path: Path) -> None:
    first = propose(tmp_path, "en", "The sea was too wet.")
    with pytest.raises(DeckRefused, match="already"):
        propose(tmp_path, "en", " the SEA was  too wet.")
    turn_down(first)
    assert list_drafts(tmp_path) == []
    assert propose(tmp_path, "en", "The sea was too wet.").card_id != first.card_id


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_draft_becomes_the_last_card_and_all_else_stays_letter_by_letter(tmp_path: Path, ends: str) -> None:
    file = tmp_path / "ours.yaml"
    file.write_bytes(OURS.replace("\n", ends).encode())
    draft = propose(tmp_path, "en", "My taxi smelled of rain: why?")
    wanted = Wanted(ComplaintType.VAGUE_FEELING, (Skill.EMPATHY, Skill.HUMOUR), 2, 5)
    _deck, card = make_card(draft, file, wanted)
    assert (card.type, card.skills, card.difficulty, card.absurdity) == (wanted.type, wanted.skills, 2, 5)
    assert card.status is CardStatus.READY
    after = file.read_bytes().decode()
    added = after.replace(OURS.replace("\n", ends)[: OURS.replace("\n", ends).index("# the end")].rstrip(), "")
    assert after.startswith(OURS.replace("\n", ends).split(ends + ends + "# the end")[0])
    assert after.endswith(f"{ends}{ends}# the end{ends}")
    assert added.split(ends)[1] == f"    - id: {card.id}"
    assert "complaint: " in added
    assert list_drafts(tmp_path) == []
    assert [deck.title for _path, deck in own_decks(tmp_path)] == ["Ours"]
    with pytest.raises(DeckRefused, match="not there any more"):
        turn_down(draft)


@pytest.mark.parametrize(
    "text",
    [
        "title: Ours\ncards: [The sea was too wet., Fish!]\n",
        "{title: Ours, cards: [{complaint: Fish!}]}\n",
        "title: Ours\ncards:\n  - complaint: Fish!\n    dificulty: 3\n",
    ],
)
def test_a_deck_that_takes_no_card_stays_and_so_does_the_draft(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(text, encoding="utf-8")
    draft = propose(tmp_path, "en", "The moon was late.")
    with pytest.raises(DeckRefused):
        make_card(draft, file, Wanted())
    assert file.read_text(encoding="utf-8") == text
    assert list_drafts(tmp_path) == [draft]


def test_a_deck_of_proposals_may_begin_with_one(tmp_path: Path) -> None:
    for said in ("The moon was late.", "The stars were too small."):
        deck, _card = make_card(propose(tmp_path, "uk", said), new_deck_file(tmp_path, "uk"), Wanted())
    assert (deck.id, deck.locale) == ("our-complaints", "uk-UA")
    assert [card.complaint for card in deck.cards] == ["The moon was late.", "The stars were too small."]


def test_a_deck_has_each_complaint_once(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(OURS, encoding="utf-8")
    draft = propose(tmp_path, "en", "The lift was too fast.")
    with pytest.raises(DeckRefused, match="already"):
        make_card(draft, file, Wanted())


def test_proposing_and_taking_without_a_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    code, out, _err = called(capfd, "propose", "The moon was late.")
    assert code == 0
    assert "drafts.en.yaml" in out
    assert called(capfd, "propose")[1].split("\n")[0] == "1  The moon was late."
    file = tmp_path / "ours.yaml"
    file.write_text(OURS, encoding="utf-8")
    code, out, _err = called(capfd, "take", "1", "--into", file, "--type", "fear", "--skills", "empathy,clarify")
    assert code == 0
    deck = read_deck(file).deck
    assert deck is not None
    assert (deck.cards[-1].complaint, deck.cards[-1].type) == ("The moon was late.", "fear")
    assert called(capfd, "take", "1", "--into", file)[0] == 1
    assert called(capfd, "take", "x", "--into", file)[0] == 2
    assert called(capfd, "propose", "  ")[0] == 1


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_a_copy_of_a_shipped_deck_is_a_deck_of_its_own(tmp_path: Path, language: str) -> None:
    shipped_deck = shipped_decks() / language / "seaside-hotel.yaml"
    before = shipped_deck.read_bytes()
    copy = copy_deck(shipped_deck, tmp_path / "own")
    one, other = read_deck(shipped_deck).deck, read_deck(copy).deck
    assert one is not None
    assert other is not None
    assert (other.id, other.title) == (f"{one.id}-own", f"{one.title} (ours)")
    assert other.cards == one.cards
    copy.write_text(copy.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    assert copy_deck(shipped_deck, tmp_path / "own") == copy
    assert copy.read_text(encoding="utf-8").endswith("# mine\n")
    assert shipped_deck.read_bytes() == before
