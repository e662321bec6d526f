"""`klyngeflow prove anonymity --files`: quiet about files as they should be, loud about anything else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from adapters.sealed_answers import SealedAnswerStore
from adapters.wiring import LiveServices, open_services
from cli.proving.stage import MakeStore
from cli.proving.survey import Conditions, When, play
from survey_app.member.own_copy import PDF_NAME
from tests.cli.desk import Desk
from tests.cli.proving import leaky_stores

STILL = Conditions((When.BETWEEN_TWO_ANSWERS,), answers=(12, 14))


@pytest.fixture(scope="module")
def ours() -> LiveServices:
    return open_services()


def files_of(tmp_path: Path, ours: LiveServices, store: MakeStore) -> Path:
    return play(tmp_path / "survey", ours, store, 1, STILL).copy.folder


def test_files_as_they_should_be_are_passed_untouched(desk: Desk, tmp_path: Path, ours: LiveServices) -> None:
    folder = files_of(tmp_path, ours, SealedAnswerStore)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    said = desk.run("prove", "anonymity", "--files", str(folder))
    assert said.code == 0, said.out
    assert "open rounds: 1" in said.out
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_a_leaky_store_is_told_of(desk: Desk, tmp_path: Path, ours: LiveServices) -> None:
    folder = files_of(tmp_path, ours, leaky_stores.HashBesideTheLink)
    said = desk.run("prove", "anonymity", "--files", str(folder))
    assert said.code == 1
    assert "joined by a digest of the answer beside the link" in said.out


def test_an_earlier_key_that_lies_about_is_told_of(desk: Desk, tmp_path: Path, ours: LiveServices) -> None:
    folder = files_of(tmp_path, ours, SealedAnswerStore)
    (key,) = (folder / "answers").glob("*.key")
    store = SealedAnswerStore(folder / "answers")
    shutil.copy(key, key.with_suffix(".old-key"))
    store.invite(key.stem.replace(".", "/"), ["0" * 64])
    said = desk.run("prove", "anonymity", "--files", str(folder))
    assert said.code == 1
    assert "2 states can be read" in said.out


def test_own_copies_in_the_outbox_are_told_of(desk: Desk, tmp_path: Path, ours: LiveServices) -> None:
    folder = files_of(tmp_path, ours, SealedAnswerStore)
    (folder / "outbox").mkdir()
    (folder / "outbox" / "1.klyngeflow").write_text(f'filename="{PDF_NAME}"')
    said = desk.run("prove", "anonymity", "--files", str(folder))
    assert said.code == 1
    assert "1 own copies lie in these files" in said.out


def test_a_folder_that_is_not_there_is_refused(desk: Desk) -> None:
    said = desk.run("prove", "anonymity", "--files", "nowhere")
    assert (said.code, "no folder nowhere" in said.err) == (2, True)
