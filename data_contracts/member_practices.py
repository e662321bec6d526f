"""What a member list must hold where there is a seating plan: everybody's name and practice number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from data_contracts.member_columns import NAME, PRACTICE
from domain.meeting import MemberRow

HOW = "Skriv på hver linje mailadresse; navn; ydernummer – eller brug tre kolonner med de overskrifter."
CURES = {NAME: "Skriv lægens navn.", PRACTICE: "Skriv praksissens ydernummer, højst seks cifre."}
WHY = "Bordplanen laves af navne og ydernumre."
NO_NUMBER = frozenset({"", "000000"})


def lacks(row: MemberRow) -> Iterator[tuple[str, str, str]]:
    """The field, what is wrong and the cure, for each thing that the seating plan cannot do without."""
    if not row.name:
        yield NAME, f"Her mangler et navn. {WHY}", CURES[NAME]
    if row.practice_number in NO_NUMBER:
        yield PRACTICE, f"Her mangler et ydernummer. {WHY}", CURES[PRACTICE]


def practice_remark(rows: Iterable[MemberRow]) -> str:
    """How many practices and solo GPs we have read, so that a slip in a number is noticed."""
    sizes = Counter(row.practice_number for row in rows)
    solo = sum(size == 1 for size in sizes.values())
    return (
        f"Vi læser listen som {len(sizes)} praksis, og heraf står {solo} med ét medlem, som vi regner for "
        "sololæge. Passer det ikke, så se ydernumrene efter."
    )
