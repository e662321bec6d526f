"""Shares the tests out to the workers of `pytest -n`: those that share an engine go to one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings

from tests.loopback import guard
from tests.loopback.guard import only_loopback

__all__ = ["only_loopback"]

guard.begin()

# A test fails for what it finds, never for how long a busy machine took.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """`xdist_group` alone does nothing under pytest 9.2, and two workers would play every rehearsal twice."""
    from xdist.scheduler import LoadScopeScheduling

    class EngineTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            together = ("tests/flows", "tests/faults/engine")
            return next((folder for folder in together if nodeid.startswith(f"{folder}/")), nodeid)

    return EngineTogether(config, log)
