"""A member's own copy: made in memory from what was just posted, shown, printed and mailed, never kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import wait
from dataclasses import dataclass
from enum import Enum, auto

from domain.mails import FileAttachment, MailKind, MailOutcome, OutgoingMail
from domain.package import Package
from domain.ports import Services
from domain.questionnaire import Answers
from domain.sheets_own_copy import own_copy
from domain.sheets_parts import Sheet
from survey_app.background import Background
from survey_app.member.copy_address import Recipient, copies_are_mailed
from survey_app.member.links import Link
from survey_app.mine.own_key import own_key

PDF_NAME = "Mine svar.pdf"
# The page waits this long for the first try, so that it can say how it went.
SHORT_WAIT_SECONDS = 2.0
RETRY_AFTER_SECONDS = (20.0, 120.0, 600.0)


class CopyNews(Enum):
    """What the thank-you page says about the copy by mail."""

    SENT = auto()
    ON_ITS_WAY = auto()
    NOT_SENT = auto()
    NO_ADDRESS = auto()
    ON_SCREEN_ONLY = auto()


@dataclass(frozen=True)
class Given:
    """One member's answers, and the round they were given in."""

    meeting_id: str
    round: int
    region: str
    package: Package
    answers: Answers


def given_by(link: Link, answers: Answers) -> Given:
    return Given(link.meeting.id, link.invited.round, link.meeting.order.region, link.package, answers)


def sheet_of(services: Services, given: Given) -> Sheet:
    package, asked = given.package, given.package.questionnaire
    key = own_key(services, given.meeting_id, given.round, asked, given.answers)
    help_text, region = package.text("help"), given.region
    return own_copy(asked, given.answers, package.title, help_text, package.contacts, region, key)


def pdf_of(services: Services, given: Given) -> bytes:
    return services.documents.render("own_copy", sheet_of(services, given))


def mail_copy(
    services: Services, background: Background, link: Link, answers: Answers, to: Recipient | None
) -> CopyNews:
    """Starts mailing the copy and tells how it stands a moment later. Never raises: the answer is kept."""
    if not copies_are_mailed(services, link):
        return CopyNews.ON_SCREEN_ONLY
    if to is None:
        return CopyNews.NO_ADDRESS
    return _Mailing(services, background, lambda: _compose(services, link, answers, to)).start()


class _Mailing:
    """One copy on its way: tried now, and again a few times from memory while the fault is a passing one."""

    def __init__(
        self, services: Services, background: Background, compose: Callable[[], OutgoingMail]
    ) -> None:
        self._services = services
        self._background = background
        self._compose = compose
        self._mail: OutgoingMail | None = None
        self._waits = list(RETRY_AFTER_SECONDS)

    def start(self) -> CopyNews:
        first_try = self._background.start(self._try)
        done, _ = wait([first_try], timeout=SHORT_WAIT_SECONDS)
        if not done:
            return CopyNews.ON_ITS_WAY
        if first_try.exception() is not None:
            return CopyNews.NOT_SENT
        match first_try.result():
            case MailOutcome.SENT:
                return CopyNews.SENT
            case MailOutcome.DEFERRED | MailOutcome.UNKNOWN:
                return CopyNews.ON_ITS_WAY
            case _:
                return CopyNews.NOT_SENT

    def _try(self) -> MailOutcome:
        if self._mail is None:
            self._mail = self._compose()
        result = self._services.transport.deliver(self._mail, lambda: None)
        if result.outcome is MailOutcome.DEFERRED and self._waits:
            self._background.start_later(self._waits.pop(0), self._try)
        return result.outcome


def _compose(services: Services, link: Link, answers: Answers, to: Recipient) -> OutgoingMail:
    order, given = link.meeting.order, given_by(link, answers)
    key = own_key(services, given.meeting_id, given.round, given.package.questionnaire, answers)
    context = {
        "cluster": order.cluster,
        "order": order,
        "round": link.invited.round,
        "contacts": link.package.contacts,
        "own_link": key.link,
        "own_code": key.code,
    }
    text = services.letters.compose(MailKind.OWN_COPY, link.package, context)
    consultant = services.consultant(link.meeting.consultant_id)
    return OutgoingMail(
        # Random: a mail that cannot be told apart from its answers must not be derived from them.
        message_id=f"<{secrets.token_hex(16)}@{services.mail_domain}>",
        kind=MailKind.OWN_COPY,
        to_name=to.name,
        to_address=to.address,
        reply_to_name=consultant.name,
        reply_to_address=consultant.email,
        subject=text.subject,
        text=text.plain,
        html=text.html,
        attachments=(FileAttachment(PDF_NAME, pdf_of(services, given), "application/pdf"),),
        date=services.clock.now(link.meeting.id),
    )
