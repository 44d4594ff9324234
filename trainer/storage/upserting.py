"""INSERT that renews the row that is there: one statement, so that two clients at once do not trip over each other."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Insert, SelectBase
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from trainer.storage.tables import Row


def upsert(session: Session, table: type[Row], keys: Sequence[str], values: dict[str, Any]) -> Insert:
    """Stores `values`; where a row with the same `keys` is, its other columns are replaced."""
    changed = {name: value for name, value in values.items() if name not in keys}
    if _speaks_postgres(session):
        return postgresql.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=changed)
    return sqlite.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=changed)


def insert_new(session: Session, table: type[Row], keys: Sequence[str], values: dict[str, Any]) -> Insert:
    """Stores `values`; where a row with the same `keys` is, nothing happens (and nothing is RETURNING), and no savepoint is
    needed. Without `keys`: whichever unique index it would break."""
    if _speaks_postgres(session):
        return postgresql.insert(table).values(values).on_conflict_do_nothing(index_elements=keys or None)
    return sqlite.insert(table).values(values).on_conflict_do_nothing(index_elements=keys or None)


def upsert_from(
    session: Session, table: type[Row], keys: Sequence[str], columns: Sequence[str], source: SelectBase
) -> Insert:
    """Stores the rows of `source`; where a row with the same `keys` is, its other columns are replaced."""
    if _speaks_postgres(session):
        new = postgresql.insert(table).from_select(list(columns), source)
        return new.on_conflict_do_update(index_elements=keys, set_=_rest(new.excluded, keys, columns))
    plain = sqlite.insert(table).from_select(list(columns), source)
    return plain.on_conflict_do_update(index_elements=keys, set_=_rest(plain.excluded, keys, columns))


def _rest(excluded: Any, keys: Sequence[str], columns: Sequence[str]) -> dict[str, Any]:
    return {name: excluded[name] for name in columns if name not in keys}


def _speaks_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
