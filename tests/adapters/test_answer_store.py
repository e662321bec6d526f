"""The answer store keeps its promises: first wins, all or nothing, and the order of arrival is lost."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from adapters.answer_store import SqliteAnswerStore
from domain.errors import NotFound, Refused, TryAgain
from domain.ports import SubmitResult
from domain.questionnaire import Answers

ROUND = "trivsel-abcdef/1"
CHANCE = random.Random(7)
LINKS = [f"{CHANCE.getrandbits(256):064x}" for _ in range(29)]


@pytest.fixture
def store(tmp_path: Path) -> SqliteAnswerStore:
    store = SqliteAnswerStore(tmp_path / "open-rounds")
    store.invite(ROUND, LINKS)
    return store


def the_file(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "open-rounds").glob("*.sqlite")
    return file


def answer(number: int, length: int = 40) -> Answers:
    text = f"svar-{number:02d}-" + "x" * length
    return Answers(values={"q1": number % 5 + 1}, texts={"t1": text})


def test_an_answer_comes_back_as_it_was_given(store: SqliteAnswerStore) -> None:
    given = Answers(values={"q1": 4, "q2": 1}, texts={"t1": "Æblegrød <b> \U0001f642"})
    assert store.submit(ROUND, LINKS[0], given) is SubmitResult.ACCEPTED
    store.close(ROUND)
    assert store.read_closed(ROUND) == (given,)


def test_a_second_submit_changes_nothing(store: SqliteAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    assert store.submit(ROUND, LINKS[0], answer(2)) is SubmitResult.ALREADY_RECEIVED
    store.close(ROUND)
    assert store.read_closed(ROUND) == (answer(1),)


def test_a_retired_link_is_unknown_but_a_used_one_stays(store: SqliteAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    store.retire(ROUND, LINKS[:2])
    assert store.submit(ROUND, LINKS[1], answer(2)) is SubmitResult.UNKNOWN_LINK
    assert store.submit(ROUND, LINKS[0], answer(2)) is SubmitResult.ALREADY_RECEIVED
    assert store.submit(ROUND, LINKS[2], answer(2)) is SubmitResult.ACCEPTED
    assert store.used(ROUND) == {LINKS[0], LINKS[2]}


def test_retiring_in_a_round_that_is_closed_or_unknown_changes_nothing(store: SqliteAnswerStore) -> None:
    store.close(ROUND)
    store.retire(ROUND, LINKS)
    store.retire("trivsel-abcdef/2", LINKS)
    assert not store.exists("trivsel-abcdef/2")
    assert store.submit(ROUND, LINKS[0], answer(1)) is SubmitResult.CLOSED


def test_an_unknown_link_changes_nothing(store: SqliteAnswerStore) -> None:
    assert store.submit(ROUND, "0" * 64, answer(1)) is SubmitResult.UNKNOWN_LINK
    store.close(ROUND)
    assert store.read_closed(ROUND) == ()


def test_after_closing_nothing_is_accepted_and_closing_again_is_fine(store: SqliteAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    store.close(ROUND)
    store.close(ROUND)
    assert store.submit(ROUND, LINKS[1], answer(2)) is SubmitResult.CLOSED
    store.invite(ROUND, ["f" * 64])
    assert store.submit(ROUND, "f" * 64, answer(3)) is SubmitResult.CLOSED
    assert store.read_closed(ROUND) == (answer(1),)


def test_answers_of_an_open_round_cannot_be_read(store: SqliteAnswerStore) -> None:
    with pytest.raises(Refused):
        store.read_closed(ROUND)


def test_a_round_that_the_store_does_not_know_is_closed_and_leaves_no_file(tmp_path: Path) -> None:
    store = SqliteAnswerStore(tmp_path / "open-rounds")
    store.close(ROUND)
    assert store.submit(ROUND, LINKS[0], answer(1)) is SubmitResult.CLOSED
    assert store.used(ROUND) == frozenset()
    assert not store.exists(ROUND)
    with pytest.raises(NotFound):
        store.read_closed(ROUND)
    assert not (tmp_path / "open-rounds").exists()


def test_links_added_later_are_unused_and_the_others_keep_their_state(store: SqliteAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    store.invite(ROUND, [LINKS[0], "e" * 64])
    assert store.is_used(ROUND, LINKS[0])
    assert not store.is_used(ROUND, "e" * 64)
    assert store.submit(ROUND, "e" * 64, answer(2)) is SubmitResult.ACCEPTED
    assert store.used(ROUND) == {LINKS[0], "e" * 64}


def test_rounds_do_not_see_each_other(store: SqliteAnswerStore) -> None:
    store.invite("trivsel-abcdef/2", LINKS)
    store.submit(ROUND, LINKS[0], answer(1))
    assert store.used("trivsel-abcdef/2") == frozenset()


def test_deleting_leaves_no_file_behind_and_can_be_repeated(tmp_path: Path, store: SqliteAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    store.close(ROUND)
    store.delete(ROUND)
    store.delete(ROUND)
    assert not store.exists(ROUND)
    assert list((tmp_path / "open-rounds").iterdir()) == []


def test_only_the_owner_can_read_the_files(tmp_path: Path, store: SqliteAnswerStore) -> None:
    store.submit(ROUND, LINKS[0], answer(1))
    assert stat.S_IMODE((tmp_path / "open-rounds").stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in (tmp_path / "open-rounds").iterdir()} == {0o600}


@pytest.mark.parametrize("key", ["../../x/1", "x", "x/1/2", "", "a b/1", "x/٣"])
def test_a_round_key_cannot_leave_the_folder(tmp_path: Path, key: str) -> None:
    with pytest.raises(NotFound):
        SqliteAnswerStore(tmp_path / "open-rounds").invite(key, LINKS)


def test_fifty_at_once_with_one_link_give_exactly_one_answer(store: SqliteAnswerStore) -> None:
    with ThreadPoolExecutor(50) as pool:
        results = list(pool.map(lambda n: store.submit(ROUND, LINKS[0], answer(n)), range(50)))
    assert results.count(SubmitResult.ACCEPTED) == 1
    assert results.count(SubmitResult.ALREADY_RECEIVED) == 49
    store.close(ROUND)
    assert store.read_closed(ROUND) == (answer(results.index(SubmitResult.ACCEPTED)),)


def test_two_stores_over_one_folder_agree_on_who_was_first(tmp_path: Path, store: SqliteAnswerStore) -> None:
    """Two stores share no lock in memory: they stand for two processes."""
    stores = [store, SqliteAnswerStore(tmp_path / "open-rounds")]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda n: stores[n % 2].submit(ROUND, LINKS[n // 2], answer(n)), range(20)))
    assert results.count(SubmitResult.ACCEPTED) == 10
    assert len(store.used(ROUND)) == 10


def test_a_locked_file_asks_to_try_again_and_keeps_the_link_unused(tmp_path: Path) -> None:
    store = SqliteAnswerStore(tmp_path / "open-rounds", patience=0.05)
    store.invite(ROUND, LINKS)
    other = sqlite3.connect(the_file(tmp_path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(TryAgain) as refusal:
        store.submit(ROUND, LINKS[0], answer(1))
    assert "svar-01" not in str(refusal.value)
    other.execute("ROLLBACK")
    assert store.submit(ROUND, LINKS[0], answer(1)) is SubmitResult.ACCEPTED
    other.close()


# --- what a copy of the files tells -----------------------------------------------------------------


def rank_correlation(order: list[int]) -> float:
    """Spearman's rho between arrival (0, 1, 2 …) and the place where each was found."""
    n = len(order)
    return 1 - 6 * sum((place - arrived) ** 2 for place, arrived in enumerate(order)) / (n * (n * n - 1))


def order_in_bytes(content: bytes) -> list[int]:
    """Arrival numbers by where they stand in the file, each found exactly once: no stale copies."""
    places = {number: content.find(f"svar-{number:02d}-".encode()) for number in range(19)}
    assert all(content.count(f"svar-{number:02d}-".encode()) == 1 for number in range(19))
    return sorted(places, key=lambda number: places[number])


def rounds_with_19_answers(tmp_path: Path, rounds: int) -> list[Path]:
    store = SqliteAnswerStore(tmp_path / "open-rounds")
    for number in range(rounds):
        key = f"trivsel-attack{number}/1"
        store.invite(key, LINKS)
        chance = random.Random(number)
        for arrived, link in enumerate(chance.sample(LINKS, 19)):
            given = answer(arrived, length=chance.randrange(1200))
            assert store.submit(key, link, given) is SubmitResult.ACCEPTED
    return sorted((tmp_path / "open-rounds").glob("*.sqlite"))


def test_the_order_of_arrival_is_neither_in_the_bytes_nor_in_the_rows_nor_in_the_keys(tmp_path: Path) -> None:
    in_bytes, in_rows, last_places = [], [], []
    for file in rounds_with_19_answers(tmp_path, rounds=8):
        order = order_in_bytes(file.read_bytes())
        in_bytes.append(rank_correlation(order))
        last_places.append(order.index(18))
        with sqlite3.connect(file) as db:
            rows = [text for (text,) in db.execute("SELECT content FROM answer")]
        in_rows.append(rank_correlation([int(text.split("svar-")[1][:2]) for text in rows]))
    # By chance alone the mean of eight has standard deviation 0.083: six of them.
    assert abs(sum(in_bytes) / 8) < 0.5
    assert abs(sum(in_rows) / 8) < 0.5
    assert len(set(last_places)) > 1


def test_the_same_attack_does_break_a_plain_table(tmp_path: Path) -> None:
    """Shows that the test above could fail: without the care, every answer is joined."""
    file = tmp_path / "plain.sqlite"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE answer (key BLOB, content TEXT)")
        for number in range(19):
            db.execute("INSERT INTO answer VALUES (randomblob(16), ?)", (answer(number).texts["t1"],))
    db.close()
    assert abs(rank_correlation(order_in_bytes(file.read_bytes()))) == 1


def test_the_links_look_the_same_whatever_order_they_were_used_in(tmp_path: Path) -> None:
    pages = []
    for number, arrivals in enumerate([LINKS[:19], LINKS[18::-1]]):
        store = SqliteAnswerStore(tmp_path / str(number))
        store.invite(ROUND, sorted(LINKS, reverse=bool(number)))
        for link in arrivals:
            store.submit(ROUND, link, Answers(values={"q1": 3}))
        (file,) = (tmp_path / str(number)).glob("*.sqlite")
        content = file.read_bytes()
        pages.append(
            [page for page in chunks(content, 4096) if LINKS[0].encode() in page or b"links" in page]
        )
    assert pages[0] == pages[1]
    assert pages[0]


def chunks(content: bytes, size: int) -> list[bytes]:
    return [content[start : start + size] for start in range(0, len(content), size)]


def test_no_journal_keeps_what_the_file_has_forgotten(tmp_path: Path, store: SqliteAnswerStore) -> None:
    for number in range(5):
        store.submit(ROUND, LINKS[number], answer(number))
    beside = [file for file in (tmp_path / "open-rounds").iterdir() if file.suffix != ".sqlite"]
    assert all(file.stat().st_size == 0 for file in beside)


def test_there_is_no_column_for_time_token_or_address(tmp_path: Path, store: SqliteAnswerStore) -> None:
    with sqlite3.connect(the_file(tmp_path)) as db:
        columns = [row for table in ("link", "answer") for row in db.execute(f"PRAGMA table_info({table})")]
    assert [column[1] for column in columns] == ["hash", "used", "key", "content"]


SUBMIT_FOREVER = """
import sys
from pathlib import Path
from adapters.answer_store import SqliteAnswerStore
from domain.questionnaire import Answers
store = SqliteAnswerStore(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(4000):
    store.submit(sys.argv[2], f"{number:064x}", Answers(texts={"t1": f"svar {number} " + "x" * 400}))
"""


@pytest.mark.parametrize("after_seconds", [0.02, 0.05, 0.11, 0.17])
def test_killed_midway_a_submit_is_there_wholly_or_not_at_all(tmp_path: Path, after_seconds: float) -> None:
    store = SqliteAnswerStore(tmp_path / "open-rounds")
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
