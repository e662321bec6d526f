"""A small invented package, meeting and figures for the tests of the printed sheets."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.figures import ALL_ALIKE, SHARE_ONLY, TOO_FEW, Figures, ItemFigures, SectionFigures
from domain.meeting import COPENHAGEN, Consultant, Meeting, Member, Order, Plan
from domain.own_key import OwnKey
from domain.package import (
    Contact,
    GroupWork,
    Link,
    Package,
    PostingRule,
    ProgrammePoint,
    Question,
    SeatingRule,
)
from domain.ports import PostingJob
from domain.questionnaire import Answers, Item, Questionnaire, Scale, Section
from domain.seating import Seating, Table

AGREE = Scale(("Helt uenig", "Uenig", "Hverken eller", "Enig", "Helt enig"))
OFTEN = Scale(("Aldrig", "Sjældent", "Af og til", "Ofte", "Altid"))

OWN_KEY = OwnKey(
    page="https://klyngeflow.example/mine",
    link="https://klyngeflow.example/mine#EKSEMPEL",
    code="EKSE-MPEL",
    qr='<svg viewBox="0 0 2 2"><path d="M0 0h1v1h-1z"/></svg>',
)

QUESTIONNAIRE = Questionnaire(
    {"agree": AGREE, "often": OFTEN},
    (
        Section(
            "work",
            "Arbejdsmængde",
            (
                Item("room", "Der er luft i min dag", "Luft i dagen", "scale", "agree", (4, 5)),
                Item("pause", "Jeg springer pauser over", "Pauser", "scale", "often", (1, 2)),
                Item("alike", "Jeg må låne en kuglepen", "Kuglepen", "scale", "agree", (4, 5)),
                Item("few", "Jeg har en hund på arbejde", "Hund", "scale", "agree", (4, 5)),
            ),
        ),
        Section("words", "Egne ord", (Item("glad", "Hvad gør dig glad?", "Glæde", "text"),)),
    ),
    "Tænk på den seneste måned.",
)

CONTACTS = (
    Contact("plo", "PLO", "Eva Dam", "eva@example.dk", "3333 3333"),
    Contact("syd", "Region Syddanmark", "", "syd@example.dk", "", checked="2026-10-01"),
)

PACKAGE = Package(
    "proeve",
    "Trivsel og arbejdsglæde",
    "1",
    "Om det, der giver arbejdsglæde.",
    "proeve",
    QUESTIONNAIRE,
    (),
    (),
    (
        ProgrammePoint(10, "Velkomst", "Formålet.", "Sig **velkommen**.", "Navneskilte"),
        ProgrammePoint(15, "Pause", "Kaffe."),
        ProgrammePoint(50, "Gruppearbejde", "Tal sammen."),
    ),
    (),
    (),
    CONTACTS,
    group_work=(
        GroupWork("see", "Hvad ser vi?", (Question("Hvad overrasker jer?"),)),
        GroupWork("do", "Hvad gør vi?", (Question("Hvad vil I prøve?"), Question("Hvem begynder?"))),
    ),
    measurement_points=("alike", "room"),
    podcast=Link("Podcast om glæde", "[[mangler: adressen]]"),
    posting=PostingRule("implementation_plan", "Implementeringsplan"),
    seating=SeatingRule(4),
    texts={
        "help": "Det er **i orden** at bede om hjælp.",
        "offers": "## KiAP\n\nEn konsulent.",
        "practice": "## Hos os\n\n- Hvad virker?\n- Skriv det op.",
        "package": "## Hvorfor\n\nFordi det betyder noget.",
        "proposed_invitation": "Kære kolleger",
        "run_sheet_before": "- Book et lokale",
        "run_sheet_after": "- Bliv ved",
    },
)

STARTS = datetime(2027, 3, 11, 16, 0, tzinfo=COPENHAGEN)
MEETING = Meeting(
    "proeve-abc",
    Order(
        "proeve",
        "Klynge Ærø",
        "Region Syddanmark",
        "Åse Sørensen",
        "aase@example.dk",
        "12345678",
        "Lægevej 7, 5970 Ærøskøbing",
        STARTS,
        24,
        "Medicinerhuset",
    ),
    "rikke",
    STARTS - timedelta(days=60),
)
CONSULTANT = Consultant("rikke", "Rikke Kjær", "rikke@example.dk", "2222 2222")
MUST_HAVE_LEFT = date(2027, 2, 25)
POSTING_JOB = PostingJob(MEETING.id, "implementation_plan", 26, date(2027, 1, 12))
MEMBERS = (
    Member("m1", "aase@klynge.example", "Åse Ærø", "012345"),
    Member("m2", "oerum@klynge.example", "Østen Dam", "012345"),
    Member("m3", "anne@klynge.example", "Anne Eg", "054321"),
    Member("m4", "aerling@klynge.example", "Ærling By"),
    Member("m5", "uden.navn@klynge.example"),
)
SEATING = Seating(
    (Table(("m1", "m3", "m4")), Table(("m2", "m5"))),
    (Table(("m1", "m2", "m3", "m4", "m5")),),
    ("Anne Eg sidder alene.",),
)
PLAN = Plan(
    1,
    STARTS - timedelta(days=21),
    (STARTS - timedelta(days=16),),
    STARTS - timedelta(days=7),
    STARTS - timedelta(days=6),
    STARTS,
    STARTS + timedelta(days=1),
)

FIGURES = Figures(
    "proeve",
    1,
    24,
    19,
    {
        "room": ItemFigures(19, {1: 2, 2: 3, 4: 9, 5: 5}, None, 14, 3.6),
        "pause": ItemFigures(7, None, SHARE_ONLY, 3),
        "alike": ItemFigures(19, None, ALL_ALIKE),
        "few": ItemFigures(4, None, TOO_FEW),
        "glad": ItemFigures(11),
    },
    {"work": SectionFigures(0.6), "words": SectionFigures()},
)

ANSWERS = Answers({"room": 2, "pause": 5}, {"glad": "Mine patienter"})
