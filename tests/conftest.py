"""Shares the tests out to the workers of `pytest -n`: those of the real engine all go to one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings

# A test fails for what it finds, never for how long a busy machine took.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """`xdist_group` alone does nothing under pytest 9.2, and two workers would play every rehearsal twice."""
    from xdist.scheduler import LoadScopeScheduling

    class EngineTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "tests/flows" if nodeid.startswith("tests/flows/") else nodeid

    return EngineTogether(config, log)
