"""What the lead's and the trainer's screens show in these tests: a team of six, and the statistics of a deck."""

from dataclasses import replace
from datetime import timedelta

from tests.tui.samples import counted
from tests.tui.stage import IRYNA, NOON
from trainer.domain.cards import DeckPlaces
from trainer.domain.coverage import DeckCard, DeckCell, deck_coverage
from trainer.domain.evidence import Evidence, EvidenceCard, TeamNumber
from trainer.domain.ids import CardId, DeckId, PersonId, TeamId
from trainer.domain.kinds import Channel, ComplaintType, Outcome, Stage
from trainer.domain.levels import service_level
from trainer.domain.moods import Mood, mood_change
from trainer.domain.people import Person, Role, Team
from trainer.domain.statistics import CardStatistics, Verdict
from trainer.domain.teams import (
    Cell,
    CriticalFree,
    Health,
    RatingCoverage,
    RatingQueue,
    SessionMood,
    Talk,
    TalkReason,
    TeamPage,
    TeamRow,
)
from trainer.domain.teamwork import Change, TeamChange, TeamLevel, recommendation, team_level
from trainer.services.decks import DeckLine
from trainer.services.statistics import DeckStatistics

OLENA = Person(IRYNA.id, "Olena", Role.LEAD, IRYNA.team_id)
TYPES = tuple(ComplaintType)
NAMES = ("Anna", "Bohdan Kovalenko-Stepanenko", "Dmytro", "Olena", "Petro", "Ґанна")
NOBODY = TeamLevel(0, 0, None, None, 0, 6)


def person(number: int) -> Person:
    return replace(OLENA, id=PersonId(number + 1), name=NAMES[number]) if NAMES[number] != "Olena" else OLENA


def _cell(row: int, column: int) -> Cell:
    """Numbers that look like scores and never change: some cells are empty, some have one or two answers."""
    turn = (row * 7 + column * 5) % 12
    if (row, column) == (2, 4):
        return Cell(100.0, 3)
    if turn in (0, 5):
        return Cell(None, 0)
    if turn in (3, 9, 10):
        return Cell(None, 1 + turn % 2)
    return Cell(31.7 + 5.3 * turn + row, 3 + turn % 3)


def a_team_page(**changes: object) -> TeamPage:
    outcomes = [[Outcome.HIT] * hits + [Outcome.MISS] * (20 - hits) for hits in (17, 12, 16, 14, 18)]
    level = team_level([*outcomes, [Outcome.HIT] * 3])
    talks = (
        Talk(person(1), (TalkReason.BELOW, TalkReason.SLIPPING), service_level(outcomes[1]), -12.4, None),
        Talk(person(5), (TalkReason.SILENT,), service_level([]), None, 24),
    )
    page = TeamPage(
        team=Team(TeamId(1), "Front desk"),
        as_of=NOON,
        level=level,
        ratings=RatingCoverage(207, 2, 3),
        types=TYPES,
        people=tuple(TeamRow(person(n), tuple(_cell(n, column) for column in range(12))) for n in range(6)),
        talks=talks,
        queue=RatingQueue(2, 3, 4, 1),
        critical_free=CriticalFree(206, 207),
        health=Health(6, 5, 4, by_week=(3, 5, 4, 4, 6, 2, 5, 1)),
        change=TeamChange(Change.UP, 6.2, 1.1, 11.3, 5),
        periods=(level, level),
        suggested_bar=60.0,
        decks=deck_coverage(
            [
                DeckCell(Stage.SERVE, Channel.PHONE, ComplaintType.FEAR, 24, 20),
                DeckCell(Stage.WINBACK, Channel.EMAIL, ComplaintType.TASTE, 12, 3),
                DeckCell(None, Channel.IN_PERSON, ComplaintType.PRESSURE, 12, 12),
            ]
        ),
        moods=(
            SessionMood(
                NOON - timedelta(days=3), mood_change([(Mood(3, 2), Mood(4, 4))] * 3 + [(Mood(4, 3), Mood(4, 3))])
            ),
            SessionMood(NOON - timedelta(days=7), mood_change([(Mood(3, 3), Mood(4, 3))] * 2)),
        ),
        recommended=recommendation([10, 9, 9, 10, 8, 7, 9, 10, 6, 9, 10]),
        guessable=False,
    )
    return replace(page, **changes)  # type: ignore[arg-type]


def an_empty_page(people: int = 6) -> TeamPage:
    rows = tuple(TeamRow(person(n), ()) for n in range(people))
    return a_team_page(
        level=replace(NOBODY, people=people),
        ratings=RatingCoverage(0, 0, 0),
        types=(),
        people=rows,
        talks=tuple(Talk(row.person, (TalkReason.SILENT,), service_level([]), None, None) for row in rows),
        queue=RatingQueue(0, 0, None, 0),
        critical_free=CriticalFree(0, 0),
        health=Health(people, 0, 0, by_week=(0,) * 8),
        change=TeamChange(Change.TOO_FEW, None, None, None, 0),
        suggested_bar=None,
        decks=deck_coverage([]),
        moods=(),
        recommended=recommendation([]),
        guessable=people < 4,
    )


def team_evidence(number: TeamNumber = TeamNumber.LEVEL) -> Evidence:
    return Evidence(number, tuple(EvidenceCard(counted(n, Outcome.HIT, 70.0 + n)) for n in range(3)))


DECK_CARDS = (
    DeckCard("Seaside hotel", "Your {dish} is cold!", Stage.SERVE, Channel.PHONE, ComplaintType.FEAR, True),
    DeckCard("Seaside hotel", "There is a fish in it.", None, Channel.CHAT, ComplaintType.TASTE, False),
    DeckCard("Win them back", "I left you.", Stage.WINBACK, Channel.EMAIL, ComplaintType.PRESSURE, False),
)
DECK_LINES = [
    DeckLine(DeckId("seaside"), "en", "Seaside hotel, week one", "", 4),
    DeckLine(DeckId("seaside"), "uk", "Готель біля моря", "", 4),
    DeckLine(DeckId("win"), "en", "Win them back", "", 2),
]
FISH = CardStatistics(
    CardId("fish"), 2, "Nobody warned us there would be {number:1..9} fish in the sea.", 14, 1, 1,
    mean=41.3, spread=18.2, disagreement=33.5, gold_gap=-4.2, median_seconds=312.0, hinted=5, laughed=3, ratings=42,
    flags=2, verdicts=(Verdict.AMBIGUOUS, Verdict.FLAT),
    follows=(CardStatistics(CardId("fish"), 1, "", 3, 0, 0, mean=58.0, spread=4.0, ratings=9, laughed=4),),
)  # fmt: skip
SOUP = CardStatistics(
    CardId("soup"), 1, "I am {customer.full_name}. Your {dish} is far too thick!", 12, 0, 0,
    mean=88.0, spread=5.1, disagreement=8.0, median_seconds=190.0, laughed=20, ratings=36, verdicts=(Verdict.TOO_EASY,),
)  # fmt: skip
LIFT = CardStatistics(CardId("lift"), 1, "The lift was too fast for my joke.", 2, 3, 0, laughed=1, ratings=6)
NEW = CardStatistics(CardId("moon"), 1, "The moon was not full.", 0, 0, 0)
STATISTICS = DeckStatistics(DeckId("seaside"), "Seaside hotel, week one", (SOUP, FISH, LIFT, NEW))
PLACES = DeckPlaces("decks/seaside.yaml", {CardId("soup"): 12, CardId("fish"): 40, CardId("moon"): 77})
