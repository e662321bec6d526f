"""Whoever was slower reads who was first, in words."""

from __future__ import annotations

import pytest

from domain.acts import Act, ActKind
from domain.errors import Refused
from survey_app.forms import PostedForm
from survey_app.operator.seen import SEEN, check_nothing_new, seen_by
from tests.tasks.house import House


@pytest.mark.parametrize(("by", "name"), [("coordinator", "Mødelederen"), ("AB", "AB")])
def test_the_second_is_told_who_was_first(house: House, by: str, name: str) -> None:
    house.ledger.acts.add(Act(house.id, ActKind.MEMBERS_CHANGED, by))
    with pytest.raises(Refused, match=f"^{name} har gjort noget ved mødet kl. "):
        check_nothing_new(house.id, 0, house)


@pytest.mark.parametrize("written", ["", "-1", "to", "²", "1.0", "9" * 5000])
def test_a_form_that_says_nothing_readable_has_seen_nothing(house: House, written: str) -> None:
    with pytest.raises(Refused, match=r"^Der er gjort noget ved mødet, mens du så på det"):
        check_nothing_new(house.id, seen_by(PostedForm(((SEEN, written),))), house)
