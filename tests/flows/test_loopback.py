"""The guard that keeps every process of the tests on this machine stands at the engine's processes too."""

from __future__ import annotations

import os

from tests.flows.processes import processes_of
from tests.flows.rehearsal_process import Rehearsal
from tests.loopback.guard import HERE
from tests.loopback.sitecustomize import NOTES


def test_prefects_own_processes_are_watched(rehearsal: Rehearsal) -> None:
    seen = processes_of(rehearsal.home)
    assert any(one.is_server for one in seen)
    assert any(one.is_worker for one in seen)
    for one in seen:
        environment = one.process.environ()
        assert environment[NOTES] == os.environ[NOTES]
        assert environment["PYTHONPATH"].split(os.pathsep)[0] == str(HERE)
