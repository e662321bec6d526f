"""Alembic's way in: runs within the transaction that `migrate` opened, or makes one for its commands."""

from alembic import context

from adapters.ledger.engine import open_engine, writing
from adapters.ledger.tables import metadata


def run(connection) -> None:  # type: ignore[no-untyped-def]
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with writing(open_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite://")) as connection:
        run(connection)
