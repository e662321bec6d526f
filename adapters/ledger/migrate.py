"""Brings the ledger's tables up to date (Alembic)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, func, select

from adapters.ledger.engine import writing

MIGRATING = 20_270_311  # any number that nothing else locks


def migrate(engine: Engine) -> None:
    """Safe to call by several processes at once: one migrates, the others find it done."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
