"""A process killed at any moment of a step leaves the old or the new, and the next run finishes it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from adapters.folder_store import FolderStore
from adapters.maildir import MaildirTransport
from adapters.message import Sender
from adapters.object_store import sha256
from domain.meeting import MemberRow
from domain.ports import Decision
from domain.verdict import Outcome, Verdict
from tasks.data_quality_gate import data_quality_gate
from tasks.delivery import delivery
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing
from tasks.report_building import report_building
from tasks.step import Step
from tasks.survey_collection import survey_collection
from tests.faults.dying import each_death, on_connections_of_its_own
from tests.ledgers import ORDER, START
from tests.tasks.house import CONSULTANT, House

OTHER = replace(ORDER, cluster="Syd")
NEW_LIST = [MemberRow(f"ny{number}@klinik.example", f"Ny {number}") for number in range(11)]
RELEASE = Decision("release", "release", {"reason": "forklaret"}, "AB")


@dataclass
class Scene:
    """A house in its folder, and the same folder as it was before the work."""

    house: House
    folder: Path

    @property
    def outbox(self) -> Path:
        return self.folder / "outbox"

    def keep(self) -> None:
        self.house.database.engine.dispose()
        shutil.copytree(self.folder, self._kept)

    def put_back(self) -> None:
        self.house.database.engine.dispose()
        shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)

    def in_a_process(self, work: Callable[[House], object]) -> Callable[[], object]:
        return lambda: work(on_connections_of_its_own(self.house))

    def deaths_in(self, work: Callable[[House], object]) -> Iterator[int]:
        self.keep()
        yield from each_death(self.in_a_process(work), self.put_back)

    @property
    def _kept(self) -> Path:
        return self.folder.with_name("kept")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    folder = tmp_path / "home"
    folder.mkdir()
    house = House(folder)
    house.transport = MaildirTransport(folder / "outbox", Sender("KiAP", "klynger@kiap.example"), house.clock)
    return Scene(house, folder)


def opened(house: House) -> None:
    """The members have their links."""
    house.have_members()
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)


def answered(house: House) -> None:
    opened(house)
    house.answer(9)
    house.at(house.planned().survey_closes)


def frozen(house: House) -> None:
    answered(house)
    survey_collection.fn(house.id, house)


def judged(house: House) -> None:
    frozen(house)
    data_quality_gate.fn(house.id, house)


def built(house: House) -> None:
    judged(house)
    report_building.fn(house.id, house)
    house.at(house.planned().delivery)


def message_ids(outbox: Path) -> Counter[bytes]:
    lines = [line for file in outbox.glob("new/*") for line in file.read_bytes().splitlines()]
    return Counter(line for line in lines if line.lower().startswith(b"message-id:"))


def test_an_order_is_whole_or_not_there_and_can_be_given_again(scene: Scene) -> None:
    def order(house: House) -> str:
        return house.database.meetings.add(OTHER, CONSULTANT.id, START)

    for _ in scene.deaths_in(order):
        kept = scene.house.ledger.meetings.all()
        assert [meeting.order for meeting in kept if meeting.id != scene.house.id] in ([], [OTHER])
        assert scene.house.ledger.meetings.get(order(scene.house)).order == OTHER
        assert len(scene.house.ledger.meetings.all()) == 2


def test_a_member_list_is_the_old_one_or_the_new_one(scene: Scene) -> None:
    scene.house.have_members()
    old = [member.email for member in scene.house.ledger.members.of(scene.house.id)]
    for _ in scene.deaths_in(lambda house: house.database.members.replace(house.id, NEW_LIST)):
        found = [member.email for member in scene.house.ledger.members.of(scene.house.id)]
        assert found in (old, [row.email for row in NEW_LIST])


def test_a_decision_is_there_or_can_be_given_again(scene: Scene) -> None:
    def decide(house: House) -> Decision:
        return house.ledger.records.decide(house.id, 1, RELEASE)

    for _ in scene.deaths_in(decide):
        assert scene.house.ledger.records.decision(scene.house.id, 1, "release") in (None, RELEASE)
        assert decide(scene.house) == RELEASE


def test_the_answers_lie_in_the_open_store_or_in_the_pull_and_none_is_lost(scene: Scene) -> None:
    answered(scene.house)
    key = f"{scene.house.id}/1"
    for _ in scene.deaths_in(lambda house: survey_collection.fn(house.id, house)):
        pull = scene.house.ledger.pulls.get(scene.house.id, 1)
        if pull is None:
            assert len(scene.house.answers.used(key)) == 9
        survey_collection.fn(scene.house.id, scene.house)
        after = scene.house.ledger.pulls.get(scene.house.id, 1)
        assert after is not None
        assert len(after.answers) == 9
        assert pull in (None, after)
        assert not scene.house.answers.exists(key)


def test_a_verdict_is_given_again_by_the_next_run(scene: Scene) -> None:
    frozen(scene.house)
    for _ in scene.deaths_in(lambda house: data_quality_gate.fn(house.id, house)):
        data_quality_gate.fn(scene.house.id, scene.house)
        verdict = scene.house.ledger.records.verdict(scene.house.id, 1)
        assert verdict == Verdict(Outcome.RELEASE, ())


def test_documents_are_whole_or_absent_and_the_next_run_makes_the_same(scene: Scene) -> None:
    judged(scene.house)
    made: list[dict[str, bytes]] = []
    for _ in scene.deaths_in(lambda house: report_building.fn(house.id, house)):
        for file in scene.house.ledger.files.of(scene.house.id):
            assert sha256(scene.house.objects.get(file.key)) == file.sha256
        assert all(is_whole(path) for path in stored(scene.folder))
        report_building.fn(scene.house.id, scene.house)
        files = scene.house.ledger.files.of(scene.house.id)
        made.append({file.key: scene.house.objects.get(file.key) for file in files})
    assert len(made[0]) > 2
    assert all(one == made[0] for one in made)


def stored(folder: Path) -> list[Path]:
    return [path for path in (folder / "files/meetings").rglob("*-*.*") if not path.name.startswith(".part-")]


def is_whole(path: Path) -> bool:
    return path.name.startswith(sha256(path.read_bytes())[:16])


def test_a_file_put_into_the_store_is_whole_or_absent(tmp_path: Path) -> None:
    folder, content = tmp_path / "files", b"x" * 500_000

    def begin_anew() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    for _ in each_death(lambda: FolderStore(folder).put("a/b.pdf", content, "application/pdf"), begin_anew):
        assert not (folder / "a/b.pdf").exists() or (folder / "a/b.pdf").read_bytes() == content
        FolderStore(folder).put("a/b.pdf", content, "application/pdf")
        assert FolderStore(folder).get("a/b.pdf") == content


def about_to_open(house: House) -> None:
    house.have_members()
    house.at(house.planned().survey_opens)


@pytest.mark.parametrize(
    ("before", "step", "mails"),
    [
        pytest.param(lambda _: None, kit_mailing, 1, id="kit"),
        pytest.param(about_to_open, member_mailing, 12, id="invitations"),
        pytest.param(built, delivery, 1, id="delivery"),
    ],
)
def test_each_mail_lies_in_the_outbox_once(
    scene: Scene, before: Callable[[House], None], step: Step, mails: int
) -> None:
    before(scene.house)
    sent_before = message_ids(scene.outbox)
    for _ in scene.deaths_in(lambda house: step.fn(house.id, house)):
        step.fn(scene.house.id, scene.house)
        sent = message_ids(scene.outbox) - sent_before
        assert sorted(sent.values()) == [1] * mails
