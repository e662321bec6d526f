"""Hands that have no mouse: Tab to what is read aloud, and see where one is all the way."""

from __future__ import annotations

from typing import Any

MOST_TABS = 150
NAME_OF_THE_FOCUSED = """() => {
  const at = document.activeElement;
  const words = at.labels?.length ? at.labels[0] : at;
  return (at.getAttribute('aria-label') || words.textContent).trim().replace(/\\s+/g, ' ');
}"""
IS_FOCUS_SEEN = """() => {
  const at = document.activeElement, seen = at.closest('.choice') || at;
  const style = getComputedStyle(seen), box = seen.getBoundingClientRect();
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return ring && box.bottom > 0 && box.top < innerHeight && box.right > 0;
}"""


class Keyboard:
    def __init__(self, page: Any) -> None:
        self._page = page
        self.unseen: list[str] = []

    def go_to(self, name: str) -> None:
        """Forward only, as the page is read, to what begins or ends with that name."""
        for _ in range(MOST_TABS):
            self._page.keyboard.press("Tab")
            called = self._page.evaluate(NAME_OF_THE_FOCUSED)
            if not self._page.evaluate(IS_FOCUS_SEEN):
                self.unseen.append(called)
            if called.startswith(name) or called.endswith(name):
                return
        raise AssertionError(f"no Tab leads to »{name}«")

    def press(self, name: str, key: str = "Enter") -> None:
        self.go_to(name)
        self._page.keyboard.press(key)

    def tick(self, name: str) -> None:
        self.press(name, "Space")

    def write(self, name: str, text: str) -> None:
        self.go_to(name)
        self._page.keyboard.type(text)
