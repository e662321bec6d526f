"""Free texts: what may be ticked, what is pointed out, and until when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.danish_calendar import DanishCalendar
from domain.acts import ActKind
from domain.errors import NotFound, Refused
from domain.meeting import COPENHAGEN, Member
from domain.package import Limits
from domain.planning import plan_first_round
from domain.ports import Decision, Pull
from domain.questionnaire import Questionnaire
from domain.ticked_texts import (
    are_awaited,
    awaited_until,
    choose_texts,
    shown_texts,
    texts_to_choose,
    what_choosing_does,
)
from domain.ticked_texts.hints import hints, known_of, refusals
from domain.verdict import Outcome, Verdict
from tests.ledgers import ORDER, START
from tests.tasks.house import House, OnePackage, trivsel

GOOD, CHANGE = "words_good", "words_change"
PLAIN = tuple(f"Vi holder pause sammen, på måde {chr(97 + n)}" for n in range(12))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def frozen(
    house: House, texts: Mapping[str, tuple[str, ...]], asked: Questionnaire | None = None, round: int = 1
) -> Pull:
    """The round's pull, released by the gate."""
    house.database.meetings.set_plan(house.id, house.planned(round))
    pull = house.database.pulls.freeze(
        Pull(house.id, round, "1", asked or trivsel().questionnaire, 24, 20, (), texts, "salt")
    )
    house.database.records.set_verdict(house.id, round, Verdict(Outcome.RELEASE, ()), pull.content_hash)
    return pull


def choose(house: House, ticked: Mapping[str, Collection[int]], by: str = "AB", seen: int = 0) -> int:
    return choose_texts(house.id, 1, ticked, by, house, seen=seen).number


# --- what may be ticked -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("wrote", "limit", "offered"), [(9, 10, False), (10, 10, True), (11, 12, False)])
def test_texts_are_offered_from_as_many_as_the_package_s_limit(
    house: House, wrote: int, limit: int, offered: bool
) -> None:
    house.packages = OnePackage(replace(trivsel(), limits=Limits(texts=limit)))
    frozen(house, {GOOD: PLAIN[:wrote]})
    assert (texts_to_choose(house.id, 1, house) is not None) is offered


def test_blank_texts_are_not_counted(house: House) -> None:
    frozen(house, {GOOD: (*PLAIN[:9], " ", "\n")})
    assert texts_to_choose(house.id, 1, house) is None


def test_a_question_whose_texts_the_package_never_shows_is_not_offered(house: House) -> None:
    asked = trivsel().questionnaire
    sections = tuple(
        replace(s, items=tuple(replace(i, show="never") if i.id == GOOD else i for i in s.items))
        for s in asked.sections
    )
    frozen(house, {GOOD: PLAIN, CHANGE: PLAIN}, replace(asked, sections=sections))
    found = texts_to_choose(house.id, 1, house)
    assert found is not None
    assert [item.id for item in found.items] == [CHANGE]
    with pytest.raises(Refused, match="kan intet vises"):
        choose(house, {GOOD: (0, 1, 2)})


def test_before_the_survey_closes_there_is_nothing_to_choose(house: House) -> None:
    assert texts_to_choose(house.id, 1, house) is None
    with pytest.raises(NotFound):
        choose(house, {})


@pytest.mark.parametrize(
    ("places", "why"),
    [
        ((0,), "kun én tekst er valgt"),
        ((0, 1), "kun to tekster er valgt"),
        ((0, 0, 0), "kun én tekst er valgt"),
        ((0, 1, 12), "findes ikke"),
        ((-1, 0, 1), "findes ikke"),
    ],
)
def test_a_choice_that_breaks_a_rule_is_refused_and_nothing_is_kept(
    house: House, places: tuple[int, ...], why: str
) -> None:
    frozen(house, {GOOD: PLAIN})
    for does in (choose, what_is_said):
        with pytest.raises(Refused, match=why):
            does(house, {GOOD: places})
    assert house.ledger.text_choices.of(house.id, 1) is None
    assert house.ledger.acts.of(house.id) == ()


def what_is_said(house: House, ticked: Mapping[str, Collection[int]]) -> str:
    return " ".join(what_choosing_does(house.id, 1, ticked, house))


def test_an_operator_reads_what_a_choice_does_before_it_is_made(house: House) -> None:
    frozen(house, {GOOD: PLAIN, CHANGE: PLAIN[:10]})
    said = what_is_said(house, {GOOD: (0, 4, 7)})
    assert "3 af 12 tekster vises." in said
    assert "ingen tekster vises." in said
    assert house.ledger.text_choices.of(house.id, 1) is None


def test_a_choice_is_kept_as_places_with_its_act_and_wakes_the_run(house: House) -> None:
    pull = frozen(house, {GOOD: PLAIN})
    assert choose(house, {GOOD: [7, 0, 4], CHANGE: []}, by="åb") == 1
    kept = house.ledger.text_choices.of(house.id, 1)
    assert kept is not None
    assert (kept.positions, kept.by, kept.pull_hash) == ({GOOD: (0, 4, 7)}, "ÅB", pull.content_hash)
    (act,) = house.ledger.acts.of(house.id)
    assert (act.kind, act.by, act.detail) == (ActKind.TEXTS_CHOSEN, "ÅB", {"ticked": {GOOD: 3}})
    assert house.runs.woken == [house.id]


def test_to_show_nothing_is_a_choice_too(house: House) -> None:
    frozen(house, {GOOD: PLAIN})
    assert are_awaited(house.id, 1, house)
    choose(house, {})
    assert not are_awaited(house.id, 1, house)


def test_the_second_operator_is_told_whose_choice_came_in_between(house: House) -> None:
    frozen(house, {GOOD: PLAIN})
    choose(house, {GOOD: (0, 1, 2)}, by="AB")
    with pytest.raises(Refused, match="AB har valgt"):
        choose(house, {GOOD: (3, 4, 5)}, by="CD")
    assert choose(house, {GOOD: (3, 4, 5)}, by="CD", seen=1) == 2
    found = texts_to_choose(house.id, 1, house)
    assert found is not None
    assert [text.position for text in found.items[0].texts if text.ticked] == [3, 4, 5]
    assert (found.number, found.chosen_by) == (2, "CD")


def test_the_same_choice_sent_twice_is_one(house: House) -> None:
    frozen(house, {GOOD: PLAIN})
    assert [choose(house, {GOOD: (0, 1, 2)}) for _ in range(2)] == [1, 1]
    assert len(house.ledger.acts.of(house.id)) == 1


@pytest.mark.parametrize("by", ["", "A", "ABCDE", "A1"])
def test_a_choice_has_somebody_s_initials(house: House, by: str) -> None:
    frozen(house, {GOOD: PLAIN})
    with pytest.raises(Refused, match="initialer"):
        choose(house, {GOOD: (0, 1, 2)}, by=by)


def test_withheld_answers_take_their_texts_with_them(house: House) -> None:
    frozen(house, {GOOD: PLAIN})
    house.ledger.records.decide(house.id, 1, Decision("release", "withhold", {}, "AB"))
    assert not are_awaited(house.id, 1, house)
    with pytest.raises(Refused, match="vises ikke denne gang"):
        choose(house, {GOOD: (0, 1, 2)})


def test_while_the_gate_asks_texts_may_be_ticked_but_nothing_waits_for_them(house: House) -> None:
    pull = frozen(house, {GOOD: PLAIN})
    house.database.records.set_verdict(house.id, 1, Verdict(Outcome.ASK, ()), pull.content_hash)
    assert not are_awaited(house.id, 1, house)
    assert choose(house, {GOOD: (0, 1, 2)}) == 1


# --- what is shown ----------------------------------------------------------------------------------------


def test_only_the_ticked_texts_are_shown_word_for_word_by_the_alphabet(house: House) -> None:
    texts = ("Øl på fredag", "  Ro\n\nog  mere ro ", "<b>Fed</b> {{7*7}} $x$ #panic()", *PLAIN)
    pull = frozen(house, {GOOD: texts})
    wanted = {" ".join(text.split()) for text in texts[:3]}
    places = [place for place, text in enumerate(pull.texts[GOOD]) if " ".join(text.split()) in wanted]
    choose(house, {GOOD: places})
    choice = house.ledger.text_choices.of(house.id, 1)
    shown = shown_texts(pull, trivsel().limits, choice)
    assert shown == {GOOD: ("Ro og mere ro", "<b>Fed</b> {{7*7}} $x$ #panic()", "Øl på fredag")}
    assert shown_texts(pull, Limits(texts=16), choice) == {}
    assert shown_texts(pull, trivsel().limits, None) == {}


def test_a_choice_made_in_another_pull_is_refused(house: House) -> None:
    pull = frozen(house, {GOOD: PLAIN})
    choose(house, {GOOD: (0, 1, 2)})
    other = replace(pull, content_hash="another")
    with pytest.raises(Refused, match="another data pull"):
        shown_texts(other, trivsel().limits, house.ledger.text_choices.of(house.id, 1))


# --- what is refused and what is pointed out ------------------------------------------------------------

REFUSED = {
    "Ring til mig på 12 34 56 78": "telefonnummer",
    "Ring til mig på +45 12345678": "telefonnummer",
    "Min tlf-12.34.56.78": "telefonnummer",
    "Patienten 010190-1234 gik": "CPR-nummer",
    "Patienten 0101901234 gik": "CPR-nummer",
    "Skriv til mig@klinik.dk": "mailadresse",
    "Se www.lægerne.dk": "webadresse",
    "Se laegehuset.dk om det": "webadresse",
    "a" * 41: "40 tegn",
    "ord " * 100 + "mere": "plads til 400",
    "[[mangler: mere tid]]": "mangler",
}


@pytest.mark.parametrize(("text", "why"), REFUSED.items(), ids=REFUSED.values())
def test_what_leads_to_a_person_or_has_no_room_can_never_be_ticked(house: House, text: str, why: str) -> None:
    pull = frozen(house, {GOOD: (*PLAIN, text)})
    assert why in " ".join(refusals(text))
    place = pull.texts[GOOD].index(text)
    with pytest.raises(Refused, match="Tag krydset væk") as refused:
        choose(house, {GOOD: [n for n in range(13) if n == place or n < 3]})
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        *PLAIN[:1],
        "Vi mangler 2 læger og 1 sekretær, 40 patienter om dagen",
        "Fra 1.1.2027 til 31.12.2027",
        "x" * 40,
        ("ord " * 100)[:400].strip(),
        "Tid.Ro.Pauser",
        "<script>alert(1)</script> {{7*7}} ${jndi:x}",
    ],
)
def test_ordinary_texts_can_be_ticked(text: str) -> None:
    assert list(refusals(text)) == []


KNOWN = known_of(
    replace(ORDER, coordinator_name="Åse Ærlig", cluster="Klynge Nordby", meeting_place="Lægehuset Prøvevej"),
    [Member("m1", "a@b.dk", "Anne Marie Kvist", "012345"), Member("m2", "b@b.dk", "Bo Dam", "54321")],
)
HINTED = {
    "Anne er altid glad": "»Anne« er et navn",
    "anne er altid glad": "»anne« er et navn",
    "Det er Annes skyld": "»Annes« er et navn",
    "Spørg Bo's sekretær": "»Bo's« er et navn",
    "ÆRLIG talt": "»ÆRLIG« er et navn",
    "Her i Nordby går det godt": "»Nordby« står i klyngens navn",
    "Vi på Prøvevej har det godt": "»Prøvevej« står i klyngens navn",
    "Praksis 12345 er bedst": "ydernummer",
    "Det er godt at have Hansen som kollega": "»Hansen« kan være et navn",
    "Jeg er sololæge og alene": "»sololæge« kan røbe",
    "Siden min skilsmisse": "»skilsmisse« kan røbe",
    "Dejligt 😀": "tom firkant",
}


@pytest.mark.parametrize(("text", "hint"), HINTED.items(), ids=HINTED.values())
def test_what_may_tell_who_is_meant_is_pointed_out(text: str, hint: str) -> None:
    assert hint in " ".join(hints(text, KNOWN))


@pytest.mark.parametrize(
    "text",
    [
        "Vi holder pause. Det hjælper! Telefonen fylder: Alt for meget",
        "Jeg vil gerne bo her, og det går bedst per måned",
        "Er De tilfreds? Kan I lide IT og EKG?",
        "- Tid\n- Ro\n- Pauser",
        "»Ro« er det bedste",
    ],
)
def test_ordinary_texts_have_no_hint(text: str) -> None:
    assert list(hints(text, KNOWN)) == []


def test_hints_stand_beside_the_text_with_the_meeting_s_own_people(house: House) -> None:
    house.have_members(2)
    frozen(house, {GOOD: (*PLAIN, "Åse er god", "ring 12345678")})
    found = texts_to_choose(house.id, 1, house)
    assert found is not None
    by_text = {text.text: text for text in found.items[0].texts}
    assert by_text["Åse er god"].hints == ("»Åse« er et navn i klyngen.",)
    assert by_text["ring 12345678"].refused != ()
    assert "Åse" not in repr(found)


# --- until when -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weekday", range(5))
def test_there_is_always_time_to_choose_and_time_left_to_build(weekday: int) -> None:
    """A meeting on any working day, by the package's own timing."""
    calendar = DanishCalendar()
    starts = datetime(2027, 2, 8 + weekday, 16, tzinfo=COPENHAGEN)
    plan = plan_first_round(starts, trivsel().timing, calendar, START)
    until = awaited_until(plan, calendar)
    assert plan.survey_closes + timedelta(hours=3) <= until <= plan.delivery - timedelta(hours=1)
    assert calendar.is_working_day(until.date())


@pytest.mark.parametrize(
    ("closes", "delivery", "until"),
    [
        ((3, 2, 12), (3, 5, 16), (3, 4, 9)),
        ((3, 4, 12), (3, 8, 16), (3, 5, 9)),
        ((3, 4, 12), (3, 5, 16), (3, 5, 15)),
    ],
    ids=["the day before", "Friday for Monday", "closed later than that"],
)
def test_nobody_is_waited_for_after_the_morning_of_the_working_day_before(
    house: House, closes: tuple[int, int, int], delivery: tuple[int, int, int], until: tuple[int, int, int]
) -> None:
    closed, delivered, last = (
        datetime(2027, month, day, hour, tzinfo=COPENHAGEN) for month, day, hour in (closes, delivery, until)
    )
    plan = replace(house.planned(), survey_closes=closed, delivery=delivered)
    assert awaited_until(plan, house.calendar) == last
