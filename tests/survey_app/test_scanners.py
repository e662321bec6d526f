"""Mail scanners open every link of every mail, again and again: nothing changes, the doctor still answers."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from domain.mails import MailKind
from domain.meeting import MemberRow
from tasks.member_mailing import reminder
from tests.ledgers import ORDER, START
from tests.survey_app.browsing import chromium, served
from tests.survey_app.journeys.house import WholeHouse
from tests.survey_app.journeys.run import Run

VISITS = 20
SCANNERS = ["Mozilla/5.0 (compatible; MailScanner)", "curl/8", "", "Googlebot/2.1"]
LINK = re.compile(r"https?://[^\s\"'<>)\]]+")
WITH_LINKS = (MailKind.COORDINATOR_KIT, MailKind.INVITATION, MailKind.REMINDER)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """All is real but the engine and the mail server; the kit, the invitations and a reminder are out."""
    house = WholeHouse(tmp_path_factory.mktemp("scanned"))
    with served(house):
        run = Run(house, house.ledger.meetings.add(ORDER, "proeve", START))
        run.until_the_consultation()
        run.until_the_members()
        members = [MemberRow(f"laege{n}@klinik.example", f"Læge {n}", "") for n in range(12)]
        house.ledger.members.replace(run.id, members)
        run.until_the_answers()
        house.wall.shows = run.plan.reminders[0]
        reminder(1).fn(run.id, house)
        yield run


def links(run: Run, *kinds: MailKind) -> list[str]:
    mails = [mail for mail in run.house.post.taken if mail.kind in (kinds or WITH_LINKS)]
    found = {link for mail in mails for link in LINK.findall(mail.text) + LINK.findall(mail.html)}
    return sorted(link for link in found if link.startswith(run.house.base_url))


def all_that_is_kept(run: Run) -> dict[str, str]:
    """Every row of the ledger, every byte of every other file, every mail and every call to the engine."""
    home = run.house.settings.home
    ledger = sqlite3.connect(home / "ledger.sqlite")
    rows = "\n".join(ledger.iterdump())
    ledger.close()
    files = {
        str(file.relative_to(home)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in home.rglob("*")
        if file.is_file() and not file.name.startswith("ledger.sqlite")
    }
    said = f"{len(run.house.post.taken)} mails, {run.house.runs.woken}, {run.house.runs.started}"
    return {"ledger": rows, "said": said, **files}


def scan(scanner: httpx.Client, link: str) -> set[int]:
    """Opens the link as scanners do, each for the first time; one of them looks around from there."""
    statuses = set()
    for visit in range(VISITS):
        scanner.cookies.clear()
        agent = {"user-agent": SCANNERS[visit % len(SCANNERS)]}
        page = scanner.request("HEAD" if visit % 2 else "GET", link, headers=agent)
        statuses.add(page.status_code)
        if visit == 0:
            look_around(scanner, page)
    return statuses


def look_around(scanner: httpx.Client, page: httpx.Response) -> None:
    for address in set(re.findall(r'(?:href|src)="(/[^"]*)"', page.text)):
        for method in ("HEAD", "GET"):
            assert scanner.request(method, page.url.join(address)).status_code == 200


def answer(run: Run, number: int) -> httpx.Response:
    """A doctor comes at last, by the link in the reminder."""
    token = links(run, MailKind.REMINDER)[number].rpartition("/")[2]
    items = {f"svar-{item.id}": "3" for item in run.house.packages.get("trivsel").questionnaire.scale_items}
    return httpx.post(f"{run.house.base_url}/s/svar", data={"link": token, **items})


def test_the_mails_have_a_link_for_each_person(run: Run) -> None:
    assert len(links(run, MailKind.INVITATION)) == 12
    assert links(run, MailKind.REMINDER) == links(run, MailKind.INVITATION)
    assert len(links(run, MailKind.COORDINATOR_KIT)) >= 1


def test_twenty_visits_to_every_link_change_nothing(run: Run) -> None:
    before = all_that_is_kept(run)
    assert len(before) > 5, "there is something to change"
    with httpx.Client(follow_redirects=True) as scanner:
        assert [link for link in links(run) if scan(scanner, link) != {200}] == []
    assert all_that_is_kept(run) == before
    still_answers(run, 0)


@pytest.mark.browser
def test_a_scanner_that_runs_scripts_and_presses_the_first_button_changes_nothing(run: Run) -> None:
    visit_with_scripts(run, links(run, MailKind.INVITATION)[:2] + links(run, MailKind.COORDINATOR_KIT)[:1], 1)
    still_answers(run, 1)


@pytest.mark.browser
@pytest.mark.long
def test_twenty_such_visits_to_every_link_change_nothing(run: Run) -> None:
    visit_with_scripts(run, links(run), VISITS)
    still_answers(run, 2)


def still_answers(run: Run, number: int) -> None:
    used = len(run.house.answers.used(f"{run.id}/1"))
    page = answer(run, number)
    assert page.status_code == 200
    assert "Tak" in page.text
    assert len(run.house.answers.used(f"{run.id}/1")) == used + 1


def visit_with_scripts(run: Run, addresses: list[str], times: int) -> None:
    before = all_that_is_kept(run)
    with chromium() as browser:
        for link in addresses:
            for _ in range(times):
                look_with_scripts(browser, link)
    assert all_that_is_kept(run) == before


def look_with_scripts(browser: Any, link: str) -> None:
    page = browser.new_page()
    page.goto(link)
    page.wait_for_load_state("networkidle")
    begin = page.get_by_role("button", name="Begynd")
    if begin.count():
        begin.first.click()
        page.wait_for_load_state("networkidle")
    page.close()
