"""Views of a session as its lead and its wall see them, to draw pictures from."""

from dataclasses import replace
from typing import Any

from tests.support.meetings import LEAD, a_preset
from trainer.domain.ids import AnswerId, PersonId, SessionId
from trainer.domain.kinds import ComplaintType
from trainer.domain.moods import MoodChange
from trainer.domain.phases import ORDER, Phase
from trainer.domain.reveals import Phrase, Point, Reveal
from trainer.domain.views import Item, LeadView, PublicCard, PublicView, SeatLine, Summary

CARD = PublicCard(
    complaint="Nobody warned us there would be fish in the sea. The children will not go back in!",
    customer="Viktor Novak",
    age=52,
    mood="indignant and a little embarrassed",
    channel="desk",
    type=ComplaintType.IMPOSSIBLE_EXPECTATION,
    deck_title="Seaside hotel",
    context="The beach sign shows a crab, but no fish.",
    twists=(),
)
TWIST = "My wife says one of them looked at her."
REVEAL = Reveal(
    points=(Point("A", 81.0, 1.0, "Ann"), Point("B", 55.0, 0.5), Point("C", 32.0, 0.0)),
    phrases=(Phrase("The fish were here first; let me introduce you.", 3), Phrase("Shall we look together?", 1)),
    unrated=0,
    hidden=0,
)
SUMMARY = Summary(
    people=4,
    answers=3,
    ratings=8,
    reveal=REVEAL,
    questions=(("Who was right?", ("Nobody; that helped.",)), ("", ("Ask before you offer.",))),
    if_thens=3,
    proposed=("My soup looked at me.",),
    mood=MoodChange(4, 4, 4, 1.0, 2.0),
    next_lead="Ann",
)


def on_the_wall(phase: Phase, **more: Any) -> PublicView:
    """What is public in that phase of a Monday."""
    place = ORDER[phase]
    preset = a_preset()
    view = PublicView(
        code="23467",
        preset=preset,
        phase=phase,
        phases=preset.phases,
        position=place,
        turn=place,
        version=place,
        lead_name="Lea",
        seconds_left=83.0,
        phase_seconds=120.0,
        paused=False,
        closed=False,
        present=4,
        ready=2,
        names=("Ann", "Bob", "Cat", "Dan") if phase is Phase.LOBBY else (),
        left_out=(),
        skipped=(),
        card=CARD if place >= ORDER[Phase.DEAL] else None,
        nudge=False,
        written=3 if place >= ORDER[Phase.RATE] else 0,
        reveal=REVEAL if place >= ORDER[Phase.REVEAL] else None,
        hidden_interest="They promised the children a soft sea." if place >= ORDER[Phase.DEBRIEF] else "",
        question="Who was right?" if phase is Phase.DEBRIEF else "",
        question_number=1 if phase is Phase.DEBRIEF else 0,
        questions=2,
        notes=1 if phase is Phase.DEBRIEF else 0,
        summary=SUMMARY if phase is Phase.CLOSE else None,
    )
    return replace(view, **more)


def led(phase: Phase, *, is_lead: bool = True, can_take_over: bool = False, **more: Any) -> LeadView:
    """The console of that phase."""
    seats = [(name, n % 2 == 0, n != 3) for n, name in enumerate(("Ann", "Bob", "Cat", "Dan"))]
    items = (Item(AnswerId("a"), "A", "The fish were here first.", False), Item(AnswerId("b"), "B", "So what?", True))
    return LeadView(
        session_id=SessionId("session"),
        public=on_the_wall(phase, **more),
        is_lead=is_lead,
        can_take_over=can_take_over,
        lead_absent_seconds=0.0,
        seats=tuple(
            SeatLine(PersonId(LEAD + n + 1), name, present, ready and present, not present, 0)
            for n, (name, ready, present) in enumerate(seats)
        ),
        written=2,
        rated=5,
        items=items if ORDER[phase] >= ORDER[Phase.RATE] else (),
    )
