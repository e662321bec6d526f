"""Orders: a good one is understood, and of a bad one everything that is wrong is said at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from data_contracts.order import read_order
from domain.errors import BadInput
from domain.meeting import COPENHAGEN, Order

EXAMPLE = (Path(__file__).parents[2] / "examples" / "order.yaml").read_text()
NOW = datetime(2026, 11, 22, 12, tzinfo=COPENHAGEN)
EARLIEST = date(2026, 12, 10)


def read(text: str | bytes, now: datetime = NOW) -> Order:
    content = text.encode() if isinstance(text, str) else text
    return read_order(content, packages=["samarbejde", "trivsel"], now=now, earliest=EARLIEST)


def faults(text: str | bytes) -> list[str]:
    with pytest.raises(BadInput) as refused:
        read(text)
    return [str(fault) for fault in refused.value.faults]


def test_the_example_is_a_good_order() -> None:
    assert read(EXAMPLE) == Order(
        package_id="trivsel",
        cluster="Eksempelby",
        region="Region Midtjylland",
        coordinator_name="Ellen Eksempel",
        coordinator_email="ellen.eksempel@example.org",
        phone="12 34 56 78",
        postal_address="Lægehuset Eksempel, Prøvevej 1, 0000 Eksempelby",
        meeting_starts=datetime(2027, 3, 11, 16, tzinfo=COPENHAGEN),
        members_expected=24,
        meeting_place="Mødelokalet i Lægehuset Eksempel",
        wishes="Vi vil gerne have god tid til gruppearbejdet.",
    )


@pytest.mark.parametrize(
    ("line", "instead", "field", "meant"),
    [
        ("region: Region Midtjylland", "region: midtjylland", "region", "Region Midtjylland"),
        ('phone: "12 34 56 78"', "phone: 12345678", "phone", "12 34 56 78"),
        ('phone: "12 34 56 78"', 'phone: "+45 12-34-56-78"', "phone", "12 34 56 78"),
        ('phone: "12 34 56 78"', 'phone: "00461234567"', "phone", "+461234567"),
        ('time: "16:00"', "time: 16.00", "meeting_starts", datetime(2027, 3, 11, 16, tzinfo=COPENHAGEN)),
        ("cluster: Eksempelby", "cluster: Klynge Eksempelby", "cluster", "Eksempelby"),
        ("cluster: Eksempelby", 'cluster: "  Nord/Vest 7 "', "cluster", "Nord/Vest 7"),
        (
            "email: ellen.eksempel@example.org",
            "email: e@lægehus.dk",
            "coordinator_email",
            "e@xn--lgehus-pua.dk",
        ),
        (
            "email: ellen.eksempel@example.org",
            "email: e@praksis.invalid",
            "coordinator_email",
            "e@praksis.invalid",
        ),
        ("name: Ellen Eksempel", "name: Åse-Marie d'Ærø (Øst)", "coordinator_name", "Åse-Marie d'Ærø (Øst)"),
    ],
)
def test_other_ways_of_writing_it_are_understood(line: str, instead: str, field: str, meant: object) -> None:
    assert line in EXAMPLE
    assert getattr(read(EXAMPLE.replace(line, instead)), field) == meant


def test_place_and_wishes_may_be_left_out() -> None:
    short = "\n".join(line for line in EXAMPLE.splitlines() if "wishes" not in line and "place:" not in line)
    order = read(short)
    assert (order.meeting_place, order.wishes) == ("", "")


def test_a_postal_address_may_stand_on_several_lines() -> None:
    text = EXAMPLE.replace(
        "postal_address: Lægehuset Eksempel, Prøvevej 1, 0000 Eksempelby",
        "postal_address: |\n    Lægehuset Eksempel\n    Prøvevej 1\n    0000 Eksempelby",
    )
    assert read(text).postal_address == "Lægehuset Eksempel, Prøvevej 1, 0000 Eksempelby"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_marked_encoding_is_read(encoding: str) -> None:
    assert read(EXAMPLE.encode(encoding)) == read(EXAMPLE)


def test_windows_line_ends_are_fine() -> None:
    assert read(EXAMPLE.replace("\n", "\r\n")) == read(EXAMPLE)


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        (
            "package: trivsel",
            "package: trivsler",
            "Pakken »trivsler« findes ikke. Vælg en af: samarbejde, trivsel.",
        ),
        ("package: trivsel", "package: ../../x", "Pakken findes ikke. Vælg en af: samarbejde, trivsel."),
        ("package: trivsel", "packge: trivsel", "Navnet »packge« kendes ikke her. Mente du »package«?"),
        ("cluster: Eksempelby", "cluster: ../../x", "kan ikke læses som et navn"),
        ("cluster: Eksempelby", "cluster:", "Navnet mangler."),
        ("cluster: Eksempelby", f"cluster: {'x' * 500}", "Teksten er på 500 tegn, og der er plads til 100."),
        ("name: Ellen Eksempel", r'name: "Ellen\nBcc: x@y.dk"', "linjeskift"),
        ("name: Ellen Eksempel", '"name": "E =?UTF-8?Q?=0A?=Bcc: x"', "kodet mailoverskrift"),
        ("name: Ellen Eksempel", r'name: "Ellen \u202Eleskepsk\u202C"', "Tegn nr. 7 (U+202E)"),
        ("name: Ellen Eksempel", "name: Ellen <b>", "Tegn nr. 7 (U+003C) hører ikke hjemme i et navn."),
        ("name: Ellen Eksempel", 'name: "=cmd|x"', "(U+003D)"),
        ("name: Ellen Eksempel", "name: Gratis på piller.dk", "Navnet ligner en webadresse."),
        ("cluster: Eksempelby", "cluster: https://piller", "Navnet ligner en webadresse."),
        ("cluster: Eksempelby", "cluster: WWW.piller", "Navnet ligner en webadresse."),
        ("name: Ellen Eksempel", "name: Ellen \N{REPLACEMENT CHARACTER}", "er kommet forkert frem"),
        ("place: Mødelokalet", "place: 010203-1234, Mødelokalet", "ligner et CPR-nummer"),
        ("wishes: Vi", "wishes: 010203 1234. Vi", "ligner et CPR-nummer"),
        ("package: trivsel", "package:", "Pakken mangler."),
        ("region: Region Midtjylland", "region:", "Regionen mangler."),
        ("members_expected: 24", "members_expected:", "Antallet af medlemmer mangler."),
        ("name: Ellen Eksempel", "name: [Ellen, Bo]", "Her skal stå én tekst."),
        ("email: ellen.eksempel@example.org", "email:", "Mailadressen mangler."),
        ("  email: ellen.eksempel@example.org\n", "", "»coordinator.email« mangler."),
        ("email: ellen.eksempel@example.org", "email: a@b.dk, c@d.dk", "mere end én mailadresse"),
        ("email: ellen.eksempel@example.org", "email: a@b.dk c@d.dk", "mere end én mailadresse"),
        ("email: ellen.eksempel@example.org", "email: ellen", "Mailadressen er ikke gyldig."),
        ("email: ellen.eksempel@example.org", "email: '\"x@a.dk\" <evil@b.dk>'", "mere end én mailadresse"),
        ('phone: "12 34 56 78"', "phone: 1234", "Telefonnummeret kan ikke læses."),
        ('phone: "12 34 56 78"', "phone:", "Telefonnummeret mangler."),
        ("region: Region Midtjylland", "region: Fyn", "Regionen er ikke en af de fem."),
        ("date: 2027-03-11", "date: 2027-02-31", "Datoen findes ikke i kalenderen."),
        ("date: 2027-03-11", "date: 11-03-27", "Årstallet har to cifre."),
        ("date: 2027-03-11", "date: 11.3.2027", "Skriv 2027-03-11."),
        ("date: 2027-03-11", "date: 2025-03-11", "Mødet ligger i fortiden."),
        ("date: 2027-03-11", "date: 2026-12-01", "fra og med 2026-12-10 (torsdag den 10. december 2026)."),
        ("date: 2027-03-11", "date: snart", "Datoen kan ikke læses."),
        ('time: "16:00"', 'time: "25:00"', "Klokkeslættet findes ikke."),
        ('time: "16:00"', "time: fire", "Klokkeslættet kan ikke læses."),
        ("members_expected: 24", "members_expected: mange", "Skriv et helt tal fra 5 til 120."),
        ("members_expected: 24", "members_expected: ٢٤", "Skriv et helt tal fra 5 til 120."),
        ("members_expected: 24", "members_expected: 1e2", "Skriv et helt tal fra 5 til 120."),
        ("members_expected: 24", "members_expected: -3", "Skriv et helt tal fra 5 til 120."),
        ("meeting:", "meeting: snart\nmøde:", "meeting: Værdien har en forkert form."),
        ("cluster: Eksempelby", "cluster: &a Eksempelby", "henvisninger"),
        ("cluster: Eksempelby", "cluster: !!python/object:os.x {}", "mærke"),
        ("cluster: Eksempelby", "cluster:\tEksempelby", "tabulator"),
        ("cluster: Eksempelby", "cluster: A\ncluster: B", "står to gange"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_cure(line: str, instead: str, said: str) -> None:
    assert line in EXAMPLE
    found = faults(EXAMPLE.replace(line, instead))
    assert any(said in fault for fault in found), found
    assert all(fault.startswith("linje ") for fault in found)


def test_the_line_is_the_line_of_the_file() -> None:
    number = EXAMPLE.splitlines().index("members_expected: 24") + 1
    (fault,) = faults(EXAMPLE.replace("members_expected: 24", "members_expected: 0"))
    assert fault.startswith(f"linje {number}, members_expected: ")


def test_a_misspelt_name_is_one_fault_and_not_two() -> None:
    (fault,) = faults(EXAMPLE.replace("postal_address:", "postal_adress:"))
    assert "Mente du »postal_address«?" in fault


def test_the_hour_that_summer_time_skips_does_not_exist() -> None:
    text = EXAMPLE.replace("2027-03-11", "2027-03-28").replace("16:00", "02:30")
    assert any("stilles frem til sommertid" in fault for fault in faults(text))


def test_everything_wrong_is_said_at_once() -> None:
    text = "cluster: ../../x\nregion: Fyn\nmeeting:\n  date: 2027-02-31\n  time: 16.00\nmembers_expected: 0\n"
    said = "\n".join(faults(text))
    for name in ("package", "cluster", "region", "coordinator", "meeting.date", "members_expected"):
        assert name in said


@pytest.mark.parametrize("content", [b"", b"  \n \n", b"# kun en kommentar\n"])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    (fault,) = faults(content)
    assert "Filen er tom." in fault


def test_a_file_of_20_mb_is_refused_without_being_read() -> None:
    (fault,) = faults(b"[" * 20_000_000)
    assert "større end 1 MB" in fault


def test_another_encoding_is_refused_with_a_hint_and_the_line() -> None:
    (fault,) = faults(EXAMPLE.encode("cp1252", "replace"))
    assert "Windows-1252" in fault
    assert "UTF-8" in fault


def test_utf16_without_a_mark_is_refused_with_a_hint() -> None:
    (fault,) = faults("package: trivsel\n".encode("utf-16-le"))
    assert "UTF-16" in fault


@pytest.mark.parametrize(
    "content", [b"- a\n- b\n", b"hej", b"a: [\n", b"a: b: c\n", b"\x01\x02", b"[" * 5000]
)
def test_what_is_no_order_at_all_is_refused_in_danish(content: bytes) -> None:
    assert all("Traceback" not in fault and "linje" in fault for fault in faults(content))


def test_no_fault_quotes_a_person() -> None:
    text = (
        EXAMPLE.replace("Ellen Eksempel", "Ellen <Eksempel>")
        .replace("ellen.eksempel@example.org", "ellen eksempel@example.org")
        .replace("12 34 56 78", "1234567")
    )
    said = "\n".join(faults(text)).casefold()
    assert len(said) > 100
    assert not any(secret in said for secret in ("ellen", "eksempel@", "1234567"))


def test_the_order_of_the_same_meeting_is_the_same_order() -> None:
    again = read(EXAMPLE.replace("cluster: Eksempelby", "cluster: klynge  EKSEMPELBY"))
    assert again.identity() == read(EXAMPLE).identity()
    assert replace(again, cluster="Andenby").identity() != again.identity()
