"""Somebody with every finished file who wants the hidden numbers, knows the rules, and can count.

What each text, chart and workbook says of an item or a section narrows down what the hidden items can be.
A leak is whatever leaves fewer possibilities than the rules alone do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.questionnaire import Item, Section
from tests.flows.counting import difference
from tests.looks.finished_files import ChartRow, Said, chart_rows, everything, said_in
from tests.looks.policy import ALIKE, ONE_SIDED, SHARE_ONLY, SHOWN, TOO_FEW, Pair, Round

PERCENT = re.compile(r"(\d+)\s?%")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
HARMLESS = re.compile(
    r"\brunde [12]\b|\bskalaen 1–\d\b|^\s*\d{1,2}[.)]\s|\b\d+ minutter\b|kl\. \d{1,2}\.\d{2}"
    r"|\bside \d+ af \d+\b|gråt bånd til \d+"
)
"""A round, a scale, a point's number, times, pages, and the noise band, which is the same for any answer."""
THEN = re.compile(r"dengang|sidst|første|runde 1|før", re.IGNORECASE)
NOW = re.compile(r"\bnu\b|denne|runde 2", re.IGNORECASE)
EXACT = 1e-9


def leaks(files: Mapping[str, bytes], rounds: Mapping[int, Round]) -> list[str]:
    """`files` by name: `meeting/…` shows round 1, `follow-up/…` round 2, a comparison both."""
    found: list[str] = []
    for number, round in rounds.items():
        levels: list[tuple[Section, Level]] = []
        for name, content in files.items():
            shown = {at: rounds[at] for at in _rounds_of(name) if at in rounds}
            if number in shown:
                file = _File(name, _read(content), number, shown)
                found += [*file.beside_hidden_items(), *file.drawn_of_hidden_items(), *file.few_wrote()]
                levels += file.section_levels()
        found += _worked_out(round, levels)
    return [*found, *_free_texts(files, rounds.values())]


def only_one_way(round: Round) -> Iterator[str]:
    """Items whose share alone says how everybody answered."""
    for item in round.questionnaire.scale_items:
        if round.status(item) == SHARE_ONLY and _is_single(round.distributions_allowed(item)):
            yield f"the share of »{item.label}« leaves one distribution: {round.counts(item)}"


@dataclass(frozen=True)
class Level:
    """Somebody printed a share of favourable answers: from `low` to `high`, both 0–1."""

    low: float
    high: float
    where: str

    def fits(self, n: int, k: int) -> bool:
        return n > 0 and self.low - EXACT <= k / n <= self.high + EXACT


@dataclass(frozen=True)
class _Reading:
    """A file's words and charts, each with its letters alone, to look names up in."""

    said: tuple[tuple[str, Said], ...]
    rows: tuple[tuple[str, ChartRow], ...]
    words: str


@lru_cache(maxsize=8)
def _read(content: bytes) -> _Reading:
    return _Reading(
        tuple((_key(said.text), said) for said in said_in(content)),
        tuple((_key(row.label), row) for row in chart_rows(content)),
        " ".join(everything(content).split()),
    )


@dataclass(frozen=True)
class _File:
    """One file, read for what it says of round `number`; `shown` are the rounds that it speaks of."""

    name: str
    reading: _Reading
    number: int
    shown: Mapping[int, Round]

    @property
    def round(self) -> Round:
        return self.shown[self.number]

    def beside_hidden_items(self) -> Iterator[str]:
        """Numbers that stand beside an item of which nothing, or the share alone, may be known."""
        for item in self.round.questionnaire.scale_items:
            if self.round.status(item) == SHOWN:
                continue
            known = self._explained(item)
            for key, said in self.reading.said:
                if any(name in key for name in _names(item)):
                    strange = [n for text in self._mine(said) for n in _numbers(text, item) if n not in known]
                    if strange:
                        yield self._leak(said.where, item, f"stands beside {strange}")

    def _explained(self, item: Item) -> set[str]:
        """Every number that may be printed of the item, in any of the rounds the file speaks of."""
        visible = [r for r in self.shown.values() if r.status(item) in (SHOWN, SHARE_ONLY)]
        known = {number for round in visible for number in _of_a_share(round, item)}
        if len(visible) == 2:
            then, now = ({"n": n, "favourable": k} for n, k in (r.pair(item) for r in visible))
            change, interval = difference(then, now)
            known |= {one for value in (change, *interval) for one in _rounded(abs(value))}
        return known

    def _mine(self, said: Said) -> list[str]:
        """The cells that speak of this round; those under the other round's heading do not."""
        other = THEN if self.number == 2 else NOW
        return [text for heading, text in said.cells if len(self.shown) == 1 or not other.search(heading)]

    def drawn_of_hidden_items(self) -> Iterator[str]:
        for item in self.round.questionnaire.scale_items:
            if self.round.status(item) == SHOWN or len(self.shown) == 2:
                continue
            for key, row in self.reading.rows:
                if key in _names(item) and not _is_the_share(row, item, self.round):
                    yield self._leak(row.where, item, f"is drawn as {row.numbers}")

    def few_wrote(self) -> Iterator[str]:
        """How many wrote a text, where they were too few to be counted."""
        for item in self.round.questionnaire.text_items:
            if len(self.round.texts.get(item.id, ())) >= self.round.limits.any:
                continue
            for key, said in self.reading.said:
                about = any(name in key for name in _names(item)) and not self._is_of_the_other(said.text)
                if about and _numbers(said.text, item):
                    yield f"{self.name}{said.where}: few wrote on »{item.label}«: {said.text[-60:]}"

    def _is_of_the_other(self, text: str) -> bool:
        """A line of a file of both rounds that says by number which round it is about."""
        return len(self.shown) == 2 and f"i runde {3 - self.number}" in text

    def section_levels(self) -> Iterator[tuple[Section, Level]]:
        """Every share that is printed of a section: in charts to the last digit, in texts rounded."""
        sections = {
            _key(s.title): s
            for s in self.round.questionnaire.sections
            if any(item.kind == "scale" for item in s.items)
        }
        for key, row in self.reading.rows:
            if key in sections and len(self.shown) == 1:
                yield from ((sections[key], Level(v, v, self.name + row.where)) for _, v in row.numbers)
        current: Section | None = None
        for key, said in self.reading.said:
            current = sections.get(key, current)
            named = next((s for title, s in sections.items() if key.startswith(title)), None)
            about = named or (current if "samlet" in said.text.casefold() else None)
            if about is None or any(name in key for item in about.items for name in _names(item)):
                continue
            for share in (int(found) / 100 for text in self._mine(said) for found in PERCENT.findall(text)):
                yield about, Level(share - 0.005, share + 0.005, self.name + said.where)

    def _leak(self, where: str, item: Item, what: str) -> str:
        return f"{self.name}{where}: »{item.label}« ({self.round.status(item)}) {what}"


def _rounds_of(name: str) -> tuple[int, ...]:
    if "comparison" in name:
        return (1, 2)
    return (2,) if name.startswith("follow-up") else (1,)


def _worked_out(round: Round, levels: Iterable[tuple[Section, Level]]) -> Iterator[str]:
    """Sections whose printed share says more of a hidden item than its reason does."""
    for section, level in levels:
        items = [item for item in section.items if item.kind == "scale"]
        hidden = [item for item in items if round.status(item) in (TOO_FEW, ONE_SIDED, ALIKE)]
        known = [round.pair(item) for item in items if item not in hidden]
        base = (sum(n for n, _ in known), sum(k for _, k in known))
        for item in hidden:
            allowed = round.pairs_allowed(item)
            others = _totals(base, [round.pairs_allowed(other) for other in hidden if other is not item])
            left = {(n, k) for n, k in allowed if any(level.fits(n + m, k + j) for m, j in others)}
            if left != allowed:
                yield (
                    f"{level.where}: the share of »{section.title}« leaves {len(left)} of {len(allowed)} "
                    f"possibilities for »{item.label}«"
                )


def _totals(base: Pair, choices: Sequence[set[Pair]]) -> set[Pair]:
    """Every sum of one pair from each set."""
    sums = {base}
    for pairs in choices:
        sums = {(n + m, k + j) for n, k in sums for m, j in pairs}
    return sums


def _free_texts(files: Mapping[str, bytes], rounds: Iterable[Round]) -> Iterator[str]:
    written = {" ".join(text.split()) for r in rounds for texts in r.texts.values() for text in texts}
    for name, content in files.items():
        yield from (f"{name}: a free text is in the file" for text in written if text in _read(content).words)


def _is_the_share(row: ChartRow, item: Item, round: Round) -> bool:
    """One bar as long as the favourable share, of an item that shows it; the rest of the bar may be drawn."""
    n, k = round.pair(item)
    if round.status(item) != SHARE_ONLY or len(row.numbers) > 2:
        return False
    allowed = (k / n, 1 - k / n, k, n - k, 100 * k / n, 100 - 100 * k / n)
    return all(any(abs(value - one) < EXACT for one in allowed) for _, value in row.numbers)


def _is_single(ways: Iterator[tuple[int, ...]]) -> bool:
    return next(ways, None) is not None and next(ways, None) is None


def _of_a_share(round: Round, item: Item) -> Iterator[str]:
    """The share in every form: counts, per cent, and what those who did not answer could have made of it."""
    n, k = round.pair(item)
    yield from (str(n), str(k), str(n - k), str(round.invited))
    for share in (k / n, 1 - k / n, k / round.invited, (k + round.invited - n) / round.invited):
        yield from _rounded(100 * share)


def _rounded(value: float) -> set[str]:
    """Both ways at a half, and with one decimal."""
    return {str(int(value + 0.5)), f"{value:.0f}", f"{value:.1f}", f"{value:.1f}".replace(".", ",")}


def _numbers(text: str, item: Item) -> list[str]:
    """The numbers of the text that are not the item's own."""
    numbers = NUMBER.findall(HARMLESS.sub(" ", text))
    for own in NUMBER.findall(f"{item.text} {item.label}"):
        if own in numbers:
            numbers.remove(own)
    return numbers


def _names(item: Item) -> tuple[str, ...]:
    return (_key(item.text), _key(item.label))


def _key(text: str) -> str:
    """Letters and digits only: hyphens at a line's end and spaces differ from file to file."""
    return re.sub(r"[\W_]+", "", text).casefold()
