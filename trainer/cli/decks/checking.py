"""trainer deck check: every problem of a deck at once, for people, scripts and GitHub."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer import paths
from trainer.cli.main import Caller, pass_caller
from trainer.cli.speaking import note, say, tell_json
from trainer.locale import _, ngettext

if TYPE_CHECKING:
    from trainer.decks.checking import KnownCards
    from trainer.decks.problems import Problem

FORMATS = ("text", "json", "github")


@click.command(
    "check", help=_("Check decks: every problem with its place and how to mend it. Without PATHS, all installed decks.")
)
@click.argument("wanted", metavar="[PATHS]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help=_("How problems are printed."))
@click.option("--json", "as_json", is_flag=True, help=_("The same as --format json."))
@click.option(
    "--against",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help=_("The decks as they were: whose meaning changed must have a new revision. Else what the database holds."),
)
@pass_caller
@click.pass_context
def command(
    ctx: click.Context, caller: Caller, wanted: tuple[Path, ...], form: str, as_json: bool, against: Path | None
) -> None:
    from trainer.decks.checking import cards_of_files, check_files
    from trainer.decks.problems import Severity, count

    files = deck_files(wanted)
    known = cards_of_files(deck_files((against,))) if against is not None else _stored(caller)
    problems = check_files(files, known).problems
    errors, warnings = count(problems, Severity.ERROR), count(problems, Severity.WARNING)
    if as_json or form == "json":
        listed = [problem_data(each) for each in problems]
        tell_json({"files": len(files), "errors": errors, "warnings": warnings, "problems": listed})
    else:
        for each in problems:
            say(_for_github(each) if form == "github" else str(each))
    note(_summary(len(files), errors, warnings))
    ctx.exit(1 if errors else 0)


def problem_data(problem: "Problem") -> dict[str, str | int]:
    """A problem with stable keys."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity.value,
        "rule": problem.rule,
        "message": problem.message,
    }


def _stored(caller: Caller) -> "KnownCards | None":
    """What the database holds, where it is a file that can be asked at once."""
    from trainer.storage.places import file_of

    file = file_of(caller.database)
    if file is None or not file.is_file():
        return None
    from trainer.storage.known_cards import known_cards

    return partial(known_cards, file)


def deck_files(wanted: tuple[Path, ...]) -> list[Path]:
    """The files that `wanted` names, folders searched; all installed decks if it names none. Raises WrongUsage."""
    from trainer.decks.finding import find_decks, named_files

    return named_files(wanted) if wanted else find_decks(paths.deck_folders())


def _for_github(problem: "Problem") -> str:
    """A line that GitHub shows beside the file; its own signs are escaped."""

    def escape(text: str, also: str = "") -> str:
        for sign in "%\r\n" + also:
            text = text.replace(sign, f"%{ord(sign):02X}")
        return text

    level = {"error": "error", "warning": "warning"}.get(problem.severity.value, "notice")
    where = f"file={escape(problem.file, ':,')},line={problem.line},col={problem.column}"
    return f"::{level} {where},title={escape(problem.rule, ':,')}::{escape(problem.message)}"


def _summary(files: int, errors: int, warnings: int) -> str:
    decks = ngettext("{n} deck checked", "{n} decks checked", files).format(n=files)
    if not errors and not warnings:
        return _("{decks}: nothing to mend.").format(decks=decks)
    return _("{decks}: {errors}, {warnings}.").format(
        decks=decks,
        errors=ngettext("{n} error", "{n} errors", errors).format(n=errors),
        warnings=ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
    )
