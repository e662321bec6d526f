"""What the operator narrows the list of meetings to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.overview import Row

LIVE, NEEDS, ALL = "i-gang", "mangler", "alle"
SHOWN = {LIVE: "Dem, der er i gang", NEEDS: "Dem, der venter på et menneske", ALL: "Alle"}


@dataclass(frozen=True)
class Wish:
    """Empty parts narrow nothing."""

    text: str = ""
    region: str = ""
    package: str = ""
    shown: str = LIVE

    def wants(self, row: Row) -> bool:
        order = row.meeting.order
        searched = f"{row.meeting.id} {order.cluster_named} {order.region} {row.package_title}".casefold()
        return (
            all(word in searched for word in self.text.casefold().split())
            and self.region in ("", order.region)
            and self.package in ("", order.package_id)
            and (self.shown != NEEDS or bool(row.needs))
            and (self.shown != LIVE or row.is_live)
        )


def wanted(rows: Iterable[Row], wish: Wish) -> list[Row]:
    return [row for row in rows if wish.wants(row)]
