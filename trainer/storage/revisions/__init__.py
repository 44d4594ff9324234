"""The revisions of the schema, as plain words: what the program compares with a database before it opens it.

Standard library only. The revisions themselves (Alembic) are in `versions/`, and only a child process imports them.
"""

TABLE = "alembic_version"
KNOWN = ("0001_first", "0002_scores", "0003_sessions", "0004_hints", "0005_pins", "0006_if_thens")
"""Every revision that this program can read or migrate, oldest first."""
HEAD = KNOWN[-1]
