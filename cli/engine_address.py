"""Tells Prefect's client where our server is, before the client is first imported."""

from __future__ import annotations

import os

from adapters.settings import Settings


def use_engine_of(settings: Settings) -> None:
    """Leaves an address alone that the administrator has set."""
    os.environ.setdefault("PREFECT_API_URL", settings.prefect_api_url)
    os.environ.setdefault("PREFECT_HOME", str(settings.home.resolve() / "prefect"))
    os.environ.setdefault("DO_NOT_TRACK", "1")
