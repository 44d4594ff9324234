"""People, their roles and their teams."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.domain.ids import PersonId, TeamId


class Role(StrEnum):
    EMPLOYEE = "employee"
    LEAD = "lead"
    TRAINER = "trainer"


@dataclass(frozen=True, slots=True)
class Team:
    id: TeamId
    name: str
    bar: float = 50.0
    """Points from which an answer is to standard (rules 5)."""
    target: float = 0.80
    """Share of cards to standard that the team aims at (rules 6)."""


@dataclass(frozen=True, slots=True)
class Person:
    id: PersonId
    name: str
    role: Role
    team_id: TeamId
    active: bool = True
    """False: removed from the team; answers and ratings stay."""


_CYRILLIC = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя"
_IN_ORDER = str.maketrans({letter: chr(0xE000 + place) for place, letter in enumerate(_CYRILLIC)})


def alphabetical(name: str) -> str:
    """A key to sort names by as people look them up: case set aside, Ґ after Г, Є and Ё after Е, І and Ї after И.

    By code points і, ї, є, ґ and ё would all stand behind я.
    """
    return name.casefold().translate(_IN_ORDER)
