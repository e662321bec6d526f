"""A questionnaire small enough to count by hand, for the tests of numbers."""

from __future__ import annotations

from domain.questionnaire import Item, Questionnaire, Scale, Section

AGREE = Scale(("Helt uenig", "Uenig", "Hverken eller", "Enig", "Helt enig"))
YES_NO = Scale(("Nej", "Ja"))


def item(item_id: str, *, favourable: tuple[int, ...] = (4, 5), scale: str = "agree", text: str = "") -> Item:
    return Item(item_id, text or f"Spørgsmål {item_id}?", f"Kort {item_id}", "scale", scale, favourable)


def questionnaire(*sections: tuple[Item, ...]) -> Questionnaire:
    """One section per tuple of items, named a, b, c …; an agreement and a yes-no scale."""
    named = zip("abcdefgh", sections, strict=False)
    return Questionnaire(
        scales={"agree": AGREE, "yes_no": YES_NO},
        sections=tuple(Section(name, f"Afsnit {name}", items) for name, items in named),
    )


TEXT = Item("words", "Hvad vil du gerne sige?", kind="text")

# Two sections: one with a reversed item, one with a single item and a free-text question.
SMALL = questionnaire((item("calm"), item("rush", favourable=(1, 2))), (item("joy"), TEXT))
