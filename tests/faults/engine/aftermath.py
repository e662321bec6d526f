"""What must hold of meetings that were struck, beside the same ones played without a fault."""

from __future__ import annotations

import email
import email.policy
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from email.message import Message
from pathlib import Path

from domain.mails import MailOutcome
from domain.meeting import ROUND_2
from tests.faults.engine.operation import Operation
from tests.faults.engine.people import Cluster
from tests.faults.engine.reference import documents, in_place, play, reference

IF_PEOPLE_TARRY = {"coordinator_nudge", "consultant_posting_late"}
"""Mails that depend on how long the list and the post took, and not on the meeting."""
SETTLED = {MailOutcome.SENT, MailOutcome.UNKNOWN}


def undisturbed(
    folder: Path, operation: Operation, clusters: Iterable[Cluster], now: datetime
) -> list[Cluster]:
    """The same orders, people and answers under the same secret, from the same day on."""
    services = reference(folder, operation.settings.base_url)
    clock = in_place(services, now)
    played = [Cluster(services, one.number, now, follow_up=one.follow_up) for one in clusters]
    for one in played:
        play(one, clock, now)
    return played


def assert_same_files(found: Cluster, wanted: Cluster) -> None:
    assert found.id == wanted.id
    assert documents(found.services, found.id) == documents(wanted.services, wanted.id)


def assert_no_mail_is_lost_or_doubled(operation: Operation, found: Cluster, wanted: Cluster) -> None:
    """Each mail that is owed has its row; sent: at the server once; unknown: at most once, and shown."""
    assert owed(found) == owed(wanted)
    at_server = message_ids(operation)
    for row in found.services.ledger.mails.of(found.id):
        assert row.outcome in SETTLED, row
        times = at_server[row.message_id]
        assert times == 1 if row.outcome is MailOutcome.SENT else times <= 1, row


def owed(cluster: Cluster) -> set[tuple[int, str, str, int]]:
    """(round, kind, recipient, sequence); members by their address, for their ids are random."""
    address = {member.id: member.email for member in cluster.services.ledger.members.of(cluster.id)}
    keys = [row.key for row in cluster.services.ledger.mails.of(cluster.id)]
    return {
        (key.round, key.kind.value, address.get(key.recipient, key.recipient), key.sequence)
        for key in keys
        if key.kind.value not in IF_PEOPLE_TARRY
    }


def assert_nobody_has_a_mail_twice(operation: Operation) -> None:
    """By Message-ID; and of the own copies, whose ids are random, one to each address in each round."""
    assert set(message_ids(operation).values()) == {1}
    copies = Counter(str(mail["To"]) for mail in mails(operation) if mail["X-Klyngeflow-Kind"] == "own_copy")
    assert max(copies.values()) <= ROUND_2


def unknown(clusters: Iterable[Cluster]) -> int:
    rows = [row for one in clusters for row in one.services.ledger.mails.of(one.id)]
    return sum(row.outcome is MailOutcome.UNKNOWN for row in rows)


def message_ids(operation: Operation) -> Counter[str]:
    return Counter(str(mail["Message-ID"]) for mail in mails(operation))


def mails(operation: Operation) -> list[Message]:
    """All that the server has taken."""
    contents = [bytes(envelope.content or b"") for envelope in operation.mail.taken]
    return [email.message_from_bytes(content, policy=email.policy.default) for content in contents]
