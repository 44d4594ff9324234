"""What SQLAlchemy compiled for one engine serves the next: every test has an engine of its own, and a fifth of the time of
tests with a database went into compiling the same statements for each."""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

_COMPILED: LRUCache[Any, Any] = LRUCache(2000)


def compile_once() -> None:
    """From here on, for all engines of this process."""
    vars_of_class = {"__hash__": _hash, "__eq__": _equal}
    for name, method in vars_of_class.items():
        setattr(DefaultDialect, name, method)
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    connection.engine._compiled_cache = _COMPILED


def _what_it_speaks(dialect: DefaultDialect) -> Hashable:
    """All that a dialect of the program's two can be told, or learns at its first connection, and that SQL depends on."""
    return (
        type(dialect),
        dialect.server_version_info,
        dialect.paramstyle,
        dialect.max_identifier_length,
        dialect.default_schema_name,
        getattr(dialect, "_backslash_escapes", None),
        dialect._json_serializer,
        dialect._json_deserializer,
    )


def _hash(dialect: DefaultDialect) -> int:
    return hash(type(dialect))


def _equal(dialect: DefaultDialect, other: object) -> bool:
    return isinstance(other, DefaultDialect) and _what_it_speaks(dialect) == _what_it_speaks(other)
