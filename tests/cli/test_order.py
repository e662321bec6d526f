"""`klyngeflow order`: taken in whole, or refused with the reason and without any effect."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cli.desk import EXAMPLE, IN_TIME, Desk, an_order
from tests.data_contracts.package_copies import Copy

NAME = "name: Ellen Eksempel"
EMAIL = "email: ellen.eksempel@example.org"
DATE = "date: 2027-03-11"

BAD: dict[str, tuple[str | bytes, str]] = {
    "empty": (b"", "Filen er tom."),
    "20 MB": (b"x" * 20_000_000, "Filen er for stor."),
    "CP1252": (an_order("# En", "# Én").encode("cp1252"), "UTF-8"),
    "UTF-16 without a mark": (an_order().encode("utf-16-le"), "UTF-8"),
    "no YAML": (b"a: [\n", "linje"),
    "unknown package": (an_order("package: trivsel", "package: trivsler"), "trivsel"),
    "path as package": (an_order("package: trivsel", "package: ../../x"), "trivsel"),
    "31 February": (an_order(DATE, "date: 2027-02-31"), "Datoen findes ikke"),
    "two-digit year": (an_order(DATE, "date: 11-03-27"), "Årstallet har to cifre"),
    "in the past": (an_order(DATE, "date: 2025-03-11"), "fortiden"),
    "too soon": (an_order(DATE, f"date: {IN_TIME - timedelta(days=87)}"), "Vælg en dato fra og med"),
    "the hour summer time skips": (
        EXAMPLE.replace("2027-03-11", "2037-03-29").replace("16:00", "02:30"),
        "sommertid",
    ),
    "encoded newline and Bcc": (an_order(NAME, 'name: "E =?UTF-8?Q?=0A?=Bcc: x@y.dk"'), "mailoverskrift"),
    "quoted newline": (an_order(NAME, r'name: "Ellen\nBcc: x@y.dk"'), "linjeskift"),
    "path as cluster": (an_order("cluster: Eksempelby", "cluster: ../../x"), "navn"),
    "500 characters": (an_order("cluster: Eksempelby", f"cluster: {'x' * 500}"), "500 tegn"),
    "right-to-left override": (an_order(NAME, r'name: "Ellen \u202Eleskepsk\u202C"'), "U+202E"),
    "no address": (an_order(f"  {EMAIL}\n", ""), "coordinator.email"),
    "two addresses": (an_order(EMAIL, "email: a@b.dk, c@d.dk"), "mere end én mailadresse"),
    "no phone": (an_order('phone: "12 34 56 78"', "phone:"), "Telefonnummeret mangler"),
    "misspelt key": (an_order("wishes:", "wisses:"), "wishes"),
}


def test_the_example_is_ordered_and_its_run_follows_when_there_is_an_engine(desk: Desk) -> None:
    said = desk.order(an_order())
    (meeting,) = desk.meetings()
    assert said.code == 0
    assert f"Ordered: {meeting.id}." in said.out
    assert "klyngeflow up" in said.out
    assert meeting.order.coordinator_name == "Ellen Eksempel"
    assert meeting.order.meeting_starts.date() == IN_TIME


def test_the_same_order_twice_has_no_effect(desk: Desk) -> None:
    first = desk.ordered()
    said = desk.order(an_order('phone: "12 34 56 78"', 'phone: "87 65 43 21"'))
    assert (said.code, desk.meetings()[0].order.phone) == (0, "12 34 56 78")
    assert f"Already known: {first}." in said.out
    assert len(desk.meetings()) == 1


def another_date(days: int = 7) -> str:
    return EXAMPLE.replace("2027-03-11", str(IN_TIME + timedelta(days=days)))


def test_the_same_cluster_with_another_date_is_asked_about(desk: Desk) -> None:
    first = desk.ordered()
    said = desk.order(another_date())
    assert said.code == 2
    assert first in said.err
    assert "--as-new" in said.err
    assert len(desk.meetings()) == 1


def test_a_further_meeting_of_a_cluster_is_ordered_as_new(desk: Desk) -> None:
    desk.ordered()
    assert desk.order(another_date(), "--as-new").code == 0
    assert len(desk.meetings()) == 2


@pytest.mark.parametrize(("content", "told"), BAD.values(), ids=list(BAD))
def test_a_bad_order_is_refused_with_the_reason_and_nothing_is_stored(
    desk: Desk, content: str | bytes, told: str
) -> None:
    said = desk.order(content)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert desk.meetings() == ()


def test_all_faults_are_told_at_once_and_none_quotes_a_person(desk: Desk) -> None:
    text = an_order(EMAIL, "email: ellen eksempel@example.org").replace("Ellen Eksempel", "Ellen <Eksempel>")
    said = desk.order(text)
    assert said.err.count("linje ") == 2
    assert "ellen" not in said.err.casefold()


def test_a_missing_file_is_refused(desk: Desk) -> None:
    said = desk.run("order", "nowhere.yaml")
    assert said.code == 2
    assert "nowhere.yaml" in said.err


def test_a_folder_in_place_of_the_file_is_refused(desk: Desk) -> None:
    assert desk.run("order", str(desk.folder)).code == 2


def test_a_package_with_blanks_cannot_be_ordered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = Copy(desk.folder)
    text = copy.path("texts/package.md")
    text.write_text(text.read_text() + "\nPodcasten: [[mangler: podcastens adresse]]\n")
    monkeypatch.setenv("KLYNGEFLOW_PACKAGES", str(copy.folder))
    said = desk.order(an_order())
    assert said.code == 2
    assert "package.md" in said.err
    assert desk.meetings() == ()
