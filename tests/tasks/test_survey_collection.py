"""Survey collection and the gate: frozen once, texts apart from rows, the store gone, the verdict kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.errors import NotFound
from domain.ports import SubmitResult
from domain.questionnaire import Answers
from domain.verdict import Finding, Outcome, Verdict
from tasks.data_quality_gate import data_quality_gate
from tasks.member_mailing import member_mailing
from tasks.survey_collection import survey_collection
from tests.ledgers import forget_done
from tests.tasks.house import House, SetJudge


@pytest.fixture
def answered(house: House) -> House:
    """Nine of twelve have answered, each with a free text."""
    house.have_members()
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)
    (text, *_) = house.packages.get("trivsel").questionnaire.text_items
    house.answer(9, texts={text.id: "Mere tid"})
    house.at(house.planned().survey_closes)
    return house


def test_the_answers_are_frozen_and_the_store_is_gone(answered: House) -> None:
    summary = survey_collection.fn(answered.id, answered)
    pull = answered.ledger.pulls.get(answered.id, 1)
    assert pull is not None
    assert pull.content_hash[:6] not in summary
    assert pull.salt == answered.tokens.seal(answered.id, 1)
    assert (pull.invited, pull.used, len(pull.answers)) == (12, 9, 9)
    assert pull.questionnaire == answered.packages.get("trivsel").questionnaire
    assert not answered.answers.exists(f"{answered.id}/1")


def test_who_wrote_a_text_cannot_be_told_from_what_they_answered(answered: House) -> None:
    survey_collection.fn(answered.id, answered)
    pull = answered.ledger.pulls.get(answered.id, 1)
    assert pull is not None
    assert all(not one.texts for one in pull.answers)
    ((_, texts),) = pull.texts.items()
    assert texts == tuple(f"Mere tid {number}" for number in range(9))


def test_the_pull_holds_the_questions_that_were_answered(answered: House) -> None:
    asked = answered.packages.get("trivsel").questionnaire
    changed = replace(asked, sections=asked.sections[1:])
    answered.packages = answered.packages.changed(questionnaire=changed, version="99")  # type: ignore[attr-defined]
    survey_collection.fn(answered.id, answered)
    pull = answered.ledger.pulls.get(answered.id, 1)
    assert pull is not None
    assert pull.questionnaire == asked
    assert pull.package_version != "99"


def test_after_the_freeze_no_answer_is_accepted(answered: House) -> None:
    survey_collection.fn(answered.id, answered)
    late = answered.ledger.members.of(answered.id)[11]
    token = answered.tokens.hash(answered.tokens.invitation(answered.id, 1, late.id))
    assert answered.answers.submit(f"{answered.id}/1", token, Answers()) is SubmitResult.CLOSED


def test_freezing_again_changes_nothing(answered: House) -> None:
    survey_collection.fn(answered.id, answered)
    before = answered.ledger.pulls.get(answered.id, 1)
    forget_done(answered.ledger, answered.id, 1, ["survey_collection"])
    survey_collection.fn(answered.id, answered)
    assert answered.ledger.pulls.get(answered.id, 1) == before


def test_a_run_that_died_between_freezing_and_deleting_is_finished_by_the_next(answered: House) -> None:
    class Dying:
        def __getattr__(self, name: str) -> object:
            return getattr(store, name)

        def delete(self, round_key: str) -> None:
            raise KeyboardInterrupt

    store, answered.answers = answered.answers, Dying()  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        survey_collection.fn(answered.id, answered)
    frozen = answered.ledger.pulls.get(answered.id, 1)
    answered.answers = store
    survey_collection.fn(answered.id, answered)
    assert answered.ledger.pulls.get(answered.id, 1) == frozen
    assert not store.exists(f"{answered.id}/1")


def test_a_survey_nobody_was_invited_to_is_an_empty_pull(house: House) -> None:
    house.at(house.planned().survey_closes)
    member_mailing.fn(house.id, house)
    survey_collection.fn(house.id, house)
    pull = house.ledger.pulls.get(house.id, 1)
    assert pull is not None
    assert (pull.invited, pull.used, pull.answers) == (0, 0, ())


def test_the_gate_judges_the_frozen_pull_and_its_verdict_is_kept(answered: House) -> None:
    finding = Finding("response_rate", "doubtful", 1, "Få har svaret.")
    answered.judge = judge = SetJudge(Verdict(Outcome.ASK, (finding,)))
    survey_collection.fn(answered.id, answered)
    assert data_quality_gate.fn(answered.id, answered) == "ask, 1 findings"
    assert answered.ledger.records.verdict(answered.id, 1) == judge.verdict
    assert judge.asked == [(9, 12, 9)]
    data_quality_gate.fn(answered.id, answered)
    assert len(judge.asked) == 1


def test_the_gate_needs_a_pull(house: House) -> None:
    with pytest.raises(NotFound, match="not closed"):
        data_quality_gate.fn(house.id, house)


def test_a_lost_answer_store_is_never_taken_for_no_answers(answered: House) -> None:
    answered.answers.delete(f"{answered.id}/1")
    with pytest.raises(NotFound):
        survey_collection.fn(answered.id, answered)
    assert answered.ledger.pulls.get(answered.id, 1) is None
