"""What all rows share: one catalogue of tables, how keys, indexes and constraints are named, indexes of some rows."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Index, MetaData, event, inspect, text
from sqlmodel import SQLModel

ON_POSTGRES = "where on PostgreSQL"
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def partial_index(name: str, *columns: str, where: str, on_postgres: str = "", unique: bool = False) -> Index:
    """An index of some rows. Its condition for PostgreSQL is told to SQLAlchemy when there is one to talk to: naming it here
    would import that whole dialect, 3 MB and 50 ms, into every screen that sits on a SQLite file."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), info={ON_POSTGRES: on_postgres or where})


class Row(SQLModel):
    """Apart from any other SQLModel in the process."""

    metadata = MetaData(naming_convention=NAMES)


def columns_of(table: type[Row], *, without: str = "") -> list[ColumnElement[Any]]:
    """A table's columns, to read its rows as plain tuples with names: where forty people read forty rows each in the same
    second, an object of the ORM a row costs five times as much."""
    return [column for name, column in inspect(table).columns.items() if name != without]


@event.listens_for(Row.metadata, "before_create")
def _tell_postgres(_tables: MetaData, connection: Connection, **_how: object) -> None:
    if connection.dialect.name == "postgresql":
        for table in Row.metadata.tables.values():
            for index in table.indexes:
                if ON_POSTGRES in index.info:
                    index.dialect_options["postgresql"]["where"] = text(index.info[ON_POSTGRES])
