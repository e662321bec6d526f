"""`klyngeflow operator`: a one-time link to the operator page, opened where there is a screen."""

from __future__ import annotations

import os
import sys
import webbrowser

import httpx

from adapters.wiring import LiveServices, make_home, open_services
from domain.acts import initials
from domain.errors import Refused


def open_operator_page(by: str) -> None:
    """Raises Refused for what are no initials, and where the page does not answer."""
    services = open_services()
    by = initials(by) if by else ""
    make_home(services)
    _refuse_silence(services)
    token = services.operator_links.make(by)
    address = f"{services.settings.operator_url}/ind/{token}"
    print(address)
    print("It works once, within five minutes, on this machine or through a tunnel to it.")
    if _has_screen():
        webbrowser.open(services.operator_links.page_that_leads_to(address, token).as_uri())


def _refuse_silence(services: LiveServices) -> None:
    address = services.settings.operator_url
    try:
        httpx.get(f"{address}/healthz", timeout=5, trust_env=False).raise_for_status()
    except httpx.HTTPError:
        raise Refused(f"The operator page does not answer at {address}. Start `klyngeflow up`.") from None


def _has_screen() -> bool:
    return sys.platform == "darwin" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
