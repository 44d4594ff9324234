"""Alembic's entry: runs revisions on the connection that `trainer.storage.migrating` has opened and begun."""

from alembic import context
from sqlalchemy import Connection


def run() -> None:
    connection = context.config.attributes["connection"]
    assert isinstance(connection, Connection)
    # The tables as the program knows them are wanted for writing a revision, not for running one: that spares SQLModel.
    tables = context.config.attributes.get("tables")
    context.configure(connection=connection, target_metadata=tables, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


run()
