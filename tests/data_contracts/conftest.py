"""A fresh copy of a good package for each test that breaks one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data_contracts.package_copies import Copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)
