"""Draws docs/images/pages/*.png anew: `python docs/make_page_pictures.py` walks a whole meeting and looks.

Each picture shows a page on a phone by day and by night, and on a desktop. Takes about two minutes.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tests.survey_app.browsing import PHONE, chromium, served  # noqa: E402
from tests.survey_app.journeys.house import WholeHouse  # noqa: E402
from tests.survey_app.journeys.visits import Visits  # noqa: E402
from tests.survey_app.journeys.walk import walk  # noqa: E402

IMAGES = PROJECT / "docs/images/pages"
# What the walk calls a state, and the file that shows it.
SHOWN = {
    "forside": "front",
    "privatliv": "privacy",
    "bestil": "order",
    "bestil-fejl": "order-faults",
    "bestil-se-efter": "order-check",
    "bestil-kvittering": "order-receipt",
    "mødeleder-oversigt": "coordinator",
    "medlemsliste-tom": "members",
    "medlemsliste-rettes": "members-table",
    "materiale-leveret": "material",
    "mødeleder-mens-der-svares": "coordinator-answering",
    "efter-mødet": "after",
    "nyt-link": "link",
    "spørgeskema-indledning": "introduction",
    "spørgeskema-trin-2": "step",
    "spørgeskema-fejl": "step-fault",
    "spørgeskema-se-igennem": "review",
    "tak": "thanks",
    "allerede-svaret": "already-received",
    "mine-efter-mødet": "mine",
    "mine-dengang-og-nu": "mine-then-and-now",
}
ROOMY = {"width": 900, "height": 700}
TALLEST, WIDTH, GAP, COLOURS = 1350, 1080, 24, 96
# Shown to its end on the desktop: what is promised last counts as much.
READ_TO_THE_END = {"privatliv": 2600}
BETWEEN = "#8b979b"


def draw(name: str, page: Any) -> None:
    if name in SHOWN:
        picture = picture_of(page, READ_TO_THE_END.get(name, TALLEST))
        picture.save(IMAGES / f"{SHOWN[name]}.png", optimize=True)


def picture_of(page: Any, tallest: int = TALLEST) -> Image.Image:
    """On a phone by day and by night, and on a desktop, side by side; at most so many pixels high."""
    parts = [
        _seen(page, PHONE["viewport"], "light"),
        _seen(page, PHONE["viewport"], "dark"),
        _seen(page, ROOMY, "light"),
    ]
    return _side_by_side(parts, tallest)


def _seen(page: Any, size: dict[str, int], scheme: str) -> Image.Image:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    return Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")


def _side_by_side(parts: Sequence[Image.Image], tallest: int) -> Image.Image:
    """The pages' beginnings: what is longer than the picture goes on below it."""
    height = min(tallest, max(part.height for part in parts))
    sheet = Image.new("RGB", (sum(part.width + GAP for part in parts) - GAP, height), BETWEEN)
    left = 0
    for part in parts:
        sheet.paste(part, (left, 0))
        left += part.width + GAP
    small = sheet.resize((WIDTH, round(height * WIDTH / sheet.width)), Image.Resampling.LANCZOS)
    return small.quantize(COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        served(WholeHouse(Path(folder) / "house")) as house,
    ):
        context = browser.new_context(**PHONE, accept_downloads=True)
        walk(Visits(context.new_page(), house, draw))
