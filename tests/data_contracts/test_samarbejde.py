"""What the run sheet of samarbejde asks of its package: two other mails, the room, the seats, the blanks."""

from __future__ import annotations

import pytest

from data_contracts.package import read_package
from domain.package import SeatingRule
from tests.data_contracts.package_copies import CONTACTS, SAMARBEJDE, documents

PACKAGE = read_package(SAMARBEJDE, CONTACTS)


def test_the_questions_cover_the_topic() -> None:
    assert {section.title for section in PACKAGE.questionnaire.sections} == {
        "Kendskab til hinanden",
        "Samarbejde mellem praksis",
        "Samarbejde i egen praksis",
        "Tillid",
        "Uenighed",
        "Nye kolleger",
        "Sololæger",
        "Fællesskab i klyngen",
    }


def test_the_first_mail_carries_three_and_the_invitation_in_its_body() -> None:
    assert documents(PACKAGE.kit, "attached") == ["package", "run_sheet", "programme"]
    assert documents(PACKAGE.kit, "body") == ["proposed_invitation"]
    assert len(PACKAGE.kit) == 4


def test_the_invitation_points_to_the_podcast_and_the_package() -> None:
    text = PACKAGE.text("proposed_invitation")
    assert "podcast" in text
    assert "vedhæftet klyngepakken" in text


def test_the_second_mail_carries_two_and_links_to_note_sheet_and_plan() -> None:
    assert documents(PACKAGE.delivery, "attached") == ["deck", "handouts"]
    assert documents(PACKAGE.delivery, "linked") == ["note_sheet", "implementation_plan"]


def test_the_room_and_the_time_after_have_their_sheets_on_the_page() -> None:
    assert documents(PACKAGE.delivery, "page") == [
        "implementation_plan_a3",
        "seating_plan",
        "attendance_list",
        "practice_sheet",
    ]


def test_the_large_plan_is_sent_to_those_who_order_it() -> None:
    assert PACKAGE.posting is not None
    assert (PACKAGE.posting.document, PACKAGE.posting.sent) == ("implementation_plan_a3", "when_ordered")


def test_tables_have_six_seats_and_members_a_practice_number() -> None:
    assert PACKAGE.seating == SeatingRule(table_size=6)
    assert PACKAGE.needs_practices


def test_what_nobody_has_told_us_is_marked_and_not_invented() -> None:
    named = [blank.partition(" ")[0].partition(":")[0] for blank in PACKAGE.blanks]
    assert named == ["package.yaml", "texts/offers.md", "texts/offers.md", "texts/offers.md"]
    assert PACKAGE.podcast is not None
    assert PACKAGE.podcast.address.startswith("[[mangler:")


def test_the_offers_are_those_of_the_three() -> None:
    headings = [line[3:] for line in PACKAGE.text("offers").split("\n") if line.startswith("## ")]
    assert headings == ["PLO-E", "KAP-enheden i din region", "KiAP"]


def test_both_decks_show_the_offers() -> None:
    for deck in (PACKAGE.deck, PACKAGE.comparison_deck):
        assert [slide.kind for slide in deck].count("offers") == 1


def test_there_is_a_text_for_working_on_in_ones_own_practice() -> None:
    assert "personalemøde" in PACKAGE.text("practice")
    assert "alene i din praksis" in PACKAGE.text("practice")


def test_the_seats_change_in_the_break_and_the_slides_say_so() -> None:
    kinds = [(slide.kind, slide.part, slide.title) for slide in PACKAGE.deck]
    across = kinds.index(("group_work", "across", "Gruppearbejde 1 på tværs af praksis"))
    change = kinds.index(("text", "", "Pause og nye pladser"))
    home = kinds.index(("group_work", "home", "Gruppearbejde 2 i egen praksis"))
    assert across < change < home


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("before", "formularen på kiap.dk"),
        ("before", "konsulent fra KiAP ringer"),
        ("before", "tre bilag: klyngepakken, denne drejebog og et detaljeret program"),
        ("before", "vedhæft klyngepakken, og send linket til podcasten med"),
        ("before", "Book lokale, bestil forplejning, og hold styr på, hvem der kommer"),
        ("before", "tilbud fra PLO-E, KAP-enheden og KiAP"),
        ("before", "link til ark til mødenoter og til implementeringsplanen"),
        ("before", "klynger@kiap.dk"),
        ("before", "Efter aftale kan KiAP lave en ny opgørelse"),
        ("before", "Ingen sidder sammen med kolleger fra egen praksis"),
        ("before", "Alle sidder sammen med kollegerne fra deres egen praksis"),
        ("before", "sidder sammen under hele mødet"),
        ("before", "**Projektor:**"),
        ("before", "**Flipover eller tavle** og kuglepenne"),
        ("during", "**Del ud ved mødets start.**"),
        ("during", "**Styr tiden med det detaljerede program,**"),
        ("during", "de vigtigste pointer kan omsættes i den enkelte praksis"),
        ("during", "hvordan I vil følge op"),
        ("after", "implementeringsplan"),
        ("after", "Bed om en ny opgørelse"),
        ("after", "Arbejd videre i egen praksis"),
    ],
)
def test_the_run_sheet_tells_the_leader(part: str, told: str) -> None:
    assert told in PACKAGE.text(f"run_sheet_{part}")
