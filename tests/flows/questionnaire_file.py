"""The trivsel questionnaire as its author wrote it, read without any of our own code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FILE = Path(__file__).parents[2] / "templates/packages/trivsel/questionnaire.yaml"


@dataclass(frozen=True)
class Question:
    """One item; `labels` and `favourable` are empty for free text."""

    id: str
    section: str
    wording: str
    short: str
    labels: tuple[str, ...]
    favourable: frozenset[int]

    @property
    def is_text(self) -> bool:
        return not self.labels


def read_questions() -> list[Question]:
    content: dict[str, Any] = YAML(typ="safe").load(FILE)
    scales = {name: tuple(scale["labels"]) for name, scale in content["scales"].items()}
    return [
        Question(
            item["id"],
            section["id"],
            " ".join(item["text"].split()),
            item["short"],
            scales.get(item.get("scale"), ()),
            frozenset(item.get("favourable", ())),
        )
        for section in content["sections"]
        for item in section["items"]
    ]


def section_titles() -> dict[str, str]:
    content: dict[str, Any] = YAML(typ="safe").load(FILE)
    return {section["id"]: section["title"] for section in content["sections"]}


QUESTIONS = read_questions()
SCALES = [question for question in QUESTIONS if not question.is_text]
TEXTS = [question for question in QUESTIONS if question.is_text]
