"""Starts the pages under uvicorn: `python -m survey_app.server`."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

from adapters import wiring
from adapters.settings import load_settings
from survey_app.app import create_app


def app_factory() -> FastAPI:
    """What uvicorn is given with `--factory`."""
    services = wiring.open_services()
    wiring.prepare(services)
    return create_app(services)


def main() -> None:
    settings = load_settings()
    uvicorn.run(
        "survey_app.server:app_factory",
        factory=True,
        host=settings.web_host,
        port=settings.web_port,
        # An access log would hold tokens, addresses and the order of arrival.
        access_log=False,
        server_header=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
