"""INSERT that renews the row that is there: one statement, so that two clients at once do not trip over each other."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Insert, SelectBase
from sqlalchemy.dialects import sqlite
from sqlmodel import Session

from trainer.storage.tables import Row


def upsert(session: Session, table: type[Row], keys: Sequence[str], values: dict[str, Any]) -> Insert:
    """Stores `values`; where a row with the same `keys` is, its other columns are replaced."""
    changed = {name: value for name, value in values.items() if name not in keys}
    return _insert(session, table).values(values).on_conflict_do_update(index_elements=keys, set_=changed)


def insert_new(session: Session, table: type[Row], keys: Sequence[str], values: dict[str, Any]) -> Insert:
    """Stores `values`; where a row with the same `keys` is, nothing happens (and nothing is RETURNING), and no savepoint is
    needed. Without `keys`: whichever unique index it would break."""
    return _insert(session, table).values(values).on_conflict_do_nothing(index_elements=keys or None)


def upsert_from(
    session: Session, table: type[Row], keys: Sequence[str], columns: Sequence[str], source: SelectBase
) -> Insert:
    """Stores the rows of `source`; where a row with the same `keys` is, its other columns are replaced."""
    new = _insert(session, table).from_select(list(columns), source)
    rest = {name: new.excluded[name] for name in columns if name not in keys}
    return new.on_conflict_do_update(index_elements=keys, set_=rest)


def _insert(session: Session, table: type[Row]) -> "sqlite.Insert":
    """Both dialects have the same `on_conflict`; PostgreSQL's is imported where it is spoken, for it weighs 3 MB."""
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return cast("sqlite.Insert", postgresql.insert(table))
    return sqlite.insert(table)
