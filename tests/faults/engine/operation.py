"""`klyngeflow up` in a home of its own, with a real mail server, seen and struck from outside."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psutil
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.settings import PREFECT_API_URL, temporary_settings

from adapters.settings import PROJECT, Settings
from adapters.wiring import LiveServices, prepare
from cli.environment import engine_environment
from domain.errors import KlyngeflowError
from tests.adapters.smtp_servers import Authority, Handler, real_server
from tests.faults.engine.people import MAIL_DOMAIN
from tests.flows.processes import Seen, processes_of

KLYNGEFLOW = str(Path(sys.executable).with_name("klyngeflow"))
STARTS, IS_UP = 4, "Stop "
TRIES = 120
SECRET = "0123456789abcdef" * 4
CONSULTANTS = "consultants:\n  - {id: proeve, name: Prøve Konsulent, email: konsulent@kiap.example}\n"
WORKER = ["-m", "prefect", "worker", "start", "--pool", "klyngeflow", "--type", "process", "--name"]


class Operation:
    """A home, its services as this process sees them, and the programs that run on it."""

    def __init__(self, home: Path, mail: Handler, **settings: Any) -> None:
        self.home, self.mail = home, mail
        home.mkdir(exist_ok=True)
        (home / "consultants.yaml").write_text(CONSULTANTS)
        self.settings = settings_of(home, **settings)
        self.services = LiveServices(self.settings)
        self._log = home.parent / f"{home.name}-up.log"
        self._up: subprocess.Popen[bytes] | None = None
        self._others: dict[str, subprocess.Popen[bytes]] = {}
        prepare(self.services)

    def start(self) -> None:
        """Returns when all is up. Where a busy machine was too slow for it, it is started again."""
        for _ in range(STARTS):
            started = self.screen.count(IS_UP)
            with self._log.open("ab") as log:
                self._up = subprocess.Popen(
                    [KLYNGEFLOW, "up"], cwd=self.home, env=self._environment, stdout=log, stderr=log
                )
            while self._up.poll() is None:
                if self.screen.count(IS_UP) > started:
                    return
                time.sleep(0.3)
        raise AssertionError(f"it did not start:\n{self.screen[-3000:]}")

    def stop(self) -> None:
        for other in self._others.values():
            other.kill()
            other.wait()
        if self._up and self._up.poll() is None:
            self._up.send_signal(signal.SIGINT)
            self._up.wait(180)
        self._up = None

    def keep_second_worker(self) -> None:
        """A worker beside that of `klyngeflow up`, started again when it has died."""
        other = self._others.get("worker")
        if other is None or other.poll() is not None:
            self._others["worker"] = subprocess.Popen(
                [sys.executable, *WORKER, "second"],
                cwd=PROJECT,
                env=self._environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def command(self, *arguments: str) -> str:
        """What an operator types; its output. It has to succeed."""
        done = subprocess.run(
            [KLYNGEFLOW, *arguments], cwd=self.home, env=self._environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def lose_the_engines_database(self) -> None:
        """While the server runs; it is killed right after, before it can write what it remembers."""
        for file in (self.home / "prefect").glob("prefect.db*"):
            file.unlink()
        for seen in self.processes():
            if seen.is_server:
                strike(seen)

    def processes(self) -> list[Seen]:
        """All but `klyngeflow up` itself."""
        return [seen for seen in processes_of(self.home) if "klyngeflow up" not in seen.command]

    def asks(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Of the ledger, as it is on disk."""
        with closing(sqlite3.connect(f"file:{self.home / 'ledger.sqlite'}?mode=ro", uri=True)) as ledger:
            return ledger.execute(query, values).fetchall()

    def is_live(self, meeting_id: str, round: int) -> bool:
        """Whether the engine has a run for it that waits or works."""
        try:
            with self.engine():
                return self.services.runs.is_live(meeting_id, round)
        except KlyngeflowError:
            return False

    def run_of(self, meeting_id: str, round: int) -> FlowRun:
        """Asks again while the engine, as it does on a busy machine, is away for a moment."""
        latest = self.services.database.runs.latest(meeting_id, round)
        assert latest is not None
        for _ in range(TRIES):
            try:
                with self.engine(), get_client(sync_client=True) as client:
                    return client.read_flow_run(UUID(latest.flow_run_id))
            except (httpx.HTTPError, RuntimeError):
                time.sleep(1)
        raise AssertionError("the engine stayed away")

    def is_up(self) -> bool:
        return all(
            _answers(url)
            for url in (f"{self.settings.prefect_api_url}/health", f"{self.settings.base_url}/healthz")
        )

    @contextmanager
    def engine(self) -> Iterator[None]:
        """Prefect's client of this process speaks to this home's server."""
        with temporary_settings({PREFECT_API_URL: self.settings.prefect_api_url}):
            yield

    def wait_for(self, what: str, is_so: Callable[[], bool], seconds: float) -> float:
        """Returns how many seconds it took."""
        began = time.monotonic()
        while not is_so():
            assert time.monotonic() - began < seconds, (
                f"waited {seconds} s for {what}:\n{self.screen[-3000:]}"
            )
            time.sleep(0.3)
        return time.monotonic() - began

    @property
    def screen(self) -> str:
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    @property
    def _environment(self) -> dict[str, str]:
        ours = ("KLYNGEFLOW_", "PREFECT_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        told = engine_environment(self.settings)
        return (
            kept | {name: value for name, value in told.items() if name.startswith(ours)} | {"COLUMNS": "300"}
        )


@contextmanager
def operating(folder: Path, **settings: Any) -> Iterator[Operation]:
    """With a mail server over TLS that takes every mail, and everything stopped at the end."""
    authority, mail = Authority(folder), Handler()
    with real_server(authority, mail) as port:
        smtp = {"smtp_host": "localhost", "smtp_port": port, "smtp_ca_file": authority.ca_file}
        operation = Operation(folder / "home", mail, **smtp, **settings)
        try:
            yield operation
        finally:
            operation.stop()


def settings_of(home: Path, **more: Any) -> Settings:
    web, prefect, operator = _free_ports(3)
    given = {
        "home": home,
        "secret": SECRET,
        "web_port": web,
        "base_url": f"http://127.0.0.1:{web}",
        "prefect_port": prefect,
        "operator_port": operator,
        "lease_seconds": 5,
        "domain_lookups": "off",
        "mail_from_address": f"klynger@{MAIL_DOMAIN}",
    }
    return Settings(_env_file=None, **(given | more))


def strike(seen: Seen, number: signal.Signals = signal.SIGKILL) -> None:
    try:
        seen.process.send_signal(number)
    except psutil.NoSuchProcess:
        return


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports
