"""The coordinator's page: the member list, the documents and the choice of a follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from data_contracts.member_list import MemberList, is_about_size, read_member_list, read_pasted
from domain.errors import BadInput, Fault, NotFound
from domain.meeting import ROUND_1
from domain.ports import Decision, Services
from survey_app import sessions
from survey_app.background import Background
from survey_app.coordinator_view import FEWEST_MONTHS, MOST_MONTHS, View, agreed, look_at, ready_files
from survey_app.downloads import download
from survey_app.failures import failure
from survey_app.forms import PostedForm, posted_form
from survey_app.pages import page

KIB = 1024
MEETING = Depends(sessions.meeting_of)
ListForm = Annotated[PostedForm, Depends(posted_form(2_500 * KIB))]
ChoiceForm = Annotated[PostedForm, Depends(posted_form(4 * KIB))]


@dataclass(frozen=True)
class Handed:
    """How a member list just handed in was received."""

    accepted: str = ""
    remarks: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    pasted: str = ""
    asks_to_confirm: bool = False

    def __repr__(self) -> str:
        return f"Handed({len(self.faults)} faults)"


def coordinator_pages(services: Services, background: Background) -> APIRouter:
    router = APIRouter(prefix="/k")

    @router.api_route("/{token}", methods=["GET", "HEAD"])
    def enter(token: str, request: Request) -> Response:
        meeting_id = sessions.meeting_with_link(services, token)
        if meeting_id is None:
            return failure(404)
        request.session[sessions.MEETING] = meeting_id
        return RedirectResponse("/k", status_code=303)

    @router.api_route("", methods=["GET", "HEAD"])
    def overview(meeting_id: str = MEETING) -> Response:
        return _page(services, meeting_id)

    @router.post("/medlemmer")
    def hand_in_members(form: ListForm, meeting_id: str = MEETING) -> Response:
        sessions.check_mark(services, meeting_id, form.get(sessions.FORM_MARK))
        handed = _hand_in(services, look_at(services, meeting_id), form)
        if handed.accepted:
            background.start(lambda: services.runs.wake(meeting_id))
        return _page(services, meeting_id, handed)

    @router.post("/opfoelgning")
    def choose_follow_up(form: ChoiceForm, meeting_id: str = MEETING) -> Response:
        sessions.check_mark(services, meeting_id, form.get(sessions.FORM_MARK))
        decision = _choice(form)
        if decision is None:
            return _page(services, meeting_id, follow_up_fault="Vælg ja eller nej, og hvor mange måneder.")
        if not _stands(services, look_at(services, meeting_id), decision):
            return _page(
                services, meeting_id, follow_up_fault=agreed(look_at(services, meeting_id)), status=409
            )
        background.start(lambda: services.runs.wake(meeting_id))
        return RedirectResponse("/k#opfoelgning", status_code=303)

    @router.api_route("/filer/{group}/{document}", methods=["GET", "HEAD"])
    def document(group: str, document: str, meeting_id: str = MEETING) -> Response:
        found = [
            file
            for file in ready_files(services, meeting_id)
            if file.group == group and file.document == document
        ]
        if not found:
            raise NotFound("no such document")
        file = found[-1]
        return download(services.objects.get(file.key), file.name, file.media_type)

    return router


def _stands(services: Services, view: View, decision: Decision) -> bool:
    """Whether the choice is now what is agreed: false when somebody else's other choice came first."""
    if view.follow_up is None and not view.may_choose_follow_up:
        return False
    standing = services.ledger.records.decide(view.meeting.id, ROUND_1, decision)
    return (standing.choice, standing.detail) == (decision.choice, decision.detail)


def _page(
    services: Services,
    meeting_id: str,
    handed: Handed | None = None,
    *,
    follow_up_fault: str = "",
    status: int = 422,
) -> Response:
    """`status` is that of a refusal."""
    handed = handed or Handed()
    refused = bool(handed.faults or follow_up_fault)
    return page(
        "coordinator",
        status=status if refused else 200,
        view=look_at(services, meeting_id),
        handed=handed,
        follow_up_fault=follow_up_fault,
        mark=sessions.form_mark(services.tokens, meeting_id),
        months=range(FEWEST_MONTHS, MOST_MONTHS + 1),
    )


def _hand_in(services: Services, view: View, form: PostedForm) -> Handed:
    if not view.may_change_members:
        cure = f"Skriv til {view.consultant.name}, hvis nogen mangler."
        return Handed(faults=(Fault("Medlemslisten", "Undersøgelsen er lukket.", cure),))
    pasted = form.get("tekst")
    try:
        listed = _read(form, pasted)
    except BadInput as error:
        return Handed(
            faults=tuple(error.faults),
            pasted=pasted,
            asks_to_confirm=is_about_size(error),
        )
    added, changed, removed = services.ledger.members.replace(view.meeting.id, listed.rows)
    return Handed(_receipt(len(listed.rows), added, changed, removed), listed.remarks)


def _read(form: PostedForm, pasted: str) -> MemberList:
    confirmed = bool(form.get("bekraeft"))
    if form.upload and pasted.strip():
        cure = "Tøm tekstfeltet, eller fravælg filen."
        raise BadInput([Fault("Medlemslisten", "Der er både en fil og indsat tekst.", cure)])
    if form.upload:
        return read_member_list(form.upload.content, form.upload.filename, confirmed=confirmed)
    return read_pasted(pasted, confirmed=confirmed)


def _receipt(count: int, added: int, changed: int, removed: int) -> str:
    news = [f"{added} nye" if added else "", f"{changed} ændret" if changed else ""]
    news.append(f"{removed} taget af" if removed else "")
    told = ", ".join(part for part in news if part) or "ingen ændringer"
    return f"Tak, vi har medlemslisten. Den har {count} medlemmer ({told})."


def _choice(form: PostedForm) -> Decision | None:
    match form.get("valg"), form.get("maaneder"):
        case "nej", _:
            return Decision("follow_up", "no", {}, "")
        case "ja", months if months in {str(number) for number in range(FEWEST_MONTHS, MOST_MONTHS + 1)}:
            return Decision("follow_up", "yes", {"months": int(months)}, "")
        case _:
            return None
