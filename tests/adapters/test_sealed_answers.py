"""The answer store keeps its promises: the first answer wins, wholly or not at all, whatever happens."""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from adapters.sealed_answers import SealedAnswerStore
from adapters.sealed_file import SealedFile
from domain.errors import NotFound, Refused, TryAgain
from domain.ports import SubmitResult
from domain.questionnaire import Answers
from tests.adapters.full_disk import full_disk

ROUND = "trivsel-abcdef/1"
CHANCE = random.Random(7)
LINKS = [f"{CHANCE.getrandbits(256):064x}" for _ in range(29)]


@pytest.fixture
def store(tmp_path: Path) -> SealedAnswerStore:
    store = SealedAnswerStore(tmp_path / "open-rounds")
    store.invite(ROUND, LINKS)
    return store


def key_file(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "open-rounds").glob("*.key")
    return file


def answer(number: int, length: int = 40) -> Answers:
    text = f"svar-{number:02d}-" + "x" * length
    return Answers(values={"q1": number % 5 + 1}, texts={"t1": text})


def test_an_answer_comes_back_as_it_was_given(store: SealedAnswerStore) -> None:
    given = Answers(values={"q1": 4, "q2": 1}, texts={"t1": "Æblegrød <b> \U0001f642"})
    assert store.submit(ROUND, LINKS[0], given) is SubmitResult.ACCEPTED
    store.close(ROUND)
    assert store.read_closed(ROUND) == (given,)


def test_a_second_submit_changes_nothing(store: SealedAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    assert store.submit(ROUND, LINKS[0], answer(2)) is SubmitResult.ALREADY_RECEIVED
    store.close(ROUND)
    assert store.read_closed(ROUND) == (answer(1),)


def test_a_retired_link_is_unknown_but_a_used_one_stays(store: SealedAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    store.retire(ROUND, LINKS[:2])
    assert store.submit(ROUND, LINKS[1], answer(2)) is SubmitResult.UNKNOWN_LINK
    assert store.submit(ROUND, LINKS[0], answer(2)) is SubmitResult.ALREADY_RECEIVED
    assert store.submit(ROUND, LINKS[2], answer(2)) is SubmitResult.ACCEPTED
    assert store.used(ROUND) == {LINKS[0], LINKS[2]}


def test_retiring_in_a_round_that_is_closed_or_unknown_changes_nothing(store: SealedAnswerStore) -> None:
    store.close(ROUND)
    store.retire(ROUND, LINKS)
    store.retire("trivsel-abcdef/2", LINKS)
    assert not store.exists("trivsel-abcdef/2")
    assert store.submit(ROUND, LINKS[0], answer(1)) is SubmitResult.CLOSED


def test_an_unknown_link_changes_nothing(store: SealedAnswerStore) -> None:
    assert store.submit(ROUND, "0" * 64, answer(1)) is SubmitResult.UNKNOWN_LINK
    store.close(ROUND)
    assert store.read_closed(ROUND) == ()


def test_after_closing_nothing_is_accepted_and_closing_again_is_fine(store: SealedAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    store.close(ROUND)
    store.close(ROUND)
    assert store.submit(ROUND, LINKS[1], answer(2)) is SubmitResult.CLOSED
    store.invite(ROUND, ["f" * 64])
    assert store.submit(ROUND, "f" * 64, answer(3)) is SubmitResult.CLOSED
    assert store.read_closed(ROUND) == (answer(1),)


def test_answers_of_an_open_round_cannot_be_read(store: SealedAnswerStore) -> None:
    with pytest.raises(Refused):
        store.read_closed(ROUND)


def test_a_round_that_the_store_does_not_know_is_closed_and_leaves_no_file(tmp_path: Path) -> None:
    store = SealedAnswerStore(tmp_path / "open-rounds")
    store.close(ROUND)
    assert store.submit(ROUND, LINKS[0], answer(1)) is SubmitResult.CLOSED
    assert store.used(ROUND) == frozenset()
    assert not store.exists(ROUND)
    with pytest.raises(NotFound):
        store.read_closed(ROUND)
    assert not (tmp_path / "open-rounds").exists()


def test_links_added_later_are_unused_and_the_others_keep_their_state(store: SealedAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    store.invite(ROUND, [LINKS[0], "e" * 64])
    assert store.is_used(ROUND, LINKS[0])
    assert not store.is_used(ROUND, "e" * 64)
    assert store.submit(ROUND, "e" * 64, answer(2)) is SubmitResult.ACCEPTED
    assert store.used(ROUND) == {LINKS[0], "e" * 64}


def test_rounds_do_not_see_each_other(store: SealedAnswerStore) -> None:
    store.invite("trivsel-abcdef/2", LINKS)
    store.submit(ROUND, LINKS[0], answer(1))
    assert store.used("trivsel-abcdef/2") == frozenset()


def test_deleting_leaves_no_file_behind_and_can_be_repeated(tmp_path: Path, store: SealedAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    store.close(ROUND)
    store.delete(ROUND)
    store.delete(ROUND)
    assert not store.exists(ROUND)
    assert list((tmp_path / "open-rounds").iterdir()) == []


def test_only_the_owner_can_read_the_files(tmp_path: Path, store: SealedAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    assert stat.S_IMODE((tmp_path / "open-rounds").stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in (tmp_path / "open-rounds").iterdir()} == {0o600}


@pytest.mark.parametrize("key", ["../../x/1", "x", "x/1/2", "", "a b/1", "x/٣"])
def test_a_round_key_cannot_leave_the_folder(tmp_path: Path, key: str) -> None:
    with pytest.raises(NotFound):
        SealedAnswerStore(tmp_path / "open-rounds").invite(key, LINKS)


def test_fifty_at_once_with_one_link_give_exactly_one_answer(store: SealedAnswerStore) -> None:
    with ThreadPoolExecutor(50) as pool:
        results = list(pool.map(lambda n: store.submit(ROUND, LINKS[0], answer(n)), range(50)))
    assert results.count(SubmitResult.ACCEPTED) == 1
    assert results.count(SubmitResult.ALREADY_RECEIVED) == 49
    store.close(ROUND)
    assert store.read_closed(ROUND) == (answer(results.index(SubmitResult.ACCEPTED)),)


def test_two_stores_over_one_folder_agree_on_who_was_first(tmp_path: Path, store: SealedAnswerStore) -> None:
    """Two stores share no lock in memory: they stand for two processes."""
    stores = [store, SealedAnswerStore(tmp_path / "open-rounds")]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda n: stores[n % 2].submit(ROUND, LINKS[n // 2], answer(n)), range(20)))
    assert results.count(SubmitResult.ACCEPTED) == 10
    assert len(store.used(ROUND)) == 10


def test_a_round_that_others_keep_asks_to_try_again_and_leaves_the_link_unused(tmp_path: Path) -> None:
    store = SealedAnswerStore(tmp_path / "open-rounds", patience=0.05)
    store.invite(ROUND, LINKS)
    with key_file(tmp_path).open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(TryAgain) as refusal:
            store.submit(ROUND, LINKS[0], answer(1))
        assert store.used(ROUND) == frozenset(), "looking must not wait for whoever writes"
    assert "svar-01" not in str(refusal.value)
    assert store.submit(ROUND, LINKS[0], answer(1)) is SubmitResult.ACCEPTED


def test_a_full_disk_asks_to_try_again_and_leaves_everything_as_it_was(store: SealedAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    for number in (1, 2):  # whichever of the two slots is free
        with full_disk(), pytest.raises(TryAgain):
            store.submit(ROUND, LINKS[number], answer(2))
        assert store.used(ROUND) == {LINKS[0], *LINKS[1:number]}
        assert store.submit(ROUND, LINKS[number], answer(2)) is SubmitResult.ACCEPTED


def test_whoever_looks_while_many_answer_sees_each_link_once_used_stay_used(store: SealedAnswerStore) -> None:
    seen = [store.used(ROUND)]
    with ThreadPoolExecutor(4) as pool:
        answered = [pool.submit(store.submit, ROUND, link, answer(1)) for link in LINKS]
        while not all(one.done() for one in answered):
            seen.append(store.used(ROUND))
    assert all(earlier <= later for earlier, later in pairwise([*seen, store.used(ROUND)]))
    assert store.used(ROUND) == set(LINKS)


def test_files_of_two_times_are_refused_and_not_taken_for_an_empty_round(
    tmp_path: Path, store: SealedAnswerStore
) -> None:
    old_key = key_file(tmp_path).read_bytes()
    for number in range(2):
        store.submit(ROUND, LINKS[number], answer(number))
    key_file(tmp_path).write_bytes(old_key)
    with pytest.raises(Refused, match="put back"):
        store.close(ROUND)
    with pytest.raises(TryAgain):
        SealedAnswerStore(tmp_path / "open-rounds", patience=0.05).read_closed(ROUND)


def kept(tmp_path: Path) -> dict[str, Any]:
    """What a round's file holds, as whoever has the folder reads it."""
    path = key_file(tmp_path).with_suffix("")
    content: dict[str, Any] = json.loads(SealedFile(path, patience=1).read())
    return content


def test_there_is_no_place_for_a_time_a_token_or_an_address(tmp_path: Path, store: SealedAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    assert kept(tmp_path) == {
        "is_open": True,
        "links": {link: link == LINKS[0] for link in LINKS},
        "answers": [json.dumps({"texts": answer(1).texts, "values": answer(1).values})],
    }


def test_the_links_stand_in_an_order_that_has_nothing_to_do_with_their_use(
    tmp_path: Path, store: SealedAnswerStore
) -> None:
    for link in random.Random(1).sample(LINKS, 19):
        store.submit(ROUND, link, answer(3))
    store.invite(ROUND, ["0" * 64])
    assert list(kept(tmp_path)["links"]) == sorted(["0" * 64, *LINKS])


def test_the_answers_stand_in_a_new_order_after_every_answer(
    tmp_path: Path, store: SealedAnswerStore
) -> None:
    orders = []
    for number in range(20):
        store.submit(ROUND, LINKS[number], answer(number))
        orders.append([json.loads(one)["values"]["q1"] for one in kept(tmp_path)["answers"]])
    newest_stands = [order.index(number % 5 + 1) for number, order in enumerate(orders)]
    assert len(set(newest_stands)) > 3
    assert sum(later[: len(earlier)] == earlier for earlier, later in pairwise(orders[8:])) == 0


SUBMIT_FOREVER = """
import sys
from pathlib import Path
from adapters.sealed_answers import SealedAnswerStore
from domain.questionnaire import Answers
store = SealedAnswerStore(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(4000):
    store.submit(sys.argv[2], f"{number:064x}", Answers(texts={"t1": f"svar {number} " + "x" * 400}))
"""


@pytest.mark.parametrize("after_seconds", [0.02, 0.05, 0.11, 0.17])
def test_killed_midway_a_submit_is_there_wholly_or_not_at_all(tmp_path: Path, after_seconds: float) -> None:
    store = SealedAnswerStore(tmp_path / "open-rounds")
    store.invite(ROUND, [f"{number:064x}" for number in range(4000)])
    process = subprocess.Popen(
        [sys.executable, "-c", SUBMIT_FOREVER, str(tmp_path / "open-rounds"), ROUND],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(after_seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    used = store.used(ROUND)
    store.close(ROUND)
    answers = store.read_closed(ROUND)
    assert {f"{int(a.texts['t1'].split()[1]):064x}" for a in answers} == used
    assert len(answers) == len(used)
