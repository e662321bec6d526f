"""What is to be rehearsed: the command's options, read and checked before anything starts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, repeat
from pathlib import Path

from cli.commands import read_file
from domain.errors import BadInput, Fault
from domain.meeting import MemberRow
from domain.questionnaire import Answers, Questionnaire

ANSWERING = 0.79
PRACTICE_SIZES = (4, 1, 3, 2, 1, 5, 2, 1)
"""Members of one practice after the other, over and over; a practice of one is a solo GP."""

COMMITMENTS = (
    "Vi holder en fælles pause midt på formiddagen i hver praksis.",
    "Vi ringer til hinanden om de svære forløb, før vi går hjem.",
    "Vi tager emnet op igen på det næste klyngemøde.",
)
FIRST_NAMES = ("Anne", "Bo", "Cæcilie", "Erik", "Freja", "Jørn", "Lærke", "Åse")
LAST_NAMES = ("Bjerre", "Dam", "Eg", "Foged", "Kjær", "Lund", "Møller", "Ravn", "Skov", "Ørum")


@dataclass(frozen=True)
class Script:
    """The options of `klyngeflow rehearse`, as typed."""

    package: str
    members: str
    answers: Path | None
    follow_up_answers: Path | None
    out: Path
    seed: int
    wait: float
    keep_running: bool


def cast(members: str, *, needs_practices: bool = False) -> tuple[MemberRow, ...]:
    """Invented members, or those of a member list's file."""
    if members.isdigit():
        if not 1 <= int(members) <= 500:
            raise BadInput([Fault("--members", f"{members} members.", "Choose 1 to 500.")])
        return tuple(
            MemberRow(f"laege{n:02d}@klynge.example", _name(n), practice)
            for n, practice in zip(range(int(members)), _practices(), strict=False)
        )
    from data_contracts.member_list import read_member_list

    file = Path(members)
    content = read_file(file)
    return read_member_list(content, file.name, confirmed=True, needs_practices=needs_practices).rows


def _practices() -> Iterator[str]:
    """A practice number for each member, without end."""
    for number, size in enumerate(cycle(PRACTICE_SIZES)):
        yield from repeat(f"{10000 + number:06d}", size)


def _name(number: int) -> str:
    first, last = number % len(FIRST_NAMES), number // len(FIRST_NAMES) % len(LAST_NAMES)
    return f"{FIRST_NAMES[first]} {LAST_NAMES[last]}"


def answers_for(
    script: Script, questionnaire: Questionnaire, members: int, round: int
) -> tuple[Answers, ...]:
    """The answers to give in a round. Raises BadInput when there are more than members."""
    from data_contracts.answers_file import read_answers_csv
    from data_contracts.invented_answers import invent_answers

    file = script.answers if round == 1 else script.follow_up_answers
    if file is None:
        lift = 0.0 if round == 1 else 0.35
        return invent_answers(
            questionnaire, max(1, int(members * ANSWERING + 0.5)), script.seed * 10 + round, lift
        )
    answers = read_answers_csv(read_file(file), questionnaire)
    if len(answers) > members:
        raise BadInput(
            [
                Fault(
                    str(file),
                    f"{len(answers)} respondents, but only {members} members.",
                    "Leave rows out, or raise --members.",
                )
            ]
        )
    return answers


def shares_by_reminder(count: int, seed: int) -> tuple[int, int, int]:
    """How many answer before any reminder, after the first, and after the second."""
    first = round(count * random.Random(seed).uniform(0.5, 0.65))  # noqa: S311 - invented people, not a secret
    second = round((count - first) * 0.6)
    return first, second, count - first - second
