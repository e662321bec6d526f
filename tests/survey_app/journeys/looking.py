"""What is asked of every page in every state, by axe and by rulers of our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

from tests.survey_app.browsing import DESKTOP, PHONE, SMALL

# All that axe knows, also what it calls best practice.
EVERYTHING = "() => axe.run({ resultTypes: ['violations'] })"
COLOURS = "() => axe.run({ resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] })"

TARGETS_OF_44_PIXELS = """() => [...document.querySelectorAll(`main button, main .button, main select,
    main textarea, main input:not([type=hidden]), main summary, main li > a, footer a`)]
  .map(e => e.matches('label input') ? e.closest('label') : e)
  .filter(e => e.checkVisibility() && !e.closest('[aria-hidden=true], .fault-list, p'))
  .map(e => [e.textContent.trim().slice(0, 30) || e.id, e.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.5)
  .map(([name, height]) => `${name}: ${height.toFixed(0)} px`)"""
WIDER_THAN_THE_SCREEN = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [`${document.documentElement.scrollWidth} px`, ...[...document.querySelectorAll('main *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 || e.scrollWidth > innerWidth)
  .map(e => e.outerHTML.slice(0, 80))]"""
BUTTONS_WITH_ONE_NAME = """() => {
  const seen = [...document.querySelectorAll('main button, main .button')].filter(e => e.checkVisibility());
  const names = seen.map(e => e.getAttribute('aria-label') || e.textContent.trim().replace(/\\s+/g, ' '));
  return names.filter((name, place) => names.indexOf(name) !== place);
}"""
HEADINGS_SEEN = "() => [...document.querySelectorAll('h1')].filter(e => e.checkVisibility()).length"


def faults_of(page: Any) -> list[str]:
    """Everything on a phone by day; by night and on a desktop only the colours are others."""
    return [*faults_by_day(page), *faults_axe_finds(page, DESKTOP, "dark", COLOURS)]


def faults_by_day(page: Any) -> list[str]:
    return [*_by_rulers(page), *faults_axe_finds(page, PHONE, "light")]


def faults_axe_finds(
    page: Any, device: dict[str, Any], scheme: str, rules: str = EVERYTHING
) -> Iterator[str]:
    page.set_viewport_size(device["viewport"])
    page.emulate_media(color_scheme=scheme)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    for violation in page.evaluate(rules)["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {violation['help']}: {node['html'][:160]}"


def _by_rulers(page: Any) -> Iterator[str]:
    page.set_viewport_size(SMALL["viewport"])
    yield from (f"wider than 320 px: {part}" for part in page.evaluate(WIDER_THAN_THE_SCREEN))
    yield from (f"too small for a finger: {target}" for target in page.evaluate(TARGETS_OF_44_PIXELS))
    yield from (f"two buttons are called {name}" for name in page.evaluate(BUTTONS_WITH_ONE_NAME))
    if page.evaluate(HEADINGS_SEEN) != 1:
        yield "not one heading of the first level"
    if page.evaluate("document.documentElement.lang") != "da":
        yield "the page does not say that it is Danish"
