"""Headless Chromium and a served house for tests that look at the pages as people do."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from survey_app.app import create_app

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No name but this machine's is looked up, whatever the browser itself would like to fetch.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

# Tests come faster than people, all from one address.
MANY_AT_ONCE = 50

# What Chromium is told of a device. SMALL is the narrowest that WCAG asks for: a desktop at 400 % zoom.
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
SMALL = {"viewport": {"width": 320, "height": 640}}


@contextmanager
def chromium() -> Iterator[Any]:
    """The running browser. Skips without one, or fails where KLYNGEFLOW_REQUIRE_BROWSER is 1."""
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is absent: no page was tried in a browser. Install Debian's chromium."
        if os.environ.get("KLYNGEFLOW_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(house: Any) -> Iterator[Any]:
    """Serves the house's pages at its `base_url`, a free port of this machine."""

    def pages_at(address: str) -> Any:
        house.base_url = address
        return create_app(house, rate_limits=MANY_AT_ONCE)

    with answering(pages_at):
        yield house


@contextmanager
def answering(app_at: Callable[[str], Any]) -> Iterator[str]:
    """Serves the app that is made for an address, a free port of this machine; gives that address."""
    with _listening() as door:
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        app = app_at(address)
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join()


def _listening() -> socket.socket:
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen()
    return door
