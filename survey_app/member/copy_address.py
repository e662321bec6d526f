"""Where a member's own copy may be mailed: the invited address, one typed for this once, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from pydantic_core import PydanticCustomError

from data_contracts.contact import email_address
from domain.errors import Fault
from domain.ports import Services
from survey_app.forms import PostedForm
from survey_app.member.links import Link, members_with_the_same_address
from survey_app.member.posted import COPY_ADDRESS, NO_MAIL


class CopyWay(Enum):
    """How the own copy reaches its owner, beside the page that everybody sees."""

    INVITED_ADDRESS = auto()
    TYPED_ADDRESS = auto()
    SCREEN_ONLY = auto()


@dataclass(frozen=True)
class Recipient:
    name: str
    address: str

    def __repr__(self) -> str:
        return "Recipient(…)"


@dataclass(frozen=True)
class CopyWish:
    """What the page was told: to whom the copy goes, or what is wrong with the address typed."""

    to: Recipient | None = None
    fault: Fault | None = None
    typed: str = ""
    declined: bool = False

    def fields(self) -> list[tuple[str, str]]:
        """The wish as it was posted, for the pages that only pass it on."""
        typed = [(COPY_ADDRESS, self.typed)] if self.typed else []
        return typed + ([(NO_MAIL, "ja")] if self.declined else [])

    def __repr__(self) -> str:
        return "CopyWish(…)"


def copies_are_mailed(services: Services, link: Link) -> bool:
    """Without a mail server copies are on screen only; a rehearsal's outbox takes them."""
    return services.transport.reaches_people or link.meeting.rehearsal


def copy_way(services: Services, link: Link) -> CopyWay:
    members = members_with_the_same_address(services, link)
    if not members or not copies_are_mailed(services, link):
        return CopyWay.SCREEN_ONLY
    return CopyWay.INVITED_ADDRESS if len(members) == 1 else CopyWay.TYPED_ADDRESS


def read_wish(services: Services, link: Link, form: PostedForm) -> CopyWish:
    """An address typed counts only where the invited one is shared."""
    match copy_way(services, link):
        case CopyWay.INVITED_ADDRESS if not form.get(NO_MAIL):
            member = members_with_the_same_address(services, link)[0]
            return CopyWish(Recipient(member.name, member.email))
        case CopyWay.TYPED_ADDRESS:
            return _typed(form.get(COPY_ADDRESS))
        case _:
            return CopyWish(declined=bool(form.get(NO_MAIL)))


def _typed(written: str) -> CopyWish:
    if not written.strip():
        return CopyWish()
    try:
        return CopyWish(Recipient("", email_address(written)), typed=written)
    except PydanticCustomError as error:
        context = error.context or {}
        fault = Fault("Mailadresse til din kopi", context.get("what", ""), context.get("cure", ""))
        return CopyWish(fault=fault, typed=written)
