"""A house and a browser-like client for every test of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from survey_app.app import create_app
from tests.survey_app.fakes import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with TestClient(create_app(house), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def client_of() -> Iterator[Callable[[House], TestClient]]:
    """For tests that build their own house."""
    with ExitStack() as stack:
        yield lambda house: stack.enter_context(TestClient(create_app(house), raise_server_exceptions=False))
