"""A fresh house for every test of the steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tasks.house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def unplanned(tmp_path: Path) -> House:
    """A house whose meeting has only been ordered."""
    return House(tmp_path, planned=False)
