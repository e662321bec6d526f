"""Programs that live but no longer answer are ended, so that they are started again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import httpx

from cli.children import Child
from cli.stack import Stack

PATIENT_LOOKS = 4
"""So often in a row a living program may leave us without an answer."""
SECONDS_TO_ANSWER = 5.0


class Silence:
    """Remembers how long each program has been silent."""

    def __init__(self, health: Mapping[str, Child], tell: Callable[[str], None]) -> None:
        """`health`: the address at which each child says that it is well."""
        self._health, self._tell = health, tell
        self._looks: Counter[str] = Counter()

    def listen(self) -> None:
        for url, child in self._health.items():
            silent = child.is_running and not _answers(url)
            self._looks[url] = self._looks[url] + 1 if silent else 0
            if self._looks[url] >= PATIENT_LOOKS:
                self._looks[url] = 0
                self._tell(f"{child.name} did not answer {PATIENT_LOOKS} times in a row and is ended.")
                child.end()  # the watch over the children starts it again


def silence_of(stack: Stack, tell: Callable[[str], None]) -> Silence:
    """Of the pages and the operator page; the engine's server has a mender of its own."""
    pages = f"http://{stack.settings.web_host}:{stack.settings.web_port}/healthz"
    return Silence({pages: stack.web, f"{stack.settings.operator_url}/healthz": stack.operator}, tell)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=SECONDS_TO_ANSWER).is_success
    except httpx.HTTPError:
        return False
