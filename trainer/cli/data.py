"""trainer data: where things are kept, and bringing the store up to date."""

from datetime import UTC, datetime
from pathlib import Path

import click

from trainer import paths
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.texts import clean_line
from trainer.errors import NotFound
from trainer.locale import _
from trainer.storage.places import shown


@click.group(help=_("Where your data is kept, and its upkeep."))
def data() -> None:
    """Sub-commands do the work."""


@data.command("where", help=_("Where the database, decks, settings and logs are."))
@json_option
@pass_caller
def data_where(caller: Caller, as_json: bool) -> None:
    places = {
        "database": shown(caller.database),
        "decks": [str(folder) for folder in paths.deck_folders()],
        "settings": str(paths.config_folder() / "config.toml"),
        "state": str(paths.state_folder()),
    }
    if as_json:
        tell_json(places)
        return
    say(_("Database: {place}").format(place=places["database"]))
    for folder in paths.deck_folders():
        say(_("Decks: {place}").format(place=folder))
    say(_("Settings: {place}").format(place=places["settings"]))
    say(_("Logs and journal: {place}").format(place=places["state"]))


@data.command("migrate", help=_("Make the database, or bring it up to date; a copy is kept first."))
@json_option
@pass_caller
def data_migrate(caller: Caller, as_json: bool) -> None:
    from trainer.storage.migrating import migrate

    changed = migrate(caller.database)
    if as_json:
        tell_json({"database": shown(caller.database), "migrated": changed})
        return
    note(_("The database is brought up to date.") if changed else _("The database is up to date already."))


@data.command(
    "copy",
    help=_(
        "Copy everything from one database to an empty one, SQLite or PostgreSQL; called again it goes on after a stop."
    ),
)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@json_option
def data_copy(source: str, target: str, as_json: bool) -> None:
    from trainer.storage.copying import copy_all

    told = copy_all(source, target, say=lambda line: None if as_json else note(line))
    if as_json:
        tell_json({"tables": {name: {"rows": each.rows, "checksum": each.checksum} for name, each in told.items()}})
        return
    say(
        _("Copied and verified: {rows} rows in {tables} tables. Use it from now on: trainer --database {where}").format(
            rows=sum(each.rows for each in told.values()), tables=len(told), where=shown(target)
        )
    )


@data.command("backup", help=_("Keep a checked copy of the database, in the backups folder or in FILE."))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@json_option
@pass_caller
def data_backup(caller: Caller, file: Path | None, as_json: bool) -> None:
    from trainer.storage.backups import back_up

    copy = back_up(caller.database, datetime.now(UTC), None if file is None else file.absolute())
    if as_json:
        tell_json({"backup": str(copy), "bytes": copy.stat().st_size})
        return
    say(_("Kept and checked: {file}").format(file=copy))


@data.command(
    "restore", help=_("Bring back a copy; what was there before is kept as a copy too. Without FILE: the newest.")
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@json_option
@pass_caller
def data_restore(caller: Caller, file: Path | None, yes: bool, as_json: bool) -> None:
    from trainer.storage.backups import backups_of, check_copy, folder_of, made_at, restore

    if file is None:
        copies = backups_of(caller.database)
        if not copies:
            raise NotFound(_("There is no copy in {folder} yet.").format(folder=folder_of(caller.database)))
        file = copies[-1]
    check_copy(file)
    if not yes:
        click.confirm(
            _("Put {file} ({when}) in the place of {where}?").format(
                file=clean_line(str(file), 1000), when=f"{made_at(file):%Y-%m-%d %H:%M}", where=shown(caller.database)
            ),
            abort=True,
            err=True,
        )
    before = restore(caller.database, file.absolute(), datetime.now(UTC))
    if as_json:
        tell_json({"restored": str(file), "before": None if before is None else str(before)})
        return
    say(_("Restored: {file}").format(file=file))
    if before is not None:
        say(_("What was there before is kept as {file}").format(file=before))


@data.command("check", help=_("Look whether the database is sound; exit 1 when something is wrong."))
@json_option
@pass_caller
def data_check(caller: Caller, as_json: bool) -> None:
    from trainer.storage.backups import altered_answers, backups_of
    from trainer.storage.examining import examine

    found = examine(caller.database)
    if all(well for _name, well, _says in found) and not any(name == "made" for name, _well, _says in found):
        altered = altered_answers(caller.database)
        says = _("Every answer is as it was sent.")
        if altered:
            says = _("Changed after they were sent: {answers}").format(answers=", ".join(altered[:5]))
        found.append(("answers", not altered, says))
    copies = backups_of(caller.database)
    newest = _("The newest copy: {file}").format(file=copies[-1]) if copies else _("There is no copy of it yet.")
    found.append(("backup", True, newest))
    if as_json:
        tell_json([{"check": name, "well": well, "says": says} for name, well, says in found])
    else:
        for _name, well, says in found:
            say(f"{'✓' if well else '!'} {says}")
    if not all(well for _name, well, _says in found):
        click.get_current_context().exit(1)


@data.command("export", help=_("Everything that is kept about you, as one JSON document or as readable text."))
@click.argument("name", metavar="PERSON")
@json_option
@pass_caller
def data_export(caller: Caller, name: str, as_json: bool) -> None:
    from trainer.services.people import find_own
    from trainer.storage.privacy import export

    person = caller.trainer.run(find_own, caller.person().id, name)
    found = export(caller.database, person.id, caller.trainer.journal)
    if as_json:
        tell_json({"person": person.name, "tables": found})
        return
    say(_("What is kept about {name}").format(name=person.name))
    for table, rows in found.items():
        say()
        say(f"# {table} ({len(rows)})")
        for row in rows:
            say()
            for column, value in row.items():
                if value not in (None, ""):
                    say(f"{column}: {value}")


@data.command(
    "erase", help=_("Take out a person's name and every word they wrote; figures of the team stay without a name.")
)
@click.argument("name", metavar="PERSON")
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@json_option
@pass_caller
def data_erase(caller: Caller, name: str, yes: bool, as_json: bool) -> None:
    from trainer.services.people import find_own
    from trainer.storage.backups import backups_of
    from trainer.storage.privacy import erase

    person = caller.trainer.run(find_own, caller.person().id, name, erase=True)
    if not yes:
        click.confirm(
            _("Take out everything that {name} wrote? It can't be brought back.").format(name=person.name),
            abort=True,
            err=True,
        )
    changed = erase(caller.database, person.id, caller.trainer.journal)
    copies = [str(each) for each in backups_of(caller.database)]
    if as_json:
        tell_json({"erased": person.name, "rows": changed, "still_in": copies})
        return
    say(_("{name} is taken out.").format(name=person.name))
    if copies:
        note(_("These older copies still hold it; delete them when you can, and reports that you made:"))
        for each in copies:
            note(f"  {each}")


@data.command("roles", help=_("Print SQL for PostgreSQL: a role for leads, and one for seats that can't touch scores."))
@json_option
def data_roles(as_json: bool) -> None:
    from trainer.storage.roles import script

    if as_json:
        tell_json({"sql": script()})
        return
    say(script())
