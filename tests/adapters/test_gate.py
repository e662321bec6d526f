"""The gate judges a pull with the real Great Expectations, and tells only rules, items and counts."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from adapters.gate import GreatExpectationsJudge
from data_contracts.invented_answers import invent_answers
from domain.package import Limits
from domain.questionnaire import Answers
from domain.verdict import Outcome, Verdict
from tests.small_questionnaire import TEXT, item, questionnaire

ASKED = questionnaire(
    (*(item(f"i{n}") for n in range(8)), *(item(f"r{n}", favourable=(1, 2)) for n in range(3))), (TEXT,)
)
IDS = [one.id for one in ASKED.scale_items]
ALTERNATING = {item_id: 2 + place % 3 for place, item_id in enumerate(IDS)}


def answers(n: int, *special: dict[str, int]) -> list[Answers]:
    """`n` complete and unremarkable answers, the last of them replaced by the special ones."""
    return [Answers(ALTERNATING)] * (n - len(special)) + [Answers(values) for values in special]


def judged(given: Sequence[Answers], *, invited: int = 24, used: int | None = None) -> Verdict:
    return GreatExpectationsJudge().judge(ASKED, given, invited, len(given) if used is None else used)


def rules(verdict: Verdict) -> dict[str, int]:
    return {finding.rule: finding.count for finding in verdict.findings}


def without(*item_ids: str) -> dict[str, int]:
    return {item_id: value for item_id, value in ALTERNATING.items() if item_id not in item_ids}


def test_a_sound_pull_is_released() -> None:
    assert judged(answers(19)) == Verdict(Outcome.RELEASE, ())


def test_invented_answers_pass_the_gate() -> None:
    assert judged(invent_answers(ASKED, 19, seed=1)).outcome is Outcome.RELEASE


@pytest.mark.parametrize("value", [0, 6, 99, 10**30, 3.5, float("nan"), "4", True, [4]])
def test_a_value_outside_its_scale_stops(value: object) -> None:
    odd = ALTERNATING | {"i3": value}
    verdict = judged(answers(19, odd))  # type: ignore[arg-type]
    assert verdict.outcome is Outcome.STOP
    assert rules(verdict) == {"outside_scale:i3": 1}


@pytest.mark.parametrize(
    "stray",
    [
        Answers(ALTERNATING | {"unasked": 3}),
        Answers(ALTERNATING | {"words": 3}),
        Answers(ALTERNATING, {"unasked": "tekst"}),
        Answers(ALTERNATING, {"i1": "tekst"}),
        Answers(ALTERNATING | {"?straight_lined": 1}),
    ],
)
def test_an_answer_to_what_was_not_asked_stops(stray: Answers) -> None:
    verdict = judged([*answers(18), stray])
    assert verdict.outcome is Outcome.STOP
    assert rules(verdict) == {"columns": 1}


def test_more_answers_than_invited_stop() -> None:
    assert rules(judged(answers(19), invited=18)) == {"more_than_invited": 19}
    assert judged(answers(19), invited=18).outcome is Outcome.STOP


@pytest.mark.parametrize("used", [18, 20])
def test_answers_that_do_not_add_up_with_used_links_ask(used: int) -> None:
    verdict = judged(answers(19), used=used)
    assert verdict.outcome is Outcome.ASK
    assert rules(verdict) == {"used_links": 19}
    assert str(used) in verdict.findings[0].sentence


@pytest.mark.parametrize(("answered", "outcome"), [(11, Outcome.ASK), (12, Outcome.RELEASE)])
def test_a_response_rate_under_half_asks(answered: int, outcome: Outcome) -> None:
    assert judged(answers(answered)).outcome is outcome


@pytest.mark.parametrize(
    ("n", "gaps", "asks"), [(15, 3, False), (15, 4, True), (20, 4, False), (19, 4, True)]
)
def test_an_item_unanswered_by_more_than_a_fifth_asks(n: int, gaps: int, asks: bool) -> None:
    verdict = judged(answers(n, *[without("i5")] * gaps))
    assert rules(verdict) == ({"item_unanswered:i5": gaps} if asks else {})
    assert verdict.outcome is (Outcome.ASK if asks else Outcome.RELEASE)


def test_many_straight_lines_ask_and_one_among_many_is_a_remark() -> None:
    line = dict.fromkeys(IDS, 3)
    many, one = judged(answers(19, line, line)), judged(answers(19, line))
    assert (many.outcome, rules(many)) == (Outcome.ASK, {"straight_lining": 2})
    assert (one.outcome, rules(one)) == (Outcome.RELEASE_WITH_REMARKS, {"some_straight_lining": 1})


def test_an_empty_answer_is_a_remark() -> None:
    verdict = judged(answers(19, {}))
    assert (verdict.outcome, rules(verdict)) == (Outcome.RELEASE_WITH_REMARKS, {"empty_answer": 1})


def test_free_text_and_its_absence_are_both_fine() -> None:
    written = Answers(ALTERNATING, {"words": "Mere tid."})
    assert judged([*answers(18), written]).outcome is Outcome.RELEASE


@pytest.mark.parametrize("n", [0, 1, 4])
def test_too_few_answers_are_too_few_whatever_else_is_doubtful(n: int) -> None:
    assert judged(answers(n), used=9).outcome is Outcome.TOO_FEW


def test_an_empty_pull_with_used_links_says_that_they_do_not_add_up() -> None:
    assert "used_links" in rules(judged([], used=12))


def test_a_packages_raised_limit_is_heeded() -> None:
    raised = Limits(any=10, counts=10)
    assert GreatExpectationsJudge().judge(ASKED, answers(9), 12, 9, raised).outcome is Outcome.TOO_FEW


def test_several_breaches_are_told_gravest_first_and_then_in_the_questionnaires_order() -> None:
    verdict = judged(answers(10, *[without("r1", "i0")] * 3, ALTERNATING | {"i7": 8}), used=9)
    assert list(rules(verdict)) == [
        "outside_scale:i7",
        "used_links",
        "response_rate",
        "item_unanswered:i0",
        "item_unanswered:r1",
    ]


def test_no_raw_value_and_no_text_reaches_the_verdict() -> None:
    given = [*answers(18, ALTERNATING | {"i2": 987654}), Answers(ALTERNATING, {"i1": "hemmelig tekst"})]
    told = repr(judged(given))
    assert "987654" not in told
    assert "hemmelig" not in told
    assert not re.search(r"\b[2-5]: ", told)


def test_judging_writes_no_file_opens_no_connection_and_says_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.chdir(tmp_path)
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if not watching:
            return
        writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if writes or event in ("socket.connect", "socket.getaddrinfo", "os.mkdir"):
            opened.append(f"{event} {arguments[0]}")

    sys.addaudithook(watch)
    with caplog.at_level(logging.INFO):
        judged(answers(19, ALTERNATING | {"i2": 7}))
    watching = False
    assert opened == []
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")
    assert [record.name for record in caplog.records] == []
