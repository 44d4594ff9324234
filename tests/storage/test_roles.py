"""A seat's role in PostgreSQL writes, rates and talks in a session; scores, people, decks and PINs are out of its reach."""

import re

import psycopg
import pytest

from tests.support.played import Meeting
from tests.support.postgres import PostgresForTests, name_in
from trainer.domain.phases import Phase
from trainer.services.sessions import talking, viewing
from trainer.storage.engine import connect
from trainer.storage.migrating import migrate
from trainer.storage.roles import SEAT_WRITES, script
from trainer.storage.tables import Row
from trainer.storage.units import SqlUnitOfWork

FORBIDDEN = {
    "a published score": "UPDATE result SET score = 100",
    "a score of one's own making": "INSERT INTO result (deal_id) VALUES ('x')",
    "a rating that was given": "UPDATE rating SET levels = '{}'",
    "a text that was sent": "UPDATE answer SET text = 'better'",
    "the lead's word": "DELETE FROM ruling",
    "one's own role": "UPDATE person SET role = 'lead'",
    "the bar": "UPDATE team SET bar = 0",
    "the cards": "UPDATE card SET body = ''",
    "PINs": "SELECT * FROM pin",
    "somebody's PIN": "DELETE FROM pin",
    "the tables": "ALTER TABLE rating ADD COLUMN x text",
    "a table of one's own": "CREATE TABLE mine (x text)",
    "the revision": "UPDATE alembic_version SET version_num = 'x'",
}


def test_a_session_is_played_by_seats_of_that_role_and_nothing_else_is_theirs(postgres: PostgresForTests) -> None:
    database = postgres.new_database()
    migrate(database)
    with psycopg.connect(_plain(database), autocommit=True) as owner:
        for _twice in range(2):
            owner.execute(script().encode())
        owner.execute("DO $$ BEGIN CREATE ROLE some_seat LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        owner.execute("GRANT trainer_seat TO some_seat")
    allowed = set(FORBIDDEN)
    owning, sitting = connect(database), connect(_as_seat(database))
    try:
        meeting = Meeting(SqlUnitOfWork(owning), people=3)
        seat = SqlUnitOfWork(sitting)
        lead = meeting.uow

        meeting.go_to(Phase.WRITE)
        meeting.uow = seat
        for person in meeting.team:
            meeting.write(person, "a draft")
            meeting.send(person, f"by {person.name}")
        meeting.uow = lead
        meeting.go_to(Phase.RATE)
        meeting.uow = seat
        assert len(meeting.rate_all()) == 3
        meeting.uow = lead
        meeting.go_to(Phase.DEBRIEF)
        assert len(meeting.outcomes()) == 3
        talking.write_note(seat, meeting.clock, meeting.id, meeting.team[0].id, "Ask first.")
        assert viewing.seat_view(seat, meeting.clock, meeting.id, meeting.team[0].id).public.phase is Phase.DEBRIEF
        with psycopg.connect(_plain(_as_seat(database)), autocommit=True) as hand:
            for what, statement in FORBIDDEN.items():
                with pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"denied|owner"):
                    hand.execute(statement.encode())
                allowed.discard(what)
        assert allowed == set()
    finally:
        owning.dispose()
        sitting.dispose()


def test_every_table_that_a_seat_writes_is_there() -> None:
    assert set(SEAT_WRITES) <= set(Row.metadata.tables)


def _plain(database: str) -> str:
    return database.replace("+psycopg", "")


def _as_seat(database: str) -> str:
    assert name_in(database)
    return re.sub(r"//[^@/]*@", "//some_seat@", database)
