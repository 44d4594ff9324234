"""trainer deck list, trainer deck check: the decks that are there, and what is wrong with them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer import paths
from trainer.cli.main import json_option
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.texts import clean_line
from trainer.errors import WrongUsage
from trainer.locale import _, ngettext

if TYPE_CHECKING:
    from trainer.decks.problems import Problem
    from trainer.domain.cards import Deck

FORMATS = ("text", "json", "github")


@click.group(help=_("Decks: the complaints that are dealt, as YAML files."))
def deck() -> None: ...


@deck.command("list", help=_("List the installed decks."))
@json_option
def list_decks(as_json: bool) -> None:
    from trainer.decks.finding import find_decks
    from trainer.decks.reading import read_deck

    lines: list[dict[str, Any]] = []
    refused = 0
    for path in find_decks(paths.deck_folders()):
        found = read_deck(path).deck
        if found is None:
            refused += 1
        else:
            lines.append(_line(found, path))
    lines.sort(key=lambda line: (line["locale"], line["title"].casefold()))
    if as_json:
        tell_json(lines)
    else:
        for line in lines:
            cards = ngettext("{ready} of {n} card ready", "{ready} of {n} cards ready", line["cards"]).format(
                ready=line["ready"], n=line["cards"]
            )
            title, name, locale = (clean_line(line[key], 200) for key in ("title", "id", "locale"))
            say(f"{title}\n    {name} · {locale} · {cards}\n    {clean_line(line['path'], 1000)}")
    if not lines and not refused:
        folders = ", ".join(clean_line(str(folder), 1000) for folder in paths.deck_folders())
        note(_("There is no deck yet. Put YAML files into one of: {folders}").format(folders=folders))
    if refused:
        note(
            ngettext(
                "{n} file has errors and is not listed: trainer deck check",
                "{n} files have errors and are not listed: trainer deck check",
                refused,
            ).format(n=refused)
        )


@deck.command(
    "check", help=_("Check decks: every problem with its place and how to mend it. Without PATHS, all installed decks.")
)
@click.argument("wanted", metavar="[PATHS]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help=_("How problems are printed."))
@click.option("--json", "as_json", is_flag=True, help=_("The same as --format json."))
@click.pass_context
def check(ctx: click.Context, wanted: tuple[Path, ...], form: str, as_json: bool) -> None:
    from trainer.decks.problems import Severity, count

    files = _files(wanted)
    problems = _check(files)
    errors, warnings = count(problems, Severity.ERROR), count(problems, Severity.WARNING)
    if as_json or form == "json":
        listed = [
            {
                "file": each.file,
                "line": each.line,
                "column": each.column,
                "severity": each.severity.value,
                "rule": each.rule,
                "message": each.message,
            }
            for each in problems
        ]
        tell_json({"files": len(files), "errors": errors, "warnings": warnings, "problems": listed})
    else:
        for each in problems:
            say(_for_github(each) if form == "github" else str(each))
    note(_summary(len(files), errors, warnings))
    ctx.exit(1 if errors else 0)


def _files(wanted: tuple[Path, ...]) -> list[Path]:
    """The files that `wanted` names, folders searched; all installed decks if it names none. Raises WrongUsage."""
    from trainer.decks.finding import find_decks

    if not wanted:
        return find_decks(paths.deck_folders())
    files: list[Path] = []
    for path in wanted:
        if not path.is_dir():
            if not path.exists():
                raise WrongUsage(_("There is no {path}.").format(path=clean_line(str(path), 1000)))
            files.append(path)
            continue
        found = find_decks([path])
        if not found:
            raise WrongUsage(_("There is no *.yaml or *.yml file in {path}.").format(path=clean_line(str(path), 1000)))
        # as the caller wrote the folder, so that the lines are as short
        files.extend(path / each.relative_to(path.resolve()) for each in found)
    return list(dict.fromkeys(files))


def _check(files: list[Path]) -> "list[Problem]":
    """The problems of every file, and of files that are the same deck."""
    from trainer.decks.checking import same_deck
    from trainer.decks.reading import read_deck

    problems: list[Problem] = []
    seen: dict[tuple[str, str], Path] = {}
    for path in files:
        result = read_deck(path)
        problems.extend(result.problems)
        if result.deck is not None:
            first = seen.setdefault((result.deck.id, result.deck.language), path)
            if first is not path:
                problems.append(same_deck(path, result.deck, first))
    return problems


def _line(found: "Deck", path: Path) -> dict[str, Any]:
    from trainer.domain.kinds import CardStatus

    return {
        "id": found.id,
        "title": found.title,
        "locale": found.locale,
        "cards": len(found.cards),
        "ready": sum(card.status is CardStatus.READY for card in found.cards),
        "path": str(path),
    }


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
