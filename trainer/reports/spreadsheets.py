"""Reports as CSV: one row an answer, UTF-8 with a mark so that spreadsheets see it; no text can become a formula."""

import csv
from collections.abc import Sequence
from io import StringIO

from trainer.domain.reporting import OwnReport, ReportedCard, SessionReport, TeamReport
from trainer.domain.texts import clean
from trainer.domain.weeks import week_name
from trainer.locale import pages

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "|", "%")
"""What makes a spreadsheet calculate; the wide forms do so in East Asian settings."""
OWN_COLUMNS = (
    "closed_at", "deck", "card", "type", "complaint", "answer", "counts_as", "score", "mean", "half_width", "raters", "bar",
    "rubric_version", "counts_for_quality", "note",
)  # fmt: skip
TEAM_COLUMNS = (
    "week", "deck", "card", "type", "complaint", "counts_as", "score", "mean", "half_width", "raters", "bar",
    "rubric_version", "counts_for_quality", "note",
)  # fmt: skip
SESSION_COLUMNS = ("day", "preset", "complaint", "answer", "text", "works", "laughed", "claimed_by", "note")


def own_csv(report: OwnReport) -> str:
    """One's own answers, newest first."""
    rows = [
        [each.card.closed_at.isoformat(), *_about(each), harmless(each.text), *_numbers(each)] for each in report.cards
    ]
    return _written(OWN_COLUMNS, rows)


def team_csv(report: TeamReport) -> str:
    """The team's answers without names or texts, in the order of the complaints, no time finer than the week."""
    rows = [[week_name(each.card.closed_at), *_about(each), *_numbers(each)] for each in report.cards]
    return _written(TEAM_COLUMNS, rows)


def session_csv(report: SessionReport) -> str:
    """A session's answers by their letters, a name only where the author claimed."""
    day = report.opened_at.astimezone().date().isoformat()
    rows = [
        [
            day,
            harmless(report.preset.id),
            harmless(each.complaint or (report.card.complaint if report.card else "")),
            each.label,
            harmless(each.text),
            _number(each.works),
            _number(each.laughed),
            harmless(each.author),
            harmless(pages.practice_note()),
        ]
        for each in report.answers
    ]
    return _written(SESSION_COLUMNS, rows)


def harmless(text: str) -> str:
    """`text` as a cell that is shown as it stands: what begins like a formula gets an apostrophe before it."""
    kept = clean(text, limit=1_000_000)
    return f"'{kept}" if kept.lstrip().startswith(FORMULA_STARTS) else kept


def _about(each: ReportedCard) -> list[str]:
    card = each.card
    return [harmless(card.deck_id), harmless(card.card_id), card.type.value, harmless(card.complaint)]


def _numbers(each: ReportedCard) -> list[str]:
    card = each.card
    return [
        card.outcome.value,
        _number(card.score),
        _number(card.mean),
        _number(card.half_width),
        str(card.raters),
        _number(card.bar),
        str(card.rubric_version),
        "yes" if card.counts_for_quality else "no",
        harmless(pages.practice_note()),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _written(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()
