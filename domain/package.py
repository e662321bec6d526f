"""What a cluster package is: everything particular to one topic, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from domain.questionnaire import STRICT, Questionnaire

# The floors of the release limits: a package can raise them, nobody can lower them.
FLOOR_ANY, FLOOR_COUNTS, FLOOR_TEXTS = 5, 8, 10

# What the mails to the coordinator can carry: the kit, then the delivery shortly before the meeting.
FOR_EITHER = (
    "run_sheet",
    "programme",
    "note_sheet",
    "implementation_plan",
    "implementation_plan_a3",
    "practice_sheet",
)
KIT_DOCUMENTS = ("proposed_invitation", "questionnaire", "package", "demo_deck", *FOR_EITHER)
DELIVERY_DOCUMENTS = ("deck", "handouts", "seating_plan", "attendance_list", *FOR_EITHER)

How = Literal["attached", "linked", "body", "page"]
"""Attached to the mail, linked from it, its text printed in it, or only on the coordinator's page."""


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
    how: How = "attached"


@dataclass(frozen=True)
class Link:
    """Something to hear or read elsewhere. The address may be a marked blank."""

    __pydantic_config__ = STRICT

    title: str
    address: str


@dataclass(frozen=True)
class PostingRule:
    """What KiAP sends by post: one sheet for each expected member and `spare` more.

    Sent `by_itself` after the consultation, or `when_ordered` by the coordinator.
    """

    __pydantic_config__ = STRICT

    document: Literal["implementation_plan", "implementation_plan_a3"]
    title: str
    sent: Literal["by_itself", "when_ordered"] = "by_itself"
    spare: int = 2


@dataclass(frozen=True)
class SeatingRule:
    """There is a seating plan, so every member needs a practice number. `table_size` is the most seats."""

    __pydantic_config__ = STRICT

    table_size: int = 6


QuestionOccasion = Literal["always", "spread", "agreed", "lowest", "highest"]


@dataclass(frozen=True)
class Question:
    """A question for the groups. It may follow the data: `when` the figures have such an item or section.

    `{item}` in `ask` becomes the item's wording (spread, agreed), `{section}` the section's title (lowest,
    highest). `otherwise` is asked when the figures have none or may not be shown; empty leaves it out.
    """

    __pydantic_config__ = STRICT

    ask: str
    when: QuestionOccasion = "always"
    otherwise: str = ""


@dataclass(frozen=True)
class GroupWork:
    """One round of group work: the same questions on the slide, the hand-outs and the tables."""

    __pydantic_config__ = STRICT

    id: str
    title: str
    questions: tuple[Question, ...]


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
    "measurement_points",
    "group_work",
    "help",
    "offers",
    "follow_up",
    "passport",
    "commitments",
    "comparison_overview",
    "comparison_section",
]


@dataclass(frozen=True)
class SlidePlan:
    """One slide as the package wants it.

    A `section` slide takes one questionnaire section by id, a `group_work` slide one part of `group_work`.
    """

    __pydantic_config__ = STRICT

    kind: SlideKind
    title: str
    section: str = ""
    part: str = ""
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

    `measurement_points` are the item ids that the cluster returns to. `texts` maps a text's name (file
    name without ending, under `texts/`) to its markdown. `blanks` lists the marked blanks ("file:line
    what is missing") that stop a real order.
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
    group_work: tuple[GroupWork, ...] = ()
    measurement_points: tuple[str, ...] = ()
    podcast: Link | None = None
    posting: PostingRule | None = None
    seating: SeatingRule | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    blanks: tuple[str, ...] = ()
    content_hash: str = ""

    @property
    def needs_practices(self) -> bool:
        """Whether every member's practice number must be known."""
        return self.seating is not None

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def contact_for_region(self, region: str) -> Contact | None:
        return next((c for c in self.contacts if c.organisation == region), None)
