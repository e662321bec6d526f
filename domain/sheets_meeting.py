"""The sheets for the room: hand-outs with or without data, note sheet and implementation plan."""

from __future__ import annotations

from domain.deck_words import counted, percent
from domain.figures import HIDDEN_REASONS, Figures, ItemFigures
from domain.meeting import Meeting
from domain.package import Package
from domain.questionnaire import Item, Section
from domain.sheets_kit import programme
from domain.sheets_parts import Sheet, envelope, fact, help_part, meeting_facts


def handouts(package: Package, meeting: Meeting, figures: Figures) -> Sheet:
    """The cluster's answers section by section, with questions for the groups."""
    answered = fact("Svar", f"{counted(figures.answered, figures.invited)} af de inviterede har svaret")
    lead = "Klyngens samlede svar. Tallene er antal svar, og ingen kan se, hvem der har svaret hvad."
    sections = [_section_with_data(package, section, figures) for section in package.questionnaire.sections]
    return _groups_and_help(package) | {
        **envelope("Uddelingskopier", package.title, lead, [*meeting_facts(meeting), answered]),
        "sections": [section for section in sections if section["rows"]],
        "written": [_written(item, figures) for item in package.questionnaire.text_items],
    }


def data_free_handouts(package: Package, meeting: Meeting) -> Sheet:
    """The same questions without a single number, made for talking when too few have answered."""
    lead = (
        "Der er kommet for få svar til, at klyngens tal kan vises, uden at nogen kunne genkendes. Derfor er "
        "arket uden data: brug spørgsmålene til at tale om, hvordan I selv ser det."
    )
    sections = [
        {"title": section.title, "intro": section.intro, "items": [i.text for i in section.items]}
        for section in package.questionnaire.sections
        if any(item.kind == "scale" for item in section.items)
    ]
    data_free = {"sections": sections}
    return (
        _groups_and_help(package)
        | envelope("Uddelingskopier uden data", package.title, lead, meeting_facts(meeting))
        | data_free
    )


def note_sheet(package: Package, meeting: Meeting) -> Sheet:
    """Room to write, point by point as the programme goes, and beside each measurement point."""
    lead = "Skriv det ned, der er værd at tage med hjem. Arket er dit eget."
    measured = [
        {"title": section.title, "items": [item.label for item in section.items if item.kind == "scale"]}
        for section in package.questionnaire.sections
    ]
    points = programme(package, meeting)["points"]
    return envelope("Ark til mødenoter", package.title, lead, meeting_facts(meeting)) | {
        "points": [{"from": point["from"], "title": point["title"]} for point in points],
        "measurement_points": [section for section in measured if section["items"]],
    }


def implementation_plan(package: Package) -> Sheet:
    """One landscape page a practice fills in; also fit for print in A3."""
    lead = "Hvad vil I prøve af hjemme i praksis? Vælg hellere lidt, der bliver til noget, end meget, der ikke gør."
    return envelope("Implementeringsplan", package.title, lead) | {"rows": 4}


def _groups_and_help(package: Package) -> Sheet:
    return {"questions": list(package.group_questions), "help": help_part(package)}


def _section_with_data(package: Package, section: Section, figures: Figures) -> Sheet:
    items = [item for item in section.items if item.kind == "scale"]
    whole = figures.sections.get(section.id)
    share = f"Positive svar i alt: {percent(whole.share)}" if whole and whole.share is not None else ""
    return {
        "title": section.title,
        "share": share,
        "hidden": HIDDEN_REASONS[whole.hidden] if whole and whole.hidden else "",
        "rows": [_row(package, item, figures.items[item.id]) for item in items if item.id in figures.items],
    }


def _row(package: Package, item: Item, found: ItemFigures) -> Sheet:
    labels = list(package.questionnaire.scale_of(item).labels)
    counts = None if found.counts is None else [found.counts.get(v, 0) for v in range(1, len(labels) + 1)]
    share = "" if found.favourable is None else counted(found.favourable, found.n)
    return {
        "text": item.text,
        "labels": labels,
        "favourable": list(item.favourable),
        "counts": counts,
        "share": share,
        "remark": HIDDEN_REASONS[found.hidden] if found.hidden else "",
    }


def _written(item: Item, figures: Figures) -> Sheet:
    found = figures.items.get(item.id)
    shown = found is not None and not found.hidden
    return {"text": item.text, "n": found.n if found and shown else None}
