"""What a report is made of: a page, and the answers behind it, one by one. Source: rules 6, 7."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trainer.domain.ids import AnswerId, SessionId
from trainer.domain.presets import Preset
from trainer.domain.progress import CountedCard, OwnPage
from trainer.domain.reveals import POINT_FROM, SessionAnswer, labels_of
from trainer.domain.teams import TeamPage
from trainer.domain.views import PublicCard, Summary


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


@dataclass(frozen=True, slots=True)
class ReportedAnswer:
    """An answer of a session by its letter; its author's name stands here only where the author claimed it."""

    label: str
    text: str
    author: str
    works: float | None
    """0-100; None under two ratings, for a single rating is never shown (rules 7)."""
    laughed: float | None
    """Share of the raters, 0-1; None as above."""
    complaint: str = ""
    """Where everybody had a card of their own."""


@dataclass(frozen=True, slots=True)
class SessionReport:
    session_id: SessionId
    preset: Preset
    """As it was played."""
    lead_name: str
    opened_at: datetime
    card: PublicCard | None
    """None where each had an own one."""
    hidden_interest: str
    answers: tuple[ReportedAnswer, ...]
    """In the order of their letters, which a draw gave; what the lead hid is not among them."""
    summary: Summary


def reported_answers(
    answers: Sequence[SessionAnswer], complaints: dict[AnswerId, str], *, seed: str
) -> tuple[ReportedAnswer, ...]:
    """What a session's report tells of its answers. `complaints`: of those who had a card of their own."""
    labels = labels_of(answers, seed=seed)
    shown = sorted(
        (each for each in answers if not each.hidden and each.text),  # none, where its author was taken out
        key=lambda each: (len(labels[each.id]), labels[each.id]),
    )
    return tuple(
        ReportedAnswer(
            label=labels[each.id],
            text=each.text,
            author=each.author_name if each.claimed else "",
            works=each.works,
            laughed=each.laughed if len(each.ratings) >= POINT_FROM else None,
            complaint=complaints.get(each.id, ""),
        )
        for each in shown
    )
