"""Programs that live but no longer answer are ended, so that they are started again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import httpx

from cli.children import Child

PATIENT_LOOKS = 4
"""So often in a row a living program may leave us without an answer."""
SECONDS_TO_ANSWER = 5.0


class Silence:
    """Remembers how long each program has been silent. Not for Prefect's server, which has its own mender."""

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


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=SECONDS_TO_ANSWER).is_success
    except httpx.HTTPError:
        return False
