"""trainer data: where things are kept, and bringing the store up to date."""

import click

from trainer import paths
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, say, tell_json
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
