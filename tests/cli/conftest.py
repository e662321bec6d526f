"""A desk for every test of the commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from tests.cli.desk import Desk

NO_ENGINE = "http://127.0.0.1:9/api"


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KLYNGEFLOW_HOME", str(tmp_path / "home"))
    # Set beforehand, so that the command's own setting does not outlive the test.
    monkeypatch.setenv("PREFECT_API_URL", NO_ENGINE)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    with temporary_settings({PREFECT_API_URL: NO_ENGINE}):
        yield Desk(tmp_path, capsys)
