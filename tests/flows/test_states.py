"""The runs of a rehearsed meeting: which states they went through, and what they cost while they waited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from tests.flows.engine_client import latest_artifacts
from tests.flows.killing import STEPS
from tests.flows.rehearsal_process import Rehearsal

WAITS = {
    "cluster-meeting": [
        "AwaitingConsultation", "AwaitingMembers", "AwaitingSurveyStart", "AwaitingAnswers",
        "AwaitingTexts", "AwaitingDelivery", "AwaitingMeeting",
    ],
    "follow-up": [
        "AwaitingFollowUpConfirmation", "AwaitingSurveyStart", "AwaitingAnswers", "AwaitingRelease",
        "AwaitingDelivery",
    ],
}  # fmt: skip

TIME_TO_LEAVE = 2 / 3
"""The part of a wait after which the process that fell asleep must be gone, on a busy machine too."""


def test_there_is_one_run_a_round(rehearsal: Rehearsal) -> None:
    assert [run["flow"] for run in rehearsal.runs] == ["cluster-meeting", "follow-up"]


def test_each_run_went_through_all_its_waits_in_order_and_completed(rehearsal: Rehearsal) -> None:
    for run in rehearsal.runs:
        names = [state["name"] for state in run["states"]]
        waits = [name for name in names if name.startswith("Awaiting")]
        assert list(dict.fromkeys(waits)) == WAITS[run["flow"]]
        assert names[-1] == "Completed"


def test_each_step_was_executed_once_in_its_order(rehearsal: Rehearsal) -> None:
    for round, run in enumerate(rehearsal.runs, start=1):
        assert [task["name"] for task in run["tasks"]] == list(STEPS[round])
        for task in run["tasks"]:
            assert Counter(state["name"] for state in task["states"])["Running"] == 1
            assert task["states"][-1]["name"] == "Completed"


def test_no_process_of_a_run_is_alive_while_it_waits(rehearsal: Rehearsal) -> None:
    samples = rehearsal.watch.samples
    for run in rehearsal.runs:
        assert any(run["run_id"] in sample.runs for sample in samples), "it was never seen at work"
        for name, begin, end in waits(run):
            gone = begin + (end - begin) * TIME_TO_LEAVE
            seen = [sample.runs for sample in samples if gone <= sample.time < end]
            assert seen, f"nobody looked during {name}"
            assert not any(run["run_id"] in alive for alive in seen), f"a process was alive in {name}"


def test_nothing_of_a_rehearsal_speaks_to_another_machine(rehearsal: Rehearsal) -> None:
    assert rehearsal.watch.spoken_to, "nobody looked"
    assert all(ip_address(address).is_loopback for address in rehearsal.watch.spoken_to)


def test_an_operator_reads_which_meeting_a_run_is(rehearsal: Rehearsal) -> None:
    for run in rehearsal.runs:
        assert run["name"].startswith("Klynge Eksempelby · Trivsel og arbejdsglæde · torsdag den ")


def test_the_meeting_s_page_has_its_verdicts_documents_and_decisions(rehearsal: Rehearsal) -> None:
    shown = page_of_the_meeting(rehearsal)
    first, second = shown.split("## Opfølgning")
    assert "**Afsluttet**" in first
    assert "Alle regler er overholdt." in first
    assert "Alle regler er overholdt." not in second
    assert "Powerpoint til mødet.pptx" in shown
    for part in ("## Dokumenter", "## Besluttet", "| Samtalen | bekræftet, opfølgning: ja | PRK |"):
        assert part in shown


def test_each_wait_says_in_a_sentence_what_the_meeting_waits_for(rehearsal: Rehearsal) -> None:
    for run in rehearsal.runs:
        waits = [state for state in run["states"] if state["name"].startswith("Awaiting")]
        assert all(state["message"].endswith(".") for state in waits)
    answering = next(s for s in rehearsal.runs[0]["states"] if s["name"] == "AwaitingAnswers")
    assert answering["message"].startswith("Spørgeskemaet er åbent til ")
    endings = [run["states"][-1]["message"] for run in rehearsal.runs]
    assert endings[0].startswith("Mødet er afsluttet. Opfølgningen har sin egen kørsel")
    assert endings[1] == "De nye tal er sendt til mødelederen, og forløbet er afsluttet."


def test_an_operator_sees_that_the_post_was_sent(rehearsal: Rehearsal) -> None:
    shown = page_of_the_meeting(rehearsal)
    assert "| Med posten: 26 ark i A4 | sendt " in shown
    assert "Konsulenten ved, hvad der skal sendes med posten" in shown


def test_the_gate_told_the_operator_why_it_asked(rehearsal: Rehearsal) -> None:
    """Two items of round 2 were left blank by most."""
    shown = page_of_the_meeting(rehearsal)
    assert "balance_leave" in shown or "Kan være væk en dag" in shown, shown


def page_of_the_meeting(rehearsal: Rehearsal) -> str:
    return latest_artifacts(rehearsal)[f"moede-{rehearsal.meeting_id}"]


def waits(run: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
    """(name, begin, end) of each wait: from its first state to the first state of being started again."""
    states = run["states"]
    for place, state in enumerate(states[:-1]):
        before = states[place - 1]["name"] if place else ""
        if state["name"].startswith("Awaiting") and state["name"] != before:
            after = next(s for s in states[place:] if s["name"] != state["name"])
            yield state["name"], seconds(state), seconds(after)


def seconds(state: dict[str, str]) -> float:
    return datetime.fromisoformat(state["timestamp"]).timestamp()
