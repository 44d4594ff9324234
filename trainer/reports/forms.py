"""The forms a report can take, each from the same data: Markdown, one HTML file, CSV, JSON."""

import json

from trainer.domain.reporting import OwnReport, TeamReport
from trainer.reports.data import own_report_data, team_report_data
from trainer.reports.html import as_html
from trainer.reports.markdown import as_markdown
from trainer.reports.own import own_report
from trainer.reports.spreadsheets import own_csv, team_csv
from trainer.reports.team import team_report

FORMS = ("md", "html", "csv", "json")


def write_report(report: OwnReport | TeamReport, form: str) -> str:
    """`report` in one of `FORMS`. Every one says that it is practice. Raises ValueError for another form."""
    match form:
        case "md" | "html":
            document = own_report(report) if isinstance(report, OwnReport) else team_report(report)
            return as_markdown(document) if form == "md" else as_html(document)
        case "csv":
            return own_csv(report) if isinstance(report, OwnReport) else team_csv(report)
        case "json":
            data = own_report_data(report) if isinstance(report, OwnReport) else team_report_data(report)
            return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    raise ValueError(f"no report takes the form {form!r}")
