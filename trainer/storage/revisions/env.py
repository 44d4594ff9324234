"""Alembic's entry: runs revisions on the connection that `trainer.storage.migrating` has opened and begun."""

from alembic import context
from sqlalchemy import Connection

from trainer.storage.tables import Row


def run() -> None:
    connection = context.config.attributes["connection"]
    assert isinstance(connection, Connection)
    context.configure(connection=connection, target_metadata=Row.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


run()
