"""The questionnaire's own pages: its steps, and the look at all answers before they are sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.responses import Response

from data_contracts.answers_form import LONGEST_TEXT, PREFIX, WHOLE_FORM, ReadForm
from domain.errors import Fault
from domain.ports import Services
from domain.questionnaire import Questionnaire
from domain.sheets_own_copy import answered_sections
from survey_app.failures import RETRY_AFTER
from survey_app.member.copy_address import CopyWish, copy_way
from survey_app.member.links import Link
from survey_app.member.posted import COPY_ADDRESS, SEND_BLANK
from survey_app.member.steps import REVIEW, page_to_show, review_of
from survey_app.pages import page

Field = tuple[str, str]


def step_or_review(
    services: Services, link: Link, read: ReadForm, asked_for: int, wish: CopyWish
) -> Response:
    """The page asked for; an earlier one where something on it must be mended first (422)."""
    questionnaire = link.package.questionnaire
    number = page_to_show(questionnaire, asked_for, read.faults)
    if number == review_of(questionnaire):
        return review_page(services, link, read, wish)
    return step_page(link, read, number, wish)


def step_page(link: Link, read: ReadForm, number: int, wish: CopyWish) -> Response:
    questionnaire = link.package.questionnaire
    sections = questionnaire.steps[number - 1]
    here = [item.id for section in sections for item in section.items]
    faults = {id: fault for id, fault in read.faults.items() if id in here or id == WHOLE_FORM}
    return page(
        "member/step",
        status=422 if faults else 200,
        link=link,
        questionnaire=questionnaire,
        sections=sections,
        number=number,
        total=len(questionnaire.steps),
        first_number=questionnaire.items.index(sections[0].items[0]) + 1,
        carried=_carried(read, leave_out=here) + wish.fields(),
        read=read,
        summary=_summary(questionnaire, faults),
        prefix=PREFIX,
        longest=LONGEST_TEXT,
        next=str(number + 1) if number < len(questionnaire.steps) else REVIEW,
    )


def review_page(
    services: Services, link: Link, read: ReadForm, wish: CopyWish, *, blank: bool = False, busy: bool = False
) -> Response:
    """`blank`: nothing was answered and nobody has said that this is meant. `busy`: it could not be kept."""
    summary = _summary(link.package.questionnaire, read.faults)
    if wish.fault:
        summary.append((COPY_ADDRESS, f"{wish.fault.where}: {wish.fault.what} {wish.fault.cure}"))
    if blank:
        summary.append((SEND_BLANK, "Du har ikke svaret på noget. Vil du det, så sæt kryds nederst."))
    asked = len(link.package.questionnaire.items)
    return page(
        "member/review",
        status=503 if busy else 422 if summary else 200,
        headers=RETRY_AFTER if busy else None,
        link=link,
        sections=_with_their_steps(link, read),
        last=str(len(link.package.questionnaire.steps)),
        carried=_carried(read),
        left_out=asked - len(list(read.answers)),
        asked=asked,
        way=copy_way(services, link).name,
        wish=wish,
        summary=summary,
        busy=busy,
    )


def _with_their_steps(link: Link, read: ReadForm) -> list[dict[str, Any]]:
    """Each section as on the own copy, with the step that asks it."""
    steps = link.package.questionnaire.steps
    numbers = [number for number, sections in enumerate(steps, start=1) for _ in sections]
    shown = answered_sections(link.package.questionnaire, read.answers)
    return [{**section, "step": number} for section, number in zip(shown, numbers, strict=True)]


def _carried(read: ReadForm, leave_out: Sequence[str] = ()) -> list[Field]:
    """What was answered elsewhere, in fields that are not seen: the server keeps nothing in between."""
    return [(PREFIX + id, value) for id, value in read.kept.items() if id not in leave_out]


def _summary(questionnaire: Questionnaire, faults: Mapping[str, Fault]) -> list[Field]:
    """Field to go to and what to mend there, in the order asked; first what no question is to blame for."""
    found = [("", f"{faults[WHOLE_FORM].what} {faults[WHOLE_FORM].cure}")] if WHOLE_FORM in faults else []
    return found + [
        (PREFIX + item.id, f"Spørgsmål {number}: {faults[item.id].what} {faults[item.id].cure}")
        for number, item in enumerate(questionnaire.items, start=1)
        if item.id in faults
    ]
