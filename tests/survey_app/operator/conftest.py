"""A house whose ledger, mails and rules are real, and operators at its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from adapters.operator_links import LinkFolder
from adapters.resolver import RecordedResolver
from survey_app.operator.app import create_operator_app
from tests.survey_app.operator.at_the_desk import Operator
from tests.tasks.house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.resolver = RecordedResolver()
    house.operator_links = LinkFolder(tmp_path / "operator", house.wall)
    return house


@pytest.fixture
def app(house: House) -> object:
    return create_operator_app(house)


@pytest.fixture
def browser_of(app: object) -> Iterator[Callable[..., Operator]]:
    """Each call is another browser at the same page."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(Operator(app, **options))


@pytest.fixture
def stranger(browser_of: Callable[..., Operator]) -> Operator:
    return browser_of()


@pytest.fixture
def operator(house: House, browser_of: Callable[..., Operator]) -> Operator:
    """Logged in as AB."""
    return browser_of().log_in(house)
