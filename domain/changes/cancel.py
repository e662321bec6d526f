"""A meeting is cancelled, before it is held."""

from __future__ import annotations

from domain.acts import Act, ActKind
from domain.changes.alone import alone_with
from domain.changes.reasons import new_act
from domain.changes.situation import Situation, situation
from domain.changes.words import consultant_hears, members_hear
from domain.dates import day, day_and_time
from domain.errors import Refused
from domain.ports import Services


def what_cancelling_does(meeting_id: str, services: Services) -> tuple[str, ...]:
    """In sentences. Raises Refused as `cancel_meeting` does."""
    stands = _cancellable(meeting_id, services)
    return (
        f"Mødet {day_and_time(stands.first.meeting_starts)} aflyses. Det kan ikke fortrydes.",
        *_answers(stands),
        "Der kommer hverken materiale, påmindelser eller opfølgning.",
        "Mødelederen får en mail"
        + (", der også fjerner mødet fra kalenderen." if stands.did("kit_mailing") else "."),
        members_hear(stands, "at vide, at det er aflyst,"),
        consultant_hears(),
        *_post(stands),
    )


def cancel_meeting(
    meeting_id: str, *, by: str, reason: str, services: Services, after: int | None = None
) -> Act:
    """The run ends, the links die and open answers are deleted. Raises Refused once the meeting is held."""
    with alone_with(meeting_id, services, after) as held:
        stands = _cancellable(meeting_id, held)
        posted = sum(job.is_posted for job in stands.post)
        detail = {
            "was": stands.first.meeting_starts.isoformat(),
            "was_open": stands.is_open and not stands.has_closed,
            "posted": posted,
            "not_posted": len(stands.post) - posted,
        }
        act = new_act(ActKind.CANCELLED, meeting_id, by, reason, detail)
        return held.ledger.changes.cancel(act, after=after)


def _cancellable(meeting_id: str, services: Services) -> Situation:
    stands = situation(meeting_id, services)
    if stands.did("thanks") or stands.now >= stands.first.thanks or stands.second:
        raise Refused(
            f"Mødet blev holdt {day(stands.first.meeting_starts)}, så det kan ikke aflyses. "
            "Er det opfølgningen, klyngen ikke vil have, så sig nej til den."
        )
    return stands


def _answers(stands: Situation) -> list[str]:
    if not stands.is_open:
        return ["Spørgeskemaet bliver ikke sendt ud."]
    if stands.has_closed:
        return ["Svarene bliver ikke vist for flere. De slettes, når deres frist er gået."]
    return ["Spørgeskemaet lukker nu, linkene dør, og de svar, der er kommet, bliver slettet."]


def _post(stands: Situation) -> list[str]:
    if any(not job.is_posted for job in stands.post):
        return ["Det, der skulle sendes med posten, skal ikke sendes."]
    return []
