"""schemathesis against the whole application: whatever is sent, no crash, no traceback, no echo of a key."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode

from domain.meeting import MemberRow
from survey_app.app import create_app
from survey_app.coordinator.sessions import form_mark
from tests.ledgers import ORDER, START
from tests.survey_app.browsing import served
from tests.survey_app.form_schemas import Keys, Manner, posts, with_bodies
from tests.survey_app.journeys.house import WholeHouse
from tests.survey_app.journeys.run import Run

MINUTE = 60.0
SHORT = {"strangers": 6.0, "friends": 0.0}
LONG = {"strangers": 2 * MINUTE, "friends": 4 * MINUTE}
"""Seconds; however few, each form is tried a few times."""
LONG_ENOUGH_TO_TELL = 16
TURNED_AWAY = (400, 403, 404, 405, 413, 421, 429)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A survey that is open, with 40 members; all is real but the engine and the mail server."""
    house = WholeHouse(tmp_path_factory.mktemp("fuzzed"))
    with served(house):
        run = Run(house, house.ledger.meetings.add(ORDER, "proeve", START))
        run.until_the_consultation()
        run.until_the_members()
        rows = [MemberRow(f"laege{n}@klinik.example", f"Læge {n}", f"0{n:05}") for n in range(40)]
        house.ledger.members.replace(run.id, rows)
        run.until_the_answers()
        yield run


@pytest.fixture(scope="module")
def visitor() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


def keys_of(run: Run, visitor: requests.Session) -> Keys:
    house = run.house
    members = [member.id for member in house.ledger.members.of(run.id)]
    form = visitor.get(f"{house.base_url}/bestil").text
    house.wall.shows += timedelta(minutes=1)  # nobody fills a form in within the second
    return Keys(
        links=tuple(house.tokens.invitation(run.id, 1, member) for member in members),
        coordinator=(house.tokens.coordinator(run.id),),
        mark=(form_mark(house.tokens, run.id),),
        stamp=tuple(re.findall(r'name="stempel" value="([^"]+)"', form)),
        members=tuple(members[:3]),
        reading=tuple(house.tokens.reading_key(run.id, round) for round in (1, 2)),
    )


def operations(run: Run, keys: Keys) -> list[Any]:
    """Those of members first: their links die once a coordinator has changed the list."""
    questionnaire = run.house.packages.get("trivsel").questionnaire
    found = []
    for manner in Manner if keys.links else [Manner.ANY]:
        plain = create_app(run.house).openapi()
        schema = schemathesis.openapi.from_dict(with_bodies(plain, questionnaire, keys, manner))
        every = [result.ok() for result in schema.get_all_operations()]
        found += [each for each in every if manner is Manner.PROPER or takes_something(each)]
    return sorted(found, key=lambda operation: (operation.path.startswith("/k"), operation.path))


def takes_something(operation: Any) -> bool:
    return operation.method != "head" and bool(operation.body or operation.path_parameters or operation.query)


def fuzz(run: Run, visitor: requests.Session, keys: Keys, seconds: float) -> set[str]:
    """Goes over all operations again and again until the time is over, at least once.

    Returns the paths where a form was read and not turned away at the door.
    """
    reached: set[str] = set()
    ends, number = time.monotonic() + seconds, 1
    todo = operations(run, keys)
    for operation in todo:
        _try(operation, run, visitor, keys, number, reached, examples=3)
    while time.monotonic() < ends:
        number += 1
        for operation in todo:
            if time.monotonic() < ends:
                _try(operation, run, visitor, keys, number, reached, examples=20)
    return reached


def _try(
    operation: Any,
    run: Run,
    visitor: requests.Session,
    keys: Keys,
    number: int,
    reached: set[str],
    *,
    examples: int,
) -> None:
    if keys.coordinator:
        come_in(run, visitor)

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def visit(case: Any) -> None:
        answer = case.call(base_url=run.house.base_url, session=visitor, allow_redirects=False)
        look_at(case, answer, keys)
        if case.method == "POST" and answer.status_code not in TURNED_AWAY:
            reached.add(case.path)

    visit()


def come_in(run: Run, visitor: requests.Session) -> None:
    """By the present link: the fuzzer may have renewed it, or left."""
    generation = run.house.ledger.coordinator_links.generation(run.id)
    token = run.house.tokens.coordinator(run.id, generation)
    entered = visitor.get(f"{run.house.base_url}/k/{token}", allow_redirects=False)
    assert entered.status_code == 303


def look_at(case: Any, answer: Any, keys: Keys) -> None:
    text = answer.content.decode("utf-8", "replace")
    assert answer.status_code < 500, f"{case.method} {case.path} -> {answer.status_code}"
    assert "Traceback" not in text
    assert "sqlalchemy" not in text.lower()
    assert "content-security-policy" in answer.headers
    if answer.status_code in TURNED_AWAY:
        assert [word for word in said_by(case) if word in text] == [], "a refusal repeats what was sent"
    assert [key for key in keys.coordinator if key in text] == []


def said_by(case: Any) -> list[str]:
    """All words of the request that are long enough to be told from a page's own."""
    fields = case.body if isinstance(case.body, dict) else {}
    said = [*(case.path_parameters or {}).values(), *fields.values()]
    return [word for word in said if isinstance(word, str) and len(word.strip()) >= LONG_ENOUGH_TO_TELL]


def test_every_form_that_can_be_posted_is_known_to_the_fuzzer(run: Run) -> None:
    schema = create_app(run.house).openapi()
    posted = {path for path, methods in schema["paths"].items() if "post" in methods}
    assert posts(run.house.packages.get("trivsel").questionnaire, Keys()).keys() == posted


how_long = pytest.mark.parametrize(
    "seconds", [SHORT, pytest.param(LONG, marks=pytest.mark.long)], ids=["short", "long"]
)


@how_long
def test_strangers_break_nothing_and_hear_no_echo(
    run: Run, visitor: requests.Session, seconds: dict[str, float]
) -> None:
    before = run.house.answers.used(f"{run.id}/1")
    visitor.cookies.clear()
    fuzz(run, visitor, Keys(), seconds["strangers"])
    assert run.house.answers.used(f"{run.id}/1") == before
    assert [meeting.id for meeting in run.house.ledger.meetings.all()] == [run.id]


@how_long
def test_with_all_keys_in_hand_nothing_breaks(
    run: Run, visitor: requests.Session, seconds: dict[str, float]
) -> None:
    house, keys = run.house, keys_of(run, visitor)
    reached = fuzz(run, visitor, keys, seconds["friends"])
    assert reached == posts(house.packages.get("trivsel").questionnaire, keys).keys()
    assert house.answers.used(f"{run.id}/1"), "the fuzzer got as far as sending answers"
    assert len(house.ledger.meetings.all()) > 1, "and as far as ordering"
