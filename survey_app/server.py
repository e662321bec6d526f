"""Starts the pages under uvicorn: `python -m survey_app.server`."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

from adapters import wiring
from adapters.settings import Settings, load_settings
from domain.ordering import OrderLimits
from survey_app.app import create_app
from survey_app.server_logs import logging_config
from survey_app.slow_clients import ImpatientProtocol
from survey_app.visitors import LONGEST_HEAD

MOST_CONNECTIONS = 1_000
SECONDS_TO_FINISH = 8


def server_of(app: FastAPI, settings: Settings) -> uvicorn.Server:
    """The server with its limits; who is behind a proxy is only believed from the proxies named."""
    proxies = settings.web_trusted_proxies
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.web_host,
            port=settings.web_port,
            http=ImpatientProtocol,
            ws="none",
            h11_max_incomplete_event_size=LONGEST_HEAD,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=proxies,
            # Its own access log would hold tokens, addresses and the order of arrival.
            access_log=False,
            server_header=False,
            log_config=logging_config(settings.web_log),
            log_level="warning",
        )
    )


def main() -> None:
    settings = load_settings()
    services = wiring.LiveServices(settings)
    wiring.prepare(services)
    orders = OrderLimits(settings.orders_a_day_to_one_address, settings.orders_a_day)
    server_of(create_app(services, settings.web_rate_limits, orders), settings).run()


if __name__ == "__main__":
    main()
