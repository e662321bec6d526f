"""The coordinator's cookie: the only one there is, and worth nothing in other hands."""

from __future__ import annotations

import hashlib
import json
import re
import time
from base64 import b64encode
from collections.abc import Callable

import pytest
from itsdangerous import TimestampSigner
from starlette.testclient import TestClient

from survey_app.coordinator.sessions import SECONDS, signing_key
from tests.survey_app.fakes import MEETING, House


def cookie_of(house: House, client: TestClient, base: str = "") -> str:
    answer = client.get(f"{base}/k/{house.tokens.coordinator(MEETING)}", follow_redirects=False)
    return answer.headers["set-cookie"]


def test_under_https_the_cookie_is_as_strict_as_it_can_be(
    house: House, client_of: Callable[[House], TestClient]
) -> None:
    house.base_url = "https://klynger.example"
    name, *flags = cookie_of(house, client_of(house), house.base_url).split("; ")
    assert name.startswith("__Secure-klynge=")
    assert {flag.lower() for flag in flags} == {
        "path=/k",
        f"max-age={SECONDS}",
        "httponly",
        "samesite=lax",
        "secure",
    }


def test_the_signature_is_hmac_sha256(house: House, client: TestClient) -> None:
    value = cookie_of(house, client).partition("=")[2].partition(";")[0]
    key = signing_key(house.tokens)
    assert TimestampSigner(key, digest_method=hashlib.sha256).unsign(value, max_age=60)
    assert not TimestampSigner(key).validate(value)


def forged(house: House, key: str, age: int = 0, changed: str = "") -> str:
    signer = TimestampSigner(key, digest_method=hashlib.sha256)
    signer.get_timestamp = lambda: int(time.time()) - age  # type: ignore[method-assign]
    value = signer.sign(b64encode(json.dumps({"meeting": MEETING, "link": 0}).encode())).decode()
    return changed + value


def status_with(client: TestClient, cookie: str) -> int:
    client.cookies.clear()
    return client.get("/k", headers={"cookie": f"klynge={cookie}"}).status_code


def test_a_cookie_changed_borrowed_or_too_old_is_worth_nothing(house: House, client: TestClient) -> None:
    key = signing_key(house.tokens)
    assert status_with(client, forged(house, key)) == 200, "what follows fails for its fault alone"
    assert status_with(client, forged(house, key, age=SECONDS + 60)) == 403
    assert status_with(client, forged(house, key, changed="x")) == 403
    assert status_with(client, forged(house, "another installation's key")) == 403
    assert status_with(client, house.tokens.coordinator(MEETING)) == 403
    assert status_with(client, "null") == 403


@pytest.mark.parametrize("path", ["/", "/bestil", "/s", "/mine", "/vilkaar", "/privatliv", "/nowhere"])
def test_nobody_else_gets_a_cookie(client: TestClient, path: str) -> None:
    assert "set-cookie" not in client.get(path).headers


def test_who_leaves_a_shared_computer_leaves_nothing_behind(house: House, client: TestClient) -> None:
    page = client.get(f"/k/{house.tokens.coordinator(MEETING)}")
    (mark,) = set(re.findall(r'name="sikker" value="([0-9a-f]+)"', page.text))
    assert client.post("/k/ud", data={"sikker": "x"}).status_code == 403
    assert client.get("/k").status_code == 200
    assert "Siden er lukket" in client.post("/k/ud", data={"sikker": mark}).text
    assert client.get("/k").status_code == 403
    assert client.get(f"/k/{house.tokens.coordinator(MEETING)}").status_code == 200
