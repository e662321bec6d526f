"""The member list over HTTP: looked through row by row, corrected on the page, kept whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from httpx import Response
from starlette.testclient import TestClient

from adapters.resolver import NoResolver, RecordedResolver
from data_contracts.member_table import MOST_ROWS
from domain.bounces import Bounce, BounceKind
from domain.mails import MailKey, MailKind
from domain.meeting import Member
from domain.ports import TakesMail
from tests.survey_app.coordinator.test_page import enter, until
from tests.survey_app.fakes import CLOSES, MEETING, House, plan

TEN = [(f"ny{number}@klinik.dk", f"Læge {'ABCDEFGHIJ'[number]}", "") for number in range(10)]
Row = tuple[str, str, str]


def pasted(rows: Sequence[Row] = TEN) -> str:
    return "\n".join(";".join(row) for row in rows)


def keep(client: TestClient, mark: str, rows: Sequence[Row] = TEN, **further: Any) -> Response:
    """Presses "Gem listen" in the table."""
    mails, names, numbers = ([row[at] for row in rows] for at in range(3))
    fields = {"sikker": mark, "mail": mails, "navn": names, "yder": numbers, "goer": "gem"}
    return client.post("/k/medlemmer/ret", data=fields | further)


def about(page: Response, number: int) -> str:
    """What the page says of a row."""
    found = re.search(rf'id="om-{number}">(.*?)</div>', page.text, re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]+>", " ", found[1])).split()) if found else ""


def shown_rows(page: Response) -> list[Row]:
    columns = [re.findall(rf'name="{name}" value="([^"]*)"', page.text) for name in ("mail", "navn", "yder")]
    rows = [tuple(unescape(cell) for cell in row) for row in zip(*columns, strict=True)]
    return [row for row in rows if any(row)]


def seen(page: Response) -> str:
    found = re.search(r'name="set" value="([^"]*)"', page.text)
    return found[1] if found else ""


# --- from paste or file to the table ------------------------------------------------------------------


def test_a_pasted_list_is_shown_row_by_row_and_not_kept(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    page = client.post("/k/medlemmer", data={"sikker": mark, "tekst": pasted()})
    assert page.status_code == 200
    assert shown_rows(page) == TEN
    assert all(about(page, number) == "✓ I orden" for number in range(1, 11))
    assert house.ledger.replaced == 0
    assert house.runs.woken == []


@pytest.mark.parametrize("count", [7, 80])
def test_a_file_of_an_unusual_size_is_confirmed_without_choosing_it_again(
    house: House, client: TestClient, count: int
) -> None:
    mark = enter(house, client)
    rows = [(f"ny{number}@klinik.dk", "", "") for number in range(count)]
    file = {"fil": ("medlemmer æøå.csv", f"e-mail\n{pasted(rows)}".encode("utf-16"), "text/csv")}
    table = client.post("/k/medlemmer", data={"sikker": mark, "tekst": ""}, files=file)
    assert f"Listen har {count} medlemmer" in table.text
    asked = keep(client, mark, shown_rows(table), set=seen(table))
    assert (asked.status_code, house.ledger.replaced) == (422, 0)
    kept = keep(client, mark, shown_rows(asked), set=seen(asked), godkend="ja")
    assert f"Den har {count} medlemmer" in kept.text
    assert len(house.ledger.people) == count


def test_a_list_is_kept_when_it_is_saved_and_the_run_is_woken(house: House, client: TestClient) -> None:
    page = keep(client, enter(house, client))
    assert page.url.path == "/k/medlemmer"
    assert "Den har 10 medlemmer" in page.text
    assert [(one.email, one.name, one.practice_number) for one in house.ledger.people] == TEN
    assert until(lambda: house.runs.woken == [MEETING])


def test_an_engine_that_is_down_does_not_fail_the_page(house: House, client: TestClient) -> None:
    class DownRuns:
        def wake(self, meeting_id: str) -> bool:
            raise ConnectionError("down")

    house.runs = DownRuns()
    assert keep(client, enter(house, client)).status_code == 200
    assert house.ledger.replaced == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "Den er tom", id="nothing"),
        pytest.param("navn;by\nBo;Odense", "ingen kolonne med mailadresser", id="no addresses"),
        pytest.param("emial;navn\na@b.dk;Bo", "Mente du »e-mail«?", id="a misspelt heading"),
    ],
)
def test_what_is_no_list_is_told_and_stays_on_the_page(
    house: House, client: TestClient, text: str, said: str
) -> None:
    page = client.post("/k/medlemmer", data={"sikker": enter(house, client), "tekst": text})
    assert page.status_code == 422
    assert said in page.text
    assert text in unescape(page.text)
    assert house.ledger.replaced == 0


def test_a_file_and_a_text_at_once_are_not_guessed_between(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    file = {"fil": ("x.csv", pasted().encode(), "text/csv")}
    page = client.post("/k/medlemmer", data={"sikker": mark, "tekst": pasted()}, files=file)
    assert "både en fil og indsat tekst" in page.text


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(house: House, client: TestClient) -> None:
    file = {"fil": ("x.csv", b"x" * 3_000_000, "text/csv")}
    page = client.post("/k/medlemmer", data={"sikker": enter(house, client)}, files=file)
    assert page.status_code == 413


# --- the verdicts -------------------------------------------------------------------------------------

AASE = ("AASE@example.dk", "Åse Koordinator", "")


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        pytest.param(("NY3@klinik.dk", "Læge D", ""), "Den samme som række 4. Tæller kun én", id="twice"),
        pytest.param(("ny3@klinik.dk", "En Anden", ""), "Samme mailadresse som række 4", id="shared"),
        pytest.param(("kontakt@nord.dk", "Bo", ""), "Det ligner en fælles postkasse", id="kontakt@"),
        pytest.param(("info@nord.dk", "Bo", ""), "Det ligner en fælles postkasse", id="info@"),
        pytest.param(("klinik@nord.dk", "Bo", ""), "Det ligner en fælles postkasse", id="klinik@"),
        pytest.param(("bo@gmial.com", "Bo", ""), "Ret til bo@gmail.com", id="gmial.com"),
        pytest.param(("bo@hotmail.dk", "Bo", ""), "Ret til bo@hotmail.com", id="hotmail.dk"),
        pytest.param(("bo@dead.dk", "Bo", ""), "Se efter: Domænet efter @ tager ikke imod mail.", id="dead"),
        pytest.param(("bo@slow.dk", "Bo", ""), "Domænet efter @ er ikke undersøgt.", id="no answer"),
        pytest.param(AASE, "Det er dig selv.", id="the coordinator"),
        pytest.param(("bo.klinik.dk", "Bo", ""), "Ret: Mailadressen er ikke gyldig.", id="no @"),
        pytest.param(("a@b.dk, c@d.dk", "Bo", ""), "Ret: Her står mere end én mailadresse.", id="two"),
        pytest.param(('"x@a.dk" <evil@b.dk>', "", ""), "Ret: Navnet foran mailadressen", id="posing"),
        pytest.param(("", "Bo", ""), "Ret: Mailadressen mangler.", id="no address"),
        pytest.param(("x@a.dk", "=cmd|calc", ""), "Ret: Her står en formel.", id="a formula"),
        pytest.param(("x@a.dk", "Bo\nBcc: e", ""), "Ret: Navnet indeholder et linjeskift.", id="a newline"),
        pytest.param(("x@a.dk", "Bo\u202eyN", ""), "usynligt styretegn", id="a turned name"),
        pytest.param(("x@a.dk", "B" * 200, ""), "Ret: Teksten er på 200 tegn", id="a long name"),
        pytest.param(("x@a.dk", "Bo", "12345678"), "Ret: Ydernummeret skal", id="a long number"),
        pytest.param(("x@a.dk", "010190-1234", ""), "noget, der ligner et CPR-nummer", id="CPR"),
    ],
)
def test_each_row_has_its_verdict(house: House, client: TestClient, row: Row, verdict: str) -> None:
    house.resolver = RecordedResolver({"dead.dk": TakesMail.NO, "slow.dk": TakesMail.NOT_CHECKED})
    page = keep(client, enter(house, client), [*TEN, row], goer="se")
    assert page.status_code == 200
    assert verdict in about(page, 11)
    assert house.ledger.replaced == 0


def test_two_with_one_mailbox_are_each_told_of_the_other(house: House, client: TestClient) -> None:
    page = keep(client, enter(house, client), [*TEN, ("ny3@klinik.dk", "En Anden", "")], goer="se")
    assert "Samme mailadresse som række 11" in about(page, 4)
    assert "ses på siden" in about(page, 4)


def test_where_nothing_is_looked_up_every_row_says_so_and_can_be_kept(
    house: House, client: TestClient
) -> None:
    house.resolver = NoResolver()
    mark = enter(house, client)
    page = keep(client, mark, goer="se")
    assert page.text.count("er ikke undersøgt") == 10
    assert keep(client, mark).url.path == "/k/medlemmer"


def test_whether_the_coordinator_is_on_the_list_is_told(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    assert "Du står ikke selv på listen." in keep(client, mark, goer="se").text
    assert "Du står ikke selv på listen." not in keep(client, mark, [*TEN, AASE], goer="se").text


def test_names_are_printed_literally(house: House, client: TestClient) -> None:
    house.ledger.people = [Member("m0", "a@b.dk", "<script>alert(1)</script>{{7*7}}")]
    enter(house, client)
    for path in ("/k/medlemmer", "/k/medlemmer/ret"):
        page = client.get(path).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page


# --- correcting and keeping ---------------------------------------------------------------------------


def test_an_error_cannot_be_accepted(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    rows = [*TEN, ("bo.klinik.dk", "Bo", "")]
    asked = keep(client, mark, rows)
    assert asked.status_code == 422
    assert 'href="#mail-11"' in asked.text
    assert 'name="godkend"' not in asked.text
    assert keep(client, mark, rows, set=seen(asked), godkend="ja").status_code == 422
    assert house.ledger.replaced == 0


def test_a_warning_needs_one_yes_for_all_of_them(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    rows = [*TEN, ("bo@gmial.com", "Bo", ""), ("kontakt@nord.dk", "Åse", "")]
    asked = keep(client, mark, rows)
    assert (asked.status_code, house.ledger.replaced) == (422, 0)
    assert keep(client, mark, rows, set=seen(asked), godkend="ja").url.path == "/k/medlemmer"
    assert house.ledger.people[10].email == "bo@gmial.com"


def test_a_yes_counts_only_for_the_warnings_that_were_shown(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    asked = keep(client, mark, [*TEN, ("bo@gmial.com", "Bo", "")])
    changed = [*TEN, ("bo@gmial.com", "Bo", ""), ("info@nord.dk", "Åse", "")]
    assert keep(client, mark, changed, set=seen(asked), godkend="ja").status_code == 422
    assert house.ledger.replaced == 0


def test_a_suggested_address_is_taken_with_a_tick(house: House, client: TestClient) -> None:
    rows = [*TEN, ("bo@gmial.com", "Bo", "")]
    assert keep(client, enter(house, client), rows, ret="11").url.path == "/k/medlemmer"
    assert house.ledger.people[10].email == "bo@gmail.com"


def test_rows_can_be_removed_added_and_left_empty(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    more = keep(client, mark, goer="flere")
    assert more.text.count('name="mail"') == 15
    rows = [*TEN, ("", " ", ""), ("ny@klinik.dk", "Ny", "")]
    assert keep(client, mark, rows, fjern=["1"]).url.path == "/k/medlemmer"
    assert [one.email for one in house.ledger.people] == [row[0] for row in TEN[1:]] + ["ny@klinik.dk"]


def test_a_repeated_row_counts_once(house: House, client: TestClient) -> None:
    keep(client, enter(house, client), [*TEN, ("NY3@klinik.dk", "", "1234")])
    assert len(house.ledger.people) == 10
    assert house.ledger.people[3].practice_number == "001234"


def test_hidden_marks_are_cleaned_away(house: House, client: TestClient) -> None:
    keep(client, enter(house, client), [*TEN, ("bo\u200b@klinik.dk\u00a0", "Bo\u00a0Ny", "")])
    assert (house.ledger.people[10].email, house.ledger.people[10].name) == ("bo@klinik.dk", "Bo Ny")


def test_the_present_list_can_be_corrected_in_its_table(house: House, client: TestClient) -> None:
    house.ledger.people = [Member(f"m{at}", *row) for at, row in enumerate(TEN)]
    mark = enter(house, client)
    rows = shown_rows(client.get("/k/medlemmer/ret"))
    assert rows == TEN
    kept = keep(client, mark, [*rows[1:], ("ny@klinik.dk", "Ny", "")])
    assert "Den har 10 medlemmer" in kept.text


def test_an_empty_list_does_not_replace_one(house: House, client: TestClient) -> None:
    page = keep(client, enter(house, client), [("", "", "")], godkend="ja")
    assert page.status_code == 422
    assert "Listen er tom." in page.text
    assert house.ledger.replaced == 0


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"mail": ["a@b.dk"], "navn": []}, id="a column too short"),
        pytest.param(dict.fromkeys(("mail", "navn", "yder"), ["a@b.dk"] * (MOST_ROWS + 6)), id="too many"),
    ],
)
def test_a_table_that_is_not_ours_is_refused(
    house: House, client: TestClient, fields: dict[str, Any]
) -> None:
    page = client.post("/k/medlemmer/ret", data={"sikker": enter(house, client), "goer": "gem"} | fields)
    assert page.status_code == 400
    assert house.ledger.replaced == 0


@pytest.mark.parametrize("told", ["", "<b>", "1-2-3", "9999-0-0-0", "٩-0-0-0"])
def test_only_a_receipt_of_ours_is_read_from_the_address(house: House, client: TestClient, told: str) -> None:
    enter(house, client)
    assert "vi har medlemslisten" not in client.get("/k/medlemmer", params={"gemt": told}).text


# --- personal numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("upload", [False, True], ids=["pasted", "uploaded"])
def test_a_list_with_a_personal_number_is_refused_and_the_number_not_repeated(
    house: House, client: TestClient, upload: bool
) -> None:
    text = f"e-mail;nr\n{pasted()}\nbo@klinik.dk;010190-1234"
    file = {"fil": ("x.csv", text.encode(), "text/csv")} if upload else None
    fields = {"sikker": enter(house, client), "tekst": "" if upload else text}
    page = client.post("/k/medlemmer", data=fields, files=file)
    assert page.status_code == 422
    assert "CPR" in page.text
    assert "010190" not in page.text
    assert ("ny3@klinik.dk" in page.text) is not upload
    assert house.ledger.replaced == 0


@pytest.mark.parametrize("at", range(3))
def test_a_personal_number_typed_into_the_table_is_emptied(house: House, client: TestClient, at: int) -> None:
    row = ["bo@klinik.dk", "Bo", ""]
    row[at] = "010190-1234"
    page = keep(client, enter(house, client), [*TEN, tuple(row)], godkend="ja")
    assert page.status_code == 422
    assert "CPR" in about(page, 11)
    assert "010190" not in page.text
    assert house.ledger.replaced == 0


# --- when it may be changed ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/k/medlemmer", "/k/medlemmer/ret"])
def test_after_the_close_the_list_stands(house: House, client: TestClient, path: str) -> None:
    mark = enter(house, client)
    house.clock.shows = CLOSES
    page = client.post(path, data={"sikker": mark, "tekst": pasted(), "goer": "gem"})
    assert page.status_code == 409
    assert "Undersøgelsen er lukket" in page.text
    assert client.get(path).url.path == "/k/medlemmer"
    assert house.ledger.replaced == 0


def test_before_the_follow_up_the_list_can_be_changed_again(house: House, client: TestClient) -> None:
    house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    house.clock.shows = CLOSES + timedelta(days=200)
    mark = enter(house, client)
    assert "siger sammenligningen" in client.get("/k/medlemmer").text
    assert keep(client, mark).url.path == "/k/medlemmer"
    assert len(house.ledger.people) == 10


@pytest.mark.parametrize(("count", "is_told"), [(10, True), (11, False), (13, False), (14, True)])
def test_a_cluster_that_has_moved_too_much_is_told_what_it_means(
    house: House, client: TestClient, count: int, is_told: bool
) -> None:
    """Twelve were invited to the first round; the caveat comes beyond 15 %."""
    house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    rows = [(f"ny{number}@klinik.dk", "", "") for number in range(count)]
    page = keep(client, enter(house, client), rows, goer="se")
    assert ("mere end 15 %" in page.text) is is_told


# --- addresses that take no mail --------------------------------------------------------------------------


def bounced(house: House, kind: MailKind) -> Member:
    member = house.ledger.people[0]
    key = MailKey(MEETING, 1, kind, member.id)
    house.ledger.bounced.append(Bounce(key, BounceKind.HARD, "5.1.1", house.clock.now()))
    return member


def test_an_address_that_takes_no_mail_is_told_of_beside_its_member(house: House, client: TestClient) -> None:
    member = bounced(house, MailKind.INVITATION)
    enter(house, client)
    page = " ".join(client.get("/k/medlemmer").text.split())
    assert page.count("Denne adresse virker ikke") == 1
    assert f"{member.email}</span>" in page.partition("Denne adresse virker ikke")[0][-400:]
    assert "En adresse virker ikke" in page
    assert "5.1.1" not in page


def test_a_reminder_that_bounced_would_tell_who_had_not_answered(house: House, client: TestClient) -> None:
    bounced(house, MailKind.REMINDER)
    enter(house, client)
    assert "virker ikke" not in client.get("/k/medlemmer").text
