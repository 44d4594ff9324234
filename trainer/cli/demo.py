"""trainer demo: a made-up team with half a year behind it, in a database of its own."""

import click

from trainer import paths
from trainer.bootstrap import stage_demo
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, tell_json
from trainer.locale import _


@click.command(
    help=_(
        "A made-up team of eight with half a year of practice, in a database of its own. Your own data is not touched."
    )
)
@click.option("--fresh", is_flag=True, help=_("Make the team anew, forgetting what was tried in the demo."))
@click.option("--no-open", is_flag=True, help=_("Only make it; do not open the screens."))
@json_option
@pass_caller
def demo(caller: Caller, fresh: bool, no_open: bool, as_json: bool) -> None:
    database = paths.demo_database(caller.language)
    if not (no_open or as_json):
        from trainer.tui.leaving import check_terminal

        check_terminal()
    person = stage_demo(database, caller.language, fresh=fresh, say=note)
    if as_json:
        tell_json({"database": database, "person": person.name})
        return
    if no_open:
        note(_("The demo is ready: trainer --database {database}").format(database=database))
        return
    from trainer.tui.app import open_home

    click.get_current_context().exit(open_home(database, caller.name or person.name, caller.language, caller.theme))
