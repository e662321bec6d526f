"""The same deck when there are too few answers for numbers: made for talking, blaming nobody."""

from __future__ import annotations

from domain.deck_occasion import Occasion, notes
from domain.deck_passport import passport_rows
from domain.deck_results import section_of
from domain.deck_slides import bullet_slides
from domain.package import SlidePlan
from domain.report import Slide

TALK = "Tal sammen to og to, og del bagefter det, I har lyst til"


def how_to_read(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    words = (
        "I aften er der ingen søjler. Spørgsmålene fra skemaet er her i stedet.",
        "Har du din egen besvarelse med, så brug den som huskeseddel. Ingen skal vise den frem.",
        "Der er ingen rigtige svar. Forskelle i gruppen er lige så interessante som ligheder.",
        "Skriv de vigtigste pointer på arket til mødenoter.",
    )
    return bullet_slides(occasion, plan, words, "Sådan bruger I siderne")


def response(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    words = (
        f"Vi viser kun tal, når mindst {occasion.package.limits.any} har svaret. "
        "Det beskytter hver enkelt af jer.",
        "Denne gang blev det ikke til tal, og det er helt i orden. En travl hverdag er en god grund.",
        "Det vigtigste ved mødet er jeres samtale, og den har I stadig.",
        "I kan få en ny chance for en opgørelse. Spørg jeres konsulent i KiAP.",
    )
    return bullet_slides(occasion, plan, words, "Et møde uden tal kan være et rigtig godt møde")


def overview(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    titles = tuple(section.title for section in occasion.package.questionnaire.sections)
    return bullet_slides(
        occasion, plan, titles, "Emnerne, vi taler om. Hvilket ligger dig mest på sinde?", most=9
    )


def section(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    questions = tuple(item.text for item in section_of(occasion, plan).items)
    return bullet_slides(occasion, plan, questions, TALK, most=5)


def agreement(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    words = (
        "Hvor tror du, at I ligner hinanden mest?",
        "Hvor tror du, at I er mest forskellige?",
        "Hvad overraskede dig i samtalen indtil nu?",
    )
    return bullet_slides(occasion, plan, words, "Ligheder og forskelle mellem jer")


def passport(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    package = occasion.package
    rows = (
        ("Tal i denne præsentation", f"Ingen. Der kom færre end {package.limits.any} svar."),
        ("Klyngepakke", f"{package.title}, version {package.version}"),
        *passport_rows(occasion.passport),
    )
    return (Slide(plan.kind, plan.title, plan.lead, table=rows, notes=notes(plan)),)
