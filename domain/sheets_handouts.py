"""The hand-outs: the cluster's released figures by section, offers and help, and a sheet for each table."""

from __future__ import annotations

from collections.abc import Mapping

from domain.deck_own_words import quoted
from domain.deck_words import counted, percent
from domain.figures import HIDDEN_REASONS, SHARE_ONLY, Figures, ItemFigures, SectionFigures
from domain.group_questions import all_group_questions
from domain.meeting import ROUND_1, Meeting
from domain.package import Package
from domain.questionnaire import Item, Questionnaire, Section
from domain.sheets_parts import (
    Sheet,
    by_scale,
    envelope,
    fact,
    help_part,
    markdown,
    meeting_facts,
    scale_items,
)

NO_WORDS: Mapping[str, tuple[str, ...]] = {}

READING_COUNTS = (
    "Hver del af en bjælke er et svar på skalaen, og tallet er antallet af læger, der har svaret sådan. "
    "Jo mørkere, jo længere til højre på skalaen. Stregen under bjælken viser de positive svar."
)
READING_SHARES = (
    "Der er få svar. Derfor vises kun, hvor mange der har svaret positivt, og ikke hele fordelingen. "
    "Under hver bjælke står, hvilke svar der tæller som positive."
)


def handouts(
    package: Package,
    meeting: Meeting,
    figures: Figures,
    tables: int = 0,
    words: Mapping[str, tuple[str, ...]] = NO_WORDS,
) -> Sheet:
    """Counts and shares where they may be shown; where not, the reason in words; `words` are ticked texts.

    The last pages go to the tables: one each, numbered, or with 0 one to copy and write the number on.
    """
    answered = counted(figures.answered, figures.invited)
    which = "klyngens svar" if figures.round == ROUND_1 else "klyngens nye svar"
    lead = f"Her er {which} samlet. Ingen kan se, hvad den enkelte har svaret."
    asked = package.questionnaire
    sections = [
        {
            "title": section.title,
            "summary": _summary(figures.sections.get(section.id)),
            "parts": _parts(package, section, figures),
        }
        for section in asked.sections
        if scale_items(section)
    ]
    facts = [*meeting_facts(meeting, figures.round), fact("Har svaret", answered)]
    counted_items = any(found.counts for found in figures.items.values())
    return (
        envelope("Uddelingskopier", package.title, lead, facts)
        | {
            "reading": READING_COUNTS if counted_items else READING_SHARES,
            "sections": sections,
            "written": [
                _written(package, item, figures.items[item.id], words.get(item.id, ()))
                for item in asked.text_items
            ],
        }
        | _for_the_groups(package, meeting, figures, tables)
    )


def data_free_handouts(package: Package, meeting: Meeting, tables: int = 0, round: int = ROUND_1) -> Sheet:
    """The same without a single number, made for talking when too few have answered."""
    lead = (
        "Der er kommet for få svar til, at klyngens tal kan vises, uden at nogen kunne genkendes. Derfor er "
        "arket uden data: brug spørgsmålene til at tale om, hvordan I selv oplever det."
    )
    sections = [
        {"title": section.title, "items": [item.text for item in scale_items(section)]}
        for section in package.questionnaire.sections
        if scale_items(section)
    ]
    return (
        envelope("Uddelingskopier uden data", package.title, lead, meeting_facts(meeting, round))
        | {"sections": sections}
        | _for_the_groups(package, meeting, None, tables)
    )


def _for_the_groups(package: Package, meeting: Meeting, figures: Figures | None, tables: int) -> Sheet:
    """Offers and help for everybody, then the sheets that lie on the tables."""
    asked = all_group_questions(package, figures)
    return {
        "offers": markdown(package.text("offers")),
        "help": help_part(package, meeting.order.region),
        "group_work": [
            {"title": title, "questions": list(questions)} for title, questions in asked if questions
        ],
        "group": "Bord" if package.seating else "Gruppe",
        "tables": tables,
        "cluster": meeting.order.cluster,
    }


def _summary(section: SectionFigures | None) -> str:
    if section is None:
        return ""
    if section.share is None:
        return f"Emnet samlet: {HIDDEN_REASONS[section.hidden]}." if section.hidden else ""
    return f"Emnet samlet: {percent(section.share)} positive svar."


def _parts(package: Package, section: Section, figures: Figures) -> list[Sheet]:
    asked = package.questionnaire
    return [
        {
            "labels": list(asked.scales[scale].labels),
            "rows": [
                _row(asked, item, figures.items[item.id]) | {"returns": item.id in package.measurement_points}
                for item in items
            ],
        }
        for scale, items in by_scale(scale_items(section))
    ]


def _row(asked: Questionnaire, item: Item, found: ItemFigures) -> Sheet:
    """`remark` stands where the bar would have been."""
    scale = asked.scale_of(item)
    return {
        "text": item.text,
        "labels": list(scale.labels),
        "favourable": list(item.favourable),
        "counts": [found.counts.get(value, 0) for value in scale.values] if found.counts else None,
        "share": "" if found.favourable is None else counted(found.favourable, found.n),
        "favourable_share": found.share if found.hidden == SHARE_ONLY else None,
        "favourable_labels": [scale.label(value) for value in sorted(item.favourable)],
        "remark": _sentence(found.hidden),
    }


def _written(package: Package, item: Item, found: ItemFigures, texts: tuple[str, ...]) -> Sheet:
    """How many wrote something, as other counts are shown, and what an operator has ticked of it."""
    is_shown = found.n >= package.limits.counts
    said = f"{found.n} har skrevet noget her." if is_shown else "Få eller ingen har skrevet noget her."
    if texts:
        said = f"{found.n} har skrevet noget her, og KiAP har valgt {len(texts)} af teksterne."
    return {"text": item.text, "remark": said, "quotes": [quoted(text) for text in texts]}


def _sentence(hidden: str | None) -> str:
    """The reason with a capital and a full stop; nothing hidden, nothing said."""
    reason = HIDDEN_REASONS[hidden] if hidden else ""
    return f"{reason[:1].upper()}{reason[1:]}." if reason else ""
