"""The demo's team sessions: the last Mondays and Fridays with how people felt, and whether they would recommend them."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from trainer.domain.clocks import Instant
from trainer.domain.ids import SessionId
from trainer.domain.moods import HIGHEST, LOWEST, Mood, quarter_of
from trainer.domain.people import Person
from trainer.domain.phases import Phase
from trainer.domain.ports import UnitOfWork
from trainer.domain.presets import Aim, Preset, Step
from trainer.domain.sessions import Session

MINUTES = 25
MONDAY = Preset("monday", "Monday tune-in", (Step(Phase.LOBBY, 2), Step(Phase.CLOSE, 1)), Aim.ENERGY_UP)
FRIDAY = Preset("friday", "Friday", (Step(Phase.LOBBY, 2), Step(Phase.CLOSE, 1)), Aim.TENSION_DOWN)
PLAYED = ((MONDAY, 0, 2), (FRIDAY, 4, 1), (MONDAY, 0, 1))
"""Preset, weekday, how many weeks ago: oldest first."""
AWAY = 2
"""Colleagues who miss a session, and a digit here and there."""


def stage_sessions(
    uow: UnitOfWork, people: Sequence[Person], now: datetime, language: str, dice: random.Random
) -> None:
    """Inside a write transaction: three closed sessions that the first of `people` led, with moods before and after."""
    lead = people[0]
    for preset, weekday, weeks in PLAYED:
        day = now - timedelta(weeks=weeks - 1, days=(now.weekday() - weekday) % 7 or 7)
        opened = Instant(day.replace(hour=9 if preset is MONDAY else 15, minute=0, second=0, microsecond=0))
        closed = opened.plus(MINUTES * 60)
        session = uow.sessions.add(
            Session(
                id=SessionId(""),
                code="",
                team_id=lead.team_id,
                preset=preset,
                lead_id=lead.id,
                lead_name=lead.name,
                language=language,
                opened=opened,
                began=closed,
                touched=closed,
                lead_seen=closed,
                round_closed=True,
                closed_at=closed.at,
            ),
            None,
            None,
            None,
        )
        for person in dice.sample(people, len(people) - AWAY):
            before = Mood(dice.choice((2, 3, 3, 4)), dice.choice((1, 2, 2, 3)))
            lift = (0, 1, 1, 2) if preset is MONDAY else (0, 0, 1, 1)
            after = Mood(_digit(before.pleasure + dice.choice((0, 1, 1))), _digit(before.energy + dice.choice(lift)))
            uow.session_notes.set_mood(session.id, person.id, before, after=False)
            uow.session_notes.set_mood(session.id, person.id, after, after=True)
    for person in people:
        uow.session_notes.recommend(person.id, quarter_of(now), dice.choice((7, 8, 9, 9, 10)), now)


def _digit(value: int) -> int:
    return min(HIGHEST, max(LOWEST, value))
