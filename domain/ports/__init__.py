"""The ports: what the rules and steps need from the outside world. `adapters/` implements them."""

from domain.ports.alerts import AlertMail, Alerts
from domain.ports.bounces import BounceBox, Bounces, UnreadMail
from domain.ports.changes import Changes
from domain.ports.checks import Checks
from domain.ports.documents import Appointments, Deck, Documents, Packages, Pictures
from domain.ports.domains import Resolver, TakesMail
from domain.ports.engine import Judge, Runs, StuckRun
from domain.ports.ledger import Ledger
from domain.ports.ledger_of_people import (
    Commitments,
    CoordinatorLinks,
    Invitations,
    Meetings,
    Members,
    Postings,
)
from domain.ports.ledger_of_work import Acts, Clocks, Files, Mails, Pulls, Records, Surveys
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
from domain.ports.operator_links import OperatorLinks
from domain.ports.premises import Premises
from domain.ports.purges import Purges, Receipt
from domain.ports.restorations import Restorations
from domain.ports.seating import Seater
from domain.ports.services import Services
from domain.ports.storage import AnswerStore, ObjectStore, StoredObject, SubmitResult, Tokens
from domain.ports.text_choices import TextChoice, TextChoices
from domain.ports.time import Calendar, Clock

__all__ = [
    "Acts",
    "AlertMail",
    "Alerts",
    "AnswerStore",
    "Appointments",
    "BounceBox",
    "Bounces",
    "Calendar",
    "Changes",
    "Checks",
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
    "OperatorLinks",
    "Packages",
    "Pictures",
    "PostingJob",
    "Postings",
    "Premises",
    "Pull",
    "Pulls",
    "Purges",
    "Receipt",
    "Records",
    "Resolver",
    "Restorations",
    "Runs",
    "Seater",
    "Services",
    "StoredFile",
    "StoredObject",
    "StuckRun",
    "SubmitResult",
    "Surveys",
    "TakesMail",
    "Text",
    "TextChoice",
    "TextChoices",
    "Tokens",
    "UnreadMail",
    "Wait",
]
