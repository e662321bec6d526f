"""A house, a browser-like client and a real browser for every test of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from adapters.documents import TypstDocuments
from adapters.letters import JinjaLetters
from adapters.packages import PackageFolders
from adapters.settings import TEMPLATES
from survey_app.app import create_app
from tests.survey_app.browsing import chromium, served
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def real_house(tmp_path: Path) -> Iterator[House]:
    """Served to browsers; its package, documents and letters are the real ones."""
    package = PackageFolders([TEMPLATES / "packages"], TEMPLATES / "contacts.yaml").get("trivsel")
    house = House(tmp_path, package)
    house.documents = TypstDocuments()
    house.letters = JinjaLetters(TEMPLATES)
    with served(house):
        yield house
