"""The slides that are the same with and without answers: words, questions, offers, help."""

from __future__ import annotations

from dataclasses import replace

from domain.deck_occasion import Occasion
from domain.deck_pages import ROOM, finished, notes, readable, room_taken
from domain.deck_texts import chapters, paragraphs
from domain.deck_words import in_parts
from domain.group_questions import group_questions
from domain.package import Contact, SlidePlan
from domain.report import Slide, Table

MOST_BULLETS = 6
MOST_QUESTIONS, QUESTION_ROOM = 6, 30
"""Group work stays on one slide as long as it can: the groups look up at it all the time."""

ROW_ROOM, HELP_ROOM = 3, 30
"""Half lines that a row of contacts takes, and that words and contacts may take together."""

OFFER_LETTERS = 51
"""Letters that the wide column of the offers takes at 24 points."""

WRITTEN_DOWN = "Aftalerne står, som mødelederen skrev dem ned efter mødet. Spørg:"
CONTACTS_UNCHECKED = (
    "Kontaktoplysningerne stammer fra drejebogen og er ikke bekræftet for nylig. "
    "Prøv dem gerne af, før I deler dem."
)


def title_slide(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    lead = "\n".join(filter(None, (plan.lead, occasion.cluster, occasion.when)))
    return (Slide("title", plan.title, lead=lead, notes=notes(plan)),)


def bullet_slides(
    plan: SlidePlan, bullets: tuple[str, ...], *, most: int = MOST_BULLETS, room: int = ROOM, said: str = ""
) -> tuple[Slide, ...]:
    """One slide, or several when there are more bullets than a room can read. `said` is for the notes."""
    parts = readable(bullets, most, room) or ((),)
    drafts = [Slide(plan.kind, plan.title, plan.lead, part, notes=said) for part in parts]
    return finished(plan, drafts, [max(1, len(part)) for part in parts])


def text_slide(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    del occasion
    return bullet_slides(plan, plan.bullets)


def group_work(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    parts = [part for part in occasion.package.group_work if part.id == plan.part]
    questions = (q for part in parts for q in group_questions(occasion.package, part, occasion.figures))
    return bullet_slides(plan, (*questions, *plan.bullets), most=MOST_QUESTIONS, room=QUESTION_ROOM)


def follow_up(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    months = occasion.package.timing.follow_up_months
    default = (
        "Hvad vil vi gøre anderledes hjemme i praksis?",
        f"Vil vi have en ny opgørelse om cirka {months} måneder, så vi kan se, om noget har flyttet sig?",
        "Hvem holder fast i det, vi har aftalt?",
    )
    return bullet_slides(plan, plan.bullets or default)


def commitments(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """What the leader wrote down, the questions about it in the notes; without it, the questions."""
    questions = plan.bullets or (
        "Hvad aftalte vi sidst?",
        "Hvad er blevet til noget i hverdagen, og hvad hjalp på vej?",
        "Hvad blev ikke til noget, og hvad stod i vejen?",
    )
    if not occasion.commitments:
        return bullet_slides(plan, questions)
    said = "\n".join((WRITTEN_DOWN, *(f"– {question}" for question in questions)))
    return bullet_slides(plan, occasion.commitments, said=said)


def help_slide(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """Where help is to be had, whatever was answered. A deck of no region lists every contact."""
    words = plan.bullets or paragraphs(occasion.package.text("help"))
    contacts = _contacts(occasion)
    if contacts and room_taken(words) + ROW_ROOM * (len(contacts) + 1) <= HELP_ROOM:
        return finished(plan, [replace(_contact_draft(plan, contacts), bullets=words)], [1])
    parts = readable(words, MOST_BULLETS)
    drafts = [Slide(plan.kind, plan.title, plan.lead, part) for part in parts]
    return _and_contacts(plan, drafts, [len(part) for part in parts], contacts)


def offers(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """What the package's text offers, chapter by chapter, then whom to ask unless the help slide says so."""
    if plan.bullets:
        return bullet_slides(plan, plan.bullets)
    offered = tuple((title, "\n".join(texts)) for title, texts in chapters(occasion.package.text("offers")))
    parts = _readable_offers(offered)
    drafts = [Slide(plan.kind, plan.title, plan.lead, table=_offers_table(part)) for part in parts]
    contacts = () if _has_help(occasion) else _contacts(occasion)
    return _and_contacts(plan, drafts, [len(part) for part in parts], contacts)


def _readable_offers(offered: tuple[tuple[str, str], ...]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """On as few slides as can be read from the back of the room."""
    for pieces in range(1, len(offered)):
        parts = in_parts(offered, pieces)
        if all(sum(_offer_room(words) for _, words in part) <= ROOM for part in parts):
            return parts
    return in_parts(offered, len(offered))


def _offer_room(words: str) -> int:
    """Half lines at 24 points."""
    return 1 + sum(2 * -(-len(line) // OFFER_LETTERS) for line in words.split("\n"))


def _has_help(occasion: Occasion) -> bool:
    package = occasion.package
    plans = package.comparison_deck if occasion.comparison else package.deck
    return any(plan.kind == "help" for plan in plans)


def _and_contacts(
    plan: SlidePlan, drafts: list[Slide], weights: list[int], contacts: tuple[Contact, ...]
) -> tuple[Slide, ...]:
    if contacts:
        drafts, weights = [*drafts, _contact_draft(plan, contacts)], [*weights, 1]
    return finished(plan, drafts, weights)


def _offers_table(offered: tuple[tuple[str, str], ...]) -> Table:
    return Table((("Hvem", "Tilbud"), *offered), (0.25, 0.75), "Hvem der tilbyder hvad")


def _contacts(occasion: Occasion) -> tuple[Contact, ...]:
    package = occasion.package
    if not occasion.region:
        return package.contacts
    found = (package.contact_for_region(occasion.region), package.contact_for_region("PLO"))
    return tuple(contact for contact in found if contact)


def _contact_draft(plan: SlidePlan, contacts: tuple[Contact, ...]) -> Slide:
    rows = tuple((c.organisation, c.person, c.email, c.phone) for c in contacts)
    header = ("Hvor", "Kontakt", "Mail", "Telefon")
    table = Table((header, *rows), (0.21, 0.24, 0.42, 0.13), "Hvem man kan kontakte")
    unchecked = any(contact.checked is None for contact in contacts)
    return Slide(plan.kind, plan.title, plan.lead, table=table, notes=CONTACTS_UNCHECKED if unchecked else "")
