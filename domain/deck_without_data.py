"""The same deck when there are no numbers to show: made for talking, blaming nobody."""

from __future__ import annotations

from dataclasses import replace

from domain import deck_slides
from domain.deck_occasion import Occasion, notes
from domain.deck_passport import passport_rows
from domain.deck_results import section_of
from domain.deck_slides import bullet_slides
from domain.package import SlidePlan
from domain.report import Slide

TALK = "Tal sammen to og to, og del bagefter det, I har lyst til"


def title_slide(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    return deck_slides.title_slide(occasion, replace(plan, lead="En aften med spørgsmål, samtale og idéer"))


def how_to_read(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    words = (
        "I aften er der ingen figurer. Spørgsmålene fra skemaet er her i stedet.",
        "Har du din egen besvarelse med, så brug den som huskeseddel. Ingen skal vise den frem.",
        "Der er ingen rigtige svar. Forskelle i gruppen er lige så interessante som ligheder.",
        "Skriv de vigtigste pointer på arket til mødenoter.",
    )
    spoken = "Fortæl, at aftenen bygger på samtale. Læs et spørgsmål højt som eksempel."
    return bullet_slides(occasion, _own(plan, "Sådan bruger vi spørgsmålene", spoken), words)


def response(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    words = (
        "Vi viser kun tal, når de kan vises, uden at nogen kan genkendes. Det beskytter hver enkelt af jer.",
        "Denne gang blev det ikke til tal, og det er helt i orden. Hverdagen er travl.",
        "Det vigtigste ved mødet er jeres samtale, og den har I stadig.",
        "Vil I prøve igen senere, så tal med jeres konsulent i KiAP.",
    )
    spoken = "Sig tak til dem, der svarede, og til dem, der kom. Spørg ikke, hvem der har svaret."
    own = _own(plan, "I aften taler vi uden tal", spoken)
    return bullet_slides(occasion, own, words, "Et møde uden tal kan være et rigtig godt møde")


def overview(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    titles = tuple(section.title for section in occasion.package.questionnaire.sections)
    own = _own(plan, "Emnerne, vi taler om", "Lad alle vælge et emne i stilhed, og tag så en kort runde.")
    return bullet_slides(occasion, own, titles, "Hvilket ligger dig mest på sinde?", most=9)


def section(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    questions = tuple(item.text for item in section_of(occasion, plan).items)
    return bullet_slides(occasion, plan, questions, TALK, most=5)


def agreement(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    words = (
        "Hvor ligner I hinanden mest?",
        "Hvor er I mest forskellige?",
        "Hvad overraskede dig i samtalen indtil nu?",
    )
    own = _own(plan, "Ligheder og forskelle", "Brug svarene som vej ind i gruppearbejdet.")
    return bullet_slides(occasion, own, words)


def passport(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    package = occasion.package
    rows = (
        ("Tal i denne præsentation", "Ingen. Svarene kunne ikke vises denne gang."),
        ("Klyngepakke", f"{package.title}, version {package.version}"),
        *passport_rows(occasion.passport),
    )
    own = _own(plan, "Om denne præsentation", "Vises kun, hvis nogen spørger.")
    return (Slide(own.kind, own.title, table=rows, notes=notes(own)),)


def _own(plan: SlidePlan, title: str, spoken: str) -> SlidePlan:
    """The package wrote its title, lead and notes for numbers; without them they would puzzle the room."""
    return replace(plan, title=title, lead="", notes=spoken)
