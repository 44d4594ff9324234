"""The demo: a team with half a year behind it fills every page, and the rules that judge real practice judged it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.making import FakeClock
from trainer import paths
from trainer.bootstrap import Trainer
from trainer.decks.reading import read_deck
from trainer.domain.evidence import TeamNumber
from trainer.domain.ids import DeckId
from trainer.domain.people import Role
from trainer.domain.teams import TalkReason
from trainer.domain.trends import Direction
from trainer.services import people, progress, staging, statistics, teams
from trainer.services.decks import list_decks
from trainer.services.leading import flagged_answers

NAMES = ["Ada", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trainer]:
    trainer = Trainer(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'trainer.db'}", clock=FakeClock())
    shipped = sorted((paths.shipped_decks() / "en").glob("*.yaml"))[: staging.PRACTISED_DECKS]
    decks = [deck for path in shipped if (deck := read_deck(Path(path)).deck) is not None]
    trainer.run(staging.stage_team, decks, NAMES, render=trainer.render, language="en")
    yield trainer
    trainer.close()


def test_the_lead_s_page_is_full(demo: Trainer) -> None:
    lead = demo.run(people.find_person, "Ada")
    page = demo.run(teams.team_page, lead.id)
    assert (page.level.counted, page.level.people, page.health.took_part) == (8, 8, 8)
    told = [cell for row in page.people for cell in row.cells if cell.mean is not None]
    assert len(told) > len(page.people) * len(page.types) / 2
    assert {reason for talk in page.talks for reason in talk.reasons} >= {TalkReason.BELOW, TalkReason.SILENT}
    assert page.queue.waiting == staging.LEFT_TO_RATE
    assert page.queue.unconfirmed_flags == len(demo.run(flagged_answers, lead.id)) == 1
    assert [each.change.start is not None for each in page.moods] == [True] * 3
    assert page.recommended.promoters > 0
    assert len(demo.run(teams.team_cards_behind, lead.id, TeamNumber.LEVEL).cards) == page.level.eligible


def test_the_person_one_looks_as_is_not_slipping_and_has_something_to_rate(demo: Trainer) -> None:
    viewer = demo.run(people.find_person, "Bob")
    page = demo.run(progress.own_page, viewer.id)
    assert viewer.role is Role.EMPLOYEE
    assert page.level.eligible == 20
    assert page.trend.direction in (Direction.IMPROVING, Direction.STEADY)
    assert page.comments


def test_the_trainer_s_page_has_numbers_and_verdicts(demo: Trainer) -> None:
    trainer = demo.run(people.find_person, "Hal")
    cards = [card for deck in _decks(demo) for card in demo.run(statistics.deck_statistics, trainer.id, deck).cards]
    assert trainer.role is Role.TRAINER
    assert sum(card.mean is not None for card in cards) > len(cards) * 0.8
    assert any(card.verdicts for card in cards)
    assert any(card.hinted for card in cards)


def _decks(demo: Trainer) -> list[DeckId]:
    return [deck.id for deck in demo.run(list_decks)]
