"""Counts the given answers from scratch: what figures and comparison must say, by the documented rules."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

from tests.flows.given_answers import Row
from tests.flows.questionnaire_file import QUESTIONS, SCALES, Question

Z = 1.959963984540054


def figures(rows: Sequence[Row], round: int, invited: int) -> dict[str, Any]:
    return {
        "package": "trivsel",
        "round": round,
        "invited": invited,
        "answered": len(rows),
        "items": {question.id: item(question, rows) for question in QUESTIONS},
        "sections": sections(rows),
    }


def item(question: Question, rows: Sequence[Row]) -> dict[str, Any]:
    if question.is_text:
        return {"n": sum(question.id in row for row in rows)}
    given = [int(row[question.id]) for row in rows if question.id in row]
    n, good = len(given), sum(value in question.favourable for value in given)
    hidden = {"n": n, "counts": None, "favourable": None, "mean": None}
    if n < 5:
        return hidden | {"hidden": "too_few"}
    if n < 8:
        if good in (0, n):
            return hidden | {"hidden": "one_sided"}
        return hidden | {"hidden": "share_only", "favourable": good}
    if len(set(given)) == 1:
        return hidden | {"hidden": "all_alike"}
    counts = {str(value): given.count(value) for value in range(1, len(question.labels) + 1)}
    return {"n": n, "counts": counts, "hidden": None, "favourable": good, "mean": round(sum(given) / n, 4)}


def sections(rows: Sequence[Row]) -> dict[str, Any]:
    found = {}
    for section in dict.fromkeys(question.section for question in SCALES):
        asked = [question for question in SCALES if question.section == section]
        shown = [item(question, rows) for question in asked]
        if any(one["favourable"] is None for one in shown):
            few = all(one["hidden"] == "too_few" for one in shown)
            found[section] = {"share": None, "hidden": "too_few" if few else "could_be_worked_out"}
        else:
            share = sum(one["favourable"] for one in shown) / sum(one["n"] for one in shown)
            found[section] = {"share": share, "hidden": None}
    return found


def difference(first: dict[str, Any], second: dict[str, Any]) -> tuple[float, list[float]]:
    """Percentage points with Newcombe's interval (1998, method 10) from two Wilson intervals."""
    p1, low1, high1 = wilson(second["favourable"], second["n"])
    p2, low2, high2 = wilson(first["favourable"], first["n"])
    change = p1 - p2
    low = change - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = change + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return 100 * change, [100 * low, 100 * high]


def wilson(good: int, n: int) -> tuple[float, float, float]:
    share = good / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return share, middle - half, middle + half


def cliffs_delta(question: Question, first: Sequence[Row], second: Sequence[Row]) -> float:
    """How often a second answer is better than a first one, less how often it is worse."""
    then = [int(row[question.id]) for row in first if question.id in row]
    now = [int(row[question.id]) for row in second if question.id in row]
    better = sum((b > a) - (b < a) for a in then for b in now) / (len(then) * len(now))
    return better if min(question.favourable) > 2 else -better
