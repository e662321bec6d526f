"""Tries a package's own mail templates on an invented meeting, before a real one depends on them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.letter_names import name_faults
from adapters.letter_templates import SUFFIX
from adapters.letters import JinjaLetters, names_for
from domain import sheets
from domain.errors import BadInput, Fault
from domain.mails import MailKind
from domain.meeting import COPENHAGEN, ROUND_1, ROUND_2, Consultant, Meeting, Order, Plan
from domain.package import Package

KINDS = [kind.value for kind in MailKind]


def own_mail_faults(letters: JinjaLetters, package: Package) -> list[Fault]:
    """What is wrong with the files in the package's mails/ folder, each with file and line."""
    files = sorted((Path(package.folder) / "mails").glob("*"))
    return list(dict.fromkeys(fault for file in files for fault in _faults(letters, package, file.name)))


def sample_context(package: Package, round: int) -> dict[str, Any]:
    """An invented meeting as the steps describe it to a template."""
    day = datetime(2027, 3, 11, 16, tzinfo=COPENHAGEN)
    order = Order(
        package_id=package.id,
        cluster="Eksempelby",
        region="Region Midtjylland",
        coordinator_name="Ellen Eksempel",
        coordinator_email="ellen.eksempel@example.org",
        phone="12 34 56 78",
        postal_address="Prøvevej 1, 0000 Eksempelby",
        meeting_starts=day,
        members_expected=24,
    )
    meeting = Meeting(f"{package.id}-prøve", order, "kiap", ordered_at=day)
    plan = Plan(round, day, (day,), day, day, day, day)
    return {
        "meeting": meeting,
        "plan": plan,
        "round": round,
        "consultant": Consultant("kiap", "KiAP", "klynger@kiap.dk"),
        "link": "https://klyngeflow.example/s/eksempel",
        "own_link": "https://klyngeflow.example/mine#EKSEMPEL",
        "own_code": "EKSE-MPEL",
        "attachments": tuple(attachment.title for attachment in package.kit),
        "documents": tuple(attachment.document for attachment in package.kit),
        "proposed": sheets.proposed_invitation(package, meeting, plan),
        "reason": "Dette er en prøve.",
        "copies": 26,
        "must_have_left": day,
        "was_starts": day,
        "was_closes": day,
        "order_link": "https://klyngeflow.example/bestil",
        "former": "Ellen Eksempel",
        "changes": ("Dette er en prøve.",),
        "by": "AB",
        "count": 1,
        "new": (
            {
                "about": order.cluster_named,
                "meeting_id": meeting.id,
                "sentence": "Dette er en prøve.",
                "entry": "Venter på en beslutning",
            },
        ),
    }


def _faults(letters: JinjaLetters, package: Package, name: str) -> Iterator[Fault]:
    kind = name.removesuffix(SUFFIX)
    if name.startswith("_"):
        return
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, n=1)
        cure = f"Mente du {near[0]}{SUFFIX}?" if near else f"Kald den en af: {', '.join(KINDS)} (+ {SUFFIX})."
        yield Fault(f"mails/{name}", "Der er ingen mail af den slags.", cure)
        return
    known = names_for(package, sample_context(package, ROUND_1))
    read = list(name_faults(letters.environment(package), name, known))
    yield from read
    for round in (ROUND_1, ROUND_2):
        try:
            letters.compose(MailKind(kind), package, sample_context(package, round))
        except BadInput as error:
            told = {fault.where for fault in read}
            yield from (fault for fault in error.faults if fault.where not in told)
