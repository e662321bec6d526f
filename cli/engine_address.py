"""Tells Prefect's client where our server is, before the client is first imported."""

from __future__ import annotations

import os

from adapters.settings import Settings


def use_engine_of(settings: Settings) -> None:
    """Leaves alone what the administrator has set."""
    for name, value in engine_settings(settings).items():
        os.environ.setdefault(name, value)


def engine_settings(settings: Settings) -> dict[str, str]:
    """Prefect's own variables: our server, our folder, and no word to anybody else."""
    login = settings.prefect_auth.get_secret_value()
    return {
        **({"PREFECT_API_AUTH_STRING": login} if login else {}),
        "PREFECT_API_URL": settings.prefect_api_url,
        "PREFECT_HOME": str(settings.home.resolve() / "prefect"),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "DO_NOT_TRACK": "1",
    }
