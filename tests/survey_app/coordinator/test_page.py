"""The coordinator's page: only through the link, all or nothing, and never a count of answers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from domain.package import Attachment
from domain.ports import StoredFile, Wait
from domain.questionnaire import Answers
from tests.survey_app.fakes import CLOSES, MEETING, PACKAGE, House, OnePackage

TEN = "\n".join(f"ny{number}@klinik.dk" for number in range(10))


def enter(house: House, client: TestClient) -> str:
    """Opens the page through the link; returns the mark that its forms carry."""
    page = client.get(f"/k/{house.tokens.coordinator(MEETING)}")
    assert page.status_code == 200
    found = re.search(r'name="sikker" value="([0-9a-f]+)"', client.get("/k/link").text)
    assert found
    return found[1]


def until(what: Callable[[], bool]) -> bool:
    """What happens in the background happens soon."""
    ends = time.monotonic() + 2
    while not what() and time.monotonic() < ends:
        time.sleep(0.005)
    return what()


# --- who gets in --------------------------------------------------------------------------------------


def test_the_link_leaves_the_address_bar_and_a_strict_cookie_stays(house: House, client: TestClient) -> None:
    answer = client.get(f"/k/{house.tokens.coordinator(MEETING)}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/k")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/k" in cookie
    assert "secure" not in cookie


def test_on_https_the_cookie_is_secure(house: House, client_of: Callable[[House], TestClient]) -> None:
    house.base_url = "https://klynger.example"
    link = f"{house.base_url}/k/{house.tokens.coordinator(MEETING)}"
    answer = client_of(house).get(link, follow_redirects=False)
    assert answer.headers["set-cookie"].startswith("__Secure-klynge=")
    assert "; secure" in answer.headers["set-cookie"].lower()
    assert "strict-transport-security" in answer.headers


@pytest.mark.parametrize("part", ["medlemmer", "materiale", "efter"])
def test_a_mails_link_leads_straight_to_the_page_it_speaks_of(
    house: House, client: TestClient, part: str
) -> None:
    link = f"/k/{house.tokens.coordinator(MEETING)}/{part}"
    assert client.get(link, follow_redirects=False).headers["location"] == f"/k/{part}"
    assert client.get(f"/k/{house.tokens.coordinator(MEETING)}/andet").status_code == 404


def test_without_the_link_every_door_is_shut(house: House, client: TestClient) -> None:
    assert client.get("/k").status_code == 403
    assert client.get("/k/filer/kit/programme").status_code == 403
    assert client.get("/k/medlemmer").status_code == 403
    assert client.post("/k/medlemmer", data={"tekst": TEN}).status_code == 403
    assert client.post("/k/medlemmer/ret", data={"goer": "gem"}).status_code == 403
    assert client.post("/k/deltagere", data={"som": "pdf"}).status_code == 403
    assert client.post("/k/link", data={"x": "y"}).status_code == 403
    assert client.post("/k/opfoelgning", data={"valg": "nej"}).status_code == 403
    assert client.post("/k/post", data={"antal": "5"}).status_code == 403
    assert client.post("/k/aftaler", data={"aftaler": "En pause."}).status_code == 403
    assert client.get("/k/" + "a" * 26).status_code == 404
    assert client.get(f"/k/{house.token()}").status_code == 404


def test_a_cookie_made_by_somebody_else_is_worth_nothing(client: TestClient) -> None:
    client.cookies.set("klynge", "eyJtZWV0aW5nIjogInRyaXZzZWwtYWJjZGVmIn0=.abc.def")
    assert client.get("/k").status_code == 403


@pytest.mark.parametrize("mark", ["", "0" * 64, "æ"])
def test_a_post_without_the_pages_mark_changes_nothing(house: House, client: TestClient, mark: str) -> None:
    enter(house, client)
    rows = {"mail": TEN.split(), "navn": [""] * 10, "yder": [""] * 10, "goer": "gem"}
    assert client.post("/k/medlemmer", data={"tekst": TEN, "sikker": mark}).status_code == 403
    assert client.post("/k/medlemmer/ret", data={"sikker": mark, **rows}).status_code == 403
    assert client.post("/k/deltagere", data={"sikker": mark, "som": "pdf"}).status_code == 403
    assert client.post("/k/link", data={"sikker": mark}).status_code == 403
    assert client.post("/k/opfoelgning", data={"valg": "nej", "sikker": mark}).status_code == 403
    assert client.post("/k/post", data={"antal": "5", "sikker": mark}).status_code == 403
    assert client.post("/k/aftaler", data={"aftaler": "En pause.", "sikker": mark}).status_code == 403
    assert house.ledger.replaced == 0
    assert house.ledger.decisions == {}
    assert (house.ledger.jobs, house.ledger.agreed) == ([], ())


def test_looking_changes_nothing(house: House, client: TestClient) -> None:
    enter(house, client)
    for path in ("", "/medlemmer", "/medlemmer/ret", "/materiale", "/efter", "/link", "/nyt-link"):
        for _ in range(3):
            assert client.get(f"/k{path}").status_code == 200
            assert client.head(f"/k{path}").status_code == 200
    assert house.ledger.replaced == 0
    assert house.runs.woken == []


# --- where the meeting stands -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("AwaitingConsultation", "Vi ringer til dig"),
        ("AwaitingMembers", "Vi mangler medlemslisten"),
        ("AwaitingSurveyStart", "Klar til spørgeskemaet"),
        ("AwaitingAnswers", "Medlemmerne svarer nu"),
        ("AwaitingRelease", "KiAP ser svarene igennem"),
        ("AwaitingDelivery", "Materialet bliver gjort klar"),
        ("AwaitingMeeting", "Alt er klar til mødet"),
        ("AwaitingFollowUpDecision", "Vil I følge op?"),
        ("AwaitingSomethingNew", "Vi er i gang"),
    ],
)
def test_the_page_says_in_words_what_the_meeting_waits_for(
    house: House, client: TestClient, state: str, words: str
) -> None:
    house.ledger.waits[1] = Wait(MEETING, 1, state, None)
    enter(house, client)
    page = client.get("/k").text
    assert words in page
    assert "torsdag den 18. marts 2027 kl.\N{NO-BREAK SPACE}16.00" in page
    assert "Awaiting" not in page


def test_a_meeting_without_a_plan_has_a_page_too(house: House, client: TestClient) -> None:
    house.ledger.plans = {}
    house.ledger.waits[1] = Wait(MEETING, 1, "AwaitingConsultation", None)
    enter(house, client)
    assert "Vi ringer til dig" in client.get("/k").text


def test_the_coordinator_sees_bands_and_never_counts(house: House, client: TestClient) -> None:
    enter(house, client)
    pages = []
    for number in range(6):
        pages.append(client.get("/k").text)
        token_hash = house.tokens.hash(house.token(f"m{number}"))
        house.answers.submit(f"{MEETING}/1", token_hash, Answers({"q1": 1}))
    assert len(set(pages[:5])) == 1
    assert "endnu ikke" in pages[0]
    assert "<strong>ja</strong>" in pages[5]


def test_after_the_close_no_band_is_shown(house: House, client: TestClient) -> None:
    house.clock.shows = CLOSES
    enter(house, client)
    assert "Nok svar" not in client.get("/k").text


# --- documents ----------------------------------------------------------------------------------------


def with_file(
    house: House, key: str = "k1", name: str = "Trivsel – Klynge Ærø – Uddelingskopier.pdf"
) -> None:
    house.ledger.kept_files.append(
        StoredFile(MEETING, 1, "meeting", "handouts", name, key, "0" * 64, 12_000, "application/pdf")
    )
    house.objects.kept[key] = f"bytes of {key}".encode()
    house.ledger.done.add((1, "delivery"))


def test_every_document_can_be_fetched_under_its_danish_name(house: House, client: TestClient) -> None:
    with_file(house)
    enter(house, client)
    assert ">Uddelingskopier.pdf</a>" in client.get("/k/materiale").text
    answer = client.get("/k/filer/meeting/handouts")
    assert answer.content == b"bytes of k1"
    disposition = answer.headers["content-disposition"]
    assert 'filename="Trivsel - Klynge Aeroe - Uddelingskopier.pdf"' in disposition.replace("AEroe", "Aeroe")
    assert "Klynge%20%C3%86r%C3%B8%20%E2%80%93%20Uddelingskopier.pdf" in disposition


def test_a_mails_link_to_a_document_fetches_it_with_one_click(house: House, client: TestClient) -> None:
    with_file(house)
    link = f"/k/{house.tokens.coordinator(MEETING)}/filer/meeting/handouts"
    first = client.get(link, follow_redirects=False)
    assert (first.status_code, first.headers["location"]) == (303, "/k/filer/meeting/handouts")
    assert client.get(link).content == b"bytes of k1"


@pytest.mark.parametrize("document", ["meeting/handouts", "%2F%2Fevil.example/x", "..%2f..%2fk/x"])
def test_a_link_with_a_wrong_key_or_a_strange_path_leads_nowhere(
    house: House, client: TestClient, document: str
) -> None:
    with_file(house)
    assert client.get(f"/k/{'a' * 26}/filer/{document}").status_code == 404
    answer = client.get(f"/k/{house.tokens.coordinator(MEETING)}/filer/{document}", follow_redirects=False)
    assert answer.headers.get("location", "/k/filer/").startswith("/k/filer/")


def test_of_a_document_made_again_only_the_last_is_offered(house: House, client: TestClient) -> None:
    with_file(house)
    with_file(house, key="k2")
    enter(house, client)
    assert client.get("/k/materiale").text.count("/k/filer/meeting/handouts") == 1
    assert client.get("/k/filer/meeting/handouts").content == b"bytes of k2"


def test_documents_stand_in_the_packages_order_with_the_calendar_last(
    house: House, client: TestClient
) -> None:
    listed = (Attachment("questionnaire", "1"), Attachment("package", "2"), Attachment("run_sheet", "3"))
    house.packages = OnePackage(replace(PACKAGE, kit=listed))
    kinds = ("appointment", "run_sheet", "package", "questionnaire")
    house.ledger.kept_files += [
        StoredFile(MEETING, 1, "kit", kind, f"{kind}.pdf", kind, "0" * 64, 9, "application/pdf")
        for kind in kinds
    ]
    enter(house, client)
    page = client.get("/k/materiale").text
    places = [page.index(f"/k/filer/kit/{kind}") for kind in reversed(kinds)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("note_sheet", "Til print: A4, ét til hver deltager"),
        ("implementation_plan", "Til print: A4, én til hver praksis"),
        ("implementation_plan_a3", "Til print: A3, én til hver praksis"),
        ("deck", ""),
    ],
)
def test_what_is_printed_says_on_what_paper_and_how_many(
    house: House, client: TestClient, document: str, words: str
) -> None:
    file = StoredFile(MEETING, 1, "kit", document, "x.pdf", "k", "0" * 64, 9, "application/pdf")
    house.ledger.kept_files.append(file)
    enter(house, client)
    found = re.findall(r'<span class="prints">([^<]*)', client.get("/k/materiale").text)
    assert found == ([words] if words else [])


def test_documents_are_shown_when_they_are_delivered_and_the_kit_at_once(
    house: House, client: TestClient
) -> None:
    with_file(house)
    kit = StoredFile(MEETING, 1, "kit", "deck", "Demo.pptx", "k3", "0" * 64, 9, "application/pdf")
    later = StoredFile(MEETING, 2, "follow-up", "deck", "Igen.pptx", "k4", "0" * 64, 9, "application/pdf")
    house.ledger.kept_files += [kit, later]
    house.objects.kept |= {"k3": b"kit", "k4": b"later"}
    house.ledger.done.clear()
    enter(house, client)
    assert client.get("/k/materiale").text.count("/k/filer/") == 1
    assert client.get("/k/filer/kit/deck").content == b"kit"
    assert client.get("/k/filer/meeting/handouts").status_code == 404
    house.ledger.done.add((1, "delivery"))
    assert client.get("/k/filer/meeting/handouts").status_code == 200
    assert client.get("/k/filer/follow-up/deck").status_code == 404
    house.ledger.done.add((2, "delivery"))
    assert client.get("/k/materiale").text.count("/k/filer/") == 3
    assert client.get("/k/filer/follow-up/deck").content == b"later"


def test_a_document_that_is_not_there_has_a_page_that_says_so(house: House, client: TestClient) -> None:
    enter(house, client)
    assert client.get("/k/filer/meeting/handouts").status_code == 404
    assert client.get("/k/filer/..%2f..%2fetc/passwd").status_code == 404
