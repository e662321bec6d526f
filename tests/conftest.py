"""Shares the tests out to the workers of `pytest -n`: those that share what takes long to make go to one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings

from tests.loopback import guard
from tests.loopback.guard import only_loopback

__all__ = ["only_loopback"]

guard.begin()

TOGETHER = (
    "tests/flows/",
    "tests/faults/engine/",
    "tests/cli/test_preview.py",
    "tests/cli/test_up_long.py",
    "tests/survey_app/operator/test_server.py",
    "tests/survey_app/test_access_log.py",
    "tests/survey_app/test_fuzzing.py",
)
"""Where one thing, slow to make, is looked at by many tests."""

# A test fails for what it finds, never for how long a busy machine took.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """`xdist_group` alone does nothing under pytest 9.2, and two workers would play every rehearsal twice."""
    from xdist.scheduler import LoadScopeScheduling

    class SlowTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((start for start in TOGETHER if nodeid.startswith(start)), nodeid)

    return SlowTogether(config, log)
