"""The slides that are the same with and without answers: words, questions, help."""

from __future__ import annotations

from dataclasses import replace

from domain.deck_occasion import Occasion, notes, numbered, paragraphs
from domain.deck_words import even_parts
from domain.package import Contact, SlidePlan
from domain.report import Slide

MOST_BULLETS = 6

CONTACTS_UNCHECKED = (
    "Kontaktoplysningerne stammer fra drejebogen og er ikke bekræftet for nylig. "
    "Prøv dem gerne af, før I deler dem."
)


def title_slide(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    lead = "\n".join(filter(None, (plan.lead, occasion.cluster, occasion.when)))
    return (Slide("title", plan.title, lead=lead, notes=notes(plan)),)


def bullet_slides(
    occasion: Occasion, plan: SlidePlan, bullets: tuple[str, ...], lead: str = "", most: int = MOST_BULLETS
) -> tuple[Slide, ...]:
    """One slide, or several when there are more bullets than a room can read."""
    del occasion
    parts = even_parts(bullets, most) or ((),)
    lead = lead or plan.lead
    return numbered(tuple(Slide(plan.kind, plan.title, lead, part, notes=notes(plan)) for part in parts))


def text_slide(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    return bullet_slides(occasion, plan, plan.bullets)


def group_work(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    return bullet_slides(occasion, plan, plan.bullets or occasion.package.group_questions, most=5)


def follow_up(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    months = occasion.package.timing.follow_up_months
    default = (
        "Hvad vil vi gøre anderledes hjemme i praksis?",
        f"Vil vi have en ny opgørelse om cirka {months} måneder, så vi kan se, om noget har flyttet sig?",
        "Hvem holder fast i det, vi har aftalt?",
    )
    return bullet_slides(occasion, plan, plan.bullets or default)


def commitments(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    default = (
        "Hvad aftalte vi sidst?",
        "Hvad er blevet til noget i hverdagen, og hvad hjalp på vej?",
        "Hvad blev ikke til noget, og hvad stod i vejen?",
    )
    return bullet_slides(occasion, plan, plan.bullets or default)


def help_slide(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """Where help is to be had, whatever was answered. A deck of no region lists every contact."""
    contacts = _contacts(occasion)
    words = paragraphs(occasion.package.text("help"))
    unchecked = CONTACTS_UNCHECKED if any(c.checked is None for c in contacts) else ""
    slide = Slide(
        plan.kind,
        plan.title,
        lead=plan.lead,
        bullets=plan.bullets or words,
        table=_contact_table(contacts),
        notes=notes(plan, unchecked),
    )
    return _spread(slide)


def _contacts(occasion: Occasion) -> tuple[Contact, ...]:
    package = occasion.package
    if not occasion.region:
        return package.contacts
    found = (package.contact_for_region(occasion.region), package.contact_for_region("PLO"))
    return tuple(contact for contact in found if contact)


def _contact_table(contacts: tuple[Contact, ...]) -> tuple[tuple[str, ...], ...]:
    if not contacts:
        return ()
    rows = tuple((c.organisation, c.person, c.email, c.phone) for c in contacts)
    return (("Hvor", "Kontakt", "Mail", "Telefon"), *rows)


def _spread(slide: Slide) -> tuple[Slide, ...]:
    """Words and contacts that do not fit one slide get one each."""
    letters = sum(len(bullet) + 40 for bullet in slide.bullets)
    if not slide.table or letters + 90 * len(slide.table) <= 900:
        return (slide,)
    words = tuple(
        replace(slide, bullets=part, table=()) for part in even_parts(slide.bullets, MOST_BULLETS - 1)
    )
    return numbered((*words, replace(slide, bullets=())))
