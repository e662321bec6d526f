"""The deck that every arm of the benchmark makes: 24 slides, 20 native charts, notes on all of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from domain.report import AnswerBar, DeckModel, Slide

LABELS = ("Helt uenig", "Uenig", "Hverken eller", "Enig", "Helt enig")
CHARTS = 20
NOTES = """Tid: ca. 3 minutter.

Spørg: Hvad fylder mest, tempoet, papirarbejdet eller det uventede?

– Jeg har tid nok til det vigtigste, når dagen er slut. 10 af 19 (53 %) positive svar.
– Jeg når at spise frokost. 7 af 19 (37 %) positive svar."""


def content() -> DeckModel:
    title = Slide(
        "title", "Trivsel og arbejdsglæde", "Klynge Eksempelby\nonsdag den 3. februar 2027", notes=NOTES
    )
    texts = [Slide("text", f"Talepunkter {n}", "Tag en runde", BULLETS, notes=NOTES) for n in range(1, 4)]
    items = [_item_slide(number) for number in range(1, CHARTS + 1)]
    return DeckModel("Trivsel", "Klynge Eksempelby", "Trivsel · KiAP", (title, *texts, *items))


BULLETS = (
    "Hvad ser vi, når vi ser på klyngens svar?",
    "Hvad kan vi gøre i hver vores praksis inden for den næste måned?",
    "Hvad kan klyngen hjælpe hinanden med?",
)


def _item_slide(number: int) -> Slide:
    counts = (number % 5, 3, 2 + number % 3, 6, 4)
    bar = AnswerBar(
        question=f"Spørgsmål {number}: Jeg når som regel det vigtigste, inden dagen er slut.",
        label=f"Når det vigtigste ({number})",
        scale_labels=LABELS,
        favourable_values=(4, 5),
        n=sum(counts),
        counts=counts,
        favourable=10,
        alt_text=f"Svar på spørgsmål {number}.",
    )
    return Slide("section", f"Emne {number}", "Er der luft nok i dagen?", charts=(bar,), notes=NOTES)


def as_json(deck: DeckModel) -> dict[str, Any]:
    """For the arm that is not Python."""
    return asdict(deck)
