"""What a cluster package is: everything particular to one topic, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from domain.questionnaire import STRICT, Questionnaire

# The floors of the release limits: a package can raise them, nobody can lower them.
FLOOR_ANY, FLOOR_COUNTS, FLOOR_TEXTS = 5, 8, 10

# What the mails to the coordinator can carry: the kit, then the delivery shortly before the meeting.
KIT_DOCUMENTS = ("proposed_invitation", "questionnaire", "package", "demo_deck", "run_sheet", "programme")
DELIVERY_DOCUMENTS = ("deck", "handouts", "note_sheet")


@dataclass(frozen=True)
class Limits:
    """Fewest answers for anything at all, for counts and means, and for free text."""

    __pydantic_config__ = STRICT

    any: int = FLOOR_ANY
    counts: int = FLOOR_COUNTS
    texts: int = FLOOR_TEXTS


@dataclass(frozen=True)
class Timing:
    """Days counted from the meeting, in calendar days unless the name says otherwise."""

    __pydantic_config__ = STRICT

    opens_days_before: int = 21
    reminder_days_after_opening: tuple[int, ...] = (5, 10)
    closes_days_before: int = 7
    delivery_days_before: int = 5
    shortest_survey_days: int = 7
    follow_up_months: int = 9


@dataclass(frozen=True)
class Attachment:
    """One thing a mail carries: which of the documents above, and its name for people."""

    __pydantic_config__ = STRICT

    document: str
    title: str


@dataclass(frozen=True)
class ProgrammePoint:
    """One point of the evening: how long, what happens, what the leader says and does."""

    __pydantic_config__ = STRICT

    minutes: int
    title: str
    what: str
    leader: str = ""
    materials: str = ""


SlideKind = Literal[
    "title",
    "text",
    "how_to_read",
    "response",
    "overview",
    "section",
    "agreement",
    "group_work",
    "help",
    "follow_up",
    "passport",
    "commitments",
    "comparison_overview",
    "comparison_section",
]


@dataclass(frozen=True)
class SlidePlan:
    """One slide as the package wants it. A `section` slide takes one questionnaire section by id."""

    __pydantic_config__ = STRICT

    kind: SlideKind
    title: str
    section: str = ""
    lead: str = ""
    bullets: tuple[str, ...] = ()
    notes: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class Contact:
    """Where help is to be had. `checked` is the date an operator confirmed it, or None: unchecked."""

    __pydantic_config__ = STRICT

    id: str
    organisation: str
    person: str = ""
    email: str = ""
    phone: str = ""
    source: str = ""
    checked: str | None = None


@dataclass(frozen=True)
class Package:
    """One package folder, read and checked.

    `texts` maps a text's name (file name without ending, under `texts/`) to its markdown.
    `blanks` lists the marked blanks ("file:line what is missing") that stop a real order.
    """

    __pydantic_config__ = STRICT

    id: str
    title: str
    version: str
    summary: str
    folder: str
    questionnaire: Questionnaire
    kit: tuple[Attachment, ...]
    delivery: tuple[Attachment, ...]
    programme: tuple[ProgrammePoint, ...]
    deck: tuple[SlidePlan, ...]
    comparison_deck: tuple[SlidePlan, ...]
    contacts: tuple[Contact, ...]
    timing: Timing = field(default_factory=Timing)
    limits: Limits = field(default_factory=Limits)
    group_questions: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    blanks: tuple[str, ...] = ()
    content_hash: str = ""

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def contact_for_region(self, region: str) -> Contact | None:
        return next((c for c in self.contacts if c.organisation == region), None)
