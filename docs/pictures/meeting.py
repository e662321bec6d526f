"""The picture of one meeting: every step and wait of the flows, in columns from order to follow-up."""

from __future__ import annotations

from pictures import svg
from pictures.life import QUESTION, STEP, Entry, life_of

COLUMNS = {
    "intake": "Agreement",
    "AwaitingMembers": "Members answer",
    "data_quality_gate": "Figures and documents",
    "AwaitingMeeting": "The meeting, and after",
}
"""By the entry that each column begins with."""

FOLLOW_UP = "6–12 months later"

CAPTIONS = {
    "intake": "order planned; consultant mailed",
    "AwaitingConsultation": "a consultant calls, fills a form",
    "consultation": "agreed dates become the plan",
    "kit_mailing": "mail 1: the meeting's material",
    "posting": "plans, label and slip to print",
    "AwaitingMembers": "until the member list is there",
    "nudge_N": "when the list is late",
    "AwaitingSurveyStart": "until the survey opens",
    "member_mailing": "each member's personal link",
    "AwaitingAnswers": "while the survey is open",
    "reminder_N": "only to those still missing",
    "survey_collection": "closes; freezes the data pull",
    "data_quality_gate": "may these answers be shown?",
    "AwaitingRelease": "only when the gate asks",
    "AwaitingTexts": "for somebody to tick what is shown",
    "report_building": "deck, hand-outs, note sheet",
    "AwaitingDelivery": "until the agreed day",
    "delivery": "mail 2, and the personal page",
    "AwaitingMeeting": "until the day after",
    "thanks": "and the follow-up question",
    "AwaitingFollowUpDecision": "when nothing was agreed",
    "follow_up": "schedules the second run",
    "announcement": "shall the follow-up begin?",
    "AwaitingFollowUpConfirmation": "yes, no or later",
}
AGAIN = ("the same round once more,", "compared with the first")

WIDTH, HEIGHT, GAP, GUTTER, TOP = 208, 46, 16, 22, 48


def picture() -> str:
    columns = _columns(life_of("cluster_meeting"))
    parts = []
    for number, (title, entries) in enumerate(columns):
        left = _left_of(number)
        parts.append(svg.words("head", left + WIDTH // 2, 28, title))
        parts += _column(left, entries)
        if number:
            parts.append(_from_the_column_before(left, len(columns[number - 1][1])))
    last = len(columns[-1][1])
    first = next(entry for entry in life_of("follow_up") if entry.name == "announcement")
    parts += _follow_up(_left_of(len(columns) - 1), last, first)
    bottom = _top_of(max(last + 3, *(len(entries) for _, entries in columns)))
    parts += _legend(bottom + 16)
    width = _left_of(len(columns)) - GUTTER + 12
    return svg.drawing(width, bottom + 48, "One cluster meeting, from order to follow-up", parts)


def _columns(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    columns: list[tuple[str, list[Entry]]] = []
    for entry in entries:
        if entry.name in COLUMNS:
            columns.append((COLUMNS[entry.name], []))
        columns[-1][1].append(entry)
    return columns


def _left_of(column: int) -> int:
    return 8 + column * (WIDTH + GUTTER)


def _top_of(row: int) -> int:
    return TOP + row * (HEIGHT + GAP)


def _column(left: int, entries: list[Entry]) -> list[str]:
    middle, parts = left + WIDTH // 2, []
    for row, entry in enumerate(entries):
        if row:
            parts.append(svg.arrow((middle, _top_of(row) - GAP), (middle, _top_of(row))))
        parts += _card(left, _top_of(row), entry)
    return parts


def _card(left: int, top: int, entry: Entry) -> list[str]:
    middle = left + WIDTH // 2
    kind = {STEP: "box", QUESTION: "asks"}.get(entry.kind, "wait")
    return [
        svg.box(kind, left, top, WIDTH, HEIGHT),
        svg.words("name", middle, top + 20, entry.name),
        svg.words("words", middle, top + 36, CAPTIONS[entry.name]),
        *([svg.envelope(left + WIDTH - 8, top + 2)] if entry.mails else []),
    ]


def _from_the_column_before(left: int, rows_before: int) -> str:
    gutter, start = left - GUTTER // 2, _top_of(rows_before - 1) + HEIGHT // 2
    goal = TOP + HEIGHT // 2
    return svg.arrow((left - GUTTER, start), (gutter, start), (gutter, goal), (left, goal))


def _follow_up(left: int, row: int, first: Entry) -> list[str]:
    """Below the last column: the second run, months later."""
    middle, again = left + WIDTH // 2, _top_of(row + 2)
    return [
        svg.arrow((middle, _top_of(row) - GAP), (middle, _top_of(row))),
        svg.words("head", middle, _top_of(row) + 22, FOLLOW_UP),
        svg.arrow((middle, _top_of(row) + 32), (middle, _top_of(row + 1))),
        *_card(left, _top_of(row + 1), first),
        svg.arrow((middle, again - GAP), (middle, again)),
        svg.box("box", left, again, WIDTH, HEIGHT),
        *(svg.words("words", middle, again + 20 + 16 * n, line) for n, line in enumerate(AGAIN)),
    ]


def _legend(y: int) -> list[str]:
    shown = [
        ("box", "a step, done once"),
        ("wait", "a wait for a date: no process runs"),
        ("asks", "a form in the Prefect UI: somebody decides"),
    ]
    parts, x = [], 8
    for kind, text in shown:
        parts += [svg.box(kind, x, y - 2, 30, 18), svg.words("words", x + 38, y + 11, text, "start")]
        x += 64 + 6 * len(text)
    return [
        *parts,
        svg.envelope(x + 10, y + 7),
        svg.words("words", x + 28, y + 11, "mails somebody", "start"),
    ]
