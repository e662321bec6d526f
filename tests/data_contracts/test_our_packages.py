"""What each of our packages promises: short questions, a full evening, and texts that keep the facts."""

from __future__ import annotations

from itertools import accumulate

import pytest

from data_contracts.package import check_package, read_package
from domain.group_questions import all_group_questions
from domain.meeting import REGIONS
from domain.package import Limits, Package, Timing
from tests.data_contracts.package_copies import CONTACTS, SAMARBEJDE, TRIVSEL

PACKAGES = [read_package(folder, CONTACTS) for folder in (TRIVSEL, SAMARBEJDE)]
each_package = pytest.mark.parametrize("package", PACKAGES, ids=[package.id for package in PACKAGES])


@each_package
def test_it_has_no_faults(package: Package) -> None:
    check = check_package(CONTACTS.parent / "packages" / package.id, CONTACTS)
    assert check.faults == ()
    assert check.package == package


@each_package
def test_it_asks_what_five_minutes_allow(package: Package) -> None:
    asked = package.questionnaire
    assert 20 <= len(asked.scale_items) <= len(asked.items) <= 26
    assert len(asked.text_items) == 2
    assert 6 <= len(asked.sections) <= 8
    assert all(len(scale.labels) == 5 for scale in asked.scales.values())


@each_package
def test_the_members_are_told_how_many_questions_there_are(package: Package) -> None:
    told = f"{len(package.questionnaire.items)} korte spørgsmål"
    assert told in package.questionnaire.intro
    assert told in package.text("invitation")


@each_package
def test_it_has_good_answers_at_both_ends(package: Package) -> None:
    directions = [package.questionnaire.direction(item) for item in package.questionnaire.scale_items]
    assert directions.count(-1) >= 4
    assert directions.count(1) > directions.count(-1)


@each_package
def test_each_section_fits_one_slide_of_two_charts(package: Package) -> None:
    asked = package.questionnaire
    for section in asked.sections:
        rows = [item for item in section.items if item.kind == "scale"]
        assert 2 <= len(rows) <= 5
        assert len({(item.scale, asked.direction(item)) for item in rows}) <= 2, section.id


@each_package
def test_every_question_fits_a_slide_and_no_two_are_called_alike(package: Package) -> None:
    items = package.questionnaire.items
    assert all(0 < len(item.short) <= 45 for item in items)
    assert len({item.short for item in items}) == len(items)


def test_no_question_of_one_package_is_asked_in_the_other() -> None:
    asked = [item.text for package in PACKAGES for item in package.questionnaire.items]
    assert len(set(asked)) == len(asked)


@each_package
def test_it_keeps_the_usual_timing_and_limits(package: Package) -> None:
    assert package.timing == Timing()
    assert package.limits == Limits()


@each_package
def test_the_evening_is_two_and_a_half_hours_with_a_break(package: Package) -> None:
    assert sum(point.minutes for point in package.programme) == 150
    assert any(point.title == "Pause" for point in package.programme)


@each_package
def test_every_point_of_the_programme_ends_where_a_slide_ends(package: Package) -> None:
    points = set(accumulate(point.minutes for point in package.programme))
    slides = set(accumulate(slide.minutes for slide in package.deck))
    assert points <= slides
    assert max(slides) == 150


@each_package
def test_each_section_has_its_slide_in_both_decks(package: Package) -> None:
    sections = [section.id for section in package.questionnaire.sections]
    assert [slide.section for slide in package.deck if slide.kind == "section"] == sections
    compared = [slide.section for slide in package.comparison_deck if slide.kind == "comparison_section"]
    assert compared == sections


@each_package
def test_every_slide_tells_the_leader_what_to_say_and_how_long(package: Package) -> None:
    for slide in (*package.deck, *package.comparison_deck):
        assert slide.minutes > 1, slide.title
        assert len(slide.notes) > 40, slide.title


@each_package
def test_the_leader_hears_which_answers_are_good_where_low_ones_are(package: Package) -> None:
    asked = package.questionnaire
    for section in asked.sections:
        scale = [item for item in section.items if item.kind == "scale"]
        directions = {asked.direction(item) for item in scale}
        [slide] = [slide for slide in package.deck if slide.kind == "section" and slide.section == section.id]
        if -1 in directions:
            assert "positive svar" in slide.notes, section.id


@each_package
def test_every_round_of_group_work_has_its_slide(package: Package) -> None:
    shown = [slide.part for slide in package.deck if slide.kind == "group_work"]
    assert shown == [part.id for part in package.group_work]


@each_package
def test_the_groups_have_as_much_to_talk_about_without_data(package: Package) -> None:
    for part, (_, asked) in zip(package.group_work, all_group_questions(package, None), strict=True):
        assert len(asked) == len(part.questions)
        assert all("{" not in question for question in asked)


@each_package
def test_some_questions_follow_the_data_in_each_round_of_group_work(package: Package) -> None:
    assert all(any(q.when != "always" for q in part.questions) for part in package.group_work)


@each_package
def test_the_measurement_points_are_few_of_several_sections_and_good_news_when_high(package: Package) -> None:
    asked = package.questionnaire
    sections = {
        section.id
        for section in asked.sections
        for item in section.items
        if item.id in package.measurement_points
    }
    assert 5 <= len(package.measurement_points) <= 7
    assert len(sections) == len(package.measurement_points)
    assert all(asked.direction(asked.item(point)) == 1 for point in package.measurement_points)
    for deck in (package.deck, package.comparison_deck):
        assert [slide.kind for slide in deck].count("measurement_points") == 1


@each_package
def test_help_names_the_scheme_and_who_it_is_for(package: Package) -> None:
    for fact in ("PLO", "erhvervsaktivt medlem", "erhvervspsykolog", "op til otte timer", "KAP-enhed"):
        assert fact in package.text("help")
    assert "uanset hvad der er svaret" in package.text("help")


@each_package
def test_help_tells_the_five_burdens_and_that_further_hours_are_ones_own(package: Package) -> None:
    for burden in ("arbejdsmængde", "psykisk arbejdsmiljø", "personalesag", "klagesag", "arbejdsskade"):
        assert burden in package.text("help")
    assert "betaler du dem selv" in package.text("help")


@each_package
def test_the_package_text_tells_all_that_a_member_should_know(package: Package) -> None:
    for heading in (
        "## Hvad handler mødet om?",
        "## Hvorfor tale om det i klyngen?",
        "## Hvad kan du forvente?",
        "## Refleksioner på klyngemødet",
        "## Tilbud, I kan bruge",
        "## Hvis du har brug for hjælp",
    ):
        assert heading in package.text("package")


@each_package
def test_the_package_text_lists_the_sections_of_the_questionnaire(package: Package) -> None:
    text = package.text("package")
    assert all(f"\n- {section.title}" in text for section in package.questionnaire.sections)


@each_package
def test_the_reflections_are_questions_for_oneself(package: Package) -> None:
    _, _, rest = package.text("package").partition("## Refleksioner på klyngemødet")
    questions = [line for line in rest.partition("## ")[0].split("\n") if line.startswith("- ")]
    assert 4 <= len(questions) <= 8
    assert all(question.endswith("?") for question in questions)


@each_package
def test_the_contacts_are_those_of_the_run_sheet_and_unchecked(package: Package) -> None:
    told = {
        contact.organisation: (contact.person, contact.email, contact.phone) for contact in package.contacts
    }
    assert told == {
        "Region Hovedstaden": ("Region Hovedstaden", "kap-h@regionh.dk", "3866 5299"),
        "Region Midtjylland": ("Anders V. Rasmussen", "andersvr@hotmail.com", ""),
        "Region Nordjylland": ("Camilla Ulfkjær Østergaard", "c.oestergaard@rn.dk", ""),
        "Region Sjælland": ("Sonja Rasmussen", "sora@regionsjaelland.dk", "9357 0088"),
        "Region Syddanmark": ("Signe Skaarup Andreassen", "signe.skaarup.andreassen@rsyd.dk", "2452 0292"),
        "PLO": ("Lene Gehrchen", "lge.plo@dadl.dk", "3544 8475"),
    }
    assert all(package.contact_for_region(region) for region in REGIONS)
    assert all(contact.checked is None and contact.source == "run sheet" for contact in package.contacts)
