"""Why a meeting is changed: codes with a text each, so that no reason can hold a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.acts import Act, ActKind, initials
from domain.errors import Refused
from domain.meeting import ROUND_1

COORDINATOR = "coordinator"
"""Who has done it, where it was the coordinator on the page."""

ASKED, OTHER = {"coordinator_asked": "Mødelederen bad om det"}, {"other": "En anden grund"}
REASONS: Mapping[ActKind, Mapping[str, str]] = {
    ActKind.MOVED: {
        **ASKED,
        "few_could_come": "For få kunne komme den dag",
        "no_room": "Lokalet kunne ikke bruges",
        "weather": "Vejret eller trafikken var imod",
        "kiap": "KiAP kunne ikke nå det til den dag",
        **OTHER,
    },
    ActKind.EXTENDED: {
        "few_answers": "Mange mangler at svare",
        "late_list": "Medlemslisten kom sent",
        "technical": "Noget teknisk har drillet",
        **ASKED,
        **OTHER,
    },
    ActKind.CANCELLED: {
        **ASKED,
        "few_could_come": "For få kunne komme",
        "not_wanted": "Klyngen vil bruge tiden på noget andet",
        "by_mistake": "Bestilt ved en fejl eller to gange",
        "not_theirs": "Bestillingen kom ikke fra klyngen",
        **OTHER,
    },
    ActKind.COORDINATOR_REPLACED: {
        "stepped_down": "Mødelederen er holdt op med opgaven",
        "away": "Mødelederen er væk i en tid",
        "wrong_person": "Bestillingen stod i et forkert navn",
        **OTHER,
    },
    ActKind.FOLLOW_UP_AGREED: {
        **ASKED,
        "bad_time": "Tidspunktet passede ikke klyngen",
        "second_thoughts": "Klyngen har ombestemt sig",
        **OTHER,
    },
    ActKind.FOLLOW_UP_DECLINED: {
        **ASKED,
        "second_thoughts": "Klyngen har ombestemt sig",
        "no_longer_a_cluster": "Klyngen er delt eller lagt sammen med en anden",
        **OTHER,
    },
    ActKind.MEMBERS_CHANGED: {**ASKED, **OTHER},
}


def reasons_for(kind: ActKind) -> Mapping[str, str]:
    """Code and text, in the order in which they are offered."""
    return REASONS[kind]


def new_act(
    kind: ActKind, meeting_id: str, by: str, reason: str, detail: Mapping[str, Any], round: int = ROUND_1
) -> Act:
    """Raises Refused for what are no initials, and for a reason that is not on the list."""
    if reason not in REASONS[kind]:
        raise Refused(f"Grunden kendes ikke. Vælg en af: {', '.join(REASONS[kind])}.")
    who = by if by == COORDINATOR else initials(by)
    return Act(meeting_id, kind, who, reason, detail, round)
