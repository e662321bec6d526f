"""An S3 server that breaks off, and a process that dies while it puts: whole or absent, and tried again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from adapters.object_store import sha256
from adapters.s3_store import S3Store
from domain.errors import NotFound, TryAgain
from tests.adapters.s3_servers import ACCESS, SECRET, rclone, says, told
from tests.faults.dying import Process
from tests.faults.relay import relayed

KEY, PDF, BUCKET = "meetings/a/deck.pptx", "application/pdf", "klynge-test"
CONTENT = bytes(range(256)) * 20_000
FREE = says(404)
OURS = says(200, headers={"x-amz-meta-sha256": sha256(CONTENT)})


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[str]:
    (tmp_path / BUCKET).mkdir()
    with rclone(tmp_path) as endpoint:
        yield endpoint


def store(endpoint: str) -> S3Store:
    return S3Store(BUCKET, "", endpoint, timeout_seconds=2)


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"HEAD": hangs_up}, id="at the look"),
        pytest.param({"HEAD": FREE, "PUT": hangs_up}, id="at the put"),
        pytest.param({"HEAD": FREE, "PUT": says(200)}, id="after the put, before it is there"),
    ],
)
def test_cut_off_a_put_asks_to_try_again(answers: dict[str, object]) -> None:
    with told(answers) as endpoint, pytest.raises(TryAgain):  # type: ignore[arg-type]
        store(endpoint).put(KEY, CONTENT, PDF)


def test_a_put_whose_answer_was_lost_finds_its_own_bytes_the_next_time() -> None:
    with told({"HEAD": OURS, "PUT": says(412, "PreconditionFailed")}) as endpoint:
        assert store(endpoint).put(KEY, CONTENT, PDF).sha256 == sha256(CONTENT)


def test_cut_off_a_get_asks_to_try_again() -> None:
    with told({"GET": hangs_up}) as endpoint, pytest.raises(TryAgain):
        store(endpoint).get(KEY)


@pytest.mark.parametrize("sent", [2_000, 700_000, 5_000_000])
def test_where_the_process_dies_in_a_put_the_object_is_whole_or_absent(endpoint: str, sent: int) -> None:
    worker: list[Process] = []
    with relayed(endpoint, sent, lambda: worker[0].kill()) as relay:
        worker.append(Process(lambda: store(relay).put(KEY, CONTENT, PDF)))
        assert worker[0].end() < 0
    with suppress(NotFound):
        assert store(endpoint).get(KEY) == CONTENT
    assert store(endpoint).put(KEY, CONTENT, PDF).sha256 == sha256(CONTENT)
    assert store(endpoint).get(KEY) == CONTENT


def test_where_the_line_is_cut_in_a_put_it_is_tried_again_and_whole(endpoint: str) -> None:
    with relayed(endpoint, 700_000, lambda: None) as relay, pytest.raises(TryAgain):
        store(relay).put(KEY, CONTENT, PDF)
    assert store(endpoint).put(KEY, CONTENT, PDF).sha256 == sha256(CONTENT)
    assert store(endpoint).get(KEY) == CONTENT
