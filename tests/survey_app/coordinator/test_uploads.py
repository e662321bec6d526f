"""Files handed in as member lists over HTTP: read into the table, or refused with a reason; never kept."""

from __future__ import annotations

import pytest
from httpx import Response
from starlette.testclient import TestClient

from tests.data_contracts.test_member_list import BOMB, MACROS, workbook, zipped
from tests.survey_app.coordinator.test_members import TEN, about, pasted, shown_rows
from tests.survey_app.coordinator.test_page import enter
from tests.survey_app.fakes import House

ROWS = [[*row] for row in TEN]
HEADING = "e-mail;navn;ydernummer\r\n"


def upload(house: House, client: TestClient, content: bytes, name: str) -> Response:
    file = {"fil": (name, content, "application/octet-stream")}
    return client.post("/k/medlemmer", data={"sikker": enter(house, client), "tekst": ""}, files=file)


READ = {
    "BOM and semicolons": (b"\xef\xbb\xbf" + (HEADING + pasted()).encode(), "x.csv"),
    "UTF-16": ((HEADING + pasted()).encode("utf-16"), "x.csv"),
    "CP1252": ((HEADING + pasted()).encode("cp1252"), "x.csv"),
    "xlsx": (workbook(["Mail", "Navn", "Ydernr."], *ROWS), "medlemmer.xlsx"),
    "a strange file name": ((HEADING + pasted()).encode(), "../../../x\r\nBcc: y.csv"),
}


@pytest.mark.parametrize("case", READ)
def test_is_read_into_the_table_and_not_kept_yet(house: House, client: TestClient, case: str) -> None:
    page = upload(house, client, *READ[case])
    assert page.status_code == 200
    assert shown_rows(page) == TEN
    assert house.ledger.replaced == 0


REFUSED = {
    "empty": (b"", "x.csv", "tom"),
    "a macro workbook by name": (workbook(["mail"], ["x@a.dk"]), "x.xlsm", "Filtypen"),
    "a macro workbook in disguise": (zipped(MACROS), "x.xlsx", "makroer"),
    "a zip bomb": (zipped(BOMB), "x.xlsx", "pakkes ud"),
    "a broken zip": (b"PK\x03\x04 nonsense", "x.xlsx", "beskadiget"),
    "a pdf": (b"%PDF-1.7", "x.pdf", "Filtypen"),
    "no heading for addresses": (b"navn;by\nBo;Odense\n", "x.csv", "ingen kolonne med mailadresser"),
    "a renamed heading": (b"emial;navn\na@b.dk;Bo\n", "x.csv", "Mente du »e-mail«?"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_with_a_reason_and_changes_nothing(house: House, client: TestClient, case: str) -> None:
    content, name, reason = REFUSED[case]
    page = upload(house, client, content, name)
    assert page.status_code == 422
    assert reason in page.text
    assert "Traceback" not in page.text
    assert house.ledger.replaced == 0


TOLD = {
    "a quoted newline in a name": ('x@a.dk;"Bo\nBcc: evil@b.dk"', "linjeskift"),
    "two addresses in one cell": ('"a@b.dk, c@d.dk";Bo', "mere end én mailadresse"),
    "another's address as a name": ('"""x@a.dk"" <evil@b.dk>";Bo', "Navnet foran mailadressen"),
    "a formula": ("x@a.dk;=cmd|' /C calc'!A0", "formel"),
}


@pytest.mark.parametrize("case", TOLD)
def test_a_row_of_a_file_is_told_of_at_its_place(house: House, client: TestClient, case: str) -> None:
    row, reason = TOLD[case]
    page = upload(house, client, f"{HEADING}{pasted()}\r\n{row};".encode(), "x.csv")
    assert reason in about(page, 11)
    assert house.ledger.replaced == 0


def test_danish_letters_in_a_domain_are_taken(house: House, client: TestClient) -> None:
    page = upload(house, client, f"{HEADING}{pasted()}\r\nbo@æblegård.dk;Bo;".encode(), "x.csv")
    assert "Ret:" not in about(page, 11)
    assert ("bo@xn--blegrd-mua0n.dk", "Bo", "") in shown_rows(page) or "bo@æblegård.dk" in page.text


def test_hidden_marks_in_a_file_are_removed_and_told(house: House, client: TestClient) -> None:
    row = "\u200bbo@klinik.dk\u00a0;Bo\u00a0;"
    page = upload(house, client, f"{HEADING}{pasted()}\r\n{row}".encode(), "x.csv")
    assert shown_rows(page)[10] == ("bo@klinik.dk", "Bo", "")
