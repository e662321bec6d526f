"""Programs that send orders, and the limits that people never meet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256

import pytest

from adapters.settings import TEMPLATES
from domain.ordering import OrderLimits
from domain.ports import Decision
from survey_app.order.terms import VERSION
from tests.survey_app.order.house import OrderHouse, Visitor, visits

TERMS = TEMPLATES / "web" / "order" / "terms.html.j2"
TEXT_OF_VERSION = {"2026-11": "3c7d13854a93"}


def test_a_form_sent_back_at_once_is_asked_for_again_and_then_taken(
    house: OrderHouse, visitor: Visitor
) -> None:
    house.wall.shows -= timedelta(seconds=8)
    visitor.send()
    assert visitor.page.status_code == 422
    assert "Det gik så hurtigt" in visitor.summary[0][1]
    house.wall.shows += timedelta(seconds=2)
    visitor.press("")
    visitor.press("bestil")
    assert len(house.orders()) == 1


@pytest.mark.parametrize("stamp", ["", "bestil", "bestil.abc.def", "🙂", "x" * 3000], ids=len)
def test_a_form_without_our_stamp_is_asked_for_again(house: OrderHouse, visitor: Visitor, stamp: str) -> None:
    visitor.send("bestil", stempel=stamp)
    assert (visitor.page.status_code, house.orders()) == (422, [])
    house.wall.shows += timedelta(seconds=5)
    visitor.press("")
    visitor.press("bestil")
    assert len(house.orders()) == 1


def test_a_form_left_open_for_more_than_a_day_is_asked_for_again(house: OrderHouse, visitor: Visitor) -> None:
    house.wall.walk(hours=25)
    visitor.send("bestil")
    assert "Siden har stået åben for længe" in visitor.summary[0][1]
    house.wall.walk(seconds=5)
    visitor.press("")
    visitor.press("bestil")
    assert visitor.page.status_code == 303


def test_a_field_that_people_do_not_see_is_to_stay_empty(house: OrderHouse, visitor: Visitor) -> None:
    visitor.send("bestil", hjemmeside="https://piller.example")
    assert (visitor.page.status_code, house.orders()) == (422, [])
    assert visitor.field("hjemmeside") == ""
    visitor.press("")
    assert visitor.page.status_code == 200


@contextmanager
def at_the_door(house: OrderHouse, limits: OrderLimits) -> Iterator[Visitor]:
    yield from visits(house, limits)


def sends(house: OrderHouse, visitor: Visitor, cluster: str, **changed: str) -> int:
    visitor.page = visitor.client.get("/bestil")
    house.wall.walk(seconds=10)
    visitor.order(klynge=cluster, **changed)
    return visitor.page.status_code


def test_one_address_gets_no_more_mails_in_a_day_than_people_order(house: OrderHouse) -> None:
    with at_the_door(house, OrderLimits(to_one_address=2, in_all=9)) as visitor:
        assert sends(house, visitor, "A") == sends(house, visitor, "B") == 303
        assert sends(house, visitor, "C", mail="Ellen.Eksempel@example.org") == 429
        assert "Prøv igen i morgen" in visitor.summary[0][1]
        assert visitor.field("klynge") == "C"
        assert sends(house, visitor, "A") == 303, "the same order again is no further one"
        assert sends(house, visitor, "C", mail="another@example.org") == 303
        house.wall.walk(hours=24)
        assert sends(house, visitor, "D") == 303


def test_orders_of_a_day_have_an_end_until_a_consultant_has_confirmed_some(house: OrderHouse) -> None:
    with at_the_door(house, OrderLimits(to_one_address=1, in_all=2)) as visitor:
        # The house's own meeting was ordered today as well, but not here.
        assert sends(house, visitor, "A", mail="a@example.org") == 303
        assert sends(house, visitor, "B", mail="b@example.org") == 303
        assert sends(house, visitor, "C", mail="c@example.org") == 429
        confirmed = Decision("consultation", "confirmed", {}, "AB")
        house.ledger.records.decide(house.new_meetings()[0].id, 1, confirmed)
        visitor.press("")
        visitor.press("bestil")
        assert visitor.page.status_code == 303


def test_the_terms_can_be_read_and_another_text_is_another_version(visitor: Visitor) -> None:
    page = visitor.client.get("/vilkaar")
    assert f"Udgave {VERSION}" in page.text
    assert 'href="/privatliv"' in page.text
    assert sha256(TERMS.read_bytes()).hexdigest()[:12] == TEXT_OF_VERSION[VERSION], (
        "The terms' text has changed: give it a new VERSION in survey_app/order/terms.py, and its hash here."
    )
