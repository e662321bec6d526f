"""Starts the operator page under uvicorn, on loopback alone: `python -m survey_app.operator.server`."""

from __future__ import annotations

from adapters import wiring
from adapters.settings import Settings, load_settings
from survey_app.operator.app import create_operator_app
from survey_app.server import server_of


def own_door(settings: Settings) -> Settings:
    """The same limits as the public pages have, on an address that no other machine reaches; no proxy is
    believed.
    """
    door = {"web_host": "127.0.0.1", "web_port": settings.operator_port, "web_trusted_proxies": ""}
    return settings.model_copy(update=door)


def main() -> None:
    settings = load_settings()
    services = wiring.LiveServices(settings)
    wiring.prepare(services)
    server_of(create_operator_app(services, settings.prefect_page), own_door(settings)).run()


if __name__ == "__main__":
    main()
