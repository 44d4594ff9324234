"""Reports as Markdown: figures as their sentences, texts of people as texts (nothing in them is markup)."""

import re

from trainer.domain.texts import clean
from trainer.reports.documents import Report, Section, Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_AT_START = re.compile(r"^(\s*)([-+=])")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")


def as_markdown(report: Report) -> str:
    """The report as Markdown, ending in the line that says that this is practice."""
    lines = [f"# {literal(report.title)}", "", literal(report.subtitle), ""]
    for section in report.sections:
        lines += _section(section)
    lines += ["---", "", f"*{literal(report.note)}*", ""]
    return "\n".join(lines)


def literal(text: str) -> str:
    """`text` on one line, so that Markdown shows it as it stands."""
    flat = " ".join(clean(text, limit=1_000_000).split())
    text = _SPECIAL.sub(r"\\\1", flat)
    return _NUMBERED.sub(r"\1\\\2", _AT_START.sub(r"\1\\\2", text))


def _section(section: Section) -> list[str]:
    lines = [f"## {literal(section.title)}", ""]
    for sentence in section.sentences:
        lines += [literal(sentence), ""]
    for quote in section.quotes:
        lines += [f"> {literal(quote)}", ""]
    if section.table is not None:
        lines += [*_table(section.table), ""]
    return lines


def _table(table: Table) -> list[str]:
    rules = ["---:" if place in table.numbers else "---" for place in range(len(table.head))]
    rows = [[literal(cell.text) for cell in row] for row in table.rows]
    return [_row([literal(each) for each in table.head]), _row(rules), *(_row(row) for row in rows)]


def _row(texts: list[str]) -> str:
    return "| " + " | ".join(texts) + " |"
