"""A fresh house that takes orders, and somebody who visits its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.survey_app.order.house import OrderHouse, Visitor, visits


@pytest.fixture
def house(tmp_path: Path) -> OrderHouse:
    return OrderHouse(tmp_path)


@pytest.fixture
def visitor(house: OrderHouse) -> Iterator[Visitor]:
    yield from visits(house)
