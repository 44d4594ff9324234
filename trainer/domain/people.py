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
