"""The operator page in a process of its own, as `klyngeflow up` starts it: where it listens, what it logs."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from adapters.settings import PROJECT, Settings
from adapters.wiring import LiveServices, prepare
from domain.meeting import MemberRow
from survey_app.operator.server import own_door
from tests.ledgers import ORDER, START


@dataclass
class Served:
    url: str
    pid: int
    log: Path
    services: LiveServices
    meeting_id: str
    listens_at: set[str]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """After a visit to every kind of page; the process has ended, and its log is whole."""
    folder = tmp_path_factory.mktemp("desk")
    services = LiveServices(Settings(_env_file=None, home=folder / "home", operator_port=free_port()))
    prepare(services)
    meeting_id = services.ledger.meetings.add(ORDER, "kiap", START)
    services.ledger.members.replace(meeting_id, [MemberRow("bodil@klinik.example", "Bodil Lund", "012345")])
    wanted = {"KLYNGEFLOW_HOME": f"{folder / 'home'}", "KLYNGEFLOW_WEB_HOST": "0.0.0.0"}
    wanted["KLYNGEFLOW_DOMAIN_LOOKUPS"] = "off"
    wanted["KLYNGEFLOW_OPERATOR_PORT"] = str(services.settings.operator_port)
    log = folder / "operator.log"
    command = [sys.executable, "-m", "survey_app.operator.server"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=PROJECT, env=os.environ | wanted)
        try:
            found = Served(services.settings.operator_url, process.pid, log, services, meeting_id, set())
            until_it_answers(found, process)
            found.listens_at = listening(process.pid)
            visit_everything(found)
        finally:
            process.terminate()
            process.wait(20)
    return found


def listening(pid: int) -> set[str]:
    sockets = psutil.Process(pid).net_connections("inet")
    return {one.laddr.ip for one in sockets if one.status == psutil.CONN_LISTEN}


def until_it_answers(served: Served, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            httpx.get(f"{served.url}/healthz")
        except httpx.TransportError:
            assert process.poll() is None, served.log.read_text()
            time.sleep(0.05)
        else:
            return
    pytest.fail("the operator page did not start")


def visit_everything(served: Served) -> None:
    with httpx.Client(base_url=served.url, follow_redirects=True) as browser:
        token = served.services.operator_links.make("AB")
        browser.get(f"/ind/{token}")
        assert browser.post("/ind", data={"link": token}).status_code == 200
        meeting = browser.get(f"/moede/{served.meeting_id}")
        assert "Bodil Lund" in meeting.text
        mark = re.search(r'name="sikker" value="([0-9a-f]+)"', meeting.text)
        assert mark
        form = {"sikker": mark[1], "tekst": "bodil@klinik.example; Bodil Lund"}
        browser.post(f"/moede/{served.meeting_id}/medlemmer", data=form)
        browser.get("/", params={"soeg": "Bodil Lund"})
        browser.get("/mails")
        browser.get("/Bodil%20Lund/bodil@klinik.example")


def lines(served: Served) -> list[dict[str, Any]]:
    return [json.loads(line) for line in served.log.read_text().splitlines()]


def test_it_listens_on_loopback_alone_whatever_the_public_pages_do(served: Served) -> None:
    assert served.listens_at == {"127.0.0.1"}


def test_no_proxy_is_believed() -> None:
    door = own_door(Settings(_env_file=None, web_host="0.0.0.0", web_trusted_proxies="127.0.0.1"))
    assert (door.web_host, door.web_port, door.web_trusted_proxies) == ("127.0.0.1", 8401, "")


NOBODY = ["Bodil", "klinik.example", "012345", "Ærlig", "trivsel-", '"AB"', "127.0.0.1", "httpx"]


@pytest.mark.parametrize("what", NOBODY)
def test_the_log_names_nobody_and_no_meeting(served: Served, what: str) -> None:
    told = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines(served))
    assert "/moede/{meeting_id}" in told, "the visits are in it"
    assert what not in told
    ids = [member.id for member in served.services.ledger.members.of(served.meeting_id)]
    assert not [one for one in ids if one in served.log.read_text()]
