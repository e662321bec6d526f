"""A program that hangs is ended and started again; one that is slow once is left alone."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from cli import children, silence
from cli.children import Child, Children
from cli.silence import PATIENT_LOOKS, Silence


@pytest.fixture
def url() -> str:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return f"http://127.0.0.1:{door.getsockname()[1]}"


@pytest.fixture
def pages(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    monkeypatch.setattr(silence, "SECONDS_TO_ANSWER", 0.3)
    monkeypatch.setattr(children, "SECONDS_TO_STOP", 0.3)
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", url.rpartition(":")[2]]
    with Children(lambda _: None, lambda _: None) as all_of_them:
        yield all_of_them.add(Child("pages", command, os.environ, tmp_path, tmp_path / "pages.log"))


def until(is_so: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=0.3).is_success
    except httpx.HTTPError:
        return False


def test_pages_that_hang_are_started_again_and_answer(pages: Child, url: str) -> None:
    told: list[str] = []
    silent = Silence({url: pages}, told.append)
    until(lambda: answers(url))
    assert pages.process
    hung = pages.process.pid
    os.kill(hung, signal.SIGSTOP)
    for _ in range(PATIENT_LOOKS - 1):
        silent.listen()
    assert told == []
    silent.listen()
    assert told == ["pages did not answer 4 times in a row and is ended."]
    until(lambda: answers(url))
    assert pages.process.pid != hung


def test_an_answer_in_between_makes_it_patient_again(pages: Child, url: str) -> None:
    told: list[str] = []
    silent = Silence({url: pages}, told.append)
    until(lambda: answers(url))
    assert pages.process
    for _ in range(3):
        os.kill(pages.process.pid, signal.SIGSTOP)
        for _ in range(PATIENT_LOOKS - 1):
            silent.listen()
        os.kill(pages.process.pid, signal.SIGCONT)
        until(lambda: answers(url))
        silent.listen()
    assert told == []


def test_one_that_is_being_started_again_is_no_ones_silence(url: str, tmp_path: Path) -> None:
    told: list[str] = []
    gone = Child("pages", ["true"], os.environ, tmp_path, tmp_path / "pages.log")
    silent = Silence({url: gone}, told.append)
    for _ in range(PATIENT_LOOKS * 2):
        silent.listen()
    assert told == []
