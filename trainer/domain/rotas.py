"""The rota of leads: whoever led longest ago, or never, is next; among equals the alphabet decides. Source: sessions."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from trainer.domain.ids import PersonId
from trainer.domain.people import alphabetical


def rota(people: Iterable[tuple[PersonId, str]], led: Mapping[PersonId, datetime | None]) -> tuple[str, ...]:
    """Names in the order in which they lead. `led`: who led when last; None, or not in it: never."""

    def turn(each: tuple[PersonId, str]) -> tuple[float, str]:
        last = led.get(each[0])
        return last.timestamp() if last else 0.0, alphabetical(each[1])

    return tuple(name for _person_id, name in sorted(people, key=turn))
