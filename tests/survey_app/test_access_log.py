"""What the web server's log tells of a whole journey, and what it never holds."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest

from adapters.settings import PROJECT
from adapters.tokens import SecretTokens
from tests.survey_app.fakes import MEETING
from tests.survey_app.own_process import Served, serving
from tests.survey_app.serving import CURSED

TOKENS = SecretTokens(b"s" * 32)
TEXT = "Kaffen og kollegerne paa Aeroe"


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
            browser.post("/kopi.pdf", data={**answer, "noegle": TOKENS.reading_key(MEETING, 1)})
            browser.get(f"/s/{CURSED}{TOKENS.invitation(MEETING, 1, 'm2')}")
            browser.get(f"/k/{TOKENS.coordinator(MEETING)}")
            browser.post("/k/medlemmer", data={"tekst": "laege1@klinik.example", "sikker": "x"})
            for path in ("/style.css", "/script/questionnaire.js", "/favicon.ico", "/privatliv"):
                browser.get(path)
            browser.get("/%0a%7b%22route%22:%22forged%22%7d", headers={"user-agent": TEXT, "referer": "/s/x"})
            browser.request("FORGED", "/")
        served.knock(b"GET /s/" + TOKENS.invitation(MEETING, 1, "m3").encode() + b"\x00 HTTP/1.1\r\n\r\n")
    return served


NEVER_LOGGED: dict[str, Callable[[], list[str]]] = {
    "links": lambda: [TOKENS.invitation(MEETING, 1, f"m{number}") for number in range(12)],
    "the coordinator's link": lambda: [TOKENS.coordinator(MEETING)],
    "reading keys": lambda: [TOKENS.reading_key(MEETING, 1)],
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
    assert {"time", "level", "log", "route", "method", "status", "took"} == set(visits[0])
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


def test_what_members_pages_fetch_and_link_to_does_not_tell_when(logged: Served) -> None:
    timed = [line for line in logged.lines() if line["log"] == "klyngeflow.access" and "time" in line]
    told = {line["route"] for line in timed}
    assert told
    assert not told & {"/style.css", "/script/{name}.js", "/favicon.ico", "/privatliv"}
    assert {"/style.css", "/script/{name}.js"} <= {line.get("route") for line in logged.lines()}


def test_a_crash_is_told_by_its_class_and_its_lines_of_code(logged: Served) -> None:
    crashes = [line for line in logged.lines() if "error" in line]
    assert {line["error"] for line in crashes} >= {"ValueError"}
    passed = [" ".join(line["passed"]) for line in crashes]
    assert any("survey_app/member/links.py:" in places for places in passed)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\dZ", line["time"]) for line in crashes), "members' pages"
    assert str(PROJECT) not in logged.log.read_text()
