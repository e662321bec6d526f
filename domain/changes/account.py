"""What was changed, in sentences for KiAP's own people."""

from __future__ import annotations

from datetime import datetime

from domain.acts import Act, ActKind
from domain.changes.reasons import COORDINATOR, reasons_for
from domain.dates import day, day_and_time
from domain.meeting import COPENHAGEN


def account(act: Act) -> tuple[str, ...]:
    """What happened, and what it asks of whoever reads it. Names nobody."""
    return (*_what(act), *_post(act))


def why(act: Act) -> str:
    """The reason as a text; empty for a code that is not on the list any more."""
    return reasons_for(act.kind).get(act.reason, "")


def by_whom(act: Act) -> str:
    return "mødelederen selv" if act.by == COORDINATOR else act.by


def moment(act: Act, name: str) -> datetime | None:
    """A date of the act's, in Copenhagen; None where it has none of that name."""
    written = act.detail.get(name)
    return datetime.fromisoformat(written).astimezone(COPENHAGEN) if written else None


def _what(act: Act) -> tuple[str, ...]:
    was, to, was_closes, closes = (moment(act, name) for name in ("was", "to", "was_closes", "closes"))
    detail = act.detail
    match act.kind:
        case ActKind.MOVED if was and to:
            return (f"Mødet er flyttet fra {day_and_time(was)} til {day_and_time(to)}.",)
        case ActKind.EXTENDED if was_closes and closes:
            return (f"Spørgeskemaet lukker {day_and_time(closes)} i stedet for {day(was_closes)}.",)
        case ActKind.CANCELLED if was:
            return (f"Mødet {day_and_time(was)} er aflyst.",)
        case ActKind.COORDINATOR_REPLACED:
            return ("Mødet har fået en ny mødeleder.",)
        case ActKind.MEMBERS_CHANGED:
            return (_members(detail["added"], detail["changed"], detail["removed"]),)
        case ActKind.FOLLOW_UP_AGREED if was_closes and closes:
            return (f"Opfølgningen er flyttet: den lukker {day(closes)} i stedet for {day(was_closes)}.",)
        case ActKind.FOLLOW_UP_AGREED if closes:
            return (f"Klyngen vil have en opfølgning. Spørgeskemaet lukker {day(closes)}.",)
        case ActKind.FOLLOW_UP_DECLINED:
            planned = "Den planlagte opfølgning er aflyst." if detail.get("was_planned") else ""
            return (planned or "Klyngen vil ikke have en opfølgning.",)
        case _:
            return ()


def _members(added: int, changed: int, removed: int) -> str:
    counts = {"ny" if added == 1 else "nye": added, "rettet": changed, "taget af": removed}
    *others, last = [f"{count} {what}" for what, count in counts.items() if count]
    return f"Medlemslisten er ændret: {' og '.join(filter(None, [', '.join(others), last]))}."


def _post(act: Act) -> tuple[str, ...]:
    if act.detail.get("not_posted"):
        return ("Det, der skulle sendes med posten, skal ikke sendes.",)
    if act.detail.get("posted"):
        return ("Det, der skulle med posten, er allerede sendt.",)
    return ()
