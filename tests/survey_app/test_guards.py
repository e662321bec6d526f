"""What every answer of the web server carries, and what it never does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from domain.errors import TryAgain
from tests.survey_app.fakes import MEETING, House

PAGES = [
    "/",
    "/s/unknown",
    "/s",
    "/k",
    "/bestil",
    "/mine",
    "/nowhere",
    "/healthz",
    "/robots.txt",
    "/style.css",
]
FETCHED_ELSEWHERE = r'(?:src|srcset|action|formaction|poster|<link[^>]*href)="(?:https?:)?//'


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "object-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert not re.search(r"unsafe|https?:|\*|data:|blob:", policy)
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "access-control-allow-origin" not in headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "no-store" in headers["cache-control"] or path == "/style.css"


@pytest.mark.parametrize("path", PAGES)
def test_head_is_get_without_a_body(client: TestClient, path: str) -> None:
    assert client.head(path).status_code == client.get(path).status_code


def test_pages_ask_nobody_else_for_anything_and_carry_nothing_inline(
    house: House, client: TestClient
) -> None:
    client.get(f"/k/{house.tokens.coordinator(MEETING)}")
    pages = [
        client.get("/"),
        client.get(f"/s/{house.token()}"),
        client.post("/s", data={"link": house.token()}),
        client.post("/s/svar", data={"link": house.token(), "svar-q1": "1"}),
        client.get("/k"),
    ]
    for page in pages:
        assert '<html lang="da">' in page.text
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page.text)
        for script in re.findall(r"<script[^>]*>[^<]*", page.text):
            assert re.fullmatch(r'<script src="/script/\w+\.js\?[0-9a-f]{12}" defer>', script), script
        # A link that a reader may follow is no request of the page.
        assert not re.search(
            r'(?:src|srcset|action|formaction|poster|<link[^>]*href)="(?:https?:)?//', page.text
        )
        assert not re.search(r"<(?:iframe|object|embed|base|meta http-equiv)", page.text)


def test_the_style_sheet_asks_nobody_else_either(client: TestClient) -> None:
    style = client.get("/style.css").text
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/kopi.pdf", 405), ("/k", 403)])
def test_failures_are_danish_pages(client: TestClient, path: str, status: int) -> None:
    page = client.get(path)
    assert page.status_code == status
    assert "<h1>" in page.text
    assert "detail" not in page.text


def test_a_crash_shows_a_danish_page_and_no_traceback(house: House, client: TestClient) -> None:
    house.ledger.meeting = None
    page = client.get(f"/s/{house.token()}")
    assert page.status_code == 500
    assert "ikke din fejl" in page.text
    assert "Traceback" not in page.text
    assert "content-security-policy" in page.headers


def test_a_ledger_that_is_busy_asks_to_come_back(house: House, client: TestClient) -> None:
    class BusyPackages:
        def get(self, package_id: str) -> None:
            raise TryAgain("locked")

    house.packages = BusyPackages()
    page = client.get(f"/s/{house.token()}")
    assert page.status_code == 503
    assert int(page.headers["retry-after"]) > 0


def test_the_documentation_of_an_api_is_not_served(client: TestClient) -> None:
    assert {client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")} == {404}


def test_the_server_says_it_lives(client: TestClient) -> None:
    assert client.get("/healthz").text == "ok\n"


@pytest.mark.parametrize("path", [*PAGES, "/vilkaar", "/privatliv"])
def test_every_text_says_how_it_is_written(client: TestClient, path: str) -> None:
    assert re.fullmatch(r"text/(html|plain|css); charset=utf-8", client.get(path).headers["content-type"])


def test_under_https_browsers_are_told_to_stay_there(
    house: House, client_of: Callable[[House], TestClient]
) -> None:
    house.base_url = "https://klynger.example"
    client = client_of(house)
    house.ledger.meeting = None
    for path in ("/", "/nowhere", f"/s/{house.token()}"):
        told = client.get(f"{house.base_url}{path}").headers["strict-transport-security"]
        assert told == "max-age=31536000; includeSubDomains"


def test_over_plain_http_nothing_is_said_of_https(client: TestClient) -> None:
    assert "strict-transport-security" not in client.get("/").headers
