"""A doctor's answer and a coordinator's forms in a real browser, with and without JavaScript."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from adapters.documents import TypstDocuments
from adapters.letters import JinjaLetters
from adapters.packages import PackageFolders
from adapters.settings import TEMPLATES
from domain.package import PostingRule
from survey_app.app import create_app
from tests.survey_app.fakes import MEETING, STARTS, House

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is absent: no answer was tried in a browser. Install Debian's chromium."
        if os.environ.get("KLYNGEFLOW_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def real_house(tmp_path: Path) -> Iterator[House]:
    package = PackageFolders([TEMPLATES / "packages"], TEMPLATES / "contacts.yaml").get("trivsel")
    house = House(tmp_path, package)
    house.documents = TypstDocuments()
    house.letters = JinjaLetters(TEMPLATES)
    with listening() as door:
        house.base_url = f"http://127.0.0.1:{door.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(create_app(house), access_log=False, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        yield house
        server.should_exit = True
        thread.join()


def listening() -> socket.socket:
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen()
    return door


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_a_doctor_answers_on_a_phone(browser: Any, real_house: House, javascript: bool) -> None:
    context = browser.new_context(
        java_script_enabled=javascript, viewport={"width": 390, "height": 844}, accept_downloads=True
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(f"{real_house.base_url}/s/{real_house.token()}")
    page.get_by_role("button", name="Begynd").click()
    groups = page.get_by_role("group")
    assert groups.count() == len(real_house.packages.package.questionnaire.scale_items)
    for number in range(groups.count()):
        radios = groups.nth(number).get_by_role("radio")
        # Most answer; every seventh question is skipped on purpose.
        radios.nth(5 if number % 7 == 6 else number % 5).check()
    page.get_by_label("Hvad gør dig mest glad").fill("Patienterne – og kaffen\nmed kollegerne")
    page.get_by_role("button", name="Send mine svar").click()

    assert page.get_by_role("heading", name="Tak, dine svar er modtaget").is_visible()
    assert page.get_by_text("Patienterne – og kaffen").is_visible()
    assert real_house.token() not in page.url
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Gem min kopi som PDF").click()
    assert waiting.value.suggested_filename == "Mine svar.pdf"
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
    assert all(url.startswith(real_house.base_url) for url in asked)
    assert complaints == []
    context.close()

    (mail,) = real_house.transport.mails
    assert mail.attachments[0].content.startswith(b"%PDF")
    assert real_house.answers.used(f"{MEETING}/1") == {real_house.tokens.hash(real_house.token())}


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_a_coordinator_orders_post_and_writes_down_what_was_agreed(
    browser: Any, real_house: House, javascript: bool
) -> None:
    rule = PostingRule("implementation_plan_a3", "Implementeringsplan", sent="when_ordered")
    real_house.packages.package = replace(real_house.packages.package, posting=rule)
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": 390, "height": 844})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    link = f"{real_house.base_url}/k/{real_house.tokens.coordinator(MEETING)}"

    page.goto(link)
    page.get_by_label("Hvor mange skal vi sende?").fill("9")
    page.get_by_role("button", name="Bestil").click()
    assert page.get_by_text("KiAP sender dig 9 ark").is_visible()

    real_house.clock.shows = STARTS
    page.goto(f"{link}#aftaler")
    assert page.url.endswith("/k#aftaler"), "the mail's anchor was lost on the way"
    page.get_by_label("Jeres aftaler").fill("Vi holder en fælles pause.\n\nVi ringer til hinanden.\n")
    page.get_by_role("button", name="Gem aftalerne").click()
    assert page.get_by_role("listitem").filter(has_text="Vi ringer til hinanden.").is_visible()
    page.get_by_label("Ret aftalerne").fill("x" * 201)
    page.get_by_role("button", name="Gem aftalerne").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Ret aftalerne").input_value() == "x" * 201
    assert [complaint for complaint in complaints if "422" not in complaint] == []
    context.close()

    assert [job.copies for job in real_house.ledger.jobs] == [9]
    assert real_house.ledger.agreed == ("Vi holder en fælles pause.", "Vi ringer til hinanden.")
