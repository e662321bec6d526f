"""Kills a rehearsal's processes with SIGKILL in the middle of chosen steps, as seen in its ledger."""

from __future__ import annotations

import random
import signal
import sqlite3
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil

from tests.flows.processes import Seen
from tests.flows.rehearsal_process import Rehearsal

SECONDS_BETWEEN_LOOKS = 0.01
STEPS = {
    1: (
        "intake", "consultation", "kit_mailing", "posting", "member_mailing", "reminder_1", "reminder_2",
        "survey_collection", "data_quality_gate", "report_building", "delivery", "thanks", "follow_up",
    ),
    2: (
        "announcement", "member_mailing", "reminder_1", "reminder_2",
        "survey_collection", "data_quality_gate", "report_building", "delivery",
    ),
}  # fmt: skip
ORDER = [(round, step) for round, steps in STEPS.items() for step in steps]

# The wait that comes right before a step; the others follow another step at once.
AFTER = {
    (1, "consultation"): "AwaitingConsultation",
    (1, "thanks"): "AwaitingMeeting",
    (1, "report_building"): "AwaitingTexts",
    (2, "report_building"): "AwaitingRelease",
} | {
    (round, step): state
    for round in STEPS
    for step, state in {
        "member_mailing": "AwaitingSurveyStart",
        "reminder_1": "AwaitingAnswers",
        "reminder_2": "AwaitingAnswers",
        "survey_collection": "AwaitingAnswers",
        "delivery": "AwaitingDelivery",
    }.items()
}

# Less than a step takes on a quick machine (seconds), so that a random moment within it can be chosen.
LASTS = {"kit_mailing": 0.4, "data_quality_gate": 2.0, "report_building": 0.2}


@dataclass(frozen=True)
class Target:
    """In this step the processes die; `of` says which: the worker with the run, or the server."""

    round: int
    step: str
    of: str = "worker"


@dataclass(frozen=True)
class Kill:
    """What one kill hit, and how many of the round's invitations the ledger knew at that moment."""

    target: Target
    commands: tuple[str, ...]
    run_ids: tuple[str, ...]
    in_the_step: bool
    invitations: int


@dataclass
class Killer:
    """A rehearsal in `out` and the thread that kills it at each target, in order."""

    out: Path
    targets: Sequence[Target]
    seed: int
    kills: list[Kill] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rehearsal = Rehearsal(self.out, "--wait", "4", KLYNGEFLOW_LEASE_SECONDS="5")
        self._random = random.Random(self.seed)
        self._waited_in = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._kill_all, name="killer", daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._thread.join()
        if self.rehearsal.process.poll() is None:
            self.rehearsal.stop()
        self.rehearsal.watch.stop()

    def _kill_all(self) -> None:
        while not self._ended.is_set() and not self.rehearsal.ledger.exists():
            time.sleep(0.1)
        for target in self.targets:
            while not (self._ended.is_set() or self._is_in(target) or self._is_over(target)):
                time.sleep(SECONDS_BETWEEN_LOOKS)
            if self._ended.is_set():
                return
            if not self._is_over(target):
                self._wait_for_the_moment(target)
                self.kills.append(self._kill(target))

    def _wait_for_the_moment(self, target: Target) -> None:
        """A random one within the step: between two invitations, or after a part of its usual time."""
        if target.step == "member_mailing":
            sent = self._random.randint(1, 20)
            while not self._ended.is_set() and self._is_in(target) and self._mails(target.round) < sent:
                time.sleep(SECONDS_BETWEEN_LOOKS)
        else:
            until = time.monotonic() + self._random.uniform(0, LASTS.get(target.step, 0.0))
            while not self._ended.is_set() and self._is_in(target) and time.monotonic() < until:
                time.sleep(SECONDS_BETWEEN_LOOKS)

    def _mails(self, round: int) -> int:
        """Invitations that the ledger has a row of."""
        query = "SELECT count(*) FROM mails WHERE round = ? AND kind = 'invitation'"
        with self._ledger() as ledger:
            (count,) = ledger.execute(query, [round]).fetchone()
        return int(count)

    def _is_in(self, target: Target) -> bool:
        try:
            with self._ledger() as ledger:
                waits = ledger.execute("SELECT state FROM waits WHERE round = ?", [target.round]).fetchone()
                self._waited_in = waits[0] if waits else self._waited_in
                if self._waited_in != AFTER.get((target.round, target.step), self._waited_in):
                    return False
                return is_in(ledger, target) and self._run_of(target.round, ledger) in self._alive()
        except sqlite3.OperationalError:
            return False  # its tables are being made

    def _is_over(self, target: Target) -> bool:
        query = "SELECT count(*) FROM steps WHERE round = ? AND step = ?"
        try:
            with self._ledger() as ledger:
                (done,) = ledger.execute(query, [target.round, target.step]).fetchone()
        except sqlite3.OperationalError:
            return False  # its tables are being made
        return bool(done)

    def _ledger(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(f"file:{self.rehearsal.ledger}?mode=ro", uri=True))

    def _run_of(self, round: int, ledger: sqlite3.Connection) -> str:
        query = "SELECT flow_run_id FROM runs WHERE round = ? ORDER BY attempt DESC LIMIT 1"
        (run_id,) = ledger.execute(query, [round]).fetchone() or ("",)
        return str(run_id)

    def _alive(self) -> set[str]:
        return {seen.run_id for seen in self.rehearsal.watch.latest}

    def _kill(self, target: Target) -> Kill:
        """Stops the victims first, so that nothing changes between looking and killing."""
        victims = [seen for seen in self.rehearsal.watch.latest if _is_hit(seen, target)]
        for seen in victims:
            _signal(seen, signal.SIGSTOP)
        with self._ledger() as ledger:
            hit = is_in(ledger, target)
        invitations = self._mails(target.round)
        for seen in victims:
            _signal(seen, signal.SIGKILL)
        run_ids = tuple(seen.run_id for seen in victims if seen.run_id)
        return Kill(target, tuple(seen.command for seen in victims), run_ids, hit, invitations)


def is_in(ledger: sqlite3.Connection, target: Target) -> bool:
    """A run holds the lease, waits for nothing, has done all steps before this one, and not this one."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    done = set(ledger.execute("SELECT round, step FROM steps"))
    before = ORDER[: ORDER.index((target.round, target.step))]
    (waits,) = ledger.execute("SELECT count(*) FROM waits WHERE round = ?", [target.round]).fetchone()
    (held,) = ledger.execute("SELECT count(*) FROM leases WHERE expires_at > ?", [now]).fetchone()
    is_next = done.issuperset(before) and (target.round, target.step) not in done
    return bool(held) and not waits and is_next


def _is_hit(seen: Seen, target: Target) -> bool:
    return seen.is_server if target.of == "server" else seen.is_worker or bool(seen.run_id)


def _signal(seen: Seen, number: signal.Signals) -> None:
    try:
        seen.process.send_signal(number)
    except psutil.NoSuchProcess:
        return
