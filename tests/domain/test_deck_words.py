"""Numbers and lists in Danish words."""

from __future__ import annotations

import pytest

from domain.deck_pages import readable, room_taken, shared_minutes
from domain.deck_texts import chapters, paragraphs
from domain.deck_words import counted, decimal, even_parts, not_shown, percent, points


@pytest.mark.parametrize(("share", "said"), [(0, "0 %"), (0.785, "79 %"), (0.125, "13 %"), (1, "100 %")])
def test_shares_are_whole_percents_and_halves_go_up(share: float, said: str) -> None:
    assert percent(share) == said


@pytest.mark.parametrize("whole", range(1, 100))
def test_a_share_of_people_is_rounded_as_one_would_by_hand(whole: int) -> None:
    said = [percent(part / whole) for part in range(whole + 1)]
    assert said == [f"{(200 * part + whole) // (2 * whole)} %" for part in range(whole + 1)]


def test_decimals_have_a_comma() -> None:
    assert decimal(3.64) == "3,6"


def test_counts_come_before_the_share() -> None:
    assert counted(19, 24) == "19 af 24 (79 %)"
    assert counted(0, 0) == "0 af 0"


def test_that_a_number_is_hidden_is_said_once() -> None:
    assert not_shown("vises ikke, fordi det kan regnes ud") == "Vises ikke, fordi det kan regnes ud."
    assert not_shown("for få svar") == "Vises ikke: for få svar."


@pytest.mark.parametrize(("things", "sizes"), [(0, []), (5, [5]), (6, [3, 3]), (11, [4, 3, 4])])
def test_things_are_split_as_evenly_as_can_be(things: int, sizes: list[int]) -> None:
    parts = even_parts(range(things), 5)
    assert [len(part) for part in parts] == sizes
    assert [thing for part in parts for thing in part] == list(range(things))


def test_package_text_becomes_plain_paragraphs() -> None:
    text = "# Overskrift\n\nFørste linje\nog anden.\n\n* et **vigtigt** punkt\n2) snake_case bliver"
    assert paragraphs(text) == ("Første linje og anden.", "et vigtigt punkt", "snake_case bliver")


def test_package_text_keeps_its_chapters() -> None:
    text = "Først.\n\n## PLO-E\n\nEt.\n- To.\n\n## Tom\n"
    assert chapters(text) == (("", ("Først.",)), ("PLO-E", ("Et.", "To.")))


@pytest.mark.parametrize(("value", "said"), [(11.6, "+12"), (-7.2, "−7"), (0.4, "0"), (-0.4, "0")])
def test_points_carry_their_sign(value: float, said: str) -> None:
    assert points(value) == said


@pytest.mark.parametrize(
    ("minutes", "weights", "shares"),
    [
        (3, (2, 1), (2, 1)),
        (3, (2, 2), (2, 1)),
        (1, (1, 1), (1, 0)),
        (0, (2, 1), (0, 0)),
        (7, (1,), (7,)),
    ],
)
def test_minutes_are_shared_by_weight_and_none_is_lost(
    minutes: int, weights: tuple[int, ...], shares: tuple[int, ...]
) -> None:
    assert shared_minutes(minutes, weights) == shares


def test_a_slide_holds_no_more_bullets_than_can_be_read() -> None:
    short, long = ("Kort",) * 6, ("ord " * 60,) * 6
    assert readable(short, 6) == (short,)
    parts = readable(long, 6)
    assert len(parts) > 1
    assert all(room_taken(part) <= 24 for part in parts)
    assert readable((), 6) == ()
    assert readable(("ord " * 500,), 6) == (("ord " * 500,),)
