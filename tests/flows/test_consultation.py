"""The consultation's answer: what it means, and when it is asked again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.errors import Refused
from flows.at_work import Work
from flows.consultation import accept
from flows.forms import ConsultationForm
from tests.tasks.house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_confirmed_in_time_the_dates_stand(house: House) -> None:
    decision = accept(Work(house.id, 1, house), ConsultationForm(initials="ab"))
    assert (decision.choice, decision.initials) == ("confirmed", "AB")
    assert "meeting_starts" not in decision.detail


def test_confirmed_after_the_survey_should_have_closed_a_new_date_is_asked_for(house: House) -> None:
    house.at(house.planned().survey_closes)
    with pytest.raises(Refused, match="ny mødedato"):
        accept(Work(house.id, 1, house), ConsultationForm(initials="ab"))


def test_then_a_new_date_is_taken(house: House) -> None:
    house.at(house.planned().survey_closes)
    new_date: date = (house.wall() + timedelta(days=60)).date()
    decision = accept(Work(house.id, 1, house), ConsultationForm(initials="ab", new_date=new_date))
    assert decision.detail["meeting_starts"].startswith(new_date.isoformat())
