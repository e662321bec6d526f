"""Member lists as they come from Outlook, Excel and tired people: accepted whole or refused with a cure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from data_contracts.member_list import MemberList, is_about_size, read_member_list, read_pasted
from domain.errors import BadInput

TEN = [f"laege{number}@klinik.dk" for number in range(10)]


def with_header(*rows: str) -> bytes:
    """A list of ten ordinary members and then the rows in question, on lines 12 and on."""
    ordinary = [f"{address};Læge {'ABCDEFGHIJ'[i]};0{i}1234" for i, address in enumerate(TEN)]
    return "\r\n".join(["e-mail;navn;ydernummer", *ordinary, *rows]).encode()


def read(content: bytes, filename: str = "medlemmer.csv") -> MemberList:
    return read_member_list(content, filename)


def faults_of(call: Callable[[], object]) -> str:
    with pytest.raises(BadInput) as refusal:
        call()
    return str(refusal.value)


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


# --- accepted ----------------------------------------------------------------------------------------

ADDRESSES = "\n".join(TEN)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(with_header(), id="semicolons"),
        pytest.param(b"\xef\xbb\xbf" + with_header(), id="byte order mark"),
        pytest.param(with_header().replace(b";", b","), id="commas"),
        pytest.param(with_header().replace(b";", b"\t"), id="tabs"),
        pytest.param(with_header().decode().encode("utf-16"), id="UTF-16"),
        pytest.param(with_header().decode().encode("cp1252"), id="CP1252"),
        pytest.param(b"sep=;\r\n" + with_header(), id="Excel's separator line"),
        pytest.param(with_header().replace(b"e-mail;navn", b"E-mailadresse;Navn"), id="another heading"),
        pytest.param(with_header().replace(b"e-mail;navn;ydernummer\r\n", b""), id="no heading"),
        pytest.param(b"\r\n\r\n" + with_header() + b"\r\n;;\r\n", id="blank rows"),
    ],
)
def test_a_list_is_read_in_every_usual_dialect(content: bytes) -> None:
    listed = read(content)
    assert [row.email for row in listed.rows] == TEN
    assert [row.name for row in listed.rows][:2] == ["Læge A", "Læge B"]
    assert listed.rows[3].practice_number == "031234"
    assert listed.remarks == ()


def test_a_file_with_addresses_only_is_fine() -> None:
    assert [row.email for row in read(ADDRESSES.encode()).rows] == TEN


def test_a_workbook_is_read_and_lost_zeros_are_put_back() -> None:
    rows = [[address, "Læge", number + 1234] for number, address in enumerate(TEN)]
    listed = read(workbook(["Mail", "Navn", "Ydernr."], *rows), "medlemmer.xlsx")
    assert [row.email for row in listed.rows] == TEN
    assert listed.rows[0].practice_number == "001234"
    assert "nuller foran" in listed.remarks[0]


def test_first_and_last_names_in_columns_of_their_own_are_joined() -> None:
    text = "Fornavn;Efternavn;E-mail\n" + "\n".join(f"Åse;Ø{'abcdefghij'[i]};{a}" for i, a in enumerate(TEN))
    assert read(text.encode()).rows[0].name == "Åse Øa"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ADDRESSES, id="an address a line"),
        pytest.param(", ".join(TEN), id="commas"),
        pytest.param("; ".join(TEN), id="semicolons"),
        pytest.param(" ".join(TEN), id="blanks"),
        pytest.param("\n".join(f"Hansen, Anne <{a}>" for a in TEN), id="names with commas"),
        pytest.param("; ".join(f'"Hansen, Anne" <{a}>' for a in TEN), id="as Outlook copies"),
        pytest.param(", ".join(f"Anne Hansen <{a}>" for a in TEN), id="as Gmail copies"),
        pytest.param("\n".join(f"Anne Hansen {a}" for a in TEN), id="name and address"),
        pytest.param("\n".join(f"Anne Hansen\t{a}\t012345" for a in TEN), id="copied from a sheet"),
        pytest.param("Navn\tE-mail\n" + "\n".join(f"Anne Hansen\t{a}" for a in TEN), id="sheet with heading"),
        pytest.param("\n".join(f"Anne Hansen; {a}" for a in TEN), id="name; address"),
    ],
)
def test_pasted_text_is_read_as_mail_programs_and_sheets_write_it(text: str) -> None:
    listed = read_pasted(text)
    assert [row.email for row in listed.rows] == TEN
    assert {row.name for row in listed.rows} <= {"", "Anne Hansen", "Hansen, Anne"}


def test_an_uploaded_file_of_mail_style_addresses_is_read_too() -> None:
    text = "\n".join(f'"Hansen, Anne" <{a}>' for a in TEN)
    assert read(text.encode(), "liste.txt").rows[0].name == "Hansen, Anne"


def test_the_coordinator_may_be_a_member_too() -> None:
    assert len(read(with_header("koordinator@klinik.dk;Åse;")).rows) == 11


# --- cleaned, merged, remarked ------------------------------------------------------------------------


def test_one_address_in_two_cases_is_one_member() -> None:
    listed = read(with_header("LAEGE3@Klinik.DK;Læge D;"))
    assert len(listed.rows) == 10
    assert listed.remarks == ("Række 12: Den samme som række 5. Tæller kun én gang.",)


def test_two_doctors_with_one_mailbox_are_kept_and_warned_about() -> None:
    listed = read(with_header("laege3@klinik.dk;En Anden;"))
    assert len(listed.rows) == 11
    assert "Række 5: Samme mailadresse som række 12" in listed.remarks[0]
    assert "Række 12: Samme mailadresse som række 5" in listed.remarks[1]
    assert "ikke til den fælles adresse" in listed.remarks[0]


def test_hidden_marks_are_removed_and_reported() -> None:
    listed = read(with_header("x\u200b@a.dk\u00a0;Bo\u00a0Ny;"))
    assert listed.rows[10].email == "x@a.dk"
    assert listed.rows[10].name == "Bo Ny"
    assert listed.remarks == ("Usynlige tegn og særlige mellemrum er fjernet (række 12).",)


def test_danish_letters_in_a_domain_become_its_ascii_form() -> None:
    assert read(with_header("x@lægehuset.dk;Bo;")).rows[10].email == "x@xn--lgehuset-j0a.dk"


def test_a_column_we_do_not_use_is_left_out_and_said_so() -> None:
    content = b"e-mail;mobil\n" + "\n".join(f"{a};20 30 40 50" for a in TEN).encode()
    assert read(content).remarks[0].startswith("Kolonne 2 er hverken læst eller gemt")


# --- refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "where", "what"),
    [
        pytest.param("a@b.dk, c@d.dk;Bo;", "Række 12, e-mail", "mere end én", id="two addresses in a cell"),
        pytest.param(
            "x@a.dk <evil@b.dk>;;", "Række 12, e-mail", "en anden mailadresse", id="an address posing"
        ),
        pytest.param("bo.klinik.dk;Bo;", "Række 12, e-mail", "ikke gyldig", id="no @"),
        pytest.param(";Bo;", "Række 12, e-mail", "mangler", id="no address"),
        pytest.param("bø@klinik.dk;Bo;", "Række 12, e-mail", "ikke gyldig", id="æøå before the @"),
        pytest.param('x@a.dk;"Bo\nBcc: evil@b.dk";', "Række 12, navn", "linjeskift", id="a quoted newline"),
        pytest.param("x@a.dk;=?UTF-8?Q?=0A?=Bcc: e;", "Række 12", "formel", id="an encoded newline in front"),
        pytest.param("x@a.dk;Bo =?UTF-8?Q?=0A?=Bcc;", "Række 12, navn", "kodet", id="an encoded newline"),
        pytest.param("x@a.dk;=cmd|' /C calc'!A0;", "Række 12, navn", "formel", id="a formula"),
        pytest.param("=HYPERLINK(1);Bo;", "Række 12, e-mail", "formel", id="a formula as address"),
        pytest.param("x@a.dk;+cmd;", "Række 12, navn", "formel", id="a plus formula"),
        pytest.param("x@a.dk;Bo\u202eyN;", "Række 12, navn", "usynligt", id="a turned name"),
        pytest.param("x@a.dk;" + "B" * 500 + ";", "Række 12, navn", "500 tegn", id="a long name"),
        pytest.param("x@a.dk;Bo;12345678", "Række 12, ydernummer", "seks cifre", id="a long practice number"),
        pytest.param("x@a.dk;Bo;٠١٢٣٤٥", "Række 12, ydernummer", "seks cifre", id="Arabic digits"),
    ],
)
def test_a_wrong_row_is_refused_by_its_number(row: str, where: str, what: str) -> None:
    text = faults_of(lambda: read(with_header(row)))
    assert where in text
    assert what in text


def test_all_faults_come_at_once_and_quote_nobody() -> None:
    text = faults_of(lambda: read(with_header("bo.klinik.dk;Bo;", ";Gitte;", "x@a.dk;=cmd;")))
    assert text.count("\n") == 2
    assert not any(word in text for word in ("bo.klinik", "Bo;", "Gitte", "cmd"))


CPR = "010190-1234"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(with_header(f"x@a.dk;Bo;{CPR}"), id="practice number"),
        pytest.param(with_header(f"x@a.dk;Bo {CPR};"), id="inside a name"),
        pytest.param(with_header(f"{CPR};Bo;"), id="as address"),
        pytest.param(with_header("x@a.dk;Bo;;010190 1234"), id="an extra column"),
        pytest.param(with_header("x@a.dk;Bo;0101901234"), id="without hyphen"),
        pytest.param(with_header("0101901234@klinik.dk;Bo;"), id="in the address"),
        pytest.param(with_header("x@a.dk;Bo;01\u200b0190–1234"), id="disguised"),
        pytest.param(with_header("x@a.dk;Bo;610190-1234"), id="a replacement number"),
        pytest.param(f"e-mail;CPR-nr.\n{ADDRESSES}".encode(), id="a column for it"),
        pytest.param(workbook(["mail", "nr"], ["x@a.dk", 101901234]), id="a number in a workbook"),
        pytest.param(f"{ADDRESSES}\n{CPR}".encode(), id="in a plain list"),
    ],
)
def test_a_personal_number_anywhere_refuses_the_list_without_repeating_it(content: bytes) -> None:
    text = faults_of(lambda: read(content, "x.xlsx" if content.startswith(b"PK") else "x.csv"))
    assert "CPR" in text
    assert "1234" not in text
    assert "190" not in text


def test_a_personal_number_in_pasted_text_is_refused_too() -> None:
    assert "CPR" in faults_of(lambda: read_pasted(f"{ADDRESSES}\nBo {CPR} <bo@a.dk>"))


@pytest.mark.parametrize(
    "ordinary", ["+45 20 30 40 50", "70101010", "012345", "8000 Aarhus C", "45201011 12"]
)
def test_phone_and_practice_numbers_are_not_taken_for_personal_numbers(ordinary: str) -> None:
    content = b"e-mail;andet\n" + "\n".join(f"{a};{ordinary}" for a in TEN).encode()
    assert len(read(content).rows) == 10


@pytest.mark.parametrize("count", [7, 80])
def test_an_unusual_size_is_accepted_when_confirmed(count: int) -> None:
    text = "\n".join(f"m{number}@klinik.dk" for number in range(count))
    with pytest.raises(BadInput, match=f"{count} medlemmer") as refusal:
        read_pasted(text)
    assert is_about_size(refusal.value)
    assert len(read_pasted(text, confirmed=True).rows) == count


@pytest.mark.parametrize("count", [10, 73])
def test_the_smallest_and_largest_usual_cluster_need_no_confirmation(count: int) -> None:
    assert len(read_pasted("\n".join(f"m{number}@klinik.dk" for number in range(count))).rows) == count


@pytest.mark.parametrize(
    ("heading", "cure"),
    [
        pytest.param("emial;navn", "Mente du »e-mail«?", id="misspelt"),
        pytest.param("e-mail;navm", "Mente du »navn«?", id="another misspelt"),
        pytest.param("e-mail;ydernumer", "Mente du »ydernummer«?", id="practice number misspelt"),
        pytest.param("kontakt;navn", "kolonne 1: giv den overskriften »e-mail«", id="renamed"),
        pytest.param("e-mail;mail", "Slet den ene", id="twice"),
    ],
)
def test_a_missing_or_renamed_heading_gets_a_suggestion(heading: str, cure: str) -> None:
    content = heading.encode() + b"\n" + "\n".join(f"{a};Bo" for a in TEN).encode()
    assert cure in faults_of(lambda: read(content))


def test_a_list_without_any_address_says_what_is_missing() -> None:
    assert "ingen kolonne med mailadresser" in faults_of(lambda: read(b"navn;by\nBo;Odense\n"))


MACROS = {"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"}
BOMB = {"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * 21_000_000}


@pytest.mark.parametrize(
    ("content", "filename", "what"),
    [
        pytest.param(b"", "x.csv", "tom", id="empty"),
        pytest.param(b" \n\n ", "x.csv", "tom", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "x.csv", "tom", id="nothing but a mark"),
        pytest.param(b"x@a.dk\n" * 400_000, "x.csv", "2 MB", id="too large"),
        pytest.param(ADDRESSES.encode() + b"\nx@a.dk" * 600, "x.csv", "500 rækker", id="too many rows"),
        pytest.param(b"e-mail\n" + b"x" * 5000, "x.csv", "1000 tegn", id="a huge cell"),
        pytest.param(b"\x00\x01\x02@", "x.csv", "tekstfil", id="binary"),
        pytest.param(b'e-mail;navn\nx@a.dk;"Bo\n', "x.csv", "Anførselstegnene", id="an open quote"),
        pytest.param(b"\xd0\xcf\x11\xe0", "x.xls", "Filtypen", id="an old workbook"),
        pytest.param(b"%PDF-1.7", "x.pdf", "Filtypen", id="a pdf"),
        pytest.param(workbook(["mail"], ["x@a.dk"]), "x.xlsm", "Filtypen", id="a macro workbook by name"),
        pytest.param(zipped(MACROS), "x.xlsx", "makroer", id="a macro workbook in disguise"),
        pytest.param(zipped(BOMB), "x.xlsx", "pakkes ud", id="a zip bomb"),
        pytest.param(zipped({"word/document.xml": b"x"}), "x.xlsx", "ikke et regneark", id="a letter"),
        pytest.param(zipped({"xl/workbook.xml": b"<x/>"}), "x.xlsx", "beskadiget", id="half a workbook"),
        pytest.param(b"PK\x03\x04 nonsense", "x.xlsx", "beskadiget", id="a broken zip"),
        pytest.param(workbook(["mail"], ["=cmd|x"]), "x.xlsx", "formel", id="a formula in a workbook"),
    ],
)
def test_what_is_no_member_list_is_refused_with_a_cure(content: bytes, filename: str, what: str) -> None:
    text = faults_of(lambda: read(content, filename))
    assert what in text
    assert len(text) > len(what) + 10


def test_a_workbook_whose_text_is_an_entity_bomb_is_refused() -> None:
    good = workbook(["mail"], *[[address] for address in TEN])
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = bomb + sheet.replace(b"<sheetData>", b"<sheetData>&b;")
    assert "beskadiget" in faults_of(lambda: read(zipped(parts), "x.xlsx"))


def test_pasting_nothing_says_so() -> None:
    assert "tom" in faults_of(lambda: read_pasted(" \n\u200b\n"))


def test_no_repr_shows_a_person() -> None:
    assert "laege" not in repr(read(with_header()).rows)
