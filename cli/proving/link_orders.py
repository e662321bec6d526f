"""Orders in which links were used, or may have been: what a copy tells, and what others can have seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from cli.proving.answer_orders import Orders, sortable
from cli.proving.states import Kept, Readable


def seen_at_the_mailboxes(found: Readable) -> Orders:
    """the true order, as seen at the mailboxes"""
    return {"": list(found.copy.arrival)}


def links_as_they_lie(found: Readable) -> Orders:
    """in the order in which the store keeps them"""
    return {"": [link.what for link in _links(found)]}


def links_by_what_stands_beside(found: Readable) -> Orders:
    """by a number or time beside them"""
    links = _links(found)
    columns = sorted({name for link in links for name in link.beside})
    return {
        name: [link.what for link in sorted(links, key=lambda link: sortable(link.beside.get(name, "")))]
        for name in columns
    }


def invitations_as_they_lie(found: Readable) -> Orders:
    """in the order of the ledger's invitations"""
    return {"": _those_who_answered(found, list(found.hashes))}


def by_address(found: Readable) -> Orders:
    """by the members' addresses"""
    address = {row["member_id"]: row["email"] for row in found.ledger("members")}
    links = sorted(found.hashes, key=lambda link: address.get(found.hashes[link], ""))
    return {"": _those_who_answered(found, links)}


def by_reminders(found: Readable) -> Orders:
    """by how many reminders each got"""
    reminded = Counter(row["recipient"] for row in found.ledger("mails") if row["kind"] == "reminder")
    links = _those_who_answered(found, list(found.hashes))
    return {"": sorted(links, key=lambda link: reminded[found.hashes[link]])} if reminded else {}


def by_what_the_ledger_notes(found: Readable) -> Orders:
    """by what the ledger keeps beside them"""
    orders = {}
    for table, member in (("invitations", "member_id"), ("mails", "recipient")):
        latest = {row[member]: row for row in found.ledger(table)}
        links = [link for link, who in found.hashes.items() if who in latest]
        for column in sorted({name for row in latest.values() for name in row}):
            notes = {link: sortable(latest[found.hashes[link]][column]) for link in links}
            if len(set(notes.values())) > 1:
                by_note = sorted(links, key=notes.__getitem__)
                orders[f"{table}.{column}"] = _those_who_answered(found, by_note)
    return orders


def by_mention(found: Readable) -> Orders:
    """by their place in logs and other files"""
    address = {row["member_id"]: row["email"] for row in found.ledger("members")}
    orders = {}
    for name, content in found.copy.elsewhere().items():
        first = {}
        for link, member in found.hashes.items():
            traces = [trace.encode() for trace in (link, member, address.get(member, "")) if trace]
            at = [content.find(trace) for trace in traces if trace in content]
            if at:
                first[link] = min(at)
        if len(first) > 1:
            orders[name] = _those_who_answered(found, sorted(first, key=lambda link: first[link]))
    return orders


LINK_ORDERS: tuple[Callable[[Readable], Orders], ...] = (
    seen_at_the_mailboxes,
    links_as_they_lie,
    links_by_what_stands_beside,
    invitations_as_they_lie,
    by_address,
    by_reminders,
    by_what_the_ledger_notes,
    by_mention,
)


def _links(found: Readable) -> list[Kept]:
    return [link for state in found.states for link in state.links]


def _those_who_answered(found: Readable, links: list[str]) -> list[str]:
    """As the open store says; once it is gone, as somebody could have seen."""
    answered = {link.what for link in _links(found)} or set(found.copy.arrival)
    return [link for link in links if link in answered]
