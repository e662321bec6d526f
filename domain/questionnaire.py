"""What a questionnaire is: scales, sections and items, and which answers are favourable."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

STRICT = {"extra": "forbid"}


@dataclass(frozen=True)
class Scale:
    """Answer labels in order; the first label is raw value 1."""

    __pydantic_config__ = STRICT

    labels: tuple[str, ...]

    @property
    def values(self) -> range:
        return range(1, len(self.labels) + 1)

    def label(self, value: int) -> str:
        return self.labels[value - 1]


@dataclass(frozen=True)
class Item:
    """One question. `text` is what the doctor reads, `short` is the label on slides and charts.

    `show` is about free text: what an operator has ticked, or nothing ever.
    """

    __pydantic_config__ = STRICT

    id: str
    text: str
    short: str = ""
    kind: Literal["scale", "text"] = "scale"
    scale: str = ""
    favourable: tuple[int, ...] = ()
    show: Literal["ticked", "never"] = "ticked"

    @property
    def label(self) -> str:
        return self.short or self.text


@dataclass(frozen=True)
class Section:
    __pydantic_config__ = STRICT

    id: str
    title: str
    items: tuple[Item, ...]
    intro: str = ""


@dataclass(frozen=True)
class Questionnaire:
    __pydantic_config__ = STRICT

    scales: Mapping[str, Scale]
    sections: tuple[Section, ...]
    intro: str = ""
    pages: Literal["one_per_section", "all_on_one"] = "one_per_section"

    @property
    def steps(self) -> tuple[tuple[Section, ...], ...]:
        """The sections that stand on one page together, page after page."""
        if self.pages == "all_on_one":
            return (self.sections,)
        return tuple((section,) for section in self.sections)

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    @property
    def scale_items(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.kind == "scale")

    @property
    def text_items(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.kind == "text")

    def item(self, item_id: str) -> Item:
        return next(item for item in self.items if item.id == item_id)

    def scale_of(self, item: Item) -> Scale:
        return self.scales[item.scale]

    def direction(self, item: Item) -> int:
        """+1 where higher raw values are favourable, -1 where lower ones are."""
        middle = (len(self.scale_of(item).labels) + 1) / 2
        return 1 if sum(item.favourable) / len(item.favourable) > middle else -1

    def question_asked(self, item: Item) -> tuple[object, ...]:
        """What two rounds must share for the item to be comparable: wording, labels and direction."""
        labels = self.scale_of(item).labels if item.kind == "scale" else ()
        return (item.kind, " ".join(item.text.split()), labels, tuple(sorted(item.favourable)))

    def content_hash(self) -> str:
        canonical = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Answers:
    """One respondent's answers: item id -> raw value or text; an item left out is unanswered."""

    values: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        yield from self.values
        yield from self.texts

    def __repr__(self) -> str:
        """Never shows an answer: reprs reach logs and tracebacks."""
        return f"Answers({len(self.values)} values, {len(self.texts)} texts)"
