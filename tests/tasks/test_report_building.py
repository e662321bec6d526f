"""Report building and delivery: with data, without, withheld, compared; delivered once, or as links."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import NotFound, Refused
from domain.figures import TOO_FEW
from domain.mails import MailKind, MailOutcome, SendResult
from domain.package import SlidePlan
from domain.ports import Decision, StoredFile
from domain.verdict import Outcome, Verdict
from tasks.data_quality_gate import data_quality_gate
from tasks.delivery import delivery
from tasks.member_mailing import member_mailing
from tasks.report_building import report_building
from tasks.survey_collection import survey_collection
from tests.ledgers import forget_done
from tests.tasks.house import House, MailServer, SetJudge, text_of, trivsel

DELIVERED = {attachment.document for attachment in trivsel().delivery}
TOO_BIG = SendResult(MailOutcome.REJECTED, "552")


def surveyed(house: House, answers: int = 9, round: int = 1, outcome: Outcome = Outcome.RELEASE) -> House:
    """The round's answers are in, frozen and judged."""
    plan = house.planned(round)
    house.database.meetings.set_plan(house.id, plan)
    house.have_members()
    house.at(plan.survey_opens)
    member_mailing.fn(house.id, house, round=round)
    house.answer(answers, round)
    house.at(plan.survey_closes)
    survey_collection.fn(house.id, house, round=round)
    house.judge = SetJudge(Verdict(outcome, ()))
    data_quality_gate.fn(house.id, house, round=round)
    return house


def documents(house: House, group: str = "meeting") -> dict[str, bytes]:
    return {file.document: house.objects.get(file.key) for file in house.ledger.files.of(house.id, group)}


def test_a_released_round_is_built_with_its_figures(house: House) -> None:
    assert report_building.fn(surveyed(house).id, house) == "data"
    released = house.ledger.records.release(house.id, 1)
    pull = house.ledger.pulls.get(house.id, 1)
    assert released is not None
    assert pull is not None
    assert (released["form"], released["pull_hash"]) == ("data", pull.content_hash)
    figures = released["figures"]
    assert (figures["round"], figures["invited"], figures["answered"]) == (1, 12, 9)
    assert set(documents(house)) == DELIVERED


def test_what_was_agreed_stands_in_the_comparison_and_nowhere_before(house: House) -> None:
    report_building.fn(surveyed(house).id, house)
    house.ledger.commitments.replace(house.id, ["Vi holder en fælles pause."])
    report_building.fn(surveyed(house, answers=10, round=2).id, house, round=2)
    comparison = documents(house, "follow-up")["comparison_deck"]
    assert comparison.count("Vi holder en fælles pause.".encode()) >= 1
    assert all("fælles pause".encode() not in content for content in documents(house).values())


def test_what_is_agreed_after_the_follow_up_is_released_changes_no_deck(house: House) -> None:
    report_building.fn(surveyed(house).id, house)
    house.ledger.commitments.replace(house.id, ["Vi holder en fælles pause."])
    report_building.fn(surveyed(house, answers=10, round=2).id, house, round=2)
    before = documents(house, "follow-up")
    with pytest.raises(Refused, match="follow-up's documents"):
        house.ledger.commitments.replace(house.id, ["Vi ringer til hinanden."])
    forget_done(house.ledger, house.id, 2, ["report_building"])
    report_building.fn(house.id, house, round=2)
    assert documents(house, "follow-up") == before


@pytest.mark.parametrize(
    ("first", "second", "decks"),
    [
        (9, 10, ["Powerpoint til opfølgningen, før og nu", "Powerpoint med de nye svar alene"]),
        (4, 9, ["Powerpoint til opfølgningen"]),
        (9, 4, ["Powerpoint til opfølgningen"]),
    ],
)
def test_a_powerpoint_of_the_follow_up_says_by_its_name_which_it_is(
    house: House, first: int, second: int, decks: list[str]
) -> None:
    report_building.fn(surveyed(house, first).id, house)
    report_building.fn(surveyed(house, second, round=2).id, house, round=2)
    delivery.fn(house.id, house, round=2)
    *_, mail = house.mails(MailKind.COORDINATOR_DELIVERY)
    assert [file.name.rpartition(" – ")[2] for file in mail.attachments if file.name.endswith("pptx")] == [
        f"{deck}.pptx" for deck in decks
    ]
    assert all(deck in text_of(mail) for deck in decks)


def test_nothing_is_said_of_four_answers(house: House) -> None:
    surveyed(house, answers=4, outcome=Outcome.TOO_FEW)
    assert report_building.fn(house.id, house) == "data_free"
    released = house.ledger.records.release(house.id, 1)
    assert released is not None
    assert released["form"] == "data_free"
    items = released["figures"]["items"]
    assert {items[item.id]["hidden"] for item in house.packages.get("trivsel").questionnaire.scale_items} == {
        TOO_FEW
    }
    assert set(documents(house)) == DELIVERED


def test_too_few_answers_stay_hidden_even_where_the_gate_would_release_them(house: House) -> None:
    surveyed(house, answers=4, outcome=Outcome.RELEASE)
    assert report_building.fn(house.id, house) == "data_free"


@pytest.mark.parametrize(
    ("outcome", "choice", "becomes"),
    [
        (Outcome.RELEASE_WITH_REMARKS, None, "data"),
        (Outcome.ASK, "release", "data"),
        (Outcome.ASK, "withhold", "data_free"),
        (Outcome.ASK, None, "data_free"),
        (Outcome.STOP, "withhold", "data_free"),
        (Outcome.STOP, "release", "data_free"),
        (Outcome.RELEASE, "withhold", "data_free"),
        (Outcome.RELEASE_WITH_REMARKS, "withhold", "data_free"),
    ],
)
def test_the_gate_and_the_operator_decide_whether_there_are_numbers(
    house: House, outcome: Outcome, choice: str | None, becomes: str
) -> None:
    surveyed(house, outcome=outcome)
    if choice:
        house.ledger.records.decide(house.id, 1, Decision("release", choice, {}, "AB"))
    assert report_building.fn(house.id, house) == becomes


def test_without_a_verdict_there_are_no_numbers(house: House) -> None:
    house.have_members()
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)
    house.answer(9)
    survey_collection.fn(house.id, house)
    assert report_building.fn(house.id, house) == "data_free"


def test_building_again_gives_the_same_bytes(house: House) -> None:
    report_building.fn(surveyed(house).id, house)
    before, files = documents(house), house.ledger.files.of(house.id)
    forget_done(house.ledger, house.id, 1, ["report_building"])
    house.wall.walk(days=3)
    report_building.fn(house.id, house)
    assert documents(house) == before
    assert house.ledger.files.of(house.id) == files


def test_a_report_needs_a_pull(house: House) -> None:
    with pytest.raises(NotFound):
        report_building.fn(house.id, house)
    assert house.ledger.files.of(house.id) == ()


def test_the_second_round_is_compared_with_the_first(house: House) -> None:
    report_building.fn(surveyed(house).id, house)
    assert report_building.fn(surveyed(house, answers=10, round=2).id, house, round=2) == "data, compared"
    released = house.ledger.records.release(house.id, 2)
    assert released is not None
    items = house.packages.get("trivsel").questionnaire.scale_items
    assert {item.id for item in items} <= set(released["comparison"]["items"])
    assert set(documents(house, "follow-up")) == {*DELIVERED, "comparison_deck"}
    assert set(documents(house)) == DELIVERED


@pytest.mark.parametrize(("first", "second"), [(4, 9), (9, 4)])
def test_a_round_without_numbers_is_not_compared(house: House, first: int, second: int) -> None:
    outcomes = {4: Outcome.TOO_FEW, 9: Outcome.RELEASE}
    report_building.fn(surveyed(house, first, outcome=outcomes[first]).id, house)
    surveyed(house, second, round=2, outcome=outcomes[second])
    assert "compared" not in report_building.fn(house.id, house, round=2)
    released = house.ledger.records.release(house.id, 2)
    assert released is not None
    compared = released["comparison"]["items"].values()
    assert {item["difference"] for item in compared} == {None}
    assert "comparison_deck" not in documents(house, "follow-up")


def test_what_an_operator_keeps_back_is_in_no_release(house: House) -> None:
    surveyed(house, outcome=Outcome.STOP)
    report_building.fn(house.id, house)
    released = house.ledger.records.release(house.id, 1)
    assert released is not None
    assert set(released) == {"form", "pull_hash", "package_version", "package_hash", "software_version"}


def judged_again(house: House, outcome: Outcome) -> None:
    forget_done(house.ledger, house.id, 1, ["data_quality_gate", "report_building"])
    house.judge = SetJudge(Verdict(outcome, ()))
    data_quality_gate.fn(house.id, house)


def test_what_was_withheld_stays_so_when_the_gate_thinks_better_of_it(house: House) -> None:
    surveyed(house, outcome=Outcome.STOP)
    report_building.fn(house.id, house)
    before = house.ledger.records.release(house.id, 1), documents(house)
    judged_again(house, Outcome.RELEASE)
    with pytest.raises(Refused, match="released already"):
        report_building.fn(house.id, house)
    assert (house.ledger.records.release(house.id, 1), documents(house)) == before


def test_released_figures_are_not_taken_back_when_the_gate_asks_later(house: House) -> None:
    report_building.fn(surveyed(house).id, house)
    before = house.ledger.records.release(house.id, 1), documents(house)
    judged_again(house, Outcome.ASK)
    with pytest.raises(Refused, match="released already"):
        report_building.fn(house.id, house)
    assert (house.ledger.records.release(house.id, 1), documents(house)) == before


def test_a_stale_comparison_is_not_delivered(house: House) -> None:
    surveyed(house, 10, round=2)
    kept = house.objects.put("stale", b"old", "x/y")
    stale = StoredFile(
        house.id, 2, "follow-up", "comparison_deck", "Før.pptx", "stale", kept.sha256, 3, "x/y"
    )
    house.ledger.files.add(stale)
    assert report_building.fn(house.id, house, round=2) == "data"
    assert set(documents(house, "follow-up")) == DELIVERED
    delivery.fn(house.id, house, round=2)
    (mail,) = house.mails(MailKind.COORDINATOR_DELIVERY)
    assert len(mail.attachments) == 3


def with_another_first_section(house: House) -> None:
    """The package is edited: its first section goes, a new one comes, and the decks follow."""
    package = house.packages.get("trivsel")
    gone = package.questionnaire.sections[0]
    new = replace(gone, id="new", items=(replace(gone.items[0], id="new1", text="Noget nyt?"),))
    sections = (new, *package.questionnaire.sections[1:])
    house.packages = house.packages.changed(  # type: ignore[attr-defined]
        questionnaire=replace(package.questionnaire, sections=sections),
        deck=_renamed(package.deck, gone.id),
        comparison_deck=_renamed(package.comparison_deck, gone.id),
    )


def _renamed(plans: tuple[SlidePlan, ...], gone: str) -> tuple[SlidePlan, ...]:
    return tuple(replace(plan, section="new") if plan.section == gone else plan for plan in plans)


def test_a_report_built_again_asks_what_was_asked_then(house: House) -> None:
    report_building.fn(surveyed(house).id, house)
    released, before = house.ledger.records.release(house.id, 1), documents(house)
    with_another_first_section(house)
    forget_done(house.ledger, house.id, 1, ["report_building"])
    assert report_building.fn(house.id, house) == "data"
    assert house.ledger.records.release(house.id, 1) == released
    again = documents(house)
    assert (again["handouts"], again["note_sheet"]) == (before["handouts"], before["note_sheet"])
    assert b"Noget nyt?" not in again["deck"]


def test_rounds_with_different_sections_are_compared_where_they_can_be(house: House) -> None:
    report_building.fn(surveyed(house).id, house)
    with_another_first_section(house)
    assert report_building.fn(surveyed(house, 10, round=2).id, house, round=2) == "data, compared"
    assert b"Noget nyt?" in documents(house, "follow-up")["comparison_deck"]


def test_a_second_round_with_data_only_in_the_old_questions_still_has_its_deck(house: House) -> None:
    report_building.fn(surveyed(house).id, house)
    surveyed(house, 10, round=2)
    with_another_first_section(house)
    assert report_building.fn(house.id, house, round=2) == "data, compared"
    assert b"Noget nyt?" not in documents(house, "follow-up")["comparison_deck"]


def test_an_item_reworded_between_the_rounds_is_not_compared_and_says_why(house: House) -> None:
    report_building.fn(surveyed(house).id, house)
    asked = house.packages.get("trivsel").questionnaire
    section = asked.sections[0]
    reworded = replace(section.items[0], text="Et helt andet spørgsmål?")
    sections = (replace(section, items=(reworded, *section.items[1:])), *asked.sections[1:])
    house.packages = house.packages.changed(questionnaire=replace(asked, sections=sections))  # type: ignore[attr-defined]
    report_building.fn(surveyed(house, round=2).id, house, round=2)
    released = house.ledger.records.release(house.id, 2)
    assert released is not None
    compared = released["comparison"]["items"]
    assert compared[reworded.id]["not_compared"]
    assert compared[section.items[1].id]["not_compared"] is None


# --- delivery ------------------------------------------------------------------------------------------


@pytest.fixture
def built(house: House) -> House:
    report_building.fn(surveyed(house).id, house)
    house.at(house.planned().delivery)
    house.server.taken.clear()
    return house


def test_the_coordinator_gets_everything_once(built: House) -> None:
    assert delivery.fn(built.id, built) == "1 sent"
    forget_done(built.ledger, built.id, 1, ["delivery"])
    assert delivery.fn(built.id, built) == "1 sent"
    (mail,) = built.mails(MailKind.COORDINATOR_DELIVERY)
    assert [file.name.rpartition(".")[2] for file in mail.attachments] == ["pptx", "pdf", "pdf"]
    carried = [documents(built)[one.document] for one in trivsel().delivery if one.how == "attached"]
    assert [file.content for file in mail.attachments] == carried
    assert "ingen tal" not in text_of(mail)


def test_what_the_package_links_or_keeps_on_the_page_is_not_attached(built: House) -> None:
    linked = tuple(
        replace(one, how="linked") if one.document == "handouts" else one for one in trivsel().delivery
    )
    built.packages = built.packages.changed(delivery=linked)  # type: ignore[attr-defined]
    delivery.fn(built.id, built)
    (mail,) = built.mails(MailKind.COORDINATOR_DELIVERY)
    page = f"{built.base_url}/k/{built.tokens.coordinator(built.id)}"
    assert len(mail.attachments) == 2
    assert f"Uddelingskopier: {page}/filer/meeting/handouts" in text_of(mail)
    assert "ligger også »Implementeringsplan (A4)«, " in text_of(mail)
    assert "1. Powerpoint til mødet 2. Ark til mødenoter" in text_of(mail)


def test_a_delivery_without_numbers_says_so(house: House) -> None:
    report_building.fn(surveyed(house, 4, outcome=Outcome.TOO_FEW).id, house)
    delivery.fn(house.id, house)
    (mail,) = house.mails(MailKind.COORDINATOR_DELIVERY)
    assert "ingen tal" in text_of(mail)


def test_a_delivery_too_big_for_the_server_is_sent_once_as_links(built: House) -> None:
    built.transport = server = MailServer(TOO_BIG)
    assert delivery.fn(built.id, built) == "1 sent"
    forget_done(built.ledger, built.id, 1, ["delivery"])
    assert delivery.fn(built.id, built) == "1 sent"
    (mail,) = server.taken
    assert mail.attachments == ()
    assert mail.html.count(f"{built.base_url}/k/{built.tokens.coordinator(built.id)}") >= 3
    assert built.outcomes()["coordinator_delivery", "rejected"] == 1
    assert built.outcomes()["coordinator_delivery", "sent"] == 1


def test_the_links_are_sent_by_the_next_run_when_the_first_died_in_between(built: House) -> None:
    built.transport = server = MailServer(TOO_BIG, SendResult(MailOutcome.DEFERRED, "451 at MAIL"))
    with pytest.raises(Exception, match="Mails wait"):
        delivery.fn(built.id, built)
    built.wall.walk(minutes=10)
    assert delivery.fn(built.id, built) == "1 sent"
    assert len(server.taken) == 1


def test_an_altered_document_is_not_delivered(built: House, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = built.ledger.files.of(built.id, "meeting")[0]
    (tmp_path / "files" / file.key).write_bytes(b"something else")
    with pytest.raises(Refused):
        delivery.fn(built.id, built)
    assert built.mails(MailKind.COORDINATOR_DELIVERY) == []


def test_nothing_is_delivered_before_it_is_built(house: House) -> None:
    with pytest.raises(NotFound, match="report"):
        delivery.fn(house.id, house)


def test_the_follow_up_is_delivered_as_a_mail_of_its_own(built: House) -> None:
    delivery.fn(built.id, built)
    report_building.fn(surveyed(built, 10, round=2).id, built, round=2)
    built.wall.walk(days=1)
    assert delivery.fn(built.id, built, round=2) == "1 sent"
    first, second = built.mails(MailKind.COORDINATOR_DELIVERY)
    assert len(second.attachments) == len(first.attachments) + 1
    assert "ændret sig" in second.subject
    assert built.planned(2).delivery - second.date < timedelta(days=3)  # type: ignore[operator]
