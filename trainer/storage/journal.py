"""Words that the database did not take: kept in a local file, line by line, until it takes them. Standard library only.

Nothing here raises for a full or broken disk: the words then stay in memory, `trouble` says so, and every further `append`
tries the file again. Several processes may write at once (a lock file), and a line torn by a crash costs that line alone.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import paths
from trainer.domain.ids import DealId
from trainer.errors import WrongUsage
from trainer.locale import _
from trainer.storage.places import file_of, shown

if TYPE_CHECKING:  # json and drafts are imported with the first word: home needs neither, and they cost 5 ms
    from trainer.domain.answering import Draft


@dataclass(frozen=True, slots=True)
class Entry:
    """One draft that waits for its database."""

    deal_id: DealId
    draft: "Draft"
    at: datetime


class Journal:
    """`journal.jsonl` in `folder`, readable by its owner alone; neither is made before the first word."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "journal.jsonl"
        self.trouble = ""
        """One line for a person while words are in memory only; empty when all is well."""
        self._in_memory: list[str] = []

    def append(self, database: str, deal_id: DealId, draft: "Draft", at: datetime) -> None:
        """Keeps `draft`; on return it is on the disk, unless `trouble` says otherwise."""
        self._in_memory.append(_to_line(_name(database), Entry(deal_id, draft, at)))
        try:
            with self._alone():
                self._write_all()
            self.trouble = ""
        except OSError as problem:
            self.trouble = _("Your words are kept in memory only ({reason}); leave this window open.").format(
                reason=problem.strerror or problem
            )

    def entries(self, database: str) -> list[Entry]:
        """What waits for `database`, oldest first."""
        name = _name(database)
        parsed = (_from_line(line) for line in (*self._lines(), *self._in_memory))
        return [each[1] for each in parsed if each is not None and each[0] == name]

    def forget(self, database: str, entries: Sequence[Entry]) -> None:
        """Takes out what the database has by now; lines that came meanwhile, and other databases' lines, stay."""
        gone = {_to_line(_name(database), each) for each in entries}
        self._in_memory = [line for line in self._in_memory if line not in gone]
        if not self.file.exists():
            return
        try:
            with self._alone():
                kept = [line for line in self._lines() if line not in gone and _from_line(line) is not None]
                self._replace(kept)
        except OSError as problem:  # the same words are offered once more, and the store knows them by their seq
            self.trouble = _("The journal of unsaved words cannot be tidied ({reason}).").format(
                reason=problem.strerror or problem
            )

    def _write_all(self) -> None:
        handle = os.open(self.file, os.O_CREAT | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            size = os.fstat(handle).st_size
            # A crash may have left half a line: begin a new one.
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            text = ("\n" if torn else "") + "".join(f"{line}\n" for line in self._in_memory)
            rest = text.encode("ascii")
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        self._in_memory = []

    def _replace(self, lines: list[str]) -> None:
        if not lines:
            self.file.unlink(missing_ok=True)
            return
        fresh = self.file.with_suffix(".new")
        handle = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.writelines(f"{line}\n" for line in lines)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(self.file)

    def _lines(self) -> list[str]:
        try:
            return self.file.read_text(encoding="ascii", errors="replace").splitlines()
        except OSError:
            return []

    @contextmanager
    def _alone(self) -> Iterator[None]:
        paths.private_folder(self.file.parent)
        # A file of its own: the journal is replaced as a whole, and a lock on the old one would guard nothing.
        handle = os.open(self.file.with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _name(database: str) -> str:
    """Which database, without its password."""
    try:
        file = file_of(database)
    except WrongUsage:
        file = None
    return str(file) if file is not None else shown(database)


def _to_line(database: str, entry: Entry) -> str:
    import json

    draft = entry.draft
    return json.dumps(
        {
            "database": database,
            "deal": entry.deal_id,
            "at": entry.at.astimezone(UTC).isoformat(),
            "seq": draft.seq,
            "starred": draft.starred,
            "variants": list(draft.variants),
        }
    )


def _from_line(line: str) -> tuple[str, Entry] | None:
    """None for a torn or foreign line."""
    import json

    from trainer.domain.answering import Draft

    try:
        found = json.loads(line)
        starred = found["starred"]
        draft = Draft(
            tuple(str(text) for text in found["variants"]),
            None if starred is None else int(starred),
            int(found["seq"]),
        )
        at = datetime.fromisoformat(found["at"])
        if at.tzinfo is None:
            return None
        return str(found["database"]), Entry(DealId(str(found["deal"])), draft, at)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
