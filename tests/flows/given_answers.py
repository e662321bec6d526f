"""Answers that the tests make up themselves, so that they know what every number must be."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

from tests.flows.questionnaire_file import QUESTIONS, SCALES, TEXTS

Row = dict[str, str]
"""One respondent: item id -> raw value or text as typed; an item left out is unanswered."""

ALL_ALIKE = "support_call"
SHARE_ONLY, TOO_FEW = "balance_leave", "leadership_time"
"""Answered by 6 and by 4 in round 2: too few for counts, and too few for anything."""


def first_round() -> list[Row]:
    """19 respondents, an item here and there left blank, one item that all answer alike."""
    rows = _rows(19, seed=20, pull=0.0)
    for place, row in enumerate(rows):
        row[ALL_ALIKE] = "4"
        row.pop(SCALES[(5 * place) % len(SCALES)].id if place % 2 else "", None)
    return rows


def second_round() -> list[Row]:
    """17 respondents, somewhat happier, and two items that most leave blank: the gate has to ask."""
    rows = _rows(17, seed=21, pull=0.8)
    for item, answered in ((SHARE_ONLY, 6), (TOO_FEW, 4)):
        for place, row in enumerate(rows):
            if place >= answered:
                row.pop(item)
            else:
                row[item] = "45212"[place % 5]
    return rows


def write(rows: Sequence[Row], file: Path) -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, [question.id for question in QUESTIONS], restval="", delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return file


def _rows(count: int, seed: int, pull: float) -> list[Row]:
    draw = random.Random(seed)
    rows = []
    for number in range(count):
        row = {
            question.id: str(_towards(min(question.favourable) > 2, draw.gauss(0.3 + pull, 1.2)))
            for question in SCALES
        }
        for question in TEXTS:
            if draw.random() < 0.55:
                row[question.id] = f"Ærligt svar nr. {seed}-{number}: kaffepause på gangen ved {question.id}"
        rows.append(row)
    return rows


def _towards(high_is_good: bool, feeling: float) -> int:
    value = max(1, min(5, round(3 + feeling)))
    return value if high_is_good else 6 - value
