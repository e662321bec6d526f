"""What of a text keeps it off the slides, and what an operator should look at twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from domain.blanks import BLANK
from domain.meeting import Member, Order
from domain.personal_numbers import holds_cpr_number

LONGEST_SHOWN = 400
"""Letters: half a slide. A longer one could only be shown cut, and that would be edited."""

LONGEST_WORD = 40
"""Letters that a line of a hand-out takes without a break."""

A_DATE = r"\d\d?[./-]\d\d?[./-]\d{4}(?!\d)"
PHONE = re.compile(rf"(?<!\d)(?<!\d[./-])(?!{A_DATE})(?:(?:\+|00)\s?45[\s.-]?)?\d(?:[\s./-]?\d){{7}}(?!\d)")
ADDRESS = re.compile(r"\S@\S")
LINK = re.compile(r"https?:|www\.|\b[\w-]+\.(?:dk|com|org|net|eu)\b", re.IGNORECASE)

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
GENITIVE = re.compile(r"['’]?s$")
BEGINS_ANEW = re.compile(r"(?:^|[.!?:;…\n»«\"”“(–—-])\s*$")

LAST_LATIN_LETTER = 0x24F

FEW_LETTERS = 3
"""Names as short as Bo and Per are words too: they count with a capital only."""

NO_NAMES = frozenset(("klynge", "klyngen", "læge", "lægehus", "lægehuset", "praksis", "klinik", "klinikken"))
POLITE = frozenset(("I", "Jer", "Jeres", "De", "Dem", "Deres"))
TELLING = frozenset(
    (
        "barsel",
        "fertilitetsbehandling",
        "gravid",
        "kompagnon",
        "kræft",
        "nyansat",
        "orlov",
        "pensioneret",
        "selvmord",
        "separeret",
        "skilsmisse",
        "skilt",
        "sololæge",
        "sygemeldt",
        "uddannelseslæge",
    )
)
"""What may be true of one doctor of the cluster only."""


@dataclass(frozen=True)
class Known:
    """The words by which this meeting's people and places are known, in small letters."""

    names: frozenset[str] = field(default=frozenset(), repr=False)
    places: frozenset[str] = field(default=frozenset(), repr=False)
    practices: frozenset[str] = field(default=frozenset(), repr=False)


def known_of(order: Order, members: Iterable[Member]) -> Known:
    people = [order.coordinator_name, *(member.name for member in members)]
    places = (order.cluster, order.meeting_place, order.postal_address)
    practices = frozenset(member.practice_number.lstrip("0") for member in members if member.practice_number)
    return Known(_words_of(people), _words_of(places), practices)


def _words_of(texts: Iterable[str]) -> frozenset[str]:
    words = {word.casefold() for text in texts for word in WORD.findall(text)}
    return frozenset(word for word in words if len(word) > 1) - NO_NAMES


def refusals(text: str) -> Iterator[str]:
    """Why the text can never be shown."""
    if holds_cpr_number(text):
        yield "Der står noget, som ligner et CPR-nummer."
    elif PHONE.search(text):
        yield "Der står noget, som ligner et telefonnummer."
    if ADDRESS.search(text):
        yield "Der står en mailadresse."
    elif LINK.search(text):
        yield "Der står en webadresse."
    if len(text) > LONGEST_SHOWN:
        yield f"Teksten fylder {len(text)} tegn. Der er plads til {LONGEST_SHOWN}, og vi korter ikke i den."
    elif any(len(word) > LONGEST_WORD for word in text.split()):
        yield f"Et ord fylder mere end {LONGEST_WORD} tegn. Det kan ikke stå på en linje."
    if BLANK.search(text):
        yield "Teksten er skrevet som en af pakkens egne mangler, og kan ikke vises, som den står."


def hints(text: str, known: Known) -> Iterator[str]:
    """What may tell who wrote the text or whom it is about; each word is told of once."""
    told: set[str] = set()
    for found in WORD.finditer(text):
        word = found[0]
        if word not in told and (hint := _hint(word, text[: found.start()], known)):
            told.add(word)
            yield hint
    if {number.lstrip("0") for number in re.findall(r"\d+", text)} & known.practices:
        yield "Et ydernummer i klyngen står i teksten."
    if any(_is_foreign(mark) for mark in text):
        yield "Et billedtegn eller fremmed bogstav i teksten bliver til en tom firkant på papir."


def _is_foreign(mark: str) -> bool:
    """An emoji, or a letter of another alphabet: the hand-outs' letters lack them."""
    category = unicodedata.category(mark)
    return category == "So" or (category.startswith("L") and ord(mark) > LAST_LATIN_LETTER)


def _hint(word: str, before: str, known: Known) -> str:
    if _is_in(known.names, word):
        return f"»{word}« er et navn i klyngen."
    if _is_in(known.places, word) and word[0].isupper():
        return f"»{word}« står i klyngens navn eller adresse."
    if _root(word) in TELLING or word.casefold() in TELLING:
        return f"»{word}« kan røbe, hvem der har skrevet eller hvem det handler om."
    if _looks_like_a_name(word, before):
        return f"»{word}« kan være et navn."
    return ""


def _is_in(names: frozenset[str], word: str) -> bool:
    long_enough = len(_root(word)) > FEW_LETTERS or word[0].isupper()
    return long_enough and (word.casefold() in names or _root(word) in names)


def _root(word: str) -> str:
    """Without the genitive's s."""
    return GENITIVE.sub("", word.casefold())


def _looks_like_a_name(word: str, before: str) -> bool:
    """Danish writes nothing else with a capital in the middle of a sentence; IT and EKG are no names."""
    is_capital = word[0].isupper() and any(letter.islower() for letter in word)
    return is_capital and word not in POLITE and not BEGINS_ANEW.search(before)
