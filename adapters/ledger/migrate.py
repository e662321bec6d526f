"""Brings the ledger's tables up to date (Alembic)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, func, select

from adapters.ledger.engine import writing
from domain.errors import Refused

MIGRATING = 20_270_311  # any number that nothing else locks


def migrate(engine: Engine) -> None:
    """Safe to call by several processes at once: one migrates, the others find it done."""
    with writing(engine) as connection:
        upgrade(connection, "head")


def upgrade(connection: Connection, revision: str) -> None:
    """Within the caller's transaction. Raises Refused for a revision of a later version."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
    try:
        command.upgrade(config, revision)
    except CommandError:
        raise Refused(f"The ledger's tables are of revision {revision}; this version is older.") from None
