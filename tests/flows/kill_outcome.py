"""What must hold at the end of a rehearsal whose processes were killed, beside an undisturbed one."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from contextlib import closing

from tests.flows.killing import Kill, Killer, Target
from tests.flows.mailbox import Mail, by_round
from tests.flows.rehearsal_process import Rehearsal

NUMBERS = ("figures-round-1.json", "figures-round-2.json", "comparison.json")
MEMBERS = 24


def missed(killer: Killer) -> list[Target]:
    """Steps that were over before their processes died: the shortest last a tenth of a second."""
    hit = {kill.target for kill in killer.kills if kill.in_the_step and is_midway(kill)}
    return [target for target in killer.targets if target not in hit]


def is_midway(kill: Kill) -> bool:
    """Of the invitations some had left and some had not."""
    return kill.target.step != "member_mailing" or 0 < kill.invitations < MEMBERS


def assert_each_kill_was_real(killer: Killer) -> None:
    for kill in killer.kills:
        if kill.target.of == "server":
            assert any("prefect server" in command for command in kill.commands), kill
            continue
        assert any("prefect worker" in command for command in kill.commands), kill
        assert kill.run_ids or not kill.in_the_step, kill
        died = [run for run in killer.rehearsal.runs if run["run_id"] in kill.run_ids]
        assert len(died) == len(kill.run_ids)
        assert not kill.in_the_step or died[-1]["states"][-1]["name"] == "Crashed"
    for flow in ("cluster-meeting", "follow-up"):
        last = [run for run in killer.rehearsal.runs if run["flow"] == flow][-1]
        assert last["states"][-1]["name"] == "Completed"


def assert_same_documents(killer: Killer, undisturbed: Rehearsal) -> None:
    wanted = _sums(undisturbed)
    assert len(wanted) == 20 + len(NUMBERS)
    assert _sums(killer.rehearsal) == wanted


def assert_same_mails(killer: Killer, undisturbed: Rehearsal) -> None:
    """Same kinds to the same people in each round; nothing twice."""
    assert all(count == 1 for count in _ids(killer.rehearsal.mails).values())
    for found, wanted in zip(by_round(killer.rehearsal.mails), by_round(undisturbed.mails), strict=True):
        assert _letters(found) == _letters(wanted)
    for mail in killer.rehearsal.mails:
        assert mail.kind != "invitation" or len(mail.tokens("s")) == 1


def assert_mails_settled(killer: Killer) -> None:
    with closing(sqlite3.connect(f"file:{killer.rehearsal.ledger}?mode=ro", uri=True)) as ledger:
        rows = ledger.execute("SELECT message_id, outcome FROM mails").fetchall()
    assert {outcome for _, outcome in rows} == {"sent"}
    delivered = {mail.message["Message-ID"] for mail in killer.rehearsal.mails if mail.kind != "own_copy"}
    assert {message_id for message_id, _ in rows} == delivered


def _sums(rehearsal: Rehearsal) -> dict[str, str]:
    files = rehearsal.files() | {name: rehearsal.out / name for name in NUMBERS}
    return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}


def _letters(mails: list[Mail]) -> Counter[tuple[str, str]]:
    return Counter((mail.kind, mail.to) for mail in mails)


def _ids(mails: list[Mail]) -> Counter[str]:
    return Counter(str(mail.message["Message-ID"]) for mail in mails)
