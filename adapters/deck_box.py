"""Places on a slide."""

from __future__ import annotations

from dataclasses import dataclass, replace

EMU_PER_INCH = 914400


def inches(value: float) -> int:
    """In EMU, the unit of everything on a slide."""
    return int(value * EMU_PER_INCH)


@dataclass(frozen=True)
class Box:
    """A place on a slide, in EMU."""

    x: int
    y: int
    width: int
    height: int

    def below(self, height: int) -> Box:
        """What is left of the box under its first `height` EMU."""
        return replace(self, y=self.y + height, height=self.height - height)

    def top(self, height: int) -> Box:
        return replace(self, height=height)

    def left(self, width: int) -> Box:
        return replace(self, width=width)

    def right(self, width: int) -> Box:
        return replace(self, x=self.x + self.width - width, width=width)

    @property
    def transform(self) -> str:
        """The inside of a:xfrm and p:xfrm."""
        return f'<a:off x="{self.x}" y="{self.y}"/><a:ext cx="{self.width}" cy="{self.height}"/>'
