"""The forms a report can take, each from the same data: Markdown, one HTML file, CSV, JSON."""

import json
from typing import Any

from trainer.domain.reporting import OwnReport, SessionReport, TeamReport
from trainer.reports.data import own_report_data, session_report_data, team_report_data
from trainer.reports.documents import Report
from trainer.reports.html import as_html
from trainer.reports.markdown import as_markdown
from trainer.reports.own import own_report
from trainer.reports.sessions import session_report
from trainer.reports.spreadsheets import own_csv, session_csv, team_csv
from trainer.reports.team import team_report

FORMS = ("md", "html", "csv", "json")


def write_report(report: OwnReport | TeamReport | SessionReport, form: str) -> str:
    """`report` in one of `FORMS`. Every one says that it is practice. Raises ValueError for another form."""
    match form:
        case "md":
            return as_markdown(_document(report))
        case "html":
            return as_html(_document(report))
        case "csv":
            return _rows(report)
        case "json":
            return json.dumps(_data(report), ensure_ascii=False, indent=2) + "\n"
    raise ValueError(f"no report takes the form {form!r}")


def _document(report: OwnReport | TeamReport | SessionReport) -> Report:
    match report:
        case OwnReport():
            return own_report(report)
        case TeamReport():
            return team_report(report)
        case SessionReport():
            return session_report(report)


def _rows(report: OwnReport | TeamReport | SessionReport) -> str:
    match report:
        case OwnReport():
            return own_csv(report)
        case TeamReport():
            return team_csv(report)
        case SessionReport():
            return session_csv(report)


def _data(report: OwnReport | TeamReport | SessionReport) -> dict[str, Any]:
    match report:
        case OwnReport():
            return own_report_data(report)
        case TeamReport():
            return team_report_data(report)
        case SessionReport():
            return session_report_data(report)
