"""A preset: which phases a session has, how long each takes, which cards fit, who sits where. Source: sessions.

Presets are data (scenarios/presets, and a lead's own); this is their shape and what follows from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from trainer.domain.cards import Card, Deck
from trainer.domain.kinds import Business
from trainer.domain.phases import ORDER, Phase

LOWEST, HIGHEST = 1, 5
"""Of difficulty and absurdity."""
LONGEST_PHASE = 120.0
"""Minutes."""


class Aim(StrEnum):
    """What a session is for; the mood before and after tells whether it came about (rules 8)."""

    ENERGY_UP = "energy_up"
    TENSION_DOWN = "tension_down"
    PRACTICE = "practice"


class Seating(StrEnum):
    OWN = "own"
    """Everybody at a terminal or a browser page of their own."""
    ONE_TERMINAL = "one_terminal"
    """Hot seat: paper first, then one after the other types at the same keyboard."""
    PAIR = "pair"
    """Two people: each improves the other's answer."""
    GROUPS = "groups"
    """Groups of about three; one seat of each holds the pen."""


@dataclass(frozen=True, slots=True)
class Step:
    phase: Phase
    minutes: float

    @property
    def seconds(self) -> float:
        return self.minutes * 60


@dataclass(frozen=True, slots=True)
class Preset:
    id: str
    title: str
    """As its file says; the six shipped ones are shown in the reader's language."""
    steps: tuple[Step, ...]
    aim: Aim = Aim.PRACTICE
    difficulty: tuple[int, int] = (LOWEST, HIGHEST)
    absurdity: tuple[int, int] = (LOWEST, HIGHEST)
    invented: bool = False
    """Only cards of invented businesses, never the team's own."""
    same_card: bool = True
    """One card for all (to compare), or one each (variety)."""
    scores: bool = True
    """False: laughing is what counts today, levels may be left out."""
    laughed_first: bool = False
    seating: Seating = Seating.OWN
    weekday: int | None = None
    """When the calendar proposes it: 0 is Monday; None: on no day by itself."""

    @property
    def phases(self) -> tuple[Phase, ...]:
        return tuple(step.phase for step in self.steps)

    @property
    def minutes(self) -> float:
        """The whole, as planned."""
        return sum(step.minutes for step in self.steps)

    @property
    def one_terminal(self) -> bool:
        return self.seating is Seating.ONE_TERMINAL

    def scaled(self, minutes: float) -> "Preset":
        """The same with its phases stretched or squeezed to `minutes` in all."""
        share = minutes / self.minutes
        return replace(self, steps=tuple(Step(step.phase, step.minutes * share) for step in self.steps))

    def without(self, phases: Iterable[Phase]) -> "Preset":
        """The same with some phases left out."""
        out = set(phases)
        return replace(self, steps=tuple(step for step in self.steps if step.phase not in out))


class Flaw(StrEnum):
    """What makes a preset unplayable."""

    NO_LOBBY = "no_lobby"
    NO_WRITING = "no_writing"
    ORDER = "order"
    TWICE = "twice"
    NO_TIME = "no_time"
    NO_RATING = "no_rating"


def flaws_of(steps: Iterable[Step]) -> tuple[Flaw, ...]:
    """What is wrong with a list of phases: it begins with the lobby, deals before it writes, keeps the order of play."""
    listed = tuple(steps)
    phases = [step.phase for step in listed]
    places = [ORDER[phase] for phase in phases]
    found = []
    if phases[:1] != [Phase.LOBBY]:
        found.append(Flaw.NO_LOBBY)
    if Phase.DEAL not in phases or Phase.WRITE not in phases:
        found.append(Flaw.NO_WRITING)
    if Phase.REVEAL in phases and Phase.RATE not in phases:
        found.append(Flaw.NO_RATING)
    if len(set(phases)) < len(phases):
        found.append(Flaw.TWICE)
    elif places != sorted(places):
        found.append(Flaw.ORDER)
    if any(not 0 < step.minutes <= LONGEST_PHASE for step in listed):
        found.append(Flaw.NO_TIME)
    return tuple(found)


def is_bare(card: Card) -> bool:
    """Whether its author wrote hardly more than the complaint: then nothing is known against it."""
    return (card.difficulty, card.absurdity, card.sensitivity) == (3, 3, None) and not (
        card.gold or card.hints or card.twists or card.hidden_interest or card.debrief
    )


def is_sensitive(card: Card) -> bool:
    """Whether a reviewer marked it: such a card comes to a team session only where its lead picks it by name."""
    return bool(card.sensitivity)


def fits(preset: Preset, deck: Deck, card: Card) -> bool:
    """Whether the card belongs into such a session. Without a difficulty or absurdity it counts as 3; a bare one fits."""
    if is_sensitive(card):
        return False
    if is_bare(card):
        return True
    if preset.invented and deck.business is not Business.OTHER:
        return False
    low, high = preset.difficulty
    least, most = preset.absurdity
    return low <= card.difficulty <= high and least <= card.absurdity <= most
