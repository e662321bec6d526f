"""What is asked of every page finds each fault that somebody could make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.survey_app.journeys.keyboard import Keyboard
from tests.survey_app.journeys.looking import faults_of

pytestmark = pytest.mark.browser

GOOD = (
    '<html lang="da"><head><title>Side</title><meta name="viewport" content="width=device-width"></head>'
    "<body><main><h1>Side</h1>{}</main></body></html>"
)
BROKEN = {
    "a field without a label": ('<input type="text">', "label:"),
    "pale words": ('<p style="color: #bbb">svagt</p>', "color-contrast:"),
    "words that vanish in the dark": (
        "<style>@media (prefers-color-scheme: dark) { p { color: #222; background: #111 } }</style>"
        "<p>sort</p>",
        "color-contrast:",
    ),
    "a long word": (f"<p>{'x' * 200}</p>", "wider than 320 px"),
    "a small button": ('<button style="height: 30px">Send</button>', "too small for a finger: Send: 30 px"),
    "two alike": ("<button>Ret</button><button>Ret</button>", "two buttons are called Ret"),
    "a second heading": ("<h1>To</h1>", "not one heading"),
    "a leap among headings": ("<h2>To</h2><h4>Fire</h4>", "heading-order:"),
}


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_a_good_page_has_no_fault(page: Any) -> None:
    page.set_content(GOOD.format("<p>Alt er vel.</p>"))
    assert faults_of(page) == []


@pytest.mark.parametrize(("body", "said"), BROKEN.values(), ids=BROKEN)
def test_each_fault_is_found(page: Any, body: str, said: str) -> None:
    page.set_content(GOOD.replace("{}", body))
    assert any(fault.startswith(said) for fault in faults_of(page))


def test_a_focus_that_cannot_be_seen_is_found(page: Any) -> None:
    page.set_content(GOOD.format('<button style="outline: none">Skjult</button><button>Send</button>'))
    keys = Keyboard(page)
    keys.go_to("Send")
    assert "Skjult" in keys.unseen
