"""The environment of the children: our settings made absolute, and Prefect confined to our folder."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from adapters.settings import Settings
from cli.engine_address import engine_settings
from domain.errors import ConfigurationError


def engine_environment(settings: Settings) -> dict[str, str]:
    """The environment of every child: our settings, made absolute, and Prefect confined to our folder."""
    home = settings.home.resolve()
    environment = {
        **os.environ,
        **_own_settings(settings),
        "KLYNGEFLOW_HOME": str(home),
        **engine_settings(settings),
        # Without it any web page that the operator visits could read the runs and answer their forms.
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": _own_origins(settings),
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_UI_API_URL": f"{settings.prefect_page}/api",
        **_server_login(settings),
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PREFECT_WORKER_PREFETCH_SECONDS": "1",
        "PREFECT_LOGGING_LEVEL": "INFO",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _own_origins(settings: Settings) -> str:
    here = [f"http://{host}:{settings.prefect_port}" for host in ("127.0.0.1", "localhost")]
    return ",".join(dict.fromkeys([*here, settings.prefect_page]))


def _server_login(settings: Settings) -> dict[str, str]:
    login = settings.prefect_auth.get_secret_value()
    return {"PREFECT_SERVER_API_AUTH_STRING": login} if login else {}


def _own_settings(settings: Settings) -> dict[str, str]:
    """The settings as variables again, so that a child in another folder reads the same ones."""
    values = {}
    for name in settings.model_fields_set:
        value = getattr(settings, name)
        value = value.get_secret_value() if hasattr(value, "get_secret_value") else value
        value = value.resolve() if isinstance(value, Path) else value
        if value is not None:
            values[f"KLYNGEFLOW_{name.upper()}"] = str(value)
    return values


def refuse_taken_ports(settings: Settings) -> None:
    """Before anything starts: a second stack would talk to the first one's server."""
    ports = {
        "KLYNGEFLOW_PREFECT_PORT": (settings.prefect_host, settings.prefect_port),
        "KLYNGEFLOW_WEB_PORT": (settings.web_host, settings.web_port),
        "KLYNGEFLOW_OPERATOR_PORT": ("127.0.0.1", settings.operator_port),
    }
    for variable, address in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError:
                raise ConfigurationError(
                    f"Port {address[1]} is taken. Is `klyngeflow up` running already? "
                    f"Otherwise set {variable} to a free port."
                ) from None
