"""`klyngeflow members`: a list taken in whole, or refused with the row, the reason and nothing stored."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from tests.cli.desk import TEN, Desk


def rows(*more: str) -> str:
    return "e-mail;navn\n" + "\n".join(f"{a};Læge {a[5]}" for a in TEN.split()) + "\n" + "\n".join(more)


def workbook() -> bytes:
    book = Workbook()
    for address in ["e-mail", *TEN.split()]:
        book.active.append([address])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return stream.getvalue()


BAD: dict[str, tuple[str, str | bytes, str]] = {
    "empty": ("m.csv", "", "tom"),
    "no address column": ("m.csv", "navn;by\nAnne;Aarhus\n", "e-mail"),
    "seven members": ("m.csv", "\n".join(TEN.split()[:7]), "7"),
    "eighty members": ("m.csv", "\n".join(f"l{n}@a.example" for n in range(80)), "80"),
    "two addresses in a cell": ("m.csv", rows("a@b.dk, c@d.dk;Bo"), "mere end én"),
    "an address posing": ("m.csv", rows("x@a.dk <evil@b.dk>;"), "en anden mailadresse"),
    "quoted newline": ("m.csv", rows('x@a.dk;"Bo\nBcc: evil@b.dk"'), "linjeskift"),
    "formula": ("m.csv", rows("x@a.dk;=cmd|' /C calc'!A0"), "formel"),
    "CPR number": ("m.csv", rows("x@a.dk;010180-1234"), "CPR"),
    "zip bomb": ("m.xlsx", bomb(), "Filen"),
    "macros": ("m.xlsm", workbook(), "CSV eller xlsx"),
    "20 MB": ("m.csv", "x" * 20_000_000, "for stor"),
}


@pytest.fixture
def meeting(desk: Desk) -> str:
    return desk.ordered()


def hand_in(desk: Desk, meeting: str, content: str | bytes, *options: str, name: str = "m.csv"):  # type: ignore[no-untyped-def]
    return desk.run("members", meeting, desk.file(name, content), *options)


def test_a_list_is_taken_in(desk: Desk, meeting: str) -> None:
    said = hand_in(desk, meeting, TEN)
    assert (said.code, said.out) == (0, "10 members: 10 added, 0 changed, 0 removed.")
    assert sorted(member.email for member in desk.members()) == TEN.split()


def test_a_workbook_is_taken_in(desk: Desk, meeting: str) -> None:
    assert hand_in(desk, meeting, workbook(), name="m.xlsx").code == 0
    assert len(desk.members()) == 10


def test_a_second_list_is_a_difference(desk: Desk, meeting: str) -> None:
    hand_in(desk, meeting, TEN)
    ids = {member.email: member.id for member in desk.members()}
    second = "\n".join([*TEN.split()[1:], "ny@klinik.example"])
    assert hand_in(desk, meeting, second).out == "10 members: 1 added, 0 changed, 1 removed."
    kept = {member.email: member.id for member in desk.members() if member.email in ids}
    assert kept.items() <= ids.items()


def test_an_unusual_size_is_taken_in_when_confirmed(desk: Desk, meeting: str) -> None:
    seven = "\n".join(TEN.split()[:7])
    assert hand_in(desk, meeting, seven).code == 2
    assert hand_in(desk, meeting, seven, "--confirmed").code == 0
    assert len(desk.members()) == 7


def test_what_was_cleaned_is_told(desk: Desk, meeting: str) -> None:
    said = hand_in(desk, meeting, TEN + "\nLAEGE0@klinik.example\n")
    assert said.code == 0
    assert "kun én gang" in said.out


@pytest.mark.parametrize(("name", "content", "told"), BAD.values(), ids=list(BAD))
def test_a_bad_list_is_refused_and_the_standing_one_is_kept(
    desk: Desk, meeting: str, name: str, content: str | bytes, told: str
) -> None:
    hand_in(desk, meeting, TEN)
    said = hand_in(desk, meeting, content, name=name)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert said.err
    assert "evil@b.dk" not in said.err
    assert "010180" not in said.err
    assert sorted(member.email for member in desk.members()) == TEN.split()


def test_an_unknown_meeting_is_refused(desk: Desk) -> None:
    said = hand_in(desk, "trivsel-zzzzzz", TEN)
    assert said.code == 2
    assert "klyngeflow status" in said.err


def test_a_package_with_a_seating_plan_needs_everybodys_practice(desk: Desk) -> None:
    meeting = desk.ordered("samarbejde")
    said = hand_in(desk, meeting, TEN)
    assert said.code == 2
    assert "Ingen af medlemmerne har et ydernummer" in said.err
    assert desk.members() == ()
    whole = "\n".join(f"{a};Læge {'ABCDEFGHIJ'[n]};1000{n // 3}" for n, a in enumerate(TEN.split()))
    said = hand_in(desk, meeting, f"e-mail;navn;ydernummer\n{whole}")
    assert said.code == 0
    assert "4 praksis, og heraf står 1 med ét medlem" in said.out
