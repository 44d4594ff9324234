"""What a database's error means to a person: one line that says what, where and what to do. Never the data in question."""

import sqlite3

from trainer.errors import StoreDamaged, StoreError, StoreOutdated, StoreUnavailable
from trainer.locale import N_, _

DAMAGED = N_("The database {where} is damaged or is no database; restore the last backup.")
_OUTDATED = N_("The database {where} has the tables of another version; run “trainer data migrate”.")
_FULL = N_("There is no room left on the disk of {where}; make some room and go on.")
_READ_ONLY = N_("The database {where} can only be read here; ask its owner for the right to write.")
_BUSY = N_("Another program is using the database {where}; try again in a moment.")
_NO_FILE = N_("The database {where} cannot be opened; look whether file and folder are there and yours.")
_OUT_OF_ORDER = N_("The database {where} does not work at present; look at its disk and try again.")
_REFUSED = N_("The database {where} refuses this name or password.")
_NO_DATABASE = N_("There is no database {where} yet; create it and try again.")
_NO_SEAT = N_("The database {where} has no room or no free seat at present; try again in a moment.")
_NO_SUCH_TEXT = N_("The database {where} cannot store or look up such a text.")
_NO_REPLY = N_("The database {where} does not answer; look whether it runs, and try again.")

_SQLITE: tuple[tuple[tuple[str, ...], type[StoreError], str], ...] = (
    (("not a database", "malformed", "utf-8", "unsupported file format"), StoreDamaged, DAMAGED),
    (("no such table", "no such column", "has no column"), StoreOutdated, _OUTDATED),
    (("full",), StoreUnavailable, _FULL),
    (("readonly", "read-only"), StoreUnavailable, _READ_ONLY),
    (("locked", "busy"), StoreUnavailable, _BUSY),
    (("unable to open",), StoreUnavailable, _NO_FILE),
)
"""Words in SQLite's message; Python 3.11 has error codes too, but two of these come without one."""

_POSTGRES: tuple[tuple[tuple[str, ...], str, type[StoreError], str], ...] = (
    (("42P01", "42703", "3F000"), "", StoreOutdated, _OUTDATED),
    (("28",), "authentication failed", StoreUnavailable, _REFUSED),
    (("3D000",), "does not exist", StoreUnavailable, _NO_DATABASE),
    (("42501", "25006"), "", StoreUnavailable, _READ_ONLY),
    (("53",), "too many clients", StoreUnavailable, _NO_SEAT),
    (("55P03", "40P01", "40001"), "", StoreUnavailable, _BUSY),
    (("XX",), "", StoreDamaged, DAMAGED),
    (("22",), "", StoreError, _NO_SUCH_TEXT),
)
"""How a SQLSTATE begins, and words for errors that have none."""


def refusal(error: BaseException | None, where: str) -> StoreError | None:
    """The refusal for a driver's `error`; None for what a repository explains itself (a broken constraint)."""
    if isinstance(error, StoreError):
        return error
    if isinstance(error, sqlite3.IntegrityError):
        return None
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(str(error).lower(), where)
    if isinstance(error, UnicodeEncodeError | OverflowError):  # half a surrogate, a number over 64 bits
        return StoreError(_(_NO_SUCH_TEXT).format(where=where))
    if error is not None and type(error).__module__.startswith("psycopg"):
        return _of_postgres(error, where)
    return None


def _of_sqlite(said: str, where: str) -> StoreError:
    for words, kind, line in _SQLITE:
        if any(word in said for word in words):
            return kind(_(line).format(where=where))
    return StoreUnavailable(_(_OUT_OF_ORDER).format(where=where))


def _of_postgres(error: BaseException, where: str) -> StoreError | None:
    state = str(getattr(error, "sqlstate", None) or "")
    if state.startswith("23") and state != "23502":
        return None
    # A connection that was never made has no state, only words.
    said = str(error) if not state else ""
    for starts, words, kind, line in _POSTGRES:
        if (state and state.startswith(starts)) or (words and words in said):
            return kind(_(line).format(where=where))
    if type(error).__name__ == "DataError":
        return StoreError(_(_NO_SUCH_TEXT).format(where=where))
    return StoreUnavailable(_(_NO_REPLY).format(where=where))
