"""What is kept about one person: handed out whole, or taken out of the store.

A row is a person's own when its `person_id` is theirs, or when it hangs on such a row (a draft on a deal). A row that names
them in another column (they rated, they ruled) is handed out too, by itself. Colleagues' ids in it are left out: who rated
stays hidden from colleagues. What they gave one's answers is told as rules 7 have it: their words, of answers that wait for
nothing any more; no single rating, no instant, not whether the lead gave it, nobody who rates in this moment. Nor is told what
is to come: the background of a card that lies open, which answer to rate is a gold one. Erasing keeps the figures that a team's
scores are made of, without a name and without a word.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, case, delete, or_, select, text, tuple_, update

from trainer.domain.ids import PersonId
from trainer.storage.engine import connected, writing
from trainer.storage.journal import Journal
from trainer.storage.naming import GONE, name_key
from trainer.storage.places import file_of
from trainer.storage.tables import Row

OWN = "person_id"
"""The column that says whose row it is."""
PERSON = "person"

EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
WORDS: dict[str, dict[str, str]] = {
    "answer": {"text": "", "sha256": EMPTY_SHA256},
    "rating": {"steal": "", "comment": ""},
    "dispute": {"why": ""},
    "ruling": {"why": ""},
    "amendment": {"why": ""},
    "session_note": {"text": ""},
}
"""Table -> column -> what stands there after erasing, in every row about the person; the row stays for the team's figures."""
DROPPED = ("pin", "draft", "variant", "lease", "session_mood", "claim", "recommendation", "if_then_try")
"""The person's own rows of these go altogether."""
WORDLESS = ("person", "deal", "result", "session", "seat", "hidden_answer")
"""These hold nothing that anybody wrote but the name; cards and customers are invented."""
JUDGEMENTS = "gold_rating"
"""Its words stand in a JSON document, beside the levels that a rater's strictness is made of."""


def export(database: str, person_id: PersonId, journal: Journal) -> dict[str, list[dict[str, Any]]]:
    """Every row about the person, by table, and what waits in the journal. Raises StoreError."""
    with connected(database) as engine, engine.connect() as connection:
        found = {}
        for table, mine in _about(person_id):
            rows = connection.execute(select(table).where(mine).order_by(*table.primary_key.columns)).mappings()
            found[table.name] = [_shown(table, row, person_id) for row in rows]
        closed = {row["id"] for row in found.get("answer", ()) if row["status"] not in ("waiting", "held")}
        found["rating"] = _as_told(found.get("rating", ()), person_id, closed)
        found["lease"] = [row for row in found.get("lease", ()) if row["rater_id"] == person_id]
        found[JUDGEMENTS] = [row for row in found.get(JUDGEMENTS, ()) if row["rated_at"] is not None]
        deals = {row["id"] for row in found.get("deal", ())}
    waiting = [each for each in journal.entries(database) if each.deal_id in deals]
    found["journal"] = [
        {"deal_id": each.deal_id, "saved_at": each.at.isoformat(), "variants": list(each.draft.variants)}
        for each in waiting
    ]
    return {name: rows for name, rows in found.items() if rows}


def erase(database: str, person_id: PersonId, journal: Journal) -> int:
    """Takes out a person's name and every word they wrote, in one transaction, then what the file still holds of them.

    Returns how many rows were changed or dropped. Raises StoreError. Backups and reports made before are not touched.
    """
    changed = 0
    with connected(database) as engine:
        with writing(engine) as connection:
            about = {table.name: (table, mine) for table, mine in _about(person_id)}
            deal, mine = about["deal"]
            deals = set(connection.scalars(select(deal.c.id).where(mine)))
            for name in DROPPED:
                table = about[name][0]
                changed += connection.execute(delete(table).where(_own(table, person_id, set()))).rowcount
            changed += connection.execute(delete(deal).where(mine, deal.c.state.in_(("open", "prepared")))).rowcount
            changed += _silence_judgements(connection, *about[JUDGEMENTS])
            answer, mine = about["answer"]
            # Nobody is asked to rate an empty text; a score that was published stays.
            left = case((answer.c.status == "disputed", "published"), else_="unscored")
            connection.execute(update(answer).where(mine, answer.c.status != "published").values(status=left))
            for name, words in WORDS.items():
                table, mine = about[name]
                changed += connection.execute(update(table).where(mine).values(words)).rowcount
            seat, mine = about["seat"]
            connection.execute(update(seat).where(mine).values(away=True))
            person = Row.metadata.tables[PERSON]
            gone = f"{GONE}-{person_id}"
            renamed = update(person).where(person.c.id == person_id)
            changed += connection.execute(renamed.values(name=gone, name_key=name_key(gone), active=False)).rowcount
        journal.forget(database, [each for each in journal.entries(database) if each.deal_id in deals])
        if engine.dialect.name == "postgresql":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM"))
    file = file_of(database)
    if file is not None:
        with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as raw:
            raw.execute("PRAGMA secure_delete=ON")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return changed


def _silence_judgements(connection: Connection, table: Table, mine: ColumnElement[bool]) -> int:
    rows = connection.execute(select(table.c.id, table.c.judgement).where(mine, table.c.judgement.is_not(None))).all()
    for row in rows:
        judgement = {**json.loads(row.judgement), "steal": "", "comment": ""}
        silent = update(table).where(table.c.id == row.id)
        connection.execute(silent.values(judgement=json.dumps(judgement, ensure_ascii=False)))
    return len(rows)


def _about(person_id: PersonId) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """(table, which of its rows) for every table that can hold something about a person."""
    for table in Row.metadata.sorted_tables:
        ways = [each for each in (_own(table, person_id, set()), _names(table, person_id)) if each is not None]
        if ways:
            yield table, or_(*ways)


def _names(table: Table, person_id: PersonId) -> Any:
    """Rows that name the person in any column; None: no column can."""
    columns = _people_in(table)
    if table.name == PERSON:
        return table.c.id == person_id
    return or_(*(column == person_id for column in columns)) if columns else None


def _own(table: Table, person_id: PersonId, seen: set[str]) -> Any:
    """Rows that are the person's own, by `person_id` or because they hang on one that is; None: the table has none."""
    if OWN in table.c:
        return table.c[OWN] == person_id
    if table.name in seen:
        return None
    ways = []
    for key in table.foreign_key_constraints:
        above = key.referred_table
        owned = None if above.name == PERSON else _own(above, person_id, seen | {table.name})
        if owned is not None:
            there = [element.column for element in key.elements]
            ways.append(tuple_(*key.columns).in_(select(*there).where(owned)))
    return or_(*ways) if ways else None


def _as_told(rows: Sequence[Mapping[str, Any]], person_id: PersonId, closed: Collection[str]) -> list[dict[str, Any]]:
    """Own ratings whole, colleagues' by their words alone, in the order of those."""
    own = [dict(row) for row in rows if row["rater_id"] == person_id]
    told = [
        {name: row[name] for name in ("answer_id", "rater_id", "steal", "comment")}
        for row in rows
        if row["rater_id"] != person_id and row["answer_id"] in closed
    ]
    return own + sorted(told, key=lambda row: (row["answer_id"], row["comment"], row["steal"]))


def _people_in(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if any(key.column.table.name == PERSON for key in column.foreign_keys)]


def _shown(table: Table, row: Mapping[Any, Any], person_id: PersonId) -> dict[str, Any]:
    kept_back = "shown" if table.name == "deal" and row["state"] in ("open", "prepared") else ""
    others = {column.name for column in _people_in(table) if row[column.name] not in (None, person_id)}
    return {
        str(name): "a colleague" if name in others else value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
        if name != kept_back
    }
