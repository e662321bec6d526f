"""What the run sheet of trivsel asks of its package: the two mails, the post, and what the leader reads."""

from __future__ import annotations

import pytest

from data_contracts.package import read_package
from tests.data_contracts.package_copies import CONTACTS, TRIVSEL, documents

PACKAGE = read_package(TRIVSEL, CONTACTS)


def test_nobody_has_left_anything_blank() -> None:
    assert PACKAGE.blanks == ()


def test_the_first_mail_carries_the_six() -> None:
    assert documents(PACKAGE.kit, "attached") == [
        "proposed_invitation",
        "questionnaire",
        "package",
        "demo_deck",
        "run_sheet",
        "programme",
    ]
    assert len(PACKAGE.kit) == 6


def test_the_second_mail_carries_the_three() -> None:
    assert documents(PACKAGE.delivery, "attached") == ["deck", "handouts", "note_sheet"]


def test_the_plan_is_on_the_page_in_two_sizes_with_the_attendance_list() -> None:
    assert documents(PACKAGE.delivery, "page") == [
        "implementation_plan",
        "implementation_plan_a3",
        "attendance_list",
    ]


def test_the_implementation_plans_come_by_post_without_being_asked_for() -> None:
    assert PACKAGE.posting is not None
    assert (PACKAGE.posting.document, PACKAGE.posting.sent) == ("implementation_plan", "by_itself")


def test_nobody_needs_a_practice_number() -> None:
    assert not PACKAGE.needs_practices


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("before", "formularen på kiap.dk"),
        ("before", "konsulent fra KiAP ringer"),
        ("before", "mailadresserne på alle klyngens medlemmer"),
        ("before", "seks bilag"),
        ("before", "vedhæft klyngepakken"),
        ("before", "Book lokale, bestil forplejning, og hold styr på, hvem der kommer"),
        ("before", "personligt link til spørgeskemaet"),
        ("before", "kopi af deres egne svar"),
        ("before", "uddelingskopier til gruppearbejdet og ark til mødenoter"),
        ("before", "Print uddelingskopier og ark til mødenoter til alle"),
        ("before", "Implementeringsplanerne kommer som brev"),
        ("before", "Efter aftale kan KiAP lave en ny opgørelse"),
        ("before", "Refleksioner på klyngemødet"),
        ("during", "ark til mødenoter, uddelingskopierne og en implementeringsplan"),
        ("during", "opgørelserne og målepunkterne"),
        ("during", "notere det vigtigste på arket til mødenoter"),
        ("during", "de vigtigste pointer kan bruges i den enkelte praksis"),
        ("during", "efter 6 til 12 måneder"),
        ("during", "den regionale KAP-enhed har tilbud til praksis"),
        ("after", "implementeringsplan"),
        ("after", "De regionale KAP-enheder har forskellige tilbud"),
        ("after", "Bed om en ny opgørelse"),
    ],
)
def test_the_run_sheet_tells_the_leader(part: str, told: str) -> None:
    assert told in PACKAGE.text(f"run_sheet_{part}")
