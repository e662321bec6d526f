"""What is read out of bounces and complaints, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.bounce_reports import read_report
from domain.bounces import BounceKind, Report
from tests.adapters import bounce_samples as samples
from tests.adapters.bounce_samples import ID

HARD = Report(ID, BounceKind.HARD, "5.1.1")


@pytest.mark.parametrize(
    ("mail", "expected"),
    [
        (samples.report(), HARD),
        (samples.report(original="message/rfc822"), HARD),
        (samples.report(original="message/global-headers"), HARD),
        (samples.report(action="Failed"), HARD),
        (samples.report(status="5.2.2 (mailbox full)"), Report(ID, BounceKind.HARD, "5.2.2")),
        (samples.two_recipients_one_delayed(), Report(ID, BounceKind.HARD, "5.7.1")),
        (samples.prose(), HARD),
        (samples.prose_with_headers_inside(), Report(ID, BounceKind.HARD, "5.4.1")),
        (samples.complaint(), Report(ID, BounceKind.COMPLAINT)),
        (samples.report(status="4.4.1", action="delayed"), None),
        (samples.report(status="2.0.0", action="delivered"), None),
        (samples.report(about=""), None),
        (samples.prose("Din mail er forsinket: 4.4.1, vi prøver igen."), None),
        (samples.auto_reply(), None),
        (b"", None),
    ],
)
def test_only_a_mail_that_failed_for_good_is_a_bounce(mail: bytes, expected: Report | None) -> None:
    assert read_report(mail) == expected


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_line_ends_do_not_matter(ending: bytes) -> None:
    assert read_report(samples.report().replace(b"\n", ending)) == HARD


@pytest.mark.parametrize("cut", [60, 200, 400, 600, 800])
def test_a_report_that_is_cut_off_is_never_read_as_something_else(cut: int) -> None:
    assert read_report(samples.report()[:cut]) in (None, HARD)


@given(st.integers(0, len(samples.report())), st.binary(max_size=40))
def test_no_damage_stops_the_reading(place: int, noise: bytes) -> None:
    whole = samples.report()
    read_report(whole[:place] + noise + whole[place:])


def test_a_report_holds_no_address() -> None:
    assert samples.DOCTOR not in repr(read_report(samples.report()))
