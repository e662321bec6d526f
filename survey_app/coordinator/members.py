"""The member list on its way in: read, looked through row by row, corrected on the page, then kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fastapi import HTTPException

from data_contracts.member_preflight import domains_of, judge
from data_contracts.member_rows import Written, WrittenRow, read_file, read_text
from data_contracts.member_table import MOST_ROWS, clean_cell
from data_contracts.member_verdict import JudgedRow, Preflight, Weight
from domain.comparison_words import ROSTER_MOVED
from domain.errors import BadInput, Fault
from domain.meeting import ROUND_1, ROUND_2
from domain.personal_numbers import holds_cpr_number
from domain.ports import Services
from survey_app.coordinator.view import View
from survey_app.forms import PostedForm

FIELDS = ("mail", "navn", "yder")
REMOVE, TAKE, SEEN, ACCEPT = "fjern", "ret", "set", "godkend"
BLANK_ROWS, MORE_ROWS = 1, 5
LONGEST_FIELD = 300
BOTH = Fault("Medlemslisten", "Der er både en fil og indsat tekst.", "Tøm tekstfeltet, eller fravælg filen.")


@dataclass(frozen=True)
class Draft:
    """The list in the page's table. `refused`: it was to be kept and could not be, or not yet."""

    judged: Preflight
    remarks: tuple[str, ...] = ()
    blank_rows: int = BLANK_ROWS
    refused: bool = False
    cluster_moved: bool = False

    @property
    def has_errors(self) -> bool:
        return self.judged.weight is Weight.ERROR

    @property
    def has_warnings(self) -> bool:
        return bool(self.judged.warnings())

    @property
    def seen(self) -> str:
        """What the page carries, so that a yes counts for these warnings and no others."""
        return " ".join(sorted(self.judged.warnings()))

    def __repr__(self) -> str:
        return f"Draft({len(self.judged.rows)} rows)"


def read_posted(form: PostedForm) -> Written:
    """From the pasted text or the file. Raises BadInput for what is no list."""
    pasted = form.get("tekst")
    if form.upload and pasted.strip():
        raise BadInput([BOTH])
    return read_file(form.upload.content, form.upload.filename) if form.upload else read_text(pasted)


def without_personal_numbers(text: str) -> str:
    """The text to show again: no line that holds what may be one."""
    return "\n".join(line for line in text.splitlines() if not holds_cpr_number(line))


def posted_rows(form: PostedForm) -> list[WrittenRow]:
    """The table's rows, numbered anew; those ticked for removal and the empty ones are gone."""
    columns = [[value for name, value in form.fields if name == field] for field in FIELDS]
    if len({len(column) for column in columns}) > 1 or len(columns[0]) > MOST_ROWS + MORE_ROWS:
        raise HTTPException(400)
    gone = {value for name, value in form.fields if name == REMOVE}
    taken = {value for name, value in form.fields if name == TAKE}
    rows = []
    for number, cells in enumerate(zip(*columns, strict=True), start=1):
        email, name, practice = (clean_cell(cell)[:LONGEST_FIELD] for cell in cells)
        if str(number) not in gone and (email or name or practice):
            row = WrittenRow(number, email, name, practice)
            rows.append(_as_suggested(row) if str(number) in taken else row)
    return numbered(rows)


def stored_rows(view: View) -> list[WrittenRow]:
    members = sorted(view.members, key=lambda one: (one.name.casefold(), one.email))
    return numbered(WrittenRow(0, one.email, one.name, one.practice_number) for one in members)


def numbered(rows: Iterable[WrittenRow]) -> list[WrittenRow]:
    return [replace(row, number=number) for number, row in enumerate(rows, start=1)]


def draft_of(services: Services, view: View, rows: Sequence[WrittenRow], reader: str) -> Draft:
    """Looks the domains up, which takes a few seconds at most, and judges every row.

    `reader` is the coordinator's address where they read it themselves, and is told whether they are on it.
    """
    judged = judge(
        rows,
        needs_practices=view.package.needs_practices,
        coordinator=reader,
        takes_mail=services.resolver.take_mail(sorted(domains_of(rows))),
    )
    moved = _cluster_has_moved(services, view, len(judged.members))
    return Draft(_without_shown_numbers(judged), cluster_moved=moved)


def may_be_kept(draft: Draft, form: PostedForm) -> bool:
    """No errors, and a yes to every warning that stands."""
    if draft.has_errors:
        return False
    accepted = form.get(SEEN).split() if form.get(ACCEPT) else []
    return draft.judged.warnings() <= set(accepted)


def receipt(written: str) -> str:
    """The receipt in words, from the four numbers in the address after saving; empty for anything else."""
    found = re.fullmatch(r"(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})", written, re.ASCII)
    if not found:
        return ""
    count, added, changed, removed = map(int, found.groups())
    news = [f"{added} nye" if added else "", f"{changed} ændret" if changed else ""]
    news.append(f"{removed} taget af" if removed else "")
    told = ", ".join(part for part in news if part) or "ingen ændringer"
    return f"Tak, vi har medlemslisten. Den har {count} medlemmer ({told})."


def _as_suggested(row: WrittenRow) -> WrittenRow:
    remarks = judge([row]).rows[0].remarks
    instead = next((remark.instead for remark in remarks if remark.instead), "")
    return replace(row, email=instead or row.email)


def _without_shown_numbers(judged: Preflight) -> Preflight:
    """A field that holds what may be a personal number is shown empty; its error stands beside it."""
    return replace(judged, rows=tuple(replace(row, written=_emptied(row)) for row in judged.rows))


def _emptied(row: JudgedRow) -> WrittenRow:
    def shown(written: str) -> str:
        return "" if holds_cpr_number(written) else written

    told = row.written
    return replace(
        told, email=shown(told.email), name=shown(told.name), practice_number=shown(told.practice_number)
    )


def _cluster_has_moved(services: Services, view: View, count: int) -> bool:
    """Whether the comparison will carry a caveat because the cluster has grown or shrunk so much."""
    if view.round != ROUND_2:
        return False
    then = len(services.ledger.invitations.of(view.meeting.id, ROUND_1))
    return then > 0 and abs(count - then) > ROSTER_MOVED * then
