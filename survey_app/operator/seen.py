"""Of two operators at the same meeting the first wins, and the second is told whose word stands."""

from __future__ import annotations

from domain.act_words import check_nothing_since
from domain.ports import Services
from survey_app.forms import PostedForm

SEEN = "set"
UNREADABLE = -1


def acts_seen(meeting_id: str, services: Services) -> int:
    """The number of the meeting's last act when the form is shown; the form carries it along."""
    acts = services.ledger.acts.of(meeting_id)
    return acts[-1].number if acts else 0


def seen_by(form: PostedForm) -> int:
    """What the form carries; the number of no act where that is none."""
    written = form.get(SEEN)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else UNREADABLE


def check_nothing_new(meeting_id: str, seen: int, services: Services) -> None:
    """Raises Refused where somebody has changed the meeting since, before it says what it would do. What
    changes it checks once more in its own transaction.
    """
    acts = services.ledger.acts.of(meeting_id)
    check_nothing_since(seen, acts[-1] if acts else None)
