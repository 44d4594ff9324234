"""Reports as one HTML file: its style and its figures inside it, no script, no outside address, good on paper.

A content security policy forbids the browser what we do not use, so that a text that got by us can load nothing either.
"""

from html import escape

from trainer.domain.texts import clean
from trainer.reports.documents import Cell, Report, Section, Table

STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fff; --wait: #6b6b70; --room: #e6e6ea; --accent: #1f6f5c;
        --wow: #cfe8d9; --normal: #eef3d8; --not-yet: #f6e3cf; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #17181a; --wait: #a2a2a8; --room: #34363a; --accent: #6fc7ad;
          --wow: #1f4a38; --normal: #3b431f; --not-yet: #513a20; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem; margin: 2rem auto;
       padding: 0 1rem; }
h1 { margin-bottom: 0; } h2 { margin-top: 2rem; font-size: 1.15rem; } p { margin: .3rem 0; max-width: 46rem; }
.subtitle, .note { color: var(--wait); }
svg { display: block; width: 100%; max-width: 46rem; height: auto; margin: .6rem 0; font-size: 12px; }
svg text { fill: var(--wait); } .axis { stroke: var(--room); } .can-tell, .bar { fill: var(--accent); opacity: .55; }
.here, .dot { fill: var(--accent); } .room { fill: var(--room); }
.line { fill: none; stroke: var(--accent); stroke-width: 2.5; }
.target { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; }
.wide { overflow-x: auto; } table { border-collapse: collapse; margin: .6rem 0; font-size: .9rem; }
th, td { border-bottom: 1px solid var(--room); padding: .25rem .6rem; text-align: left; vertical-align: top; }
td { white-space: nowrap; } td:nth-child(2), td:nth-child(3) { white-space: normal; }
th { color: var(--wait); font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; }
.wow { background: var(--wow); } .normal { background: var(--normal); } .not_yet { background: var(--not-yet); }
blockquote { margin: .6rem 0; padding-left: .8rem; border-left: 3px solid var(--accent); max-width: 44rem; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --wait: #444; --room: #ccc; --accent: #333;
          --wow: #ddd; --normal: #f0f0f0; --not-yet: #fff; }
  svg { max-width: 34rem; }
  body { margin: 0; max-width: none; font-size: 10.5pt; } h2 { break-after: avoid; }
  svg, tr, blockquote, section { break-inside: avoid; } section:has(tbody tr:nth-child(16)) { break-inside: auto; }
  thead { display: table-header-group; } .wide { overflow: visible; }
  table { font-size: 8.5pt; } th, td { padding: .1rem .25rem; } th { hyphens: auto; font-size: 7pt; }
}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(report: Report) -> str:
    """The report as a whole page."""
    body = "\n".join(_section(each) for each in report.sections)
    title = _text(report.title)
    return f"""<!doctype html>
<html lang="{escape(report.language, quote=True)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {_text(report.subtitle)}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="subtitle">{_text(report.subtitle)}</p>
</header>
<main>
{body}
</main>
<footer><p class="note">{_text(report.note)}</p></footer>
</body>
</html>
"""


def _section(section: Section) -> str:
    parts = [f"<h2>{_text(section.title)}</h2>"]
    parts += [section.figure] if section.figure else []
    parts += [f"<p>{_text(each)}</p>" for each in section.sentences]
    parts += [f"<blockquote>{_text(each)}</blockquote>" for each in section.quotes]
    parts += [_table(section.table)] if section.table is not None else []
    return "<section>\n" + "\n".join(parts) + "\n</section>"


def _table(table: Table) -> str:
    numbers = table.numbers
    head = "".join(
        f'<th scope="col"{_classes("number" if place in numbers else "")}>{_text(each)}</th>'
        for place, each in enumerate(table.head)
    )
    rows = "".join(
        "<tr>" + "".join(_cell(cell, place in numbers) for place, cell in enumerate(row)) + "</tr>\n"
        for row in table.rows
    )
    return f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>'


def _cell(cell: Cell, number: bool) -> str:
    return f"<td{_classes('number' if number else '', cell.band)}>{_text(cell.text)}</td>"


def _classes(*names: str) -> str:
    wanted = " ".join(name for name in names if name)
    return f' class="{wanted}"' if wanted else ""


def _text(text: str) -> str:
    return escape(clean(text, limit=1_000_000), quote=True)
