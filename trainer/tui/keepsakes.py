"""Files that a lead asks for with a key: the sheets for paper, the report of a session. Run on the database thread."""

from pathlib import Path
from typing import TYPE_CHECKING

from trainer import paths
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.phases import Phase
from trainer.errors import ReportNotWritten
from trainer.locale import _
from trainer.locale import sessions as words

if TYPE_CHECKING:
    from trainer.bootstrap import Trainer

SHEETS, REPORTS = "sheets", "reports"


def keep_sheets(trainer: "Trainer", session_id: SessionId, person_id: PersonId) -> Path:
    """Writes the session's card and a rating sheet as a page that prints well; where it is.

    Raises SessionRefused, NothingToDeal, ReportNotWritten.
    """
    from trainer.reports.cards import deck_on_paper
    from trainer.services.sessions.opening import show_session
    from trainer.services.sessions.planning import card_to_print

    card = trainer.run(card_to_print, session_id, person_id)
    session = trainer.run(show_session, session_id)
    minutes = next((step.minutes for step in session.preset.steps if step.phase is Phase.WRITE), None)
    page = deck_on_paper(words.preset_title(session.preset), session.language, [card], minutes=minutes)
    return _written(paths.data_folder() / SHEETS / f"session-{session.code}.html", page)


def keep_report(trainer: "Trainer", session_id: SessionId, person_id: PersonId) -> Path:
    """Writes the report of a closed session as one HTML file; where it is. Raises SessionRefused, ReportNotWritten."""
    from trainer.reports.forms import write_report
    from trainer.services.reporting import report_session

    report = trainer.run(report_session, session_id, person_id)
    day = report.opened_at.astimezone().date().isoformat()
    name = f"{day}-{report.preset.id}-{session_id[:6]}.html"
    return _written(paths.data_folder() / REPORTS / name, write_report(report, "html"))


def _written(path: Path, text: str) -> Path:
    from trainer.decks.writing import write_file

    try:
        paths.private_folder(path.parent)
        write_file(path, text, replace=True)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ReportNotWritten(_("{file} cannot be written: {reason}.").format(file=path, reason=reason)) from None
    return path
