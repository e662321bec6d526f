"""Runs `klyngeflow rehearse` as an operator does: a process of its own, watched from outside."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.flows import given_answers
from tests.flows.mailbox import Mail, read_mails
from tests.flows.processes import Watch

PROJECT = Path(__file__).parents[2]
KLYNGEFLOW = str(Path(sys.executable).with_name("klyngeflow"))
SECONDS_TO_PLAY = 900
STANDING = "Commands for this rehearsal, in another window, begin with:"


class Rehearsal:
    """One rehearsal of trivsel with the tests' own answers, in `out`."""

    def __init__(self, out: Path, *options: str, **environment: str) -> None:
        self.out, self.home = out, out.resolve() / "system"
        self.exit_status: int | None = None
        self._log = out.with_suffix(".log")
        self._environment = _clean_environment() | environment
        folder = out.parent / f"{out.name}-answers"
        folder.mkdir(parents=True)
        first = given_answers.write(given_answers.first_round(), folder / "first.csv")
        second = given_answers.write(given_answers.second_round(), folder / "second.csv")
        answers = ("--answers", str(first), "--follow-up-answers", str(second))
        command = (KLYNGEFLOW, "rehearse", "trivsel", "--out", str(out), "--seed", "1", *answers, *options)
        self.watch = Watch(self.home)
        self.watch.start()
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=PROJECT, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )

    def wait_until_played(self) -> None:
        """Returns when the rehearsal has ended, or stands with --keep-running."""
        deadline = time.monotonic() + SECONDS_TO_PLAY
        while self.process.poll() is None and STANDING not in self.screen:
            if time.monotonic() > deadline:
                self.stop()
                raise AssertionError(f"The rehearsal took more than {SECONDS_TO_PLAY} s:\n{self.screen}")
            time.sleep(0.5)
        if self.process.returncode not in (None, 0):
            self.watch.stop()
            raise AssertionError(f"The rehearsal ended with {self.process.returncode}:\n{self.screen}")

    def stop(self) -> None:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.exit_status = self.process.wait(60)
        finally:
            self.watch.stop()

    def command(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A command of an operator in another window, with the environment that the screen tells."""
        said = re.search(r"((?:KLYNGEFLOW_\w+=\S+ )+)klyngeflow", self.screen)
        assert said, self.screen
        told = dict(pair.split("=", 1) for pair in said[1].split())
        return subprocess.run(
            [KLYNGEFLOW, *arguments],
            cwd=self.out.parent,
            env=self._environment | told | environment,
            capture_output=True,
            text=True,
            timeout=180,
        )

    @property
    def screen(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @cached_property
    def meeting_id(self) -> str:
        found = re.search(r"Meeting +(\S+)", self.screen)
        assert found, self.screen
        return found[1]

    @cached_property
    def prefect_url(self) -> str:
        found = re.search(r"Prefect UI +(\S+)", self.screen)
        assert found, self.screen
        return found[1]

    @cached_property
    def runs(self) -> list[dict[str, Any]]:
        return self.json("runs.json")

    @cached_property
    def mails(self) -> list[Mail]:
        return read_mails(self.out / "mails")

    @property
    def outbox(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in (self.home / "outbox/new").iterdir()}

    @property
    def ledger(self) -> Path:
        return self.home / "ledger.sqlite"

    def json(self, name: str) -> Any:
        return json.loads((self.out / name).read_text(encoding="utf-8"))

    def files(self, *groups: str) -> dict[str, Path]:
        """The documents by their place in the folder."""
        return {
            str(file.relative_to(self.out)): file
            for group in groups or ("kit", "meeting", "follow-up")
            for file in sorted((self.out / group).iterdir())
        }


def _clean_environment() -> dict[str, str]:
    """Nothing of a developer's own settings reaches the rehearsal."""
    ours = ("KLYNGEFLOW_", "PREFECT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"PYTHONUNBUFFERED": "1", "COLUMNS": "400"}
