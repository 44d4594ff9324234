"""The rota of leads: whoever led longest ago, or never, is next; among equals the alphabet decides. Source: sessions."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from trainer.domain.ids import PersonId
from trainer.domain.people import alphabetical


def rota(people: Iterable[tuple[PersonId, str]], led: Mapping[PersonId, datetime]) -> tuple[str, ...]:
    """Names in the order in which they lead. `led`: who led when last; whoever never did is not in it."""
    in_turn = sorted(
        people,
        key=lambda each: (each[0] in led, led[each[0]].timestamp() if each[0] in led else 0.0, alphabetical(each[1])),
    )
    return tuple(name for _person_id, name in in_turn)
