"""The member's pages: introduction, questionnaire, thanks. Only the posted answers change anything."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from pydantic_core import PydanticCustomError

from data_contracts.answers_form import LONGEST_TEXT, PREFIX, ReadForm, read_answers
from data_contracts.contact import email_address
from domain.dates import day
from domain.errors import Fault, TryAgain
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Services, SubmitResult
from domain.questionnaire import Answers
from survey_app.background import Background
from survey_app.downloads import pdf_download
from survey_app.failures import RETRY_AFTER, failure
from survey_app.forms import PostedForm, posted_form
from survey_app.member import own_copy
from survey_app.member.links import (
    Link,
    Standing,
    find_link,
    members_with_the_same_address,
    package_as_asked,
    standing,
)
from survey_app.pages import day_and_time, in_order_of_nearness, message, page

KIB = 1024
TokenForm = Annotated[PostedForm, Depends(posted_form(4 * KIB))]
AnswersForm = Annotated[PostedForm, Depends(posted_form(256 * KIB))]

# Fields beside the answers. A copy's address and the consent to send nothing are used once and not kept.
TOKEN, COPY_ADDRESS, SEND_BLANK = "link", "kopi-til", "send-blankt"
EMPTY = ReadForm(Answers())


def member_pages(services: Services, background: Background) -> APIRouter:
    router = APIRouter()

    @router.api_route("/s/{token}", methods=["GET", "HEAD"])
    def introduction(token: str) -> Response:
        link = find_link(services, token)
        if link is None:
            return failure(404)
        return _not_open(services, link) or page(
            "member/introduction", link=link, mailed=_has_a_mailbox(services, link)
        )

    @router.post("/s")
    def questionnaire(form: TokenForm) -> Response:
        link = find_link(services, form.get(TOKEN))
        if link is None:
            return failure(404)
        return _not_open(services, link) or _questionnaire_page(services, link, EMPTY)

    @router.post("/s/svar")
    def submit(form: AnswersForm) -> Response:
        link = find_link(services, form.get(TOKEN))
        if link is None:
            return failure(404)
        return _not_open(services, link) or _submit(services, background, link, form)

    @router.post("/kopi.pdf")
    def printed_copy(form: AnswersForm) -> Response:
        """Carries the answers to and fro. Only what the round asked is looked up; nothing is kept."""
        round = {"1": ROUND_1, "2": ROUND_2}.get(form.get("runde"))
        if round is None:
            return failure(404)
        package = package_as_asked(services, services.ledger.meetings.get(form.get("moede")), round)
        read = read_answers(package.questionnaire, form.with_prefix(PREFIX))
        if read.faults:
            return failure(400)
        return pdf_download(own_copy.pdf_of(services, package, read.answers), own_copy.PDF_NAME)

    return router


def _not_open(services: Services, link: Link) -> Response | None:
    match standing(services, link):
        case Standing.OPEN:
            return None
        case Standing.ANSWERED:
            return _already_received()
        case Standing.NOT_YET if link.plan is not None:
            opens = f"Det åbner {day_and_time(link.plan.survey_opens)}."
            return message("Spørgeskemaet er ikke åbent endnu", opens, "Brug det samme link til den tid.")
        case _:
            return _closed(link)


def _has_a_mailbox(services: Services, link: Link) -> bool:
    own = len(members_with_the_same_address(services, link)) == 1
    return own and own_copy.copies_are_mailed(services, link)


def _submit(services: Services, background: Background, link: Link, form: PostedForm) -> Response:
    known = {TOKEN, COPY_ADDRESS, SEND_BLANK}
    fields = [(name, value) for name, value in form.fields if name not in known]
    read = read_answers(link.package.questionnaire, fields)
    to, address_fault = _recipient(services, link, form.get(COPY_ADDRESS))
    if read.faults or address_fault:
        return _questionnaire_page(services, link, read, form, address_fault=address_fault)
    if not list(read.answers) and not form.get(SEND_BLANK):
        return _questionnaire_page(services, link, read, form, blank=True)
    try:
        result = services.answers.submit(link.round_key, link.token_hash, read.answers)
    except TryAgain:
        return _questionnaire_page(services, link, read, form, busy=True)
    match result:
        case SubmitResult.ACCEPTED:
            news = own_copy.mail_copy(services, background, link, read.answers, to)
            return _thanks(link, read.answers, news, typed_address=bool(form.get(COPY_ADDRESS)))
        case SubmitResult.ALREADY_RECEIVED:
            return _already_received()
        case SubmitResult.CLOSED:
            return _closed(link)
        case SubmitResult.UNKNOWN_LINK:
            return failure(404)


def _recipient(
    services: Services, link: Link, written: str
) -> tuple[own_copy.Recipient | None, Fault | None]:
    """To the invited address; where several share it, only to another address typed for this once."""
    members = members_with_the_same_address(services, link)
    if len(members) == 1:
        return own_copy.Recipient(members[0].name, members[0].email), None
    if not members or not written.strip():
        return None, None
    try:
        return own_copy.Recipient("", email_address(written)), None
    except PydanticCustomError as error:
        context = error.context or {}
        return None, Fault("Mailadresse til din kopi", context.get("what", ""), context.get("cure", ""))


def _questionnaire_page(
    services: Services,
    link: Link,
    read: ReadForm,
    form: PostedForm | None = None,
    *,
    address_fault: Fault | None = None,
    blank: bool = False,
    busy: bool = False,
) -> Response:
    shared = len(members_with_the_same_address(services, link)) > 1
    return page(
        "member/questionnaire",
        status=503 if busy else 422 if read.faults or address_fault or blank else 200,
        headers=RETRY_AFTER if busy else None,
        link=link,
        questionnaire=link.package.questionnaire,
        read=read,
        prefix=PREFIX,
        longest=LONGEST_TEXT,
        ask_for_address=shared and own_copy.copies_are_mailed(services, link),
        copy_address=form.get(COPY_ADDRESS) if form else "",
        address_fault=address_fault,
        blank=blank,
        busy=busy,
    )


def _thanks(link: Link, answers: Answers, news: own_copy.CopyNews, *, typed_address: bool) -> Response:
    return page(
        "member/thanks",
        link=link,
        sheet=own_copy.sheet_of(link.package, answers),
        news=news.name,
        typed_address=typed_address,
        posted=[(PREFIX + name, value) for name, value in [*answers.values.items(), *answers.texts.items()]],
        contacts=in_order_of_nearness(link.package.contacts, link.meeting.order.region),
    )


def _already_received() -> Response:
    return message(
        "Vi har allerede modtaget dit svar",
        "Tak for det. Linket virker én gang. Svaret kan ikke ændres, for ingen kan se, hvilket der er dit.",
        "Din egen kopi blev vist, da du svarede, og den ligger i din mail, hvis den blev sendt dertil.",
    )


def _closed(link: Link) -> Response:
    ended = f"Den sluttede {day(link.plan.survey_closes)}." if link.plan else "Den er slut."
    return message(
        "Undersøgelsen er lukket",
        f"{ended} Der kan ikke svares længere.",
        "Du er lige velkommen på klyngemødet, uanset om du har svaret.",
    )
