"""A browser at the house's pages: goes, presses, downloads, and shows every state to whoever looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.survey_app.journeys.house import WholeHouse
from tests.survey_app.journeys.run import Run

See = Callable[[str, Any], None]


class Visits:
    """`see(name, page)` is called once for each state; `run` is there once a meeting is ordered."""

    run: Run

    def __init__(self, page: Any, house: WholeHouse, see: See, *, has_scripts: bool = True) -> None:
        self.page, self.house, self.has_scripts = page, house, has_scripts
        self._see = see
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    @property
    def asked_elsewhere(self) -> list[str]:
        return [url for url in self.asked if not url.startswith(self.house.base_url)]

    def see(self, name: str) -> None:
        self._see(name, self.page)

    def go(self, address: str) -> None:
        self.page.goto(self.house.base_url + address)

    def go_and_see(self, **states: str) -> None:
        """The state's name, with _ for -, and its address."""
        for name, address in states.items():
            self.go(address)
            self.see(name.replace("_", "-"))

    def press(self, name: str) -> None:
        """Ends on the next page, whether a script or the browser fetched it."""
        self.page.evaluate("document.querySelector('main').dataset.left = ''")
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.locator("main:not([data-left])").wait_for()
        self.page.wait_for_load_state()

    def arrive(self, heading: str) -> None:
        self.page.get_by_role("heading", name=heading).first.wait_for()

    def download(self, name: str, role: str = "link") -> str:
        """What the file is called; it has something in it."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role(role, name=name).first.click()
        assert Path(waiting.value.path()).stat().st_size > 1_000
        return str(waiting.value.suggested_filename)
