"""The calendar of sessions: presets name their weekday, so Monday tunes in and Friday lets off steam. Source: sessions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.domain.presets import Preset

LOOKED_AHEAD = 60
"""Days."""


@dataclass(frozen=True, slots=True)
class Planned:
    day: date
    preset: Preset
    lead_name: str
    """From the rota; empty: the team has nobody yet."""


def planned_on(presets: Sequence[Preset], day: date) -> Preset | None:
    """The preset of that weekday: the last one that names it, so that a lead's own goes before a shipped one."""
    return next((each for each in reversed(presets) if each.weekday == day.weekday()), None)


def upcoming(
    presets: Sequence[Preset], today: date, held: Collection[date], leads: Sequence[str], count: int
) -> tuple[Planned, ...]:
    """The next sessions by weekday, the rota going round. A day on which one was held already (`held`) is over."""
    found: list[Planned] = []
    for ahead in range(LOOKED_AHEAD):
        day = today + timedelta(days=ahead)
        preset = planned_on(presets, day)
        if preset is not None and day not in held and len(found) < count:
            found.append(Planned(day, preset, leads[len(found) % len(leads)] if leads else ""))
    return tuple(found)
