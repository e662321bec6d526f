"""Upkeep, on a schedule: starts what is due and has no live run."""

from __future__ import annotations

from prefect import flow
from prefect.logging import get_run_logger

from tasks.upkeep import keep_up


@flow(name="upkeep")
def upkeep() -> None:
    """Finder møder, der mangler en kørsel, og starter dem. Kan altid køres igen."""
    from adapters.wiring import open_services

    get_run_logger().info(str(keep_up(open_services())))
