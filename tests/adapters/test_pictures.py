"""The pictures: real PNG, the same bytes every time, and nothing that text in a label could break."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PIL import Image

from adapters.pictures import MatplotlibPictures
from domain.meeting import COPENHAGEN, Plan
from domain.report import PairRow

ROW = PairRow("Jeg når mit arbejde", 0.5, 0.6, 10.0, (-20.0, 38.0), 31.0, "En større del.")
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


def test_the_same_rows_give_the_same_picture() -> None:
    pictures = MatplotlibPictures()
    assert pictures.comparison((ROW,)) == pictures.comparison((ROW,))


def test_another_difference_gives_another_picture() -> None:
    pictures = MatplotlibPictures()
    assert pictures.comparison((ROW,)) != pictures.comparison((replace(ROW, difference=11.0),))


def test_each_row_makes_the_picture_taller_and_none_makes_it_wider() -> None:
    pictures = MatplotlibPictures()
    one, three = size(pictures.comparison((ROW,))), size(pictures.comparison((ROW,) * 3))
    assert one[0] == three[0]
    assert one[1] < three[1]


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, difference=None, interval=None, noise_band=None),
        replace(ROW, difference=100.0, interval=(80.0, 100.0)),
        replace(ROW, label="$x^2$ koster 100 $ æøå <b>"),
        replace(ROW, label="Et meget langt spørgsmål om hverdagen i klinikken " * 5),
        replace(ROW, label=""),
    ],
)
def test_any_row_can_be_drawn(row: PairRow) -> None:
    assert size(MatplotlibPictures().comparison((row,)))[0] > 1000


@pytest.mark.parametrize("days", [-60, -21, -9, 0, 60])
def test_the_dates_of_a_meeting_can_be_drawn_at_any_time(days: int) -> None:
    pictures = MatplotlibPictures()
    now = MEETING + timedelta(days)
    assert pictures.timeline(PLAN, now) == pictures.timeline(PLAN, now)


def test_the_line_of_dates_shows_where_we_are() -> None:
    pictures = MatplotlibPictures()
    assert pictures.timeline(PLAN, MEETING - timedelta(9)) != pictures.timeline(PLAN, MEETING - timedelta(8))
