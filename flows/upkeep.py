"""Upkeep, on a schedule: starts what is due and has no live run."""

from __future__ import annotations

from prefect import flow
from prefect.logging import get_run_logger

from flows.artifacts import show_all
from tasks.alerting import tell_of_troubles
from tasks.upkeep import keep_up


@flow(name="upkeep", flow_run_name="Vedligehold")
def upkeep() -> None:
    """Starter de møder, der mangler en kørsel, og bringer oversigten »Alle møder« ajour."""
    from adapters.wiring import open_services

    services = open_services()
    get_run_logger().info(str(keep_up(services)))
    tell_of_troubles(services)
    show_all(services)
