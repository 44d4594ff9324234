"""trainer doctor: what this terminal, this database and this installation can do."""

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import click

from trainer import __version__
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import say, tell_json
from trainer.errors import NoTerminal, TrainerError
from trainer.locale import _
from trainer.storage.places import shown

PACKAGES = ("textual", "sqlmodel", "sqlalchemy", "alembic", "pyyaml", "faker", "click", "psycopg")
LEAST_COLUMNS, LEAST_ROWS = 60, 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    """Stable key for scripts."""
    well: bool
    says: str


@click.command(help=_("What this terminal, database and installation can do. Exit 1 when something needs mending."))
@click.option("--keys", is_flag=True, help=_("Show what each key sends, until you press Esc twice."))
@json_option
@pass_caller
def doctor(caller: Caller, keys: bool, as_json: bool) -> None:
    if keys:
        show_keys()
        return
    findings = [*_terminal(), *_installation(), *_database(caller), *_decks(caller)]
    if as_json:
        tell_json([{"check": each.name, "well": each.well, "says": each.says} for each in findings])
    else:
        for each in findings:
            say(f"{'✓' if each.well else '!'} {each.says}")
    if not all(each.well for each in findings):
        click.get_current_context().exit(1)


def show_keys() -> None:
    """Prints the bytes and the name of every key until Esc is pressed twice. Raises NoTerminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal(_("This needs a terminal: run it in a terminal window, without a pipe."))
    import termios
    import tty

    say(_("Press keys to see what arrives here; Esc twice ends it."))
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    last = b""
    try:
        tty.setcbreak(descriptor)
        while True:
            got = os.read(descriptor, 32)
            if not got or (got == last == b"\x1b") or got == b"\x1b\x1b":
                return
            last = got
            say(f"{got.hex(' '):<24} {got.decode('utf-8', 'replace')!r}")
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _terminal() -> list[Finding]:
    size = shutil.get_terminal_size()
    there = sys.stdin.isatty() and sys.stderr.isatty()
    roomy = size.columns >= LEAST_COLUMNS and size.lines >= LEAST_ROWS
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return [
        Finding(
            "terminal",
            True,
            _("Terminal: {term}, {columns} x {rows}, colours {colours}").format(
                term=os.environ.get("TERM") or "-",
                columns=size.columns,
                rows=size.lines,
                colours="NO_COLOR" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM") or "-",
            )
            if there
            else _("No terminal here (a pipe or a script): the commands work, the screens need one."),
        ),
        Finding(
            "size",
            roomy or not there,
            _("The window is roomy enough.")
            if roomy or not there
            else _("The screens need {columns} x {rows}: make the window larger.").format(
                columns=LEAST_COLUMNS, rows=LEAST_ROWS
            ),
        ),
        Finding(
            "encoding",
            encoding == "utf8",
            _("Text is UTF-8.")
            if encoding == "utf8"
            else _("Text is {encoding}: set LANG to a UTF-8 locale, or PYTHONUTF8=1.").format(encoding=encoding or "-"),
        ),
    ]


def _installation() -> list[Finding]:
    found = [f"trainer {__version__}", f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return [Finding("installation", True, " · ".join(found))]


def _database(caller: Caller) -> list[Finding]:
    from trainer.storage.examining import examine

    try:
        examined = examine(caller.database)
    except TrainerError as refused:
        return [Finding("database", False, str(refused))]
    where = _("Database: {place}").format(place=shown(caller.database))
    return [Finding("database", True, where), *(Finding(name, well, says) for name, well, says in examined)]


def _decks(caller: Caller) -> list[Finding]:
    from trainer import paths
    from trainer.decks.checking import load_decks
    from trainer.locale import ngettext

    decks, problems = load_decks(paths.deck_folders())
    cards = sum(len(deck.cards) for deck in decks)
    read = ngettext("{n} deck can be read", "{n} decks can be read", len(decks)).format(n=len(decks))
    count = ngettext("{n} card", "{n} cards", cards).format(n=cards)
    errors = [problem for problem in problems if problem.severity == "error"]
    found = [Finding("decks", not errors, f"{read}, {count}.")]
    if errors:
        found.append(Finding("deck_errors", False, _("Some decks have errors; see: trainer deck check")))
    return found
