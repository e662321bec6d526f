"""The sheets with people on them: who is expected at the meeting, and who sits where."""

from __future__ import annotations

from collections.abc import Sequence

from domain.meeting import ROUND_1, Meeting, Member
from domain.package import Package
from domain.seating import Seating, Table
from domain.sheets_parts import Sheet, envelope, fact, meeting_facts

GUEST_ROWS = 3
NOT_USED = "–"
TO_WRITE_IN = (fact("Dette møde", ""), fact("Sted", ""))
"""PLO must know when and where, and only the coordinator does."""


def attendance_list(
    package: Package, meeting: Meeting, members: Sequence[Member], round: int = ROUND_1
) -> Sheet:
    """Everybody by name, or address where no name is known, with room to sign: for the seating and for PLO.

    Without members (their data are deleted in time) there is a row for each expected one.
    """
    used_for = "til bordplanen og til PLO" if package.seating else "til PLO"
    lead = f"Sæt kryds ved dem, der er med, og lad dem skrive under. Listen bruges {used_for}."
    rows = [{"name": shown(one), "practice_number": one.practice_number} for one in by_name(members)]
    empty = GUEST_ROWS if rows else meeting.order.members_expected
    held = meeting_facts(meeting) if round == ROUND_1 else [*meeting_facts(meeting, round), *TO_WRITE_IN]
    facts = [*held, fact("Mødeleder", meeting.order.coordinator_name)]
    return envelope("Deltagerliste", package.title, lead, facts) | {"rows": rows, "empty_rows": empty}


def seating_plan(
    package: Package,
    meeting: Meeting,
    members: Sequence[Member],
    seating: Seating,
    round: int = ROUND_1,
) -> Sheet:
    """A list of everybody with their table in both parts, then one page to stand on each table."""
    names = {member.id: shown(member) for member in members}
    lead = "Find dit bord. Efter pausen skifter I plads. Arket på bordet viser, hvem der sidder hvor."
    first, second = _table_of_each(seating.first), _table_of_each(seating.second)
    everybody = [
        {"name": shown(one), "first": first.get(one.id, NOT_USED), "second": second.get(one.id, NOT_USED)}
        for one in by_name(members)
    ]
    return envelope("Bordplan", package.title, lead, meeting_facts(meeting, round)) | {
        "remarks": list(seating.remarks),
        "everybody": everybody,
        "tables": [
            {
                "number": at + 1,
                "parts": [
                    {"title": "Første del", "seats": _seats(seating.first, at, names)},
                    {"title": "Anden del", "seats": _seats(seating.second, at, names)},
                ],
            }
            for at in range(table_count(seating))
        ],
    }


def table_count(seating: Seating) -> int:
    """How many tables stand in the room: as many as the fuller part needs."""
    return max(len(seating.first), len(seating.second))


def by_name(members: Sequence[Member]) -> list[Member]:
    """In Danish order, those without a name last."""
    return sorted(members, key=lambda one: (not one.name, _danish(shown(one)), one.id))


def shown(member: Member) -> str:
    return member.name or member.email


def _danish(name: str) -> str:
    """æ, ø and å come after z, in this order."""
    return name.casefold().translate(str.maketrans("æøå", "{|}"))


def _table_of_each(tables: Sequence[Table]) -> dict[str, str]:
    return {seat: str(number) for number, table in enumerate(tables, start=1) for seat in table.seats}


def _seats(tables: Sequence[Table], at: int, names: dict[str, str]) -> list[str]:
    return [names[seat] for seat in tables[at].seats] if at < len(tables) else []
