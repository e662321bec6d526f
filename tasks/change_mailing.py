"""Change mailing: what somebody has changed by hand is told to whom it concerns, once."""

from __future__ import annotations

from domain.acts import Act, ActKind
from domain.changes.owing import told
from domain.errors import KlyngeflowError, LeaseTaken, TryAgain
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Services
from domain.purges import purged_on
from domain.retention import What
from tasks.change_letters import CHANGE_MAILS, LETTERS, farewell
from tasks.change_running import delete_answers_called_off, let_runs_follow
from tasks.mailing import all_settled

LATER: dict[ActKind, tuple[ActKind, ...]] = {
    ActKind.MOVED: (ActKind.MOVED, ActKind.CANCELLED),
    ActKind.EXTENDED: (ActKind.EXTENDED, ActKind.MOVED, ActKind.CANCELLED),
    ActKind.CANCELLED: (),
    ActKind.COORDINATOR_REPLACED: (ActKind.COORDINATOR_REPLACED, ActKind.CANCELLED),
    ActKind.MEMBERS_CHANGED: (ActKind.MEMBERS_CHANGED, ActKind.CANCELLED),
    ActKind.FOLLOW_UP_AGREED: (
        ActKind.FOLLOW_UP_AGREED,
        ActKind.FOLLOW_UP_DECLINED,
        ActKind.CANCELLED,
    ),
    ActKind.FOLLOW_UP_DECLINED: (ActKind.FOLLOW_UP_AGREED, ActKind.CANCELLED),
}
"""What makes a change not worth telling of, where nobody has been told yet: the later one says it all."""

LAST_WORDS = (ActKind.CANCELLED, ActKind.FOLLOW_UP_AGREED, ActKind.FOLLOW_UP_DECLINED)
"""These reach all whom the earlier change concerns, so the rest of its mails would only contradict them."""


def carry_out_changes(services: Services) -> list[str]:
    """Of all meetings. What waits for the mail server, a run or the engine waits for the next upkeep;
    returns what could not be helped."""
    failed = []
    for meeting_id in dict.fromkeys(act.meeting_id for act in services.ledger.changes.owed()):
        try:
            carry_out(meeting_id, services)
        except (LeaseTaken, TryAgain):
            continue
        except KlyngeflowError as fault:
            failed.append(f"{meeting_id} (changes): {fault}")
    return failed


def carry_out(meeting_id: str, services: Services) -> None:
    """All that the meeting's changes owe. Raises TryAgain for what is still owed afterwards, LeaseTaken
    while its run is at work; a mail that has left is not sent again."""
    acts = [act for act in services.ledger.changes.owed() if act.meeting_id == meeting_id]
    delete_answers_called_off(meeting_id, services)
    waits: KlyngeflowError | None = None
    try:
        _tell(meeting_id, acts, services)
    except (LeaseTaken, TryAgain) as passing:  # the runs need not wait for a mail server
        waits = passing
    for act in acts:
        let_runs_follow(act, services)
    if waits:
        raise waits


def _tell(meeting_id: str, acts: list[Act], services: Services) -> None:
    untold = [act for act in acts if not services.ledger.records.is_done(meeting_id, ROUND_1, told(act))]
    if not untold:
        return
    with services.ledger.holding(meeting_id) as held:
        _tell_each(untold, services.writing_with(held))


def _tell_each(acts: list[Act], services: Services) -> None:
    """A mailbox that cannot take one change now keeps nobody from hearing of the next."""
    waits: TryAgain | None = None
    for act in acts:
        try:
            summary = _told(act, services)
        except TryAgain as passing:
            waits = passing
            continue
        services.ledger.records.mark_done(act.meeting_id, ROUND_1, told(act), summary)
    if waits:
        raise waits


def _told(act: Act, services: Services) -> str:
    if purged_on(act.meeting_id, What.PEOPLE, services):
        return "left out: nobody's address is known any more"
    outcomes = farewell(act, services) if act.kind is ActKind.COORDINATOR_REPLACED else []
    if _is_overtaken(act, services):
        all_settled(outcomes)
        return "left out: a later change says it all"
    all_settled([*outcomes, *LETTERS[act.kind](act, services)])
    return "told"  # not how many: a longer survey is told to those missing


def _is_overtaken(act: Act, services: Services) -> bool:
    overtaking = _overtaking(act)
    acts = services.ledger.acts.of(act.meeting_id)
    later = {one.kind for one in acts if one.number > act.number and one.kind in overtaking}
    if not later or not later.isdisjoint(LAST_WORDS):
        return bool(later)
    rows = services.ledger.mails.of(act.meeting_id)
    return not any(row.key.kind in CHANGE_MAILS and row.key.sequence == act.number for row in rows)


def _overtaking(act: Act) -> tuple[ActKind, ...]:
    if act.kind is ActKind.EXTENDED and act.round == ROUND_2:
        return (*LATER[act.kind], ActKind.FOLLOW_UP_DECLINED)
    return LATER[act.kind]
