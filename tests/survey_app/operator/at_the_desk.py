"""A browser of this machine at the operator page."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import httpx
from starlette.testclient import TestClient

HERE = "http://127.0.0.1:8401"


class Operator(TestClient):
    """Sends what a form carries: `hand_in` reads the mark from the page before."""

    def __init__(self, app: Any, peer: str = "127.0.0.1", base: str = HERE) -> None:
        super().__init__(app, base, raise_server_exceptions=False, client=(peer, 50_000))

    def log_in(self, house: Any, by: str = "AB") -> Operator:
        token = house.operator_links.make(by)
        answer = self.post("/ind", data={"link": token}, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return self

    @property
    def mark(self) -> str:
        found = re.search(r'name="sikker" value="([0-9a-f]+)"', self.get("/gendannelse").text)
        assert found, "nobody is logged in"
        return found[1]

    def hand_in(self, path: str, **fields: Any) -> httpx.Response:
        """Posts as the page's own form does, and does not follow."""
        return self.post(path, data={"sikker": self.mark, **fields}, follow_redirects=False)


def text_of(page: httpx.Response) -> str:
    """What a reader sees of its main part, on one line."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    words = re.sub(r"</?(?:strong|span|em|a|code)\b[^>]*>", "", main.partition(">")[2])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split())
