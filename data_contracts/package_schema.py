"""JSON Schemas of a package's YAML files, from the types that the files become: editors complete by them."""

from __future__ import annotations

import json
from typing import Any, get_args

from pydantic import TypeAdapter

from data_contracts.package_contacts import Contacts
from data_contracts.package_evening import LONGEST_POINT, SECTION_SLIDES, Decks, Programme
from data_contracts.package_head import FEWEST_MONTHS, LONGEST_LEAD_DAYS, MOST_MONTHS, PACKAGE_ID, Head
from data_contracts.package_meeting import FEWEST_SEATS, MOST_SEATS, MOST_SPARE
from data_contracts.package_questionnaire import FEWEST_LABELS, LONGEST_SHORT, MOST_LABELS, SIMPLE_ID
from data_contracts.package_words import DOCUMENTS, KEYS, SLIDES
from domain.package import (
    DELIVERY_DOCUMENTS,
    FLOOR_ANY,
    FLOOR_COUNTS,
    FLOOR_TEXTS,
    KIT_DOCUMENTS,
    SlideKind,
)
from domain.questionnaire import Questionnaire

Schema = dict[str, Any]

FILES: dict[str, type] = {
    "package": Head,
    "questionnaire": Questionnaire,
    "programme": Programme,
    "deck": Decks,
    "contacts": Contacts,
}
"""YAML file without its ending -> what it becomes."""

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The one that editors' YAML support knows best."""

AN_ID = {"pattern": f"^{SIMPLE_ID.pattern}$"}
SOME = {"minItems": 1}
NARROWER: dict[str, dict[str, Schema]] = {
    "Head": {
        "id": {"pattern": f"^{PACKAGE_ID.pattern}$"},
        "measurement_points": {"uniqueItems": True},
    },
    "Timing": {
        "opens_days_before": {"minimum": 1, "maximum": LONGEST_LEAD_DAYS},
        "closes_days_before": {"minimum": 1},
        "delivery_days_before": {"minimum": 1},
        "shortest_survey_days": {"minimum": 1},
        "follow_up_months": {"minimum": FEWEST_MONTHS, "maximum": MOST_MONTHS},
    },
    "Limits": {
        "any": {"minimum": FLOOR_ANY},
        "counts": {"minimum": FLOOR_COUNTS},
        "texts": {"minimum": FLOOR_TEXTS},
    },
    "GroupWork": {"id": AN_ID, "questions": SOME},
    "PostingRule": {"spare": {"minimum": 0, "maximum": MOST_SPARE}},
    "SeatingRule": {"table_size": {"minimum": FEWEST_SEATS, "maximum": MOST_SEATS}},
    "Scale": {"labels": {"minItems": FEWEST_LABELS, "maxItems": MOST_LABELS, "uniqueItems": True}},
    "Section": {"id": AN_ID, "items": SOME},
    "Item": {"id": AN_ID, "short": {"maxLength": LONGEST_SHORT}, "favourable": {"uniqueItems": True}},
    "Programme": {"programme": SOME},
    "ProgrammePoint": {"minutes": {"minimum": 1, "maximum": LONGEST_POINT}},
    "Decks": {"deck": SOME, "comparison_deck": SOME},
    "SlidePlan": {
        "kind": {"enumDescriptions": [SLIDES[kind] for kind in get_args(SlideKind)]},
        "minutes": {"minimum": 0},
    },
}
"""What the check refuses and a type cannot say."""


def schemas() -> dict[str, Schema]:
    """YAML file without its ending -> its schema. Everything it refuses, `klyngeflow check` refuses too."""
    return {name: _schema(shape) for name, shape in FILES.items()}


def schema_files() -> dict[str, str]:
    """File name -> its whole text."""
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas().items()
    }


def _schema(shape: type) -> Schema:
    schema = TypeAdapter(shape).json_schema()
    parts: dict[str, Schema] = {shape.__name__: schema, **schema.get("$defs", {})}
    for name, part in parts.items():
        part.pop("description", None)  # the docstring: for programmers
        part.pop("title", None)
        for key, value in part["properties"].items():
            value.pop("title", None)
            value |= {"description": KEYS[name][key], **NARROWER.get(name, {}).get(key, {})}
    if shape is Head:
        _name_documents(schema)
    _say_what_goes_together(parts)
    return {"$schema": DIALECT, **schema}


def _name_documents(head: Schema) -> None:
    """Each mail has documents of its own."""
    for mail, known in (("kit", KIT_DOCUMENTS), ("delivery", DELIVERY_DOCUMENTS)):
        words = [DOCUMENTS[document] for document in known]
        narrower = {"properties": {"document": {"enum": list(known), "enumDescriptions": words}}}
        head["properties"][mail] |= SOME | {"items": {"allOf": [{"$ref": "#/$defs/Attachment"}, narrower]}}


def _say_what_goes_together(parts: dict[str, Schema]) -> None:
    """A slide of a section names it, one of group work its part; a question has a scale, or is free text."""
    if "SlidePlan" in parts:
        parts["SlidePlan"]["allOf"] = [
            _if("kind", list(SECTION_SLIDES), ["section"]),
            _if("kind", ["group_work"], ["part"]),
        ]
    if "Item" in parts:
        free_text = _if("kind", ["text"], [])
        free_text["then"] = {"properties": {"scale": False, "favourable": False}}
        parts["Item"]["allOf"] = [
            free_text | {"else": {"required": ["scale", "favourable"], "properties": {"show": False}}}
        ]


def _if(key: str, values: list[str], required: list[str]) -> Schema:
    condition = {"properties": {key: {"enum": values}}, "required": [key]}
    return {"if": condition, "then": {"required": required}}
