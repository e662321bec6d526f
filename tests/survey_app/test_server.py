"""The web server itself: what it refuses to read, whom it believes, and what its log never holds."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.settings import PROJECT
from adapters.tokens import SecretTokens
from tests.survey_app.fakes import MEETING
from tests.survey_app.serving import CURSED, PATIENCE

TOKENS = SecretTokens(b"s" * 32)
TEXT = "Kaffen og kollegerne paa Aeroe"


@dataclass
class Served:
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def knock(self, sent: bytes, patience: float = 20) -> bytes:
        """What comes back for these bytes until the server hangs up."""
        answer = b""
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=patience) as door,
            suppress(ConnectionError),
        ):
            door.sendall(sent)
            while part := door.recv(65536):
                answer += part
        return answer


@contextmanager
def serving(folder: Path, proxies: str = "", rate_limits: str = "1") -> Iterator[Served]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    served = Served(port, folder / "pages.log")
    command = [sys.executable, "-m", "tests.survey_app.serving", str(folder), str(port), proxies, rate_limits]
    with served.log.open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=PROJECT, env=os.environ)
        try:
            until_it_answers(served, process)
            yield served
        finally:
            process.terminate()
            process.wait(20)


def until_it_answers(served: Served, process: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        try:
            httpx.get(f"{served.url}/healthz")
        except httpx.TransportError:
            assert process.poll() is None, served.log.read_text()
            time.sleep(0.05)
        else:
            return
    pytest.fail("the pages did not start")


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


# --- what is logged -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """The log of a process in which all went wrong that can, and some went well; it has ended."""
    with serving(tmp_path_factory.mktemp("logged")) as served:
        # A crash ends its connection, so each visit has its own.
        one_by_one = httpx.Limits(max_keepalive_connections=0)
        with httpx.Client(base_url=served.url, follow_redirects=True, limits=one_by_one) as browser:
            answer = {"link": TOKENS.invitation(MEETING, 1, "m1"), "svar-q1": "2", "svar-t1": TEXT}
            for number in range(3):
                browser.get(f"/s/{TOKENS.invitation(MEETING, 1, f'm{number}')}?laege=laege1@klinik.example")
            browser.post("/s", data={"link": TOKENS.invitation(MEETING, 1, "m0")})
            browser.post("/s/svar", data=answer)
            browser.post("/kopi.pdf", data={**answer, "moede": MEETING, "runde": "1"})
            browser.get(f"/s/{CURSED}{TOKENS.invitation(MEETING, 1, 'm2')}")
            browser.get(f"/k/{TOKENS.coordinator(MEETING)}")
            browser.post("/k/medlemmer", data={"tekst": "laege1@klinik.example", "sikker": "x"})
            browser.get("/%0a%7b%22route%22:%22forged%22%7d", headers={"user-agent": TEXT, "referer": "/s/x"})
            browser.request("FORGED", "/")
        served.knock(b"GET /s/" + TOKENS.invitation(MEETING, 1, "m3").encode() + b"\x00 HTTP/1.1\r\n\r\n")
    return served


NEVER_LOGGED: dict[str, Callable[[], list[str]]] = {
    "links": lambda: [TOKENS.invitation(MEETING, 1, f"m{number}") for number in range(12)],
    "the coordinator's link": lambda: [TOKENS.coordinator(MEETING)],
    "hashes of links": lambda: [TOKENS.hash(TOKENS.invitation(MEETING, 1, f"m{n}")) for n in range(12)],
    "meetings": lambda: [MEETING],
    "answers": lambda: [TEXT, "svar-t1", "q1"],
    "addresses": lambda: ["klinik.example", "127.0.0.1", "testclient"],
    "what a browser tells of itself": lambda: ["python-httpx", "forged", "FORGED"],
    "messages of exceptions": lambda: [CURSED, "cannot typeset", "cannot hash"],
}


@pytest.mark.parametrize("what", NEVER_LOGGED)
def test_the_log_never_holds(logged: Served, what: str) -> None:
    log = logged.log.read_text().lower()
    assert len(logged.lines()) >= 8, "the journey is in it"
    assert [secret for secret in NEVER_LOGGED[what]() if secret.lower() in log] == []


def test_every_line_is_json_and_says_what_kind_of_page_and_how_it_went(logged: Served) -> None:
    visits = [line for line in logged.lines() if line["log"] == "klyngeflow.access"]
    assert {"time", "level", "log", "route", "method", "status", "took"} == set(visits[1])
    assert ("/k/{token}", "GET", 303) in {(line["route"], line["method"], line["status"]) for line in visits}
    assert ("/k/medlemmer", "POST", 403) in {
        (line["route"], line["method"], line["status"]) for line in visits
    }
    assert ("(none)", "GET", 404) in {(line["route"], line["method"], line["status"]) for line in visits}
    assert ("/", "(other)", 405) in {(line["route"], line["method"], line["status"]) for line in visits}


def test_members_visits_are_counts_of_an_hour_without_an_order(logged: Served) -> None:
    members = [line for line in logged.lines() if line.get("route", "").startswith(("/s", "/kopi"))]
    looks = [line for line in members if (line["route"], line["status"]) == ("/s/{token}", 200)]
    assert sum(line["times"] for line in looks) == 3
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\dZ", line["hour"]) for line in members)
    assert not [line for line in members if "time" in line]
    keys = [(line["hour"], line["route"], line["method"], line["status"], line["took"]) for line in members]
    assert keys == sorted(set(keys))


def test_a_crash_is_told_by_its_class_and_its_lines_of_code(logged: Served) -> None:
    crashes = [line for line in logged.lines() if "error" in line]
    assert {line["error"] for line in crashes} >= {"ValueError"}
    passed = [" ".join(line["passed"]) for line in crashes]
    assert any("survey_app/member/links.py:" in places for places in passed)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\dZ", line["time"]) for line in crashes), "members' pages"
    assert str(PROJECT) not in logged.log.read_text()
