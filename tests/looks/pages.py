"""Whether everything on the pages of a printed sheet stands where it should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pymupdf

from tests.looks.text_on_page import Box, Word, unfit_words, words_of, written_over

MILLIMETRE = 72 / 25.4
MARGIN = 10 * MILLIMETRE
"""What an ordinary printer leaves white."""
HEADER, FOOTER = 22 * MILLIMETRE, 20 * MILLIMETRE
FEWEST_WORDS = 12
"""On a page after the first: fewer look like an accident."""


def page_faults(pdf: bytes, blanks: Sequence[str] = (), fewest_words: int = FEWEST_WORDS) -> list[str]:
    with pymupdf.open(stream=pdf) as pages:
        return [
            f"page {number}: {fault}"
            for number, page in enumerate(pages, 1)
            for fault in _faults(page, blanks, fewest_words if number > 1 else 1)
        ]


def _faults(page: pymupdf.Page, blanks: Sequence[str], fewest_words: int) -> Iterator[str]:
    words = words_of(page)
    yield from (f"»{found}« is printed" for found in unfit_words(page.get_text(), blanks))
    paper = Box(MARGIN, MARGIN, page.rect.width - MARGIN, page.rect.height - MARGIN)
    yield from (f"»{word.text}« leaves the page" for word in words if not paper.holds(word.box, 0.5))
    for one, other in written_over(words):
        yield f"»{one.text}« and »{other.text}« lie on each other"
    body = _body(words, page.rect.height)
    if len(body) < fewest_words:
        yield f"only {len(body)} words stand here: {' '.join(word.text for word in body)}"


def _body(words: Sequence[Word], height: float) -> list[Word]:
    """Without the running header and footer."""
    return [word for word in words if word.box.y0 > HEADER and word.box.y1 < height - FOOTER]
