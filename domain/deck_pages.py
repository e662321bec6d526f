"""One slide of the package becomes as many as people can read; its minutes are shared between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.deck_words import even_parts, in_parts
from domain.package import SlidePlan
from domain.report import Slide

LETTERS_A_LINE = 68
"""Letters that a slide's width takes at 24 points."""

ROOM = 24
"""Half lines at 24 points that a slide takes under its lead; every bullet has half a line around it."""

SPOKEN = {
    "title": "Byd velkommen.",
    "how_to_read": "Tag den roligt, og læs ét eksempel højt.",
    "response": "Sig, hvor mange der svarede. Spørg ikke, hvem der svarede.",
    "measurement_points": "Spørg: Hvor vil vi gerne stå næste gang?",
    "group_work": "Sig, hvor længe grupperne har, og hvornår I samler op.",
    "offers": "Peg på det tilbud, der passer bedst til aftenens samtale.",
    "help": "Vis diasset til alle, uanset hvad svarene viste.",
    "passport": "Vises kun, hvis nogen spørger.",
}
SPOKEN_OTHERWISE = "Lad alle læse i stilhed et øjeblik, og spørg derefter, hvad de lægger mærke til."


def notes(plan: SlidePlan, *more: str) -> str:
    """How long the slide takes, the package's words to the leader, and what the slide itself adds."""
    spoken = plan.notes.strip() or SPOKEN.get(plan.kind, SPOKEN_OTHERWISE)
    return "\n\n".join(part for part in (_time(plan.minutes), spoken, *more) if part)


def _time(minutes: int) -> str:
    if not minutes:
        return "Tid: et øjeblik."
    return f"Tid: ca. {minutes} {'minut' if minutes == 1 else 'minutter'}."


def finished(plan: SlidePlan, drafts: Sequence[Slide], weights: Sequence[int]) -> tuple[Slide, ...]:
    """The drafts with titles and notes of the plan; what a draft has in its notes comes after those.

    Several share the plan's minutes by weight, so that their sum stays, and are numbered.
    """
    minutes = shared_minutes(plan.minutes, weights)
    plans = [replace(plan, minutes=part) for part in minutes]
    if len(drafts) > 1:
        plans = [replace(p, title=f"{p.title} ({n} af {len(drafts)})") for n, p in enumerate(plans, 1)]
    return tuple(
        replace(draft, title=one.title, notes=notes(one, draft.notes))
        for draft, one in zip(drafts, plans, strict=True)
    )


def shared_minutes(minutes: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Whole minutes in proportion to the weights; what is left over goes to the largest remainders."""
    whole = [minutes * weight // sum(weights) for weight in weights]
    remainders = [minutes * weight % sum(weights) for weight in weights]
    first = sorted(range(len(weights)), key=lambda place: -remainders[place])
    for place in first[: minutes - sum(whole)]:
        whole[place] += 1
    return tuple(whole)


def readable(bullets: Sequence[str], most: int, room: int = ROOM) -> tuple[tuple[str, ...], ...]:
    """The bullets in as few even parts as can be read from the back of the room."""
    parts = even_parts(bullets, most)
    for pieces in range(len(parts), len(bullets)):
        parts = in_parts(bullets, pieces)
        if all(room_taken(part) <= room for part in parts):
            return parts
    return in_parts(bullets, len(bullets)) if any(room_taken(part) > room for part in parts) else parts


def room_taken(bullets: Sequence[str]) -> int:
    """Half lines at 24 points."""
    return sum(2 * -(-len(bullet) // LETTERS_A_LINE) + 1 for bullet in bullets)


def unique_titles(slides: tuple[Slide, ...]) -> tuple[Slide, ...]:
    """The same title a second time gets its number: titles are how a screen reader finds a slide."""
    taken: set[str] = set()
    result = []
    for slide in slides:
        title, number = slide.title, 1
        while title in taken:
            number += 1
            title = f"{slide.title} – {number}"
        taken.add(title)
        result.append(replace(slide, title=title))
    return tuple(result)
