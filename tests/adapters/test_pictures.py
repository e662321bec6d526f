"""The pictures: real PNG, the same bytes every time, and nothing that text in a label could break."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pytest
from PIL import Image

from adapters.pictures import MatplotlibPictures
from domain.meeting import COPENHAGEN, Plan

MEETING = datetime(2027, 2, 3, 16, tzinfo=COPENHAGEN)
PLAN = Plan(
    1,
    MEETING - timedelta(21),
    (MEETING - timedelta(16), MEETING - timedelta(11)),
    MEETING - timedelta(7),
    MEETING - timedelta(5),
    MEETING,
    MEETING + timedelta(1),
)


def size(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.format == "PNG"
        return picture.size


@pytest.mark.parametrize("days", [-60, -21, -9, 0, 60])
def test_the_dates_of_a_meeting_can_be_drawn_at_any_time(days: int) -> None:
    pictures = MatplotlibPictures()
    now = MEETING + timedelta(days)
    assert pictures.timeline(PLAN, now) == pictures.timeline(PLAN, now)


def test_the_line_of_dates_shows_where_we_are() -> None:
    pictures = MatplotlibPictures()
    assert pictures.timeline(PLAN, MEETING - timedelta(9)) != pictures.timeline(PLAN, MEETING - timedelta(8))
