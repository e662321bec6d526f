"""What a member list must hold where there is a seating plan: everybody's name and practice number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from data_contracts.member_columns import NAME, PRACTICE
from domain.errors import BadInput, Fault
from domain.meeting import MemberRow

HOW = "Skriv på hver linje mailadresse; navn; ydernummer – eller brug tre kolonner med de overskrifter."
CURES = {NAME: "Skriv lægens navn.", PRACTICE: "Skriv praksissens ydernummer, højst seks cifre."}
NO_NUMBER = frozenset({"", "000000"})


def check_practices(rows: Sequence[tuple[int, MemberRow]]) -> None:
    """Each row with the number that its sender knows it by. Raises BadInput with a fault for each."""
    lacking = {
        NAME: [number for number, row in rows if not row.name],
        PRACTICE: [number for number, row in rows if row.practice_number in NO_NUMBER],
    }
    faults = [fault for kind, numbers in lacking.items() for fault in _faults(kind, numbers, len(rows))]
    if faults:
        raise BadInput(faults)


def practice_remark(rows: Iterable[MemberRow]) -> str:
    """How many practices and solo GPs we have read, so that a slip in a number is noticed."""
    sizes = Counter(row.practice_number for row in rows)
    solo = sum(size == 1 for size in sizes.values())
    return (
        f"Vi læser listen som {len(sizes)} praksis, og heraf står {solo} med ét medlem, som vi regner for "
        "sololæge. Passer det ikke, så se ydernumrene efter, og send listen igen."
    )


def _faults(kind: str, numbers: Sequence[int], of: int) -> list[Fault]:
    why = "Bordplanen laves af navne og ydernumre."
    if of and len(numbers) == of:
        return [Fault("Listen", f"Ingen af medlemmerne har et {kind}. {why}", HOW)]
    what = f"Her mangler et {kind}. {why}"
    return [Fault(f"Række {number}, {kind}", what, CURES[kind]) for number in numbers]
