"""trainer team: who practises here."""

from collections.abc import Sequence
from typing import TextIO

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, note_left_out, say, tell_json
from trainer.domain.people import Person, Role
from trainer.locale import _, ngettext, terms
from trainer.services import people as services

role_option = click.option("--role", type=click.Choice([role.value for role in Role]), help=_("What they do here."))
team_option = click.option("--team", metavar="NAME", help=_("Which team; the first one if left out."))


@click.group(help=_("People and their roles: employee, lead, trainer."))
def team() -> None:
    """Sub-commands do the work."""


@team.command("add", help=_("Add people to a team, all of them or none."))
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@role_option
@team_option
@json_option
@pass_caller
def team_add(caller: Caller, names: tuple[str, ...], role: str | None, team: str | None, as_json: bool) -> None:
    added = caller.trainer.run(services.add_people, names, role=Role(role or Role.EMPLOYEE), team=team)
    note_left_out(*names, team or "")
    _tell(added, as_json)
    note(ngettext("{n} person added.", "{n} people added.", len(added)).format(n=len(added)))


@team.command("list", help=_("Names, roles and teams, in alphabetical order."))
@team_option
@json_option
@pass_caller
def team_list(caller: Caller, team: str | None, as_json: bool) -> None:
    found = caller.trainer.run(services.list_people, team)
    if as_json:
        tell_json([{**_data(person), "team": home.name} for person, home in found])
        return
    for person, home in found:
        say(f"{person.name}  ·  {terms.role(person.role)}  ·  {home.name}")
    if not found:
        note(_("Nobody is here yet. Add people with: trainer team add NAME NAME …"))


@team.command("rename", help=_("Give somebody another name; answers and ratings stay theirs."))
@click.argument("name")
@click.argument("new_name")
@json_option
@pass_caller
def team_rename(caller: Caller, name: str, new_name: str, as_json: bool) -> None:
    renamed = caller.trainer.run(services.rename_person, name, new_name)
    note_left_out(new_name)
    _tell([renamed], as_json)


@team.command("role", help=_("Make somebody an employee, a lead or a trainer."))
@click.argument("name")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@json_option
@pass_caller
def team_role(caller: Caller, name: str, role: str, as_json: bool) -> None:
    _tell([caller.trainer.run(services.change_role, name, Role(role))], as_json)


@team.command("remove", help=_("Take somebody off the list; their answers and ratings stay."))
@click.argument("name")
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@json_option
@pass_caller
def team_remove(caller: Caller, name: str, yes: bool, as_json: bool) -> None:
    person = caller.trainer.run(services.find_person, name)
    if not yes:
        click.confirm(_("Take {name} off the team list?").format(name=person.name), abort=True, err=True)
    _tell([caller.trainer.run(services.remove_person, name)], as_json)


@team.command(
    "import", help=_("Add people from a text file, a line each: NAME or NAME, ROLE. Known names are passed over.")
)
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@team_option
@json_option
@pass_caller
def team_import(caller: Caller, file: TextIO, team: str | None, as_json: bool) -> None:
    lines = file.read().removeprefix("\ufeff").splitlines()
    added = caller.trainer.run(services.import_people, lines, team=team)
    note_left_out(*lines)
    _tell(added, as_json)
    note(ngettext("{n} person added.", "{n} people added.", len(added)).format(n=len(added)))


def _tell(people: Sequence[Person], as_json: bool) -> None:
    if as_json:
        tell_json([_data(person) for person in people])
        return
    for person in people:
        say(f"{person.name}  ·  {terms.role(person.role)}")


def _data(person: Person) -> dict[str, object]:
    return {"name": person.name, "role": person.role, "active": person.active}
