"""People and teams. A name is unique among active people whatever its case, by a stored case-folded key."""

from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from trainer.domain.ids import PersonId, TeamId
from trainer.domain.people import Person, Role, Team, alphabetical
from trainer.domain.rubric import BAR, TARGET
from trainer.errors import NameRefused, NotFound
from trainer.locale import _
from trainer.storage.documents import member
from trainer.storage.naming import name_key
from trainer.storage.tables import PersonRow, SeatRow, TeamRow


class SqlPeople:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, person_id: PersonId) -> Person | None:
        row = self._session.get(PersonRow, person_id, populate_existing=True)
        return None if row is None else as_person(row)

    def find(self, name: str) -> Person | None:
        wanted = select(PersonRow).where(col(PersonRow.name_key) == name_key(name), col(PersonRow.active).is_(True))
        row = self._session.exec(wanted).first()
        return None if row is None else as_person(row)

    def removed(self, name: str) -> Person | None:
        wanted = select(PersonRow).where(col(PersonRow.name_key) == name_key(name), col(PersonRow.active).is_(False))
        row = self._session.exec(wanted.order_by(col(PersonRow.id).desc()).limit(1)).first()
        return None if row is None else as_person(row)

    def add(self, name: str, role: Role, team_id: TeamId, now: datetime) -> Person:
        row = PersonRow(name=name, name_key=name_key(name), role=role.value, team_id=team_id, active=True)
        self._store(row, name)
        return as_person(row)

    def change(self, person: Person) -> Person:
        change = (
            update(PersonRow)
            .where(col(PersonRow.id) == person.id)
            .values(
                name=person.name,
                name_key=name_key(person.name),
                role=person.role.value,
                team_id=person.team_id,
                active=person.active,
            )
        )
        try:
            with self._session.begin_nested():
                changed = self._session.exec(change).rowcount
        except IntegrityError:
            raise _taken(person.name) from None
        if changed == 0:
            raise NotFound(_("There is no such person."))
        if not person.active:  # no session waits for whoever is off the list
            self._session.exec(update(SeatRow).where(col(SeatRow.person_id) == person.id).values(away=True))
        return person

    def all(self, team_id: TeamId | None = None) -> list[Person]:
        wanted = select(PersonRow).where(col(PersonRow.active).is_(True))
        if team_id is not None:
            wanted = wanted.where(col(PersonRow.team_id) == team_id)
        # Sorted here: the two databases would order Ґ and Ё each in its own way.
        return sorted(
            (as_person(row) for row in self._session.exec(wanted)), key=lambda each: (alphabetical(each.name), each.id)
        )

    def team(self, team_id: TeamId) -> Team:
        row = self._session.get(TeamRow, team_id)
        if row is None:
            raise NotFound(_("There is no such team."))
        return _team(row)

    def teams(self) -> list[Team]:
        rows = self._session.exec(select(TeamRow))
        return sorted((_team(row) for row in rows), key=lambda each: (alphabetical(each.name), each.id))

    def find_team(self, name: str) -> Team | None:
        row = self._session.exec(select(TeamRow).where(col(TeamRow.name_key) == name_key(name))).first()
        return None if row is None else _team(row)

    def add_team(self, name: str) -> Team:
        row = TeamRow(name=name, name_key=name_key(name), bar=BAR, target=TARGET)
        self._store(row, name)
        return _team(row)

    def set_bar(self, team_id: TeamId, bar: float) -> None:
        self._session.exec(update(TeamRow).where(col(TeamRow.id) == team_id).values(bar=bar))

    def team_size(self, team_id: TeamId) -> int:
        members = select(func.count()).select_from(PersonRow)
        members = members.where(col(PersonRow.team_id) == team_id, col(PersonRow.active).is_(True))
        return self._session.exec(members).one()

    def _store(self, row: PersonRow | TeamRow, name: str) -> None:
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            raise _taken(name) from None


def _taken(name: str) -> NameRefused:
    return NameRefused(_("The name {name} is taken; add a letter or a surname.").format(name=name))


def as_person(row: PersonRow) -> Person:
    assert row.id is not None
    return Person(PersonId(row.id), row.name, member(Role, row.role), TeamId(row.team_id), row.active)


def _team(row: TeamRow) -> Team:
    assert row.id is not None
    return Team(TeamId(row.id), row.name, row.bar, row.target)
