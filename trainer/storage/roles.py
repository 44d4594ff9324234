"""Roles of PostgreSQL for leads and for seats, as a script that the owner of the database runs once (and after each update).

A seat may do what writing, rating and talking in a session need, and nothing to scores, people, decks, PINs or the lead's word.
What no role can wall off: the round is planned by the clients, so a seat can read answers with their authors and ratings with
their raters, and write as anybody in the room. docs/security.md says so too.
"""

from trainer.storage import revisions
from trainer.storage.tables import Row

LEAD, SEAT = "trainer_lead", "trainer_seat"
ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")
SEAT_WRITES: dict[str, tuple[str, ...]] = {
    "answer": ("INSERT", "UPDATE (status, needed, final_at)", "DELETE"),
    "claim": ("INSERT", "UPDATE", "DELETE"),
    "deal": ("INSERT", "UPDATE", "DELETE"),
    "dispute": ("INSERT",),
    "draft": ("INSERT", "DELETE"),
    "gold_rating": ("INSERT", "UPDATE"),
    "lease": ("INSERT", "UPDATE", "DELETE"),
    "rating": ("INSERT", "DELETE"),
    "recommendation": ("INSERT", "UPDATE"),
    "seat": ("INSERT", "UPDATE", "DELETE"),
    "session": ("UPDATE",),
    "session_mood": ("INSERT", "UPDATE"),
    "session_note": ("INSERT", "UPDATE", "DELETE"),
    "team": ("UPDATE (id)",),  # to lock its row while a round is pulled; an id that people refer to can't be changed
    "variant": ("INSERT", "DELETE"),
}
"""What a seat may do besides reading. A rating is given or taken back, never altered; a text that was sent never changes."""
SEAT_NEVER_READS = ("pin",)


def script(schema: str = "public") -> str:
    """The SQL: two roles without a login, to be given to logins (`GRANT trainer_seat TO olena`); it can be run again."""
    tables = sorted(table.name for table in Row.metadata.sorted_tables)
    lines = [
        "-- Roles of trainer, for the owner of the database: psql -f roles.sql; then, for each login:",
        f"--   CREATE ROLE seats LOGIN PASSWORD '...'; GRANT {SEAT} TO seats;",
        "BEGIN;",
    ]
    for role in (LEAD, SEAT):
        lines += [
            f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role};",
            f"GRANT USAGE ON SCHEMA {schema} TO {role};",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role};",
            f"GRANT SELECT ON {schema}.{revisions.TABLE} TO {role};",
        ]
    lines.append(f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC;")
    for table in tables:
        lines.append(f"GRANT {', '.join(ALL)} ON {schema}.{table} TO {LEAD};")
        rights = (*(() if table in SEAT_NEVER_READS else ("SELECT",)), *SEAT_WRITES.get(table, ()))
        if rights:
            lines.append(f"GRANT {', '.join(rights)} ON {schema}.{table} TO {SEAT};")
    return "\n".join([*lines, "COMMIT;", ""])
