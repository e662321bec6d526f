"""Draws docs/images/operator-*.png anew: `python docs/make_operator_pictures.py`.

Spends a morning at the operator's desk; takes about a minute.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "docs")]

from make_page_pictures import picture_of  # noqa: E402

from survey_app.operator.app import create_operator_app  # noqa: E402
from tests.survey_app.browsing import DESKTOP, answering, chromium  # noqa: E402
from tests.survey_app.operator.busy_house import busy_house  # noqa: E402
from tests.survey_app.operator.walk import walk  # noqa: E402

IMAGES = PROJECT / "docs/images"
# What the walk calls a state, and what its picture's name ends with.
SHOWN = {
    "enter": "enter",
    "overview": "meetings",
    "meeting": "meeting",
    "mails": "mails",
    "change-confirm": "change",
    "texts": "texts",
}


def draw(name: str, page: Any) -> None:
    if name in SHOWN:
        picture_of(page).save(IMAGES / f"operator-{SHOWN[name]}.png", optimize=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        house, meetings = busy_house(Path(folder) / "house")
        with answering(lambda _: create_operator_app(house)) as address:
            walk(browser.new_context(**DESKTOP).new_page(), address, house, meetings, draw)
