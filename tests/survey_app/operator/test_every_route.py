"""What holds for every page of the operator's app, by its own list of routes."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.openapi.utils import get_openapi
from sqlalchemy import select

from adapters.ledger.tables import metadata
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from tests.survey_app.operator.at_the_desk import Operator
from tests.tasks.house import House

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate Operation ID")

OPEN = {"/ind/{token}", "/ind", "/healthz", "/robots.txt", "/favicon.ico", "/style.css", "/script/{name}.js"}


def routes(app: Any) -> list[tuple[str, str]]:
    """(method, path) of each, as a description of the app would list them."""
    paths = get_openapi(title="", version="", routes=app.routes)["paths"]
    found = sorted((method.upper(), path) for path, methods in paths.items() for method in methods)
    assert len(found) > 30
    return found


def address(path: str, house: House) -> str:
    kinds = {"meeting_id": house.id, "round": "1", "key": "flyt", "group": "kit", "document": "programme"}
    return path.format(**kinds, token="x" * 26, name="questionnaire")


def everything(house: House) -> dict[str, list[Any]]:
    with house.database.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in metadata.sorted_tables
        }


@pytest.fixture
def busy(house: House) -> House:
    """With something to see on each page."""
    house.have_members()
    key = MailKey(house.id, 1, MailKind.COORDINATOR_KIT, "coordinator")
    house.ledger.mails.claim(key, key.message_id("kiap.example"))
    house.ledger.mails.settle(key, SendResult(MailOutcome.UNKNOWN, "died"))
    return house


def test_looking_at_every_page_changes_nothing(busy: House, app: Any, operator: Operator) -> None:
    links = busy.operator_links.make("CD")
    before = everything(busy)
    seen = {}
    for method, path in routes(app):
        if method in ("GET", "HEAD"):
            seen[path] = operator.request(method, address(path, busy)).status_code
    assert {path for path, status in seen.items() if status == 200} >= {
        "/",
        "/mails",
        "/gendannelse",
        "/moede/{meeting_id}",
        "/moede/{meeting_id}/ret",
        "/moede/{meeting_id}/ret/{key}",
        "/moede/{meeting_id}/medlemmer",
        "/moede/{meeting_id}/medlemmer/ret",
        "/moede/{meeting_id}/fritekster/{round}",
    }
    assert set(seen.values()) <= {200, 204, 303, 404}
    assert everything(busy) == before
    assert busy.operator_links.initials(links) == "CD"
    assert busy.mails() == []
    assert busy.runs.woken == []


def test_nobody_sees_or_does_anything_without_a_session(busy: House, app: Any, stranger: Operator) -> None:
    before = everything(busy)
    for method, path in routes(app):
        if path not in OPEN:
            status = stranger.request(method, address(path, busy), data={"sikker": "x"}).status_code
            assert status == 403, f"{method} {path}"
    assert everything(busy) == before


def test_no_form_is_taken_without_its_mark(
    busy: House, app: Any, operator: Operator, stranger: Operator
) -> None:
    before = everything(busy)
    marks = {"none": {}, "made up": {"sikker": "0" * 32}, "another session's": {}}
    marks["another session's"] = {"sikker": stranger.log_in(busy, "CD").mark}
    for method, path in routes(app):
        if method == "POST" and path != "/ind":
            for whose, mark in marks.items():
                posted = {"goer": "ja", "valg": "send", "aarsag": "other", **mark}
                answer = operator.post(address(path, busy), data=posted)
                assert answer.status_code == 403, f"{path} with the mark of {whose}"
    assert everything(busy) == before


@pytest.mark.parametrize("told", [{"sec-fetch-site": "same-site"}, {"origin": "http://evil.example"}])
def test_a_form_of_another_page_of_this_machine_is_refused_even_with_the_mark(
    busy: House, operator: Operator, told: dict[str, str]
) -> None:
    """Such as one that the engine's own pages were made to send: cookies do not keep ports apart."""
    answer = operator.post("/ud", data={"sikker": operator.mark}, headers=told)
    assert answer.status_code == 403


def test_every_answer_is_guarded(busy: House, app: Any, operator: Operator) -> None:
    paths = [address(path, busy) for method, path in routes(app) if method == "GET"]
    for path in [*paths, "/nowhere"]:
        headers = operator.get(path, follow_redirects=False).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers
        assert "no-store" in headers["cache-control"] or path.startswith(("/style", "/script", "/favicon"))


def test_no_page_carries_a_script(busy: House, app: Any, operator: Operator) -> None:
    for method, path in routes(app):
        if method == "GET":
            page = operator.get(address(path, busy)).text
            assert "<script" not in page
            assert " style=" not in page


def test_a_crash_shows_a_danish_page_and_nothing_of_what_crashed(house: House, operator: Operator) -> None:
    house.consultant = None  # type: ignore[assignment,method-assign]
    page = operator.get(f"/moede/{house.id}")
    assert page.status_code == 500
    assert "Noget gik galt" in page.text
    assert "Traceback" not in page.text
    assert "content-security-policy" in page.headers
