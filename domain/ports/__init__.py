"""The ports: what the rules and steps need from the outside world. `adapters/` implements them."""

from domain.ports.documents import Appointments, Deck, Documents, Packages, Pictures
from domain.ports.domains import Resolver, TakesMail
from domain.ports.engine import Judge, Runs
from domain.ports.ledger import (
    Acts,
    Clocks,
    Commitments,
    CoordinatorLinks,
    Files,
    Invitations,
    Ledger,
    Mails,
    Meetings,
    Members,
    Postings,
    Pulls,
    Records,
    Surveys,
)
from domain.ports.ledger_rows import (
    Decision,
    InvitedTo,
    MailRow,
    OpenedSurvey,
    PostingJob,
    Pull,
    StoredFile,
    Wait,
)
from domain.ports.mailing import Letters, MailTransport, Text
from domain.ports.restorations import Restorations
from domain.ports.seating import Seater
from domain.ports.services import Services
from domain.ports.storage import AnswerStore, ObjectStore, StoredObject, SubmitResult, Tokens
from domain.ports.time import Calendar, Clock

__all__ = [
    "Acts",
    "AnswerStore",
    "Appointments",
    "Calendar",
    "Clock",
    "Clocks",
    "Commitments",
    "CoordinatorLinks",
    "Decision",
    "Deck",
    "Documents",
    "Files",
    "Invitations",
    "InvitedTo",
    "Judge",
    "Ledger",
    "Letters",
    "MailRow",
    "MailTransport",
    "Mails",
    "Meetings",
    "Members",
    "ObjectStore",
    "OpenedSurvey",
    "Packages",
    "Pictures",
    "PostingJob",
    "Postings",
    "Pull",
    "Pulls",
    "Records",
    "Resolver",
    "Restorations",
    "Runs",
    "Seater",
    "Services",
    "StoredFile",
    "StoredObject",
    "SubmitResult",
    "Surveys",
    "TakesMail",
    "Text",
    "Tokens",
    "Wait",
]
