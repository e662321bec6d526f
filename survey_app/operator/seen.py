"""Of two operators at the same meeting the first wins, and the second is told whose word stands."""

from __future__ import annotations

from domain.act_words import who
from domain.dates import clock
from domain.deck_words import capital
from domain.errors import Refused
from domain.ports import Services
from survey_app.forms import PostedForm

SEEN = "set"


def acts_seen(meeting_id: str, services: Services) -> int:
    """How many acts the meeting had when the form was shown; the form carries it along."""
    return len(services.ledger.acts.of(meeting_id))


def check_nothing_new(meeting_id: str, form: PostedForm, services: Services) -> None:
    """Raises Refused where somebody has changed the meeting since."""
    acts = services.ledger.acts.of(meeting_id)
    if form.get(SEEN) != str(len(acts)):
        last = acts[-1] if acts else None
        news = "Der er gjort noget ved mødet"
        if last and last.at:
            news = f"{capital(who(last))} har gjort noget ved mødet kl. {clock(last.at)}"
        raise Refused(f"{news}, mens du så på det. Se mødet igen, før du gør noget.")
