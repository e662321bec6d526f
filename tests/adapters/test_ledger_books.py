"""The books of the ledger: what was written is read back, and the same thing twice is one thing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from adapters.ledger import SqlLedger
from adapters.ledger.tables import pulls
from domain.acts import Act, ActKind
from domain.errors import KlyngeflowError, NotFound, Refused
from domain.meeting import COPENHAGEN, MemberRow, Plan
from domain.ports import Decision, InvitedTo, OpenedSurvey, PostingJob, Pull, StoredFile, Wait
from domain.questionnaire import Answers
from domain.verdict import Finding, Outcome, Verdict
from tests.ledgers import MEETING, ORDER, START, HandClock, add_meeting
from tests.small_questionnaire import SMALL

OPENS = START.astimezone(COPENHAGEN)
PLAN = Plan(
    round=1,
    survey_opens=OPENS,
    reminders=(OPENS + timedelta(days=5), OPENS + timedelta(days=10)),
    survey_closes=OPENS + timedelta(days=14),
    delivery=OPENS + timedelta(days=16),
    meeting_starts=ORDER.meeting_starts,
    thanks=ORDER.meeting_starts + timedelta(days=1),
)


def both_at_once(write: Callable[[], object]) -> None:
    with ThreadPoolExecutor(2) as pool:
        for writing in [pool.submit(write), pool.submit(write)]:
            writing.result()


def pull(*answers: dict[str, int], texts: tuple[str, ...] = ()) -> Pull:
    return Pull(
        meeting_id=MEETING,
        round=1,
        package_version="1.0",
        questionnaire=SMALL,
        invited=24,
        used=len(answers),
        answers=tuple(Answers(values) for values in answers),
        texts={"words": texts},
    )


# --- orders and plans ---------------------------------------------------------------------------------


def test_an_order_is_read_back_as_it_was(ledger: SqlLedger) -> None:
    meeting = ledger.meetings.get(MEETING)
    assert meeting.order == ORDER
    assert (meeting.consultant_id, meeting.ordered_at, meeting.rehearsal) == ("kiap", START, False)
    assert meeting.order.meeting_starts.tzinfo is COPENHAGEN


def test_the_same_order_twice_is_one_meeting_and_keeps_the_first(ledger: SqlLedger) -> None:
    assert add_meeting(ledger, phone="99 99 99 99", cluster="  NORD ") == MEETING
    (meeting,) = ledger.meetings.all()
    assert meeting.order.phone == ORDER.phone


def test_meetings_are_listed_in_the_order_they_were_ordered(ledger: SqlLedger) -> None:
    ledger.meetings.add(replace(ORDER, cluster="Syd"), "kiap", START - timedelta(days=1))
    assert [meeting.order.cluster for meeting in ledger.meetings.all()] == ["Syd", "Nord"]


def test_an_unknown_meeting_is_not_found(ledger: SqlLedger) -> None:
    with pytest.raises(NotFound, match="klyngeflow status"):
        ledger.meetings.get("trivsel-zzzzzz")


def test_a_plan_is_read_back_and_can_be_moved(ledger: SqlLedger) -> None:
    assert ledger.meetings.plan(MEETING, 1) is None
    ledger.meetings.set_plan(MEETING, PLAN)
    assert ledger.meetings.plan(MEETING, 1) == PLAN
    moved = replace(PLAN, reminders=())
    ledger.meetings.set_plan(MEETING, moved)
    assert ledger.meetings.plan(MEETING, 1) == moved
    assert ledger.meetings.plan(MEETING, 2) is None


# --- members and invitations --------------------------------------------------------------------------


def rows(*names: str) -> list[MemberRow]:
    return [MemberRow(f"{name}@a.dk", name, "012345") for name in names]


def test_a_second_member_list_is_a_difference_and_not_doubles(ledger: SqlLedger) -> None:
    assert ledger.members.replace(MEETING, rows("anne", "bo", "carl")) == (3, 0, 0)
    ids = {member.name: member.id for member in ledger.members.of(MEETING)}
    second = [MemberRow("ANNE@a.dk", "anne", "012345"), *rows("bo"), *rows("dorte")]
    assert ledger.members.replace(MEETING, second) == (1, 1, 1)
    now = {member.name: member.id for member in ledger.members.of(MEETING)}
    assert now.keys() == {"anne", "bo", "dorte"}
    assert (now["anne"], now["bo"]) == (ids["anne"], ids["bo"])
    assert now["dorte"] not in ids.values()


def test_the_same_member_list_again_changes_nothing(ledger: SqlLedger) -> None:
    ledger.members.replace(MEETING, rows("anne", "bo"))
    before = ledger.members.of(MEETING)
    assert ledger.members.replace(MEETING, rows("bo", "anne")) == (0, 0, 0)
    assert ledger.members.of(MEETING) == before


def test_two_doctors_with_one_mailbox_stay_two(ledger: SqlLedger) -> None:
    shared = [MemberRow("klinik@a.dk", "anne"), MemberRow("klinik@a.dk", "bo")]
    ledger.members.replace(MEETING, shared)
    ids = {member.name: member.id for member in ledger.members.of(MEETING)}
    assert ledger.members.replace(MEETING, shared[::-1]) == (0, 0, 0)
    assert {member.name: member.id for member in ledger.members.of(MEETING)} == ids


def test_a_new_name_at_a_known_address_is_the_same_member(ledger: SqlLedger) -> None:
    ledger.members.replace(MEETING, [MemberRow("x@a.dk", "anne jensen")])
    (before,) = ledger.members.of(MEETING)
    assert ledger.members.replace(MEETING, [MemberRow("x@a.dk", "Anne Jensen")]) == (0, 1, 0)
    assert ledger.members.of(MEETING)[0].id == before.id


def test_a_list_that_fails_half_way_changes_nothing(ledger: SqlLedger) -> None:
    ledger.members.replace(MEETING, rows("anne"))
    broken = [*rows("bo"), MemberRow("c@a.dk", None)]  # type: ignore[arg-type]
    with pytest.raises(KlyngeflowError):
        ledger.members.replace(MEETING, broken)
    assert [member.name for member in ledger.members.of(MEETING)] == ["anne"]


def test_two_lists_at_the_same_moment_do_not_add_up(ledger: SqlLedger) -> None:
    names = [f"laege{number}" for number in range(12)]
    both_at_once(lambda: ledger.members.replace(MEETING, rows(*names)))
    assert len(ledger.members.of(MEETING)) == 12


def test_a_link_leads_to_its_member_and_round(ledger: SqlLedger) -> None:
    ledger.invitations.add(MEETING, 1, {"m1": "hash-1", "m2": "hash-2"})
    ledger.invitations.add(MEETING, 1, {"m1": "another", "m3": "hash-3"})
    assert ledger.invitations.of(MEETING, 1) == {"m1": "hash-1", "m2": "hash-2", "m3": "hash-3"}
    assert ledger.invitations.find("hash-2") == InvitedTo(MEETING, 1, "m2")
    assert ledger.invitations.find("another") is None
    assert ledger.invitations.of(MEETING, 2) == {}


def test_a_withdrawn_link_is_known_no_more_in_its_round_alone(ledger: SqlLedger) -> None:
    for round in (1, 2):
        ledger.invitations.add(MEETING, round, {"m1": f"one {round}", "m2": f"two {round}"})
    ledger.invitations.withdraw(MEETING, 1, ["m1"])
    assert ledger.invitations.find("one 1") is None
    assert ledger.invitations.of(MEETING, 1) == {"m2": "two 1"}
    assert set(ledger.invitations.of(MEETING, 2)) == {"m1", "m2"}


# --- pulls --------------------------------------------------------------------------------------------


def test_a_pull_is_frozen_once(ledger: SqlLedger) -> None:
    assert ledger.pulls.get(MEETING, 1) is None
    first = ledger.pulls.freeze(pull({"calm": 3}, texts=("Ord",)))
    second = ledger.pulls.freeze(pull({"calm": 5}, {"calm": 1}))
    assert second == first == ledger.pulls.get(MEETING, 1)
    assert (first.answers, first.texts) == ((Answers({"calm": 3}),), {"words": ("Ord",)})
    assert first.questionnaire == SMALL


def test_the_same_answers_have_another_hash_under_another_seal(ledger: SqlLedger) -> None:
    add_meeting(ledger, cluster="Syd")
    other = next(meeting.id for meeting in ledger.meetings.all() if meeting.order.cluster == "Syd")
    one = ledger.pulls.freeze(replace(pull({"calm": 1}), salt="one"))
    two = ledger.pulls.freeze(replace(pull({"calm": 1}), salt="two", meeting_id=other))
    assert one.content_hash != two.content_hash
    assert (one.salt, two.salt) == ("one", "two")


def test_the_order_of_the_answers_leaves_no_trace(ledger: SqlLedger) -> None:
    add_meeting(ledger, cluster="Syd")
    other = next(meeting.id for meeting in ledger.meetings.all() if meeting.order.cluster == "Syd")
    one = ledger.pulls.freeze(pull({"calm": 1, "rush": 2}, {"joy": 5}, texts=("b", "a")))
    turned = pull({"joy": 5}, {"rush": 2, "calm": 1}, texts=("a", "b"))
    two = ledger.pulls.freeze(replace(turned, meeting_id=other))
    assert one.content_hash == two.content_hash
    assert (one.answers, one.texts) == (two.answers, two.texts)


def test_an_altered_pull_is_refused_on_every_read(ledger: SqlLedger) -> None:
    ledger.pulls.freeze(pull({"calm": 3}))
    with ledger.engine.begin() as connection:
        connection.execute(update(pulls).values(content=pulls.c.content + " "))
    with pytest.raises(Refused, match="content hash"):
        ledger.pulls.get(MEETING, 1)
    with pytest.raises(Refused, match="content hash"):
        ledger.pulls.freeze(pull({"calm": 3}))


def test_what_a_round_asks_stands_from_its_opening_on(ledger: SqlLedger) -> None:
    assert ledger.surveys.of(MEETING, 1) is None
    first = OpenedSurvey(MEETING, 1, "1.0", replace(SMALL, pages="all_on_one"))
    assert ledger.surveys.open(first) == first
    reworded = OpenedSurvey(MEETING, 1, "1.1", replace(SMALL, intro="Andre ord"))
    assert ledger.surveys.open(reworded) == first == ledger.surveys.of(MEETING, 1)
    assert ledger.surveys.of(MEETING, 2) is None


# --- records ------------------------------------------------------------------------------------------


def test_steps_are_remembered_in_the_order_they_were_done(ledger: SqlLedger, wall: HandClock) -> None:
    for step in ("intake", "kit_mailing"):
        ledger.records.mark_done(MEETING, 1, step, f"{step} done")
        wall.walk(seconds=1)
    assert list(ledger.records.steps_done(MEETING, 1).items()) == [
        ("intake", "intake done"),
        ("kit_mailing", "kit_mailing done"),
    ]
    assert not ledger.records.is_done(MEETING, 2, "intake")


def test_the_first_decision_stands_and_the_second_is_told(ledger: SqlLedger) -> None:
    first = Decision("release", "release", {"reason": "forklaret"}, "ABC")
    assert ledger.records.decision(MEETING, 1, "release") is None
    assert ledger.records.decide(MEETING, 1, first) == first
    assert ledger.records.decide(MEETING, 1, Decision("release", "withhold", {}, "XYZ")) == first
    assert ledger.records.decision(MEETING, 1, "release") == first
    assert ledger.records.decision(MEETING, 2, "release") is None


def test_a_verdict_is_read_back_and_replaced_by_a_newer_one(ledger: SqlLedger) -> None:
    found = Verdict(Outcome.ASK, (Finding("response_rate", "doubtful", 1, "Få har svaret på skemaet."),))
    ledger.records.set_verdict(MEETING, 1, found, "a" * 64)
    assert ledger.records.verdict(MEETING, 1) == found
    ledger.records.set_verdict(MEETING, 1, Verdict(Outcome.RELEASE, ()), "a" * 64)
    assert ledger.records.verdict(MEETING, 1) == Verdict(Outcome.RELEASE, ())


def test_nothing_is_released_twice_from_other_data(ledger: SqlLedger) -> None:
    release = {"pull_hash": "a" * 64, "form": "data"}
    ledger.records.set_release(MEETING, 1, release)
    ledger.records.set_release(MEETING, 1, {**release, "software_version": "2"})
    with pytest.raises(Refused, match="released already"):
        ledger.records.set_release(MEETING, 1, {"pull_hash": "b" * 64, "form": "data"})
    assert ledger.records.release(MEETING, 1) == {**release, "software_version": "2"}


@pytest.mark.parametrize(
    "changed", [{"form": "data_free"}, {"figures": {"n": 7}}, {"figures": None}, {"comparison": {"n": 1}}]
)
def test_a_figure_once_released_never_changes(ledger: SqlLedger, changed: dict[str, object]) -> None:
    release = {"pull_hash": "a" * 64, "form": "data", "figures": {"n": 8}}
    ledger.records.set_release(MEETING, 1, release)
    with pytest.raises(Refused, match="released already"):
        ledger.records.set_release(MEETING, 1, release | changed)
    assert ledger.records.release(MEETING, 1) == release


def test_a_wait_stands_until_it_is_cleared(ledger: SqlLedger) -> None:
    wait = Wait(MEETING, 1, "AwaitingMembers", OPENS, START)
    ledger.records.set_waiting(Wait(MEETING, 1, "AwaitingConsultation", None))
    ledger.records.set_waiting(wait)
    assert ledger.records.waiting(MEETING, 1) == wait
    ledger.records.clear_waiting(MEETING, 1)
    assert ledger.records.waiting(MEETING, 1) is None


# --- files and runs -----------------------------------------------------------------------------------


def test_a_document_built_again_takes_the_place_of_the_old(ledger: SqlLedger) -> None:
    old = StoredFile(MEETING, 1, "kit", "deck", "Dæk.pptx", "k/1", "a" * 64, 10, "x/y")
    new = StoredFile(MEETING, 1, "kit", "deck", "Dæk.pptx", "k/2", "b" * 64, 11, "x/y")
    other = StoredFile(MEETING, 2, "follow-up", "deck", "Dæk.pptx", "k/3", "c" * 64, 12, "x/y")
    for file in (old, new, other):
        ledger.files.add(file)
    assert ledger.files.of(MEETING) == (new, other)
    assert ledger.files.of(MEETING, "follow-up") == (other,)


def test_documents_not_wanted_any_more_are_forgotten_in_their_group_alone(ledger: SqlLedger) -> None:
    deck = StoredFile(MEETING, 2, "follow-up", "deck", "Dæk.pptx", "k/1", "a" * 64, 10, "x/y")
    stale = replace(deck, document="comparison_deck", key="k/2")
    other = replace(deck, group="meeting", document="handouts", round=1, key="k/3")
    for file in (deck, stale, other):
        ledger.files.add(file)
    ledger.files.keep_only(MEETING, "follow-up", ["deck"])
    assert ledger.files.of(MEETING) == (other, deck)


def test_an_attempt_is_written_before_the_engine_hears_of_it_and_only_once(ledger: SqlLedger) -> None:
    ledger.runs.attempt(MEETING, 1, 1, None)
    ledger.runs.attempt(MEETING, 1, 1, START)
    run = ledger.runs.latest(MEETING, 1)
    assert run is not None
    assert (run.flow_run_id, run.due, run.idempotency_key) == (None, None, f"{MEETING}/1/1")
    ledger.runs.started(run, "flow-run")
    ledger.runs.attempt(MEETING, 1, 2, START)
    assert [one.flow_run_id for one in ledger.runs.newest(MEETING, 1, 5)] == [None, "flow-run"]


# --- what goes by post, and what was agreed -----------------------------------------------------------

POST = PostingJob(MEETING, "implementation_plan", 26, START.date())


def test_a_posting_job_is_kept_as_it_was_first_made(ledger: SqlLedger) -> None:
    assert ledger.postings.add(POST) == POST
    assert ledger.postings.add(replace(POST, copies=99)) == POST
    assert ledger.postings.of(MEETING) == ledger.postings.open() == (POST,)


def test_a_job_that_is_ticked_off_is_not_open_and_keeps_its_first_day(ledger: SqlLedger) -> None:
    ledger.postings.add(POST)
    posted = replace(POST, posted_on=START.date() + timedelta(days=3), posted_by="AB")
    assert ledger.postings.tick_off(MEETING, START.date() + timedelta(days=3), "AB") == (posted,)
    assert ledger.postings.tick_off(MEETING, START.date() + timedelta(days=9), "XY") == ()
    assert (ledger.postings.of(MEETING), ledger.postings.open()) == ((posted,), ())


def test_ticking_off_touches_no_other_meeting(ledger: SqlLedger) -> None:
    other = add_meeting(ledger, cluster="Syd")
    for meeting in (MEETING, other):
        ledger.postings.add(replace(POST, meeting_id=meeting))
    ledger.postings.tick_off(MEETING, START.date(), "AB")
    assert [job.meeting_id for job in ledger.postings.open()] == [other]


def test_an_a3_plan_is_printed_on_a3(ledger: SqlLedger) -> None:
    ledger.postings.add(POST)
    ledger.postings.add(replace(POST, document="implementation_plan_a3"))
    assert [job.paper for job in ledger.postings.of(MEETING)] == ["A4", "A3"]


def test_commitments_stand_in_the_order_written_and_are_replaced_whole(ledger: SqlLedger) -> None:
    other = add_meeting(ledger, cluster="Syd")
    ledger.commitments.replace(other, ["Vi ringer."])
    assert ledger.commitments.of(MEETING) == ()
    ledger.commitments.replace(MEETING, ["Æ, ø og å.", "B", "A"])
    assert ledger.commitments.of(MEETING) == ("Æ, ø og å.", "B", "A")
    ledger.commitments.replace(MEETING, ["A"])
    assert ledger.commitments.of(MEETING) == ("A",)
    ledger.commitments.replace(MEETING, [])
    assert (ledger.commitments.of(MEETING), ledger.commitments.of(other)) == ((), ("Vi ringer.",))


def test_commitments_are_closed_once_the_follow_up_is_released(ledger: SqlLedger) -> None:
    released = {"pull_hash": "a" * 64, "form": "data"}
    ledger.records.set_release(MEETING, 1, released)
    ledger.commitments.replace(MEETING, ["Før"])
    ledger.records.set_release(MEETING, 2, released)
    with pytest.raises(Refused, match="follow-up's documents"):
        ledger.commitments.replace(MEETING, ["Efter"])
    assert ledger.commitments.of(MEETING) == ("Før",)


def test_commitments_sent_twice_at_the_same_moment_are_kept_once(ledger: SqlLedger) -> None:
    agreed = tuple(f"Aftale {number}" for number in range(8))
    both_at_once(lambda: ledger.commitments.replace(MEETING, agreed))
    assert ledger.commitments.of(MEETING) == agreed


def test_acts_are_numbered_in_the_order_of_their_doing(ledger: SqlLedger, wall: HandClock) -> None:
    act = Act(MEETING, ActKind.RERUN, "AB", "new layout", {"from": "report"}, round=2)
    both_at_once(lambda: ledger.acts.add(act))
    wall.walk(days=1)
    last = ledger.acts.add(replace(act, kind=ActKind.RESENT))
    kept = ledger.acts.of(MEETING)
    assert [(each.number, each.kind) for each in kept] == [(1, "rerun"), (2, "rerun"), (3, "resent")]
    assert kept[-1] == last
    assert last.at == wall()


def test_of_two_acts_at_the_same_moment_only_one_can_be_the_next(ledger: SqlLedger) -> None:
    refused: list[str] = []

    def cancel() -> None:
        try:
            ledger.changes.cancel(Act(MEETING, ActKind.CANCELLED, "AB", "weather"), after=0)
        except Refused as refusal:
            refused.append(str(refusal))

    both_at_once(cancel)
    assert [act.number for act in ledger.acts.of(MEETING)] == [1]
    (why,) = refused
    assert why.startswith("AB har gjort noget ved mødet kl. ")


def test_who_had_not_seen_the_last_act_changes_nothing(ledger: SqlLedger) -> None:
    ledger.postings.add(POST)
    ledger.acts.add(Act(MEETING, ActKind.RESENT, "CD"))
    with pytest.raises(Refused, match=r"^CD har gjort noget ved mødet kl\. "):
        ledger.changes.cancel(Act(MEETING, ActKind.CANCELLED, "AB", "weather"), after=0)
    assert ledger.postings.of(MEETING) == (POST,)
    ledger.changes.cancel(Act(MEETING, ActKind.CANCELLED, "AB", "weather"), after=1)
    assert ledger.postings.of(MEETING) == ()
