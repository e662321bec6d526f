"""The pages in a process of their own, which is killed at random moments, and doctors who do not give up."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from adapters.settings import PROJECT, Settings
from data_contracts.answers_form import PREFIX
from domain.questionnaire import Answers

PATIENCE = 300  # seconds until a doctor, or whoever waits for them, gives up


@dataclass(frozen=True, eq=False)
class Doctor:
    """One link and the answers that will be given with it; nobody else writes the same text."""

    round_key: str
    token: str
    answers: Answers


class KilledPages:
    """`python -m survey_app.server` on the settings' home and port."""

    def __init__(self, settings: Settings) -> None:
        self.address = settings.base_url
        self._is_over, self._one_at_a_time = False, threading.Lock()
        self._environment = {
            **os.environ,
            "KLYNGEFLOW_HOME": str(settings.home),
            "KLYNGEFLOW_BASE_URL": settings.base_url,
            "KLYNGEFLOW_WEB_PORT": str(settings.web_port),
        }

    def __enter__(self) -> KilledPages:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._one_at_a_time:
            self._is_over = True
            self._process.kill()
            self._process.wait()

    def kill_and_restart(self) -> None:
        with self._one_at_a_time:
            if not self._is_over:
                self._process.kill()
                self._process.wait()
                self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "survey_app.server"]
        self._process = subprocess.Popen(command, env=self._environment, cwd=PROJECT)
        give_up = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, "the pages did not start"
            assert time.monotonic() < give_up
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/healthz").is_success
        except httpx.TransportError:
            return False


@dataclass
class Practice:
    """Doctors of many clusters at their browsers, some at a time."""

    address: str
    acknowledged: set[Doctor] = field(default_factory=set)
    told_of_an_earlier_try: set[Doctor] = field(default_factory=set)
    tries: int = 0
    is_over: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer_all(self, doctors: Iterable[Doctor], at_a_time: int) -> None:
        try:
            with ThreadPoolExecutor(at_a_time) as pool:
                list(pool.map(self._answer, doctors))
        finally:
            self.is_over = True

    def wait_for(self, answers: int) -> None:
        give_up = time.monotonic() + PATIENCE
        while len(self.acknowledged) < answers and time.monotonic() < give_up and not self.is_over:
            time.sleep(0.005)

    def _answer(self, doctor: Doctor) -> None:
        """As anybody would whose page does not come: once more, from the link in the mail."""
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            try:
                page = self._go_through(doctor)
            except httpx.TransportError:
                time.sleep(random.uniform(0.05, 0.2))
                continue
            if page.status_code == 503:
                continue
            assert page.status_code == 200, page.text
            with self._lock:
                (self.acknowledged if is_thanks(page) else self.told_of_an_earlier_try).add(doctor)
            return
        raise AssertionError("a doctor gave up")

    def _go_through(self, doctor: Doctor) -> httpx.Response:
        fields = {f"{PREFIX}{item}": str(value) for item, value in doctor.answers.values.items()}
        fields |= {f"{PREFIX}{item}": text for item, text in doctor.answers.texts.items()}
        with httpx.Client(base_url=self.address, timeout=30) as browser:
            with self._lock:
                self.tries += 1
            page = browser.get(f"/s/{doctor.token}")
            if "allerede modtaget" in page.text or not page.is_success:
                return page
            browser.post("/s", data={"link": doctor.token})
            return browser.post("/s/svar", data={"link": doctor.token, **fields})


def is_thanks(page: httpx.Response) -> bool:
    return "Tak, dine svar er modtaget" in page.text


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def settings_of(home: Path) -> Settings:
    port = free_port()
    return Settings(_env_file=None, home=home, web_port=port, base_url=f"http://127.0.0.1:{port}")
