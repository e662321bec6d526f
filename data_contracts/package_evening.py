"""The rules of programme.yaml and deck.yaml: the evening's points and the slides in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from data_contracts.package_head import check_not_blank
from data_contracts.package_shape import suggestion
from data_contracts.package_yaml import Node, Source, shown
from domain.package import ProgrammePoint, SlideKind, SlidePlan
from domain.questionnaire import STRICT

LONGEST_POINT = 240
SECTION_SLIDES = ("section", "comparison_section")
COMPARISON_SLIDES = ("commitments", "comparison_overview", "comparison_section")


@dataclass(frozen=True)
class Programme:
    """programme.yaml as it is written."""

    __pydantic_config__ = STRICT

    programme: tuple[ProgrammePoint, ...]


@dataclass(frozen=True)
class Decks:
    """deck.yaml as it is written."""

    __pydantic_config__ = STRICT

    deck: tuple[SlidePlan, ...]
    comparison_deck: tuple[SlidePlan, ...]


def check_programme(source: Source) -> None:
    rows = source.root.rows("programme")
    if source.root.has("programme") and not rows:
        source.refuse(source.root.line_of("programme"), "Programmet er tomt.", "Skriv mindst et punkt.")
    for row in rows:
        check_not_blank(source, row, "title")
        minutes = row.number("minutes", 1)
        if not 1 <= minutes <= LONGEST_POINT:
            what = f"Punktet varer {minutes} minutter."
            source.refuse(row.line_of("minutes"), what, f"Skriv 1 til {LONGEST_POINT}.")


def check_decks(source: Source, section_ids: list[str], part_ids: list[str] | None) -> None:
    """`part_ids` are those of the group work in package.yaml; None when that could not be read."""
    for name in ("deck", "comparison_deck"):
        rows = source.root.rows(name)
        if source.root.has(name) and not rows:
            source.refuse(source.root.line_of(name), f"»{name}« har ingen dias.", "Skriv mindst et.")
        for row in rows:
            check_slide(source, row, name, section_ids)
            check_part(source, row, part_ids)


def check_slide(source: Source, slide: Node, deck: str, section_ids: list[str]) -> None:
    check_not_blank(source, slide, "title")
    kind, section = slide.text("kind"), slide.text("section")
    if deck == "deck" and kind in COMPARISON_SLIDES:
        what = f"»{kind}« viser en sammenligning, og den findes først ved opfølgningen."
        source.refuse(slide.line_of("kind"), what, "Flyt diasset til »comparison_deck«.")
    if slide.number("minutes", 0) < 0:
        source.refuse(slide.line_of("minutes"), "Minutter kan ikke være under 0.", "Skriv 0 eller mere.")
    if kind in SECTION_SLIDES and not section:
        cure = f"Tilføj »section:« med en af: {', '.join(section_ids)}."
        source.refuse(slide.line_of("section"), "Det står ikke, hvilket emne diasset viser.", cure)
    elif kind in SECTION_SLIDES and section not in section_ids and section_ids:
        what = f"Emnet »{shown(section)}« findes ikke i questionnaire.yaml."
        source.refuse(slide.line_of("section"), what, suggestion(section, section_ids))
    elif section and kind in set(get_args(SlideKind)) - set(SECTION_SLIDES):
        what = f"Et dias af slagsen »{shown(kind)}« viser ikke et emne."
        source.refuse(slide.line_of("section"), what, "Slet linjen med »section:«.")


def check_part(source: Source, slide: Node, part_ids: list[str] | None) -> None:
    """A slide of group work shows one part of the package's group work."""
    kind, part = slide.text("kind"), slide.text("part")
    if kind == "group_work" and not part:
        cure = "Tilføj »part:« med et id fra »group_work« i package.yaml."
        source.refuse(slide.line_of("part"), "Det står ikke, hvilket gruppearbejde diasset viser.", cure)
    elif kind == "group_work" and part_ids is not None and part not in part_ids:
        what = f"Gruppearbejdet »{shown(part)}« findes ikke i package.yaml."
        cure = suggestion(part, part_ids) if part_ids else "Skriv det i »group_work« i package.yaml."
        source.refuse(slide.line_of("part"), what, cure)
    elif part and kind != "group_work":
        what = f"Et dias af slagsen »{shown(kind)}« viser ikke et gruppearbejde."
        source.refuse(slide.line_of("part"), what, "Slet linjen med »part:«.")
