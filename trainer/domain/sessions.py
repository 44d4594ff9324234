"""A team session as data: its seats, its phase, its clock, who leads. Source: sessions.

Pure: time is an argument, nothing is stored here. What moves it is in moving.py.
"""

from dataclasses import dataclass
from datetime import datetime

from trainer.domain.clocks import Instant
from trainer.domain.ids import PersonId, SessionId, TeamId
from trainer.domain.phases import Act, Phase, acts_in
from trainer.domain.presets import Preset, Step

BEAT_SECONDS = 5.0
AWAY_AFTER = 15.0
COMMAND_HOLDS = 600.0
"""Seconds for which a command says that somebody is here: who plays by commands has no client that beats."""
TAKE_OVER_AFTER = 60.0
"""Seconds of the lead's absence after which anybody may take over."""
EXTEND_SECONDS = 60.0
MOST_SEATS = 40
MOST_EXTRA = 30 * 60.0
"""+1 minute can't put a deadline further away than this."""


@dataclass(frozen=True, slots=True)
class Seat:
    person_id: PersonId
    name: str
    seen: Instant
    away: bool = False
    """Left, or set away by the lead; whoever acts again is back."""
    ready_in: int = -1
    """The turn in which they said ready; any other turn: not yet."""
    group: int = 0
    """From 1; 0: none."""
    pen: bool = False
    """Holds the pen of the group."""


@dataclass(frozen=True, slots=True)
class Session:
    id: SessionId
    code: str
    team_id: TeamId
    preset: Preset
    """Its steps are those that are played: what was left out for want of gold answers is in `left_out`."""
    lead_id: PersonId
    lead_name: str
    language: str
    opened: Instant
    began: Instant
    """The phase."""
    touched: Instant
    """The last key of anybody."""
    lead_seen: Instant
    position: int = 0
    turn: int = 0
    """Rises with every phase (and question) that begins."""
    deadline: Instant | None = None
    """Of the phase; None while paused and once closed."""
    left: float | None = None
    """Seconds that were left when it was paused; None: not paused."""
    writing_left: float | None = None
    """In the writing: the seconds it was given, its minutes more included. After it: those nobody used, as the lead went on
    early. None: it has not begun."""
    round_began: Instant | None = None
    round_closed: bool = False
    question: int = 0
    questions: int = 1
    """Of the debrief."""
    closed_at: datetime | None = None
    left_out: tuple[Phase, ...] = ()
    """Phases of the preset that this session can't have: a warm-up without gold answers."""
    skipped: tuple[Phase, ...] = ()
    """By the lead."""
    seats: tuple[Seat, ...] = ()
    """In the order of arrival, which views never tell."""
    version: int = 1

    @property
    def step(self) -> Step:
        return self.preset.steps[self.position]

    @property
    def phase(self) -> Phase:
        """The phase that runs; a closed session is in its close, whatever its preset has."""
        return Phase.CLOSE if self.is_closed else self.step.phase

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_paused(self) -> bool:
        return self.left is not None

    def seconds_left(self, now: Instant) -> float | None:
        """Of the phase; negative after its zero, which is soft. None once closed. A clock that went back gives no more time."""
        if self.left is not None:
            return self.left
        if self.deadline is None:
            return None
        left = now.seconds_until(self.deadline)
        writing = self.writing_left is not None and self.step.phase is Phase.WRITE
        return min(left, self.writing_left or 0.0) if writing else left

    def time_used(self, now: Instant) -> float:
        """Share of the phase's planned time that is over, 0-1; +1 minute brings it back."""
        left = self.seconds_left(now)
        return 1.0 if left is None else min(1.0, max(0.0, 1 - left / self.step.seconds))

    def seat_of(self, person_id: PersonId) -> Seat | None:
        return next((seat for seat in self.seats if seat.person_id == person_id), None)

    def is_present(self, seat: Seat, now: Instant) -> bool:
        """Seen within 15 s, or by a command within ten minutes. At one terminal nobody beats: who is not set away is there."""
        return not seat.away and (self.preset.one_terminal or seat.seen.seconds_until(now) < AWAY_AFTER)

    def present(self, now: Instant) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if self.is_present(seat, now))

    def has_client(self, seat: Seat, now: Instant) -> bool:
        """Present, and by a client that hands in the newest words itself: what a command said holds into the future, and who
        typed at the one terminal has got up."""
        by_command = seat.seen.seconds_until(now) <= -AWAY_AFTER
        return self.is_present(seat, now) and not by_command and not self.preset.one_terminal

    def in_the_round(self) -> tuple[Seat, ...]:
        """Those among whom answers are rated: seen since shortly before the round began, and not set away."""
        if self.round_began is None:
            return ()
        return tuple(
            seat
            for seat in self.seats
            if not seat.away and (self.preset.one_terminal or seat.seen.seconds_until(self.round_began) < AWAY_AFTER)
        )

    def ready_count(self, now: Instant) -> tuple[int, int]:
        """(ready, present): "5 of 6 ready". It begins at none with every phase."""
        here = self.present(now)
        return sum(seat.ready_in == self.turn for seat in here), len(here)

    def pen_of(self, person_id: PersonId) -> Seat | None:
        """Who holds the pen of that person's group, themself or a colleague; None: they write alone, or nobody does."""
        seat = self.seat_of(person_id)
        return next(
            (each for each in self.seats if seat and seat.group and each.group == seat.group and each.pen), None
        )

    def lacks_group(self, person_id: PersonId) -> bool:
        """Whether groups were drawn while that person was away: back at their seat, they sit with the smallest."""
        seat = self.seat_of(person_id)
        return seat is not None and not seat.group and any(each.group for each in self.seats)

    def lead_absent_seconds(self, now: Instant) -> float:
        return max(0.0, self.lead_seen.seconds_until(now))

    def can_take_over(self, person_id: PersonId, now: Instant) -> bool:
        """Anybody of the team, after 60 s of the lead's absence."""
        return not self.is_closed and person_id != self.lead_id and self.lead_absent_seconds(now) >= TAKE_OVER_AFTER

    def idle_seconds(self, now: Instant) -> float:
        """Seconds without a key of anybody and without a deadline running."""
        idle = self.touched.seconds_until(now)
        return idle if self.deadline is None else min(idle, -now.seconds_until(self.deadline))

    def acts_of(self, person_id: PersonId) -> frozenset[Act]:
        """What that person may do now: nothing without a seat; in a session that is closed, what its close allows."""
        return acts_in(self.phase) if self.seat_of(person_id) else frozenset()


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a client asks for twice a second: where it differs from the last one, there is something to read."""

    version: int
    """Rises with everything that changes a view but counts and presence."""
    present: int
    marks: int
    """Tells one set of present people from another of the same size."""
    closed: bool
    ready: int = 0
    lead_gone: bool = False
    """The lead was not seen for a minute: anybody may take over."""

    def asks_for_view(self, before: "Pulse | None", phase: Phase | None = None) -> bool:
        """Whether a seat or a wall has to read its view anew after `before`. Counts of people it takes from the pulse itself;
        their names are shown in the lobby alone."""
        if before is None or (self.version, self.closed, self.lead_gone) != (
            before.version,
            before.closed,
            before.lead_gone,
        ):
            return True
        return phase is Phase.LOBBY and (self.present, self.marks) != (before.present, before.marks)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a list."""

    id: SessionId
    code: str
    preset: Preset
    lead_id: PersonId
    lead_name: str
    phase: Phase
    opened_at: datetime
    closed_at: datetime | None
    people: int
