"""The whole test session, its children included, speaks to no other machine; otherwise it fails."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loopback.sitecustomize import NOTES, watch

HERE = Path(__file__).parent


def begin() -> None:
    """For this process and all that it starts, from before the first test."""
    os.environ[NOTES] = str(Path(tempfile.mkdtemp(prefix="klyngeflow-loopback-")) / "notes")
    others = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"  # or boto3 asks a machine that hands out credentials
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), *(path for path in others if path != str(HERE))])
    watch()


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    """Made first and left last, so that what a test's server does on its way out counts too."""
    notes = Path(os.environ[NOTES])
    yield
    said = notes.read_text(encoding="utf-8") if notes.exists() else ""
    assert not said, f"Somebody spoke to another machine:\n{said}"
