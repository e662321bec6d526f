"""The contract of a posted questionnaire: from form fields to answers, or to faults beside each question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.errors import Fault
from domain.questionnaire import Answers, Item, Questionnaire

# Every question's field is called this and the item's id, so that no item can pose as another field.
PREFIX = "svar-"
LONGEST_TEXT = 2000
WHOLE_FORM = ""

NUMBER = re.compile(r"[1-9][0-9]?", re.ASCII)
# Marks that turn the reading direction: a text must look the same on the page, the sheet and the slide.
TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BROKEN = "\ufffd"


@dataclass(frozen=True)
class ReadForm:
    """`faults` maps item id (WHOLE_FORM for the form itself) to what to mend; `kept` what to show again.

    `answers` holds the good answers only; use it when there are no faults.
    """

    answers: Answers
    faults: Mapping[str, Fault] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"ReadForm({self.answers!r}, {len(self.faults)} faults)"


def read_answers(questionnaire: Questionnaire, fields: Iterable[tuple[str, str]]) -> ReadForm:
    """Judges every field whose name begins with PREFIX; blank means unanswered. Nothing is raised."""
    items = {PREFIX + item.id: item for item in questionnaire.items}
    values: dict[str, int] = {}
    texts: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    kept: dict[str, str] = {}
    for name, written in fields:
        item = items.get(name)
        if item is None:
            faults[WHOLE_FORM] = _strange_field()
        elif item.id in kept:
            faults[item.id] = _twice(item)
        elif item.kind == "text":
            kept[item.id] = clean = clean_text(written)
            if fault := _text_fault(item, written, clean):
                faults[item.id] = fault
            elif clean:
                texts[item.id] = clean
        elif written.strip():
            kept[item.id] = written.strip()
            if _is_on_scale(questionnaire, item, written.strip()):
                values[item.id] = int(written)
            else:
                faults[item.id] = _off_the_scale(item)
        else:
            kept[item.id] = ""
    return ReadForm(Answers(values, texts), faults, kept)


def clean_text(written: str) -> str:
    """Without marks that cannot be seen or printed; line ends as \\n; only blanks becomes nothing."""
    lines = written.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(mark for mark in lines if not _unwanted(mark)).strip()


def _unwanted(mark: str) -> bool:
    if mark in TURNING or mark == BROKEN:
        return True
    return mark not in "\n\t" and (unicodedata.category(mark) in {"Cc", "Cs", "Co"} or _is_no_character(mark))


def _is_no_character(mark: str) -> bool:
    """Never to be one, which XML refuses. Marks that Python does not know yet are a phone's newest emoji."""
    return ord(mark) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(mark) <= 0xFDEF


def _is_on_scale(questionnaire: Questionnaire, item: Item, written: str) -> bool:
    return NUMBER.fullmatch(written) is not None and int(written) in questionnaire.scale_of(item).values


def _text_fault(item: Item, written: str, clean: str) -> Fault | None:
    if len(clean) > LONGEST_TEXT:
        seen = f"Teksten fylder {len(clean)} tegn. Der er plads til {LONGEST_TEXT}."
        return Fault(item.text, seen, "Kort den lidt af.")
    if any(_unwanted(mark) for mark in written.replace("\r", "\n")):
        seen = "Der var usynlige tegn i teksten. Dem har vi fjernet."
        return Fault(item.text, seen, "Se efter, at teksten stadig er rigtig, og send igen.")
    return None


def _off_the_scale(item: Item) -> Fault:
    return Fault(
        item.text, "Svaret er ikke et af dem, man kan vælge.", "Vælg et af svarene, eller spring over."
    )


def _twice(item: Item) -> Fault:
    return Fault(item.text, "Der kom to svar på det samme spørgsmål.", "Vælg ét af dem.")


def _strange_field() -> Fault:
    seen = "Der fulgte felter med, som ikke hører til skemaet."
    return Fault("Spørgeskemaet", seen, "Åbn linket i din mail igen, og svar derfra. Intet er gemt endnu.")
