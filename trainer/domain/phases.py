"""The phases of a team session: who may do what in each, and what is revealed from when on. Source: sessions; rules 7."""

from collections.abc import Mapping
from enum import StrEnum


class Phase(StrEnum):
    """In the order of play. The words are those of the lead's script (domain/standards.py)."""

    LOBBY = "lobby"
    RULE = "rule"
    WARM_UP = "warm_up"
    DEAL = "deal"
    WRITE = "write"
    RATE = "rate"
    REVEAL = "reveal"
    DEBRIEF = "debrief"
    IF_THEN = "if_then"
    NEXT_CARD = "next_card"
    CLOSE = "close"


ORDER: Mapping[Phase, int] = {phase: place for place, phase in enumerate(Phase)}


class Act(StrEnum):
    """What somebody with a seat may do."""

    MOOD = "mood"
    READY = "ready"
    WARM_UP = "warm_up"
    READ_CARD = "read_card"
    WRITE = "write"
    RATE = "rate"
    CLAIM = "claim"
    NOTE = "note"
    IF_THEN = "if_then"
    PROPOSE_CARD = "propose_card"


_ACTS: Mapping[Phase, frozenset[Act]] = {
    Phase.LOBBY: frozenset({Act.MOOD, Act.READY}),
    Phase.RULE: frozenset({Act.MOOD, Act.READY}),
    Phase.WARM_UP: frozenset({Act.WARM_UP, Act.READY}),
    Phase.DEAL: frozenset({Act.READ_CARD, Act.READY}),
    Phase.WRITE: frozenset({Act.READ_CARD, Act.WRITE, Act.READY}),
    Phase.RATE: frozenset({Act.READ_CARD, Act.RATE, Act.READY}),
    Phase.REVEAL: frozenset({Act.READ_CARD, Act.CLAIM, Act.READY}),
    Phase.DEBRIEF: frozenset({Act.READ_CARD, Act.CLAIM, Act.NOTE, Act.READY}),
    Phase.IF_THEN: frozenset({Act.READ_CARD, Act.CLAIM, Act.NOTE, Act.IF_THEN, Act.READY}),
    Phase.NEXT_CARD: frozenset(
        {Act.READ_CARD, Act.CLAIM, Act.NOTE, Act.MOOD, Act.IF_THEN, Act.PROPOSE_CARD, Act.READY}
    ),
    Phase.CLOSE: frozenset({Act.READ_CARD, Act.CLAIM, Act.NOTE, Act.MOOD, Act.IF_THEN, Act.PROPOSE_CARD}),
}


def acts_in(phase: Phase) -> frozenset[Act]:
    """What a seat may do in that phase. What is asked for in one stays open later, where it hurts nobody: a line that is
    being typed when the lead goes on is still kept."""
    return _ACTS[phase]


class Shown(StrEnum):
    """What is withheld at first."""

    CARD = "card"
    POINTS = "points"
    """The reveal: works x laughed, phrases worth stealing."""
    BACKGROUND = "background"
    """The hidden interest, gold answers, phrases to avoid."""
    SUMMARY = "summary"


_FROM: Mapping[Shown, Phase] = {
    Shown.CARD: Phase.DEAL,
    Shown.POINTS: Phase.REVEAL,
    Shown.BACKGROUND: Phase.DEBRIEF,
    Shown.SUMMARY: Phase.CLOSE,
}


def is_shown(what: Shown, phase: Phase) -> bool:
    """Whether `what` is revealed in that phase. A phase that a preset leaves out reveals with the next one that it has."""
    return ORDER[phase] >= ORDER[_FROM[what]]


def asks_mood_after(phase: Phase) -> bool:
    """Whether the mood given now is the one after the session (rules 8: a pair of before and after)."""
    return ORDER[phase] > ORDER[Phase.REVEAL]
