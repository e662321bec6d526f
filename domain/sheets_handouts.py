"""The hand-outs with data: the cluster's released figures section by section, and the groups' questions."""

from __future__ import annotations

from domain.deck_words import counted, percent
from domain.figures import HIDDEN_REASONS, SHARE_ONLY, Figures, ItemFigures, SectionFigures
from domain.meeting import Meeting
from domain.package import Package
from domain.questionnaire import Item, Questionnaire, Section
from domain.sheets_parts import Sheet, by_scale, envelope, fact, help_part, meeting_facts, scale_items

READING_COUNTS = (
    "Hver del af en bjælke er et svar på skalaen, og tallet er antallet af læger, der har svaret sådan. "
    "Jo mørkere, jo længere til højre på skalaen. Stregen under bjælken viser de positive svar."
)
READING_SHARES = (
    "Der er få svar. Derfor vises kun, hvor mange der har svaret positivt, og ikke hele fordelingen. "
    "Under hver bjælke står, hvilke svar der tæller som positive."
)


def handouts(package: Package, meeting: Meeting, figures: Figures) -> Sheet:
    """Counts and shares where they may be shown; where not, the reason in words."""
    answered = f"{counted(figures.answered, figures.invited)} inviterede har svaret"
    lead = "Her er klyngens svar samlet. Ingen kan se, hvad den enkelte har svaret."
    asked = package.questionnaire
    sections = [
        {
            "title": section.title,
            "summary": _summary(figures.sections.get(section.id)),
            "parts": _parts(asked, section, figures),
        }
        for section in asked.sections
        if scale_items(section)
    ]
    facts = [*meeting_facts(meeting), fact("Svar", answered)]
    counted_items = any(found.counts for found in figures.items.values())
    return envelope("Uddelingskopier", package.title, lead, facts) | {
        "reading": READING_COUNTS if counted_items else READING_SHARES,
        "sections": sections,
        "written": [_written(item, figures.items[item.id]) for item in asked.text_items],
        "questions": list(package.group_questions),
        "help": help_part(package, meeting.order.region),
    }


def _summary(section: SectionFigures | None) -> str:
    if section is None:
        return ""
    if section.share is None:
        return f"Emnet samlet: {HIDDEN_REASONS[section.hidden]}." if section.hidden else ""
    return f"Emnet samlet: {percent(section.share)} positive svar."


def _parts(asked: Questionnaire, section: Section, figures: Figures) -> list[Sheet]:
    return [
        {
            "labels": list(asked.scales[scale].labels),
            "rows": [_row(asked, item, figures.items[item.id]) for item in items],
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


def _written(item: Item, found: ItemFigures) -> Sheet:
    """How many wrote something; the texts themselves are shown at the meeting, if at all."""
    return {"text": item.text, "remark": _sentence(found.hidden) or f"{found.n} har skrevet noget her."}


def _sentence(hidden: str | None) -> str:
    """The reason with a capital and a full stop; nothing hidden, nothing said."""
    reason = HIDDEN_REASONS[hidden] if hidden else ""
    return f"{reason[:1].upper()}{reason[1:]}." if reason else ""
