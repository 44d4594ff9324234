"""Who practises here: the first run, and the team as its lead keeps it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trainer.domain.clocks import Clock
from trainer.domain.ids import PersonId
from trainer.domain.people import Person, Role, Team
from trainer.domain.ports import UnitOfWork
from trainer.domain.texts import LONGEST_NAME, clean, clean_line
from trainer.errors import NameRefused, NotFound, NotYours
from trainer.locale import _


def checked_name(name: str) -> str:
    """`name` as it is kept: one line, cleaned. Raises NameRefused when nothing is left or it is over 60 characters."""
    kept = clean_line(name, limit=10_000)
    if not kept:
        raise NameRefused(_("A name needs at least one letter."))
    if len(kept) > LONGEST_NAME:
        raise NameRefused(
            _("That name has {count} characters; {most} are enough. Please shorten it.").format(
                count=len(clean(name)), most=LONGEST_NAME
            )
        )
    return kept


def first_run(uow: UnitOfWork, clock: Clock, name: str) -> Person:
    """The person called `name`: found if known (whatever the case), else added as an employee.

    The very first person of a store leads the team, so that somebody can. Raises NameRefused.
    """
    kept = checked_name(name)
    with uow:
        known = uow.people.find(kept)
        if known is not None:
            return known
        # The team first: whoever makes it at the same moment on a server is then seen, and leads it alone.
        team = _default_team(uow)
        role = Role.EMPLOYEE if uow.people.all() else Role.LEAD
        try:
            person = uow.people.add(kept, role, team.id, clock.now().at)
        except NameRefused:  # the same name, at the same moment
            known = uow.people.find(kept)
            if known is None:
                raise
            return known
        uow.commit()
        return person


def find_person(uow: UnitOfWork, clock: Clock, name: str) -> Person:
    """The active person called `name`. Raises NotFound."""
    with uow.reading():
        person = uow.people.find(clean_line(name, limit=10_000))
        if person is None:
            raise NotFound(
                _("Nobody here is called “{name}”. See the names with: trainer team list").format(name=clean_line(name))
            )
        return person


def find_own(uow: UnitOfWork, clock: Clock, asker_id: PersonId, name: str, *, erase: bool = False) -> Person:
    """Whose data the asker may have handed out, or taken out: their own; a lead also theirs who left the team, and to take
    out, anybody's of it. Raises NotFound, NotYours."""
    wanted = clean_line(name, limit=10_000)
    with uow.reading():
        asker, person = uow.people.get(asker_id), uow.people.find(wanted) or uow.people.removed(wanted)
    if person is None:
        raise NotFound(
            _("Nobody here is called “{name}”. See the names with: trainer team list").format(name=clean_line(name))
        )
    leads = asker is not None and asker.role is Role.LEAD and asker.team_id == person.team_id
    if person.id != asker_id and not (leads and (erase or not person.active)):
        raise NotYours(
            _("Only {name}, or the lead of their team, takes that out.").format(name=person.name)
            if erase
            else _("What is kept about {name} is handed out to nobody else.").format(name=person.name)
        )
    return person


def list_people(uow: UnitOfWork, clock: Clock, team: str | None = None) -> list[tuple[Person, Team]]:
    """Active people with their teams, in alphabetical order. Raises NotFound for an unknown team."""
    with uow.reading():
        teams = {each.id: each for each in uow.people.teams()}
        team_id = _known_team(uow, team).id if team else None
        return [(person, teams[person.team_id]) for person in uow.people.all(team_id)]


def add_people(
    uow: UnitOfWork, clock: Clock, names: Sequence[str], *, role: Role = Role.EMPLOYEE, team: str | None = None
) -> list[Person]:
    """Adds people to a team (made if it is new), all or none. Raises NameRefused for an empty, long or taken name."""
    kept = [checked_name(name) for name in names]
    with uow:
        home = _team(uow, team)
        added = [uow.people.add(name, role, home.id, clock.now().at) for name in kept]
        uow.commit()
        return added


def import_people(uow: UnitOfWork, clock: Clock, lines: Iterable[str], *, team: str | None = None) -> list[Person]:
    """Adds people from lines `name` or `name, role`; empty lines and those known already are passed over, all or none.

    Raises NameRefused, naming the line.
    """
    wanted: list[tuple[str, Role]] = []
    for number, line in enumerate(lines, start=1):
        name, _comma, role = line.strip().partition(",")
        if not name.strip():
            continue
        try:
            wanted.append((checked_name(name), Role(role.strip().lower() or Role.EMPLOYEE)))
        except NameRefused as refused:
            raise NameRefused(_("Line {number}: {reason}").format(number=number, reason=refused)) from None
        except ValueError:
            raise NameRefused(
                _("Line {number}: “{role}” is no role; write employee, lead or trainer after the comma.").format(
                    number=number, role=clean_line(role)
                )
            ) from None
    with uow:
        home = _team(uow, team)
        added = [
            uow.people.add(name, role, home.id, clock.now().at)
            for name, role in wanted
            if uow.people.find(name) is None
        ]
        uow.commit()
        return added


def rename_person(uow: UnitOfWork, clock: Clock, name: str, new_name: str) -> Person:
    """Raises NotFound, or NameRefused when the new name is taken."""
    kept = checked_name(new_name)
    with uow:
        person = uow.people.change(replace(_known_person(uow, name), name=kept))
        uow.commit()
        return person


def change_role(uow: UnitOfWork, clock: Clock, name: str, role: Role) -> Person:
    """Makes somebody an employee, lead or trainer. Raises NotFound."""
    with uow:
        person = uow.people.change(replace(_known_person(uow, name), role=role))
        uow.commit()
        return person


def remove_person(uow: UnitOfWork, clock: Clock, name: str) -> Person:
    """Takes somebody off the team list; their answers and ratings stay. Raises NotFound."""
    with uow:
        person = uow.people.change(replace(_known_person(uow, name), active=False))
        uow.commit()
        return person


def _known_person(uow: UnitOfWork, name: str) -> Person:
    person = uow.people.find(clean_line(name, limit=10_000))
    if person is None:
        raise NotFound(
            _("Nobody here is called “{name}”. See the names with: trainer team list").format(name=clean_line(name))
        )
    return person


def _known_team(uow: UnitOfWork, name: str) -> Team:
    team = uow.people.find_team(clean_line(name))
    if team is None:
        raise NotFound(
            _("There is no team “{name}”. See the teams with: trainer team list").format(name=clean_line(name))
        )
    return team


def _team(uow: UnitOfWork, name: str | None) -> Team:
    if name is None:
        return _default_team(uow)
    kept = checked_name(name)
    return uow.people.find_team(kept) or _new_team(uow, kept)


def _default_team(uow: UnitOfWork) -> Team:
    teams = uow.people.teams()
    return teams[0] if teams else _new_team(uow, _("Our team"))


def _new_team(uow: UnitOfWork, name: str) -> Team:
    """The team made, or the one that another program made while this one looked (on a server both may be at it)."""
    try:
        return uow.people.add_team(name)
    except NameRefused:
        team = uow.people.find_team(name)
        if team is None:
            raise
        return team
