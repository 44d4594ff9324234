"""What a report is made of: a page, and the answers behind it, one by one. Source: rules 6, 7."""

from dataclasses import dataclass

from trainer.domain.progress import CountedCard, OwnPage
from trainer.domain.teams import TeamPage


@dataclass(frozen=True, slots=True)
class ReportedCard:
    card: CountedCard
    text: str = ""
    """What was sent; empty for a card that was passed or whose time was up, and in the report of a team."""


@dataclass(frozen=True, slots=True)
class OwnReport:
    page: OwnPage
    cards: tuple[ReportedCard, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class TeamReport:
    page: TeamPage
    cards: tuple[ReportedCard, ...]
    """Of nobody in particular, in the order of their complaints."""
    people: bool = False
    """Whether it tells of single people what the lead's page tells; by default no report does (rules 7)."""
