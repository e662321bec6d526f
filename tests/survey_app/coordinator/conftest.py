"""A house whose ledger, mails and steps are real, for what the pages and the steps do together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from adapters.resolver import RecordedResolver
from survey_app.app import create_app
from tests.tasks.house import House


@pytest.fixture
def whole_house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.resolver = RecordedResolver()
    return house


@pytest.fixture
def browsers(whole_house: House) -> Iterator[list[TestClient]]:
    """Two of them, one after another at the same pages."""
    app = create_app(whole_house)
    with TestClient(app, whole_house.base_url) as one:
        yield [one, TestClient(app, whole_house.base_url)]
