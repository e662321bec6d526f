"""The same deck when there are no numbers to show: made for talking, blaming nobody."""

from __future__ import annotations

from dataclasses import replace

from domain import deck_slides
from domain.deck_occasion import Occasion
from domain.deck_pages import finished
from domain.deck_passport import SMALL_PRINT, passport_rows
from domain.deck_results import points_of, section_of
from domain.deck_slides import bullet_slides
from domain.package import SlidePlan
from domain.report import Slide, Table

TALK = "Tal sammen to og to, og del bagefter det, I har lyst til"
SECTION_SPOKEN = (
    "Læs spørgsmålene højt. Lad folk tale to og to, og hør så dem, der har lyst til at sige noget. "
    "Ingen skal sige, hvad de selv har svaret."
)


def title_slide(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    return deck_slides.title_slide(occasion, replace(plan, lead="En aften med spørgsmål, samtale og idéer"))


def how_to_read(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    del occasion
    words = (
        "I aften er der ingen figurer. Spørgsmålene fra skemaet er her i stedet.",
        "Har du din egen besvarelse med, så brug den som huskeseddel. Ingen skal vise den frem.",
        "Der er ingen rigtige svar. Forskelle i gruppen er lige så interessante som ligheder.",
        "Skriv de vigtigste pointer på arket til mødenoter.",
    )
    spoken = "Fortæl, at aftenen bygger på samtale. Læs et spørgsmål højt som eksempel."
    return bullet_slides(_own(plan, "Sådan bruger vi spørgsmålene", spoken), words)


def response(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    del occasion
    words = (
        "Vi viser kun tal, når de kan vises, uden at nogen kan genkendes. Det beskytter hver enkelt af jer.",
        "Denne gang blev det ikke til tal, og det er helt i orden. Hverdagen er travl.",
        "Det vigtigste ved mødet er jeres samtale, og den har I stadig.",
        "Vil I prøve igen senere, så tal med jeres konsulent i KiAP.",
    )
    spoken = "Sig tak til dem, der svarede, og til dem, der kom. Spørg ikke, hvem der har svaret."
    own = _own(plan, "I aften taler vi uden tal", spoken, "Et møde uden tal kan være et rigtig godt møde")
    return bullet_slides(own, words)


def overview(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    titles = tuple(section.title for section in occasion.package.questionnaire.sections)
    spoken = "Lad alle vælge et emne i stilhed, og tag så en kort runde."
    own = _own(plan, "Emnerne, vi taler om", spoken, "Hvilket ligger dig mest på sinde?")
    return bullet_slides(own, titles, most=9, room=27)


def section(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    questions = tuple(item.text for item in section_of(occasion, plan).items)
    return bullet_slides(replace(plan, lead=TALK), questions, most=5, said=SECTION_SPOKEN)


def measurement_points(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    questions = tuple(item.text for item in points_of(occasion))
    if not questions:
        return ()
    spoken = "Lad hver skrive for sig selv, hvor klyngen står, på arket til mødenoter. Tag så en runde."
    own = _own(plan, plan.title, spoken, "Hvor står vi her, og hvor vil vi gerne hen?")
    return bullet_slides(own, questions)


def passport(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    package = occasion.package
    rows = (
        ("Tal i denne præsentation", "Ingen. Svarene kunne ikke vises denne gang."),
        ("Klyngepakke", f"{package.title}, version {package.version}"),
        *passport_rows(occasion.passport),
    )
    own = _own(plan, "Om denne præsentation", "Vises kun, hvis nogen spørger.")
    table = Table(rows, (0.27, 0.73), "Hvor præsentationen kommer fra", has_header=False, largest=SMALL_PRINT)
    return finished(own, [Slide(own.kind, own.title, table=table)], [1])


def _own(plan: SlidePlan, title: str, spoken: str, lead: str = "") -> SlidePlan:
    """The package wrote its title, lead and notes for numbers; without them they would puzzle the room."""
    return replace(plan, title=title, lead=lead, notes=spoken)
