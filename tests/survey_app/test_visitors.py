"""Who may knock: our own host's visitors, and forms of our own pages."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.survey_app.fakes import House

OURS = ["testserver", "TESTSERVER", "testserver:8443", "127.0.0.1:8400", "localhost", "[::1]:8400"]
NOT_OURS = [
    "evil.example",
    "testserver.evil.example",
    "evil.example:80@testserver.example",
    "testserver@evil.example",
    "test server",
    "",
    "[::1",
    "testserver,evil.example",
]


@pytest.mark.parametrize("host", OURS)
def test_our_own_names_are_served(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", NOT_OURS)
def test_other_hosts_are_turned_away_on_a_guarded_page(client: TestClient, host: str) -> None:
    page = client.get("/", headers={"host": host})
    assert page.status_code == 421
    assert "evil" not in page.text
    assert "content-security-policy" in page.headers


OWN = [
    pytest.param({}, id="an old browser"),
    pytest.param({"sec-fetch-site": "same-origin"}, id="our own page"),
    pytest.param({"sec-fetch-site": "same-origin", "origin": "null"}, id="our own page without a referrer"),
    pytest.param({"sec-fetch-site": "none"}, id="a reload by hand"),
    pytest.param({"origin": "http://testserver"}, id="our own origin"),
    pytest.param({"origin": "null"}, id="no referrer, before Sec-Fetch"),
]
FOREIGN = [
    pytest.param({"sec-fetch-site": "cross-site"}, id="another site"),
    pytest.param({"sec-fetch-site": "same-site"}, id="a neighbour of ours"),
    pytest.param({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, id="contradiction"),
    pytest.param({"origin": "https://evil.example"}, id="another origin"),
    pytest.param({"origin": "https://testserver.evil.example"}, id="another origin like ours"),
    pytest.param({"origin": "testserver"}, id="no origin at all"),
]


@pytest.mark.parametrize("headers", OWN)
def test_our_own_forms_are_read(house: House, client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/s", data={"link": house.token()}, headers=headers).status_code == 200


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("path", ["/s", "/s/svar", "/kopi.pdf", "/k/medlemmer", "/bestil"])
def test_forms_of_other_sites_are_not(
    house: House, client: TestClient, path: str, headers: dict[str, str]
) -> None:
    page = client.post(path, data={"link": house.token(), "svar-q1": "1"}, headers=headers)
    assert page.status_code == 403
    assert not house.answers.is_used(f"{house.ledger.meeting.id}/1", house.tokens.hash(house.token()))


def test_a_link_may_be_followed_from_anywhere(house: House, client: TestClient) -> None:
    headers = {"sec-fetch-site": "cross-site", "origin": "https://webmail.example"}
    assert client.get(f"/s/{house.token()}", headers=headers).status_code == 200


TRICKS = [
    "//s/x",
    "/s//x",
    "/s/..%2fk",
    "/s/%2e%2e/k",
    "/./k",
    "/s/%00",
    "/s/x%0d%0aSet-Cookie:a=b",
    "/k/x/filer/../../../../etc/passwd",
    "/k/filer/kit/..%2f..%2fsecret",
    "/script/..%2f..%2fstyle.js",
    "/script/%2e%2e%2fapp.js",
    "/style.css/",
    "/S",
    "/s\\x",
    "/s;x=1",
    "/%73%FF",
    "/" + "s/" * 500,
    "/s/" + "x" * 8_000,
    "/.git/config",
    "/.env",
    "/static/",
]


@pytest.mark.parametrize("path", TRICKS, ids=lambda path: path[:30])
def test_a_path_that_tries_something_gets_an_ordinary_page(client: TestClient, path: str) -> None:
    page = client.get(path, follow_redirects=False)
    assert page.status_code in (403, 404, 405)
    assert "set-cookie" not in page.headers
    assert "location" not in page.headers


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/s", "/s/svar", "/k", "/k/medlemmer", "/kopi.pdf", "/style.css"])
def test_other_methods_are_refused_and_the_right_ones_named(
    client: TestClient, method: str, path: str
) -> None:
    page = client.request(method, path)
    assert page.status_code == 405
    assert set(page.headers["allow"].split(", ")) <= {"GET", "HEAD", "POST"}


def test_nobody_is_led_to_another_host(client: TestClient) -> None:
    for path in ("/s/x/", "/k/", "/style.css/", "//evil.example", "/\\evil.example"):
        assert "location" not in client.get(path, follow_redirects=False).headers


def test_robots_are_told_to_stay_away(client: TestClient) -> None:
    assert "Disallow: /" in client.get("/robots.txt").text
    assert "noindex" in client.get("/").headers["x-robots-tag"]
