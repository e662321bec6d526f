"""What may be shown: from raw counts to released figures, hiding whatever could expose an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import Refused
from domain.figures import (
    ALL_ALIKE,
    COULD_BE_WORKED_OUT,
    ONE_SIDED,
    SHARE_ONLY,
    TOO_FEW,
    Figures,
    ItemFigures,
    SectionFigures,
)
from domain.package import FLOOR_ANY, FLOOR_COUNTS, FLOOR_TEXTS, Limits
from domain.questionnaire import Questionnaire, Section

MEAN_DECIMALS = 4


@dataclass(frozen=True)
class ItemTabulation:
    """One scale item before the limits. `counts` has every raw value of the scale, 0 included."""

    n: int
    counts: Mapping[int, int]
    favourable: int
    mean: float | None

    def __repr__(self) -> str:
        return f"ItemTabulation(n={self.n})"


@dataclass(frozen=True)
class Tabulation:
    """A round's unreleased counts: scale items by id, and how many wrote in each free-text item."""

    answered: int
    items: Mapping[str, ItemTabulation]
    texts: Mapping[str, int]

    def __repr__(self) -> str:
        """Shows no count: reprs reach logs and tracebacks."""
        return f"Tabulation({len(self.items)} items, {len(self.texts)} texts)"


def release(
    package_id: str,
    round: int,
    invited: int,
    answered: int,
    tabulation: Tabulation,
    questionnaire: Questionnaire,
    limits: Limits,
) -> Figures:
    """The only figures that any document may show; sections without scale items have no entry.

    Raises Refused for limits below the floor and for counts that do not add up.
    """
    refuse_lowered_limits(limits)
    refuse_unsound_counts(answered, tabulation)
    items = {item_id: release_item(item, limits) for item_id, item in tabulation.items.items()}
    texts = {item_id: ItemFigures(n=n) for item_id, n in tabulation.texts.items()}
    in_order = {item.id: (items | texts)[item.id] for item in questionnaire.items}
    sections = {
        section.id: release_section(section, tabulation.items, limits)
        for section in questionnaire.sections
        if any(item.kind == "scale" for item in section.items)
    }
    return Figures(package_id, round, invited, answered, in_order, sections)


def refuse_lowered_limits(limits: Limits) -> None:
    """A package can raise the limits; nobody can lower them."""
    floors = {"any": FLOOR_ANY, "counts": FLOOR_COUNTS, "texts": FLOOR_TEXTS}
    for name, floor in floors.items():
        if getattr(limits, name) < floor:
            raise Refused(f"Grænsen '{name}' er {getattr(limits, name)}. Den må ikke være under {floor}.")


def refuse_unsound_counts(answered: int, tabulation: Tabulation) -> None:
    """Every answer must be on its item's scale, and no item can have more answers than respondents."""
    if tabulation.answered != answered:
        raise Refused("Optællingen er lavet på et andet antal besvarelser end dem, der skal vises.")
    for item_id, item in tabulation.items.items():
        if sum(item.counts.values()) != item.n or item.n > answered:
            raise Refused(f"Optællingen af spørgsmål '{item_id}' går ikke op. Kør kvalitetskontrollen igen.")


def release_item(item: ItemTabulation, limits: Limits) -> ItemFigures:
    """The limits in their order: nothing, the share only, or everything – never what all alike answered."""
    # On a scale of two steps the share is the whole distribution.
    if item.n < (limits.counts if len(item.counts) == 2 else limits.any):
        return ItemFigures(item.n, hidden=TOO_FEW)
    if item.n < limits.counts:
        if item.favourable in (0, item.n):
            return ItemFigures(item.n, hidden=ONE_SIDED)
        return ItemFigures(item.n, hidden=SHARE_ONLY, favourable=item.favourable)
    if max(item.counts.values()) == item.n:
        return ItemFigures(item.n, hidden=ALL_ALIKE)
    mean = None if item.mean is None else round(item.mean, MEAN_DECIMALS)
    return ItemFigures(item.n, counts=dict(item.counts), favourable=item.favourable, mean=mean)


def release_section(section: Section, items: Mapping[str, ItemTabulation], limits: Limits) -> SectionFigures:
    """The share over all the section's answers, unless subtracting its items would expose a hidden one."""
    tabulated = [items[item.id] for item in section.items if item.kind == "scale"]
    released = [release_item(item, limits) for item in tabulated]
    if all(item.hidden == TOO_FEW for item in released):
        return SectionFigures(hidden=TOO_FEW)
    if any(item.favourable is None for item in released):
        return SectionFigures(hidden=COULD_BE_WORKED_OUT)
    return SectionFigures(
        share=sum(item.favourable for item in tabulated) / sum(item.n for item in tabulated)
    )
