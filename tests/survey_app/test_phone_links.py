"""A telephone number on a page can be called with a tap, also one from abroad."""

from __future__ import annotations

import pytest

from survey_app.pages import dialled


@pytest.mark.parametrize(
    ("shown", "called"), [("12 34 56 78", "+4512345678"), ("+4612345678", "+4612345678")]
)
def test_a_number_that_names_no_country_is_danish(shown: str, called: str) -> None:
    assert dialled(shown) == called
