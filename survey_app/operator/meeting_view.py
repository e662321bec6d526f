"""Everything of one meeting that its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.act_words import what_was_done, who, why
from domain.attention import Attention, Need, needs_a_human
from domain.dates import day
from domain.filed import FOLLOW_UP, KIT, MEETING, in_order
from domain.meeting import ROUND_1
from domain.ports import PostingJob, Services, StoredFile
from domain.postings import must_have_left
from domain.purges import purged_on
from domain.retention import What
from domain.rounds import rounds_of
from domain.standing import Standing, standing
from domain.ticked_texts import texts_to_choose
from survey_app.coordinator.view import View, look_at
from survey_app.operator.people import MemberShown, Sent, mails_to, members_shown

DONE_AT_THE_RUN = (
    Need.CONSULTATION,
    Need.RELEASE,
    Need.LATE_FOLLOW_UP,
    Need.FOLLOW_UP_UNCONFIRMED,
    Need.RUN_GIVEN_UP,
)
GROUPS = {KIT: "Til forberedelsen", MEETING: "Til mødet", FOLLOW_UP: "Til opfølgningen"}


@dataclass(frozen=True)
class Post:
    job: PostingJob
    title: str
    leaves_by: str


@dataclass(frozen=True)
class Done:
    """One act in words."""

    what: str
    why: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class MeetingView:
    """`view` is what the coordinator sees; the rest only operators do. `run` is where the engine shows the
    run that needs somebody, such as /runs/flow-run/…; empty where none does."""

    view: View
    standing: Standing
    needs: tuple[Attention, ...]
    run: str
    files: tuple[tuple[str, tuple[StoredFile, ...]], ...]
    posts: tuple[Post, ...]
    members: list[MemberShown]
    to_coordinator: tuple[Sent, ...]
    acts: tuple[Done, ...]
    text_rounds: tuple[int, ...]
    people_deleted_on: datetime | None

    def __repr__(self) -> str:
        return f"MeetingView({self.view.meeting.id})"


def look_at_meeting(meeting_id: str, services: Services) -> MeetingView:
    """Raises NotFound for a meeting that is not there."""
    view, needs = look_at(services, meeting_id), needs_a_human(meeting_id, services)
    return MeetingView(
        view=view,
        standing=standing(view.meeting, services),
        needs=needs,
        run=_run(meeting_id, needs, services),
        files=_files(view, services),
        posts=tuple(_post(job, view, services) for job in services.ledger.postings.of(meeting_id)),
        members=members_shown(meeting_id, services),
        to_coordinator=mails_to("coordinator", services.ledger.mails.of(meeting_id)),
        acts=tuple(
            Done(what_was_done(act), why(act), who(act), act.at)
            for act in services.ledger.acts.of(meeting_id)
        ),
        text_rounds=tuple(
            round
            for round in rounds_of(meeting_id, services)
            if texts_to_choose(meeting_id, round, services) is not None
        ),
        people_deleted_on=purged_on(meeting_id, What.PEOPLE, services),
    )


def _run(meeting_id: str, needs: tuple[Attention, ...], services: Services) -> str:
    rounds = (one.round for one in needs if one.need in DONE_AT_THE_RUN)
    return next((services.runs.address(meeting_id, round) for round in rounds), "")


def _files(view: View, services: Services) -> tuple[tuple[str, tuple[StoredFile, ...]], ...]:
    """All that is filed, also what is not delivered yet."""
    filed = services.ledger.files.of(view.meeting.id)
    groups = ((title, [file for file in filed if file.group == group]) for group, title in GROUPS.items())
    return tuple((title, in_order(files, view.package)) for title, files in groups if files)


def _post(job: PostingJob, view: View, services: Services) -> Post:
    plan, rule = view.plans.get(ROUND_1), view.package.posting
    leaves_by = day(must_have_left(plan, services.calendar)) if plan else ""
    return Post(job, rule.title if rule else job.document, leaves_by)
