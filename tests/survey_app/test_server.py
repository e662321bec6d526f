"""The web server itself: what it refuses to read, whom it believes, and how long it waits."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.survey_app.own_process import Served, serving
from tests.survey_app.serving import PATIENCE


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served")) as served:
        yield served


# --- what is not read -----------------------------------------------------------------------------------


HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
POST = b"POST /s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
IMPROPER = {
    "a long line": HEAD.replace(b"healthz", b"x" * 20_000) + b"\r\n",
    "a line without an end": b"GET /" + b"x" * 500_000,
    "a long header": HEAD + b"X: " + b"x" * 20_000 + b"\r\n\r\n",
    "many headers": HEAD + b"X: y\r\n" * 5_000 + b"\r\n",
    "no host": HEAD.replace(b"Host: localhost\r\n", b"") + b"\r\n",
    "two hosts": HEAD + b"Host: localhost\r\n\r\n",
    "a blank in a name": HEAD + b"X : y\r\n\r\n",
    "two lengths": POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\na=bc",
    "a negative length": POST + b"Content-Length: -1\r\n\r\n",
    "a false chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "TLS on a plain port": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "no HTTP": b"nonsense\r\n\r\n",
}


@pytest.mark.parametrize("what", IMPROPER)
def test_what_is_no_proper_request_is_cut_off(served: Served, what: str) -> None:
    answer = served.knock(IMPROPER[what])
    assert answer.startswith(b"HTTP/1.1 4") or answer == b""
    assert b"Traceback" not in answer
    assert httpx.get(f"{served.url}/healthz").is_success


def test_two_ways_of_telling_the_length_are_no_way_to_smuggle_a_request_in(served: Served) -> None:
    smuggled = b"0\r\n\r\nGET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
    length = b"Content-Length: %d\r\n" % len(smuggled)
    answer = served.knock(POST + b"Transfer-Encoding: chunked\r\n" + length + b"\r\n" + smuggled)
    assert b"Disallow" not in answer


@pytest.mark.parametrize("begun", [b"", HEAD[:30]], ids=["says nothing", "says half of it"])
def test_who_does_not_say_what_he_wants_is_hung_up_on(served: Served, begun: bytes) -> None:
    began = time.monotonic()
    assert served.knock(begun) == b""
    assert PATIENCE * 0.9 <= time.monotonic() - began < PATIENCE * 6


def test_a_byte_now_and_then_buys_no_time(served: Served) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as door, suppress(OSError):
        for byte in HEAD + b"X: " + b"x" * 500:
            door.sendall(bytes([byte]))
            time.sleep(0.02)
    assert time.monotonic() - began < PATIENCE * 6


def test_a_connection_is_good_for_several_requests(served: Served) -> None:
    with httpx.Client() as browser:
        assert [browser.get(f"{served.url}/healthz").status_code for _ in range(3)] == [200] * 3
        time.sleep(PATIENCE * 1.5)
        assert browser.get(f"{served.url}/healthz").status_code == 200


def test_an_upgrade_is_not_taken_up(served: Served) -> None:
    headers = {"connection": "upgrade", "upgrade": "websocket", "sec-websocket-key": "x" * 16}
    assert httpx.get(f"{served.url}/healthz", headers=headers).status_code == 200


def test_the_server_does_not_say_what_it_is(served: Served) -> None:
    assert "server" not in httpx.get(f"{served.url}/healthz").headers


# --- whom it believes -----------------------------------------------------------------------------------


def guess(served: Served, number: int, forwarded: str) -> int:
    headers = {"x-forwarded-for": forwarded}
    return httpx.get(f"{served.url}/s/{number:026}", headers=headers).status_code


def guesses(served: Served, count: int, forwarded: str) -> list[int]:
    with ThreadPoolExecutor(10) as pool:
        return sorted(pool.map(lambda number: guess(served, number, forwarded), range(count)))


def test_a_named_proxy_tells_who_asks_and_nobody_else_can(tmp_path: Path) -> None:
    with serving(tmp_path, proxies="127.0.0.1", rate_limits="0.1") as served:
        assert guesses(served, 25, "203.0.113.7") == [404] * 20 + [429] * 5
        assert guess(served, 1, "198.51.100.1") == 404
        assert guess(served, 1, "198.51.100.2, 203.0.113.7") == 429, "only what the proxy itself added counts"


def test_with_no_proxy_named_nobody_is_believed(tmp_path: Path) -> None:
    with serving(tmp_path, rate_limits="0.004") as served:  # 16 guesses from this machine
        statuses = [guess(served, number, f"203.0.113.{number}") for number in range(18)]
        assert statuses == [404] * 16 + [429] * 2
