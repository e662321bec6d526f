"""Brings the ledger's tables up to date (Alembic)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from adapters.ledger.engine import writing


def migrate(engine: Engine) -> None:
    """Safe to call by several processes at once: one migrates, the others find it done."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
