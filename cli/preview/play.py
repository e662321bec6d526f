"""Plays one case of a preview with the steps themselves, and hands over what they made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cli.preview.stage import CONSULTANT, Case, Stage, invented_order, set_up
from cli.rehearsal.script import cast
from cli.rehearsal.ticking import tick_some
from data_contracts.invented_answers import invent_answers
from domain.filed import KIT, in_order
from domain.mails import FileAttachment, MailKind, OutgoingMail
from domain.meeting import ROUND_1, ROUND_2, Plan
from domain.package import Package, PostingRule
from domain.planning import plan_follow_up
from domain.ports import StoredFile
from domain.postings import posting_job
from domain.questionnaire import Answers
from domain.verdict import Outcome, Verdict
from survey_app.background import Background
from survey_app.member.copy_address import Recipient
from survey_app.member.links import find_link
from survey_app.member.own_copy import mail_copy
from tasks import report_building as report
from tasks.delivery import delivery
from tasks.follow_up import announcement
from tasks.intake import intake
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing, reminder, round_key
from tasks.occasion import plan_of
from tasks.posting import papers, posting
from tasks.survey_collection import survey_collection
from tasks.thanks import thanks

BETTER_LATER = 0.35
AGREED = (
    "Vi holder fem minutters fælles pause midt på formiddagen.",
    "Hver praksis fortæller om sin egen plan på næste klyngemøde.",
)
SOMEBODY = Recipient("Anne Eksempel", "anne@klynge.example")


@dataclass(frozen=True)
class Act:
    """What one part of the meeting made: the documents it filed, and one mail of each kind that it sent."""

    title: str
    documents: tuple[FileAttachment, ...]
    mails: tuple[OutgoingMail, ...]


def play(package: Package, case: Case) -> Iterator[Act]:
    """The kit, the members' mails, then each round's documents. Nothing is left behind."""
    with TemporaryDirectory(prefix="klyngeflow-preview-") as place:
        yield from _Play(package, case, set_up(Path(place), package)).acts()


class _Play:
    def __init__(self, package: Package, case: Case, stage: Stage) -> None:
        self.package, self.case, self.stage, self.services = package, case, stage, stage.services
        order = invented_order(package, case)
        ordered = stage.clock.real_now()
        self.id = self.services.ledger.meetings.add(order, CONSULTANT, ordered, rehearsal=True)

    def acts(self) -> Iterator[Act]:
        intake.fn(self.id, self.services, round=ROUND_1)
        kit_mailing.fn(self.id, self.services, round=ROUND_1)
        yield self._act("Før mødet: mail 1 til mødelederen", self._files(KIT))
        if self.package.posting:
            yield self._posted(self.package.posting)
        self.services.ledger.members.replace(self.id, cast(str(self.case.members)))
        yield self._asked(ROUND_1)
        yield self._reported(ROUND_1, "Mødet")
        self.services.ledger.commitments.replace(self.id, AGREED)
        thanks.fn(self.id, self.services, round=ROUND_1)
        yield self._act("Efter mødet", ())
        self._plan_follow_up()
        announcement.fn(self.id, self.services, round=ROUND_2)
        yield self._asked(ROUND_2)
        yield self._reported(ROUND_2, "Opfølgningen")

    def _posted(self, rule: PostingRule) -> Act:
        """What KiAP sends by post, also where it is sent only when the coordinator orders it."""
        meeting = self.services.ledger.meetings.get(self.id)
        made_on = self.services.clock.now(self.id).date()
        job = self.services.ledger.postings.add(posting_job(meeting, rule, made_on))
        posting.fn(self.id, self.services, round=ROUND_1)
        return self._act("Med posten fra KiAP", tuple(file for _, file in papers(job, self.services)))

    def _asked(self, round: int) -> Act:
        """The members are invited, reminded, and answer; one of them gets an own copy."""
        plan = self._plan(round)
        self.stage.clock.shows = plan.survey_opens
        member_mailing.fn(self.id, self.services, round=round)
        for number, due in enumerate(plan.reminders[:1], start=1):
            self.stage.clock.shows = due
            reminder(number).fn(self.id, self.services, round=round)
        self._answer(round)
        self.stage.clock.shows = plan.survey_closes
        survey_collection.fn(self.id, self.services, round=round)
        act = self._act(f"Til medlemmerne, runde {round}", ())
        copies = (mail for mail in act.mails if mail.kind is MailKind.OWN_COPY)
        return replace(act, documents=tuple(file for mail in copies for file in mail.attachments))

    def _answer(self, round: int) -> None:
        lift = BETTER_LATER if round == ROUND_2 else 0.0
        given = invent_answers(self.package.questionnaire, self.case.answers, round, lift)
        links = self.services.ledger.invitations.of(self.id, round)
        for link, answers in zip(links.values(), given, strict=False):
            self.services.answers.submit(round_key(self.id, round), link, answers)
        self._mail_own_copy(next(iter(links)), round, given[0])

    def _mail_own_copy(self, member_id: str, round: int, answers: Answers) -> None:
        link = find_link(self.services, self.services.tokens.invitation(self.id, round, member_id))
        background = Background(threads=1)
        if link:
            mail_copy(self.services, background, link, answers, SOMEBODY)
        background.stop()

    def _reported(self, round: int, title: str) -> Act:
        """What the report makes of the answers, as if the gate had found nothing to remark."""
        pull = self.services.ledger.pulls.get(self.id, round)
        seal = pull.content_hash if pull else ""
        self.services.ledger.records.set_verdict(self.id, round, Verdict(Outcome.RELEASE, ()), seal)
        tick_some(self.id, round, self.services)
        self.stage.clock.shows = self._plan(round).delivery
        report.report_building.fn(self.id, self.services, round=round)
        delivery.fn(self.id, self.services, round=round)
        return self._act(title, self._files(report.group_of(round)))

    def _plan(self, round: int) -> Plan:
        return plan_of(self.id, self.services, round)

    def _plan_follow_up(self) -> None:
        first, timing = self._plan(ROUND_1), self.package.timing
        self.stage.clock.shows = first.thanks
        plan = plan_follow_up(
            first.meeting_starts, timing.follow_up_months, timing, self.services.calendar, first.thanks
        )
        self.services.ledger.meetings.set_plan(self.id, plan)

    def _files(self, group: str) -> tuple[FileAttachment, ...]:
        files = in_order(self.services.ledger.files.of(self.id, group), self.package)
        return tuple(map(self._content, files))

    def _content(self, file: StoredFile) -> FileAttachment:
        return FileAttachment(file.name, self.services.objects.get(file.key), file.media_type)

    def _act(self, title: str, documents: tuple[FileAttachment, ...]) -> Act:
        """With the first mail of each kind since the act before."""
        first = {mail.kind: mail for mail in reversed(self.stage.kept.mails)}
        self.stage.kept.mails.clear()
        return Act(title, documents, tuple(reversed(first.values())))
