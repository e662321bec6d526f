"""Takes a questionnaire that is sent: kept once, then the own copy is shown and, if wished, mailed."""

from __future__ import annotations

from fastapi.responses import Response

from data_contracts.answers_form import PREFIX
from domain.errors import TryAgain
from domain.ports import Services, SubmitResult
from domain.questionnaire import Answers
from survey_app.background import Background
from survey_app.failures import failure
from survey_app.forms import PostedForm
from survey_app.member import own_copy
from survey_app.member.asking import review_page, step_or_review
from survey_app.member.copy_address import CopyWish, read_wish
from survey_app.member.links import Link
from survey_app.member.posted import READING_KEY, SEND_BLANK, answers_posted
from survey_app.member.refusals import already_received, closed
from survey_app.member.steps import review_of
from survey_app.pages import in_order_of_nearness, page


def send(services: Services, background: Background, link: Link, form: PostedForm) -> Response:
    """Whatever is not in order leads back to where it can be mended; nothing is lost and nothing is kept."""
    read = answers_posted(link.package.questionnaire, form)
    wish = read_wish(services, link, form)
    if read.faults or wish.fault:
        return step_or_review(services, link, read, review_of(link.package.questionnaire), wish)
    if not list(read.answers) and not form.get(SEND_BLANK):
        return review_page(services, link, read, wish, blank=True)
    try:
        result = services.answers.submit(link.round_key, link.token_hash, read.answers)
    except TryAgain:
        return review_page(services, link, read, wish, busy=True)
    match result:
        case SubmitResult.ACCEPTED:
            return _thanks(services, background, link, read.answers, wish)
        case SubmitResult.ALREADY_RECEIVED:
            return already_received()
        case SubmitResult.CLOSED:
            return closed(link)
        case SubmitResult.UNKNOWN_LINK:
            return failure(404)


def _thanks(
    services: Services, background: Background, link: Link, answers: Answers, wish: CopyWish
) -> Response:
    news = own_copy.mail_copy(services, background, link, answers, wish.to)
    return page(
        "member/thanks",
        link=link,
        sheet=own_copy.sheet_of(services, own_copy.given_by(link, answers)),
        news=news.name,
        typed_address=bool(wish.typed),
        posted=_posted(services, link, answers),
        contacts=in_order_of_nearness(link.package.contacts, link.meeting.order.region),
    )


def _posted(services: Services, link: Link, answers: Answers) -> list[tuple[str, str]]:
    """The fields that carry the copy on to its PDF."""
    key = services.tokens.reading_key(link.meeting.id, link.invited.round)
    given = [*answers.values.items(), *answers.texts.items()]
    return [(READING_KEY, key), *((PREFIX + id, str(value)) for id, value in given)]
