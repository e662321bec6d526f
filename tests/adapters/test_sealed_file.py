"""At every moment a copy of the files opens to the old content or to the new one, never to both."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.sealed_file import KEY_BYTES, NONCE, SealedFile
from cli.proving.camera import looking
from domain.errors import TryAgain

Copy = dict[str, bytes]
SLOTS = ("round.a", "round.b")


def files_in(folder: Path) -> Copy:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def put_back(copy: Copy, folder: Path) -> SealedFile:
    folder.mkdir()
    for name, content in copy.items():
        (folder / name).write_bytes(content)
    return SealedFile(folder / "round", patience=0.05)


def opened(copy: Copy) -> list[bytes]:
    """What can be read with every 32 bytes in a row that stand in the key's file, tried on every file."""
    found = []
    key_file = copy.get("round.key", b"")
    for start in range(len(key_file) - KEY_BYTES + 1):
        for sealed in copy.values():
            try:
                plain = AESGCM(key_file[start : start + KEY_BYTES]).decrypt(NONCE, sealed, None)
            except InvalidTag:
                continue
            found.append(plain.rstrip(b"\0")[:-1])
    return found


def change(file: SealedFile, content: bytes) -> None:
    with file.changing() as now:
        now.replace(content)


@pytest.fixture
def file(tmp_path: Path) -> SealedFile:
    file = SealedFile(tmp_path / "kept" / "round", patience=1)
    file.make()
    change(file, b"old")
    return file


@pytest.fixture
def moments(tmp_path: Path, file: SealedFile) -> list[Copy]:
    """The files before and after every call that touches them, in a change from old to new."""
    copies: list[Copy] = []
    with looking(lambda: copies.append(files_in(tmp_path / "kept"))):
        change(file, b"new")
    return copies


def different(copies: list[Copy]) -> Iterator[Copy]:
    seen: list[Copy] = []
    for copy in copies:
        if copy not in seen:
            seen.append(copy)
            yield copy


def test_the_change_is_looked_at_in_its_midst(moments: list[Copy]) -> None:
    assert len(list(different(moments))) == 3, "before, with the new slot written, with the new key"


def test_every_moment_opens_to_one_content_alone(moments: list[Copy]) -> None:
    assert [len(opened(copy)) for copy in moments] == [1] * len(moments)
    contents = [opened(copy)[0] for copy in moments]
    assert set(contents) == {b"old", b"new"}
    assert contents == sorted(contents, reverse=True), "first the old one, from some moment on the new one"


def test_after_a_crash_at_any_moment_the_content_is_old_or_new_and_can_be_changed(
    tmp_path: Path, moments: list[Copy]
) -> None:
    for number, copy in enumerate(different(moments)):
        crashed = put_back(copy, tmp_path / f"crashed-{number}")
        assert [crashed.read()] == opened(copy)
        change(crashed, b"next")
        assert crashed.read() == b"next"


@pytest.mark.parametrize("written", [1, 511, 4096, 40_000])
def test_a_slot_half_written_at_the_crash_is_no_matter(
    tmp_path: Path, moments: list[Copy], written: int
) -> None:
    before, after = moments[0], moments[-1]
    (slot,) = [name for name in SLOTS if before[name] != after[name]]
    torn = before | {slot: after[slot][:written] + before[slot][written:]}
    crashed = put_back(torn, tmp_path / "crashed")
    assert crashed.read() == b"old"
    change(crashed, b"next")
    assert crashed.read() == b"next"


def test_files_copied_one_after_the_other_while_it_changes_never_open_to_two(
    tmp_path: Path, moments: list[Copy]
) -> None:
    """A copying program takes each file at a moment of its own, in whatever order."""
    chance = random.Random(1)
    for _ in range(200):
        mixed = {name: chance.choice(moments).get(name, b"") for name in ("round.key", *SLOTS)}
        assert len(opened(mixed)) <= 1


def test_making_and_deleting_may_break_off_at_any_moment(tmp_path: Path) -> None:
    file = SealedFile(tmp_path / "kept" / "round", patience=1)
    copies: list[Copy] = []

    def look() -> None:
        if (tmp_path / "kept").is_dir():
            copies.append(files_in(tmp_path / "kept"))

    with looking(look):
        file.make()
        change(file, b"first")
        file.delete()
    assert {content for copy in copies for content in opened(copy)} == {b"first"}
    for number, copy in enumerate(different(copies)):
        crashed = put_back(copy, tmp_path / f"crashed-{number}")
        assert crashed.exists() == bool(opened(copy))
        assert crashed.read() == b"".join(opened(copy))
        crashed.make()
        change(crashed, b"again")
        assert crashed.read() == b"again"
        crashed.delete()
        assert not crashed.exists()
        assert list((tmp_path / f"crashed-{number}").iterdir()) == []


def test_what_was_deleted_cannot_be_read_from_what_is_left_of_it(tmp_path: Path, file: SealedFile) -> None:
    copies: list[Copy] = []
    with looking(lambda: copies.append(files_in(tmp_path / "kept"))):
        file.delete()
    after_the_key = [copy for copy in copies if not opened(copy)]
    assert any(set(SLOTS) <= copy.keys() for copy in after_the_key), "the key must go before the slots"


def test_sizes_tell_nothing_of_what_was_added(tmp_path: Path, file: SealedFile) -> None:
    sizes = set()
    for length in (10, 1_000, 20_000, 60_000):
        change(file, b"x" * length)
        assert file.read() == b"x" * length
        sizes.add(tuple(len(content) for content in files_in(tmp_path / "kept").values()))
    assert len(sizes) == 1


@pytest.mark.parametrize("length", [65_519, 65_520, 65_536, 300_000])
def test_a_content_of_any_length_comes_back_and_may_shrink_again(file: SealedFile, length: int) -> None:
    for content in (b"x" * length, b"\1\0\0", b"y" * length, b"\0"):
        change(file, content)
        assert file.read() == content


def test_the_key_is_overwritten_in_its_place(tmp_path: Path, file: SealedFile) -> None:
    """A new file, moved over the old one, would leave two keys on the disk for a moment."""
    key = tmp_path / "kept" / "round.key"
    before = key.stat()
    change(file, b"new")
    assert (key.stat().st_ino, key.stat().st_size) == (before.st_ino, KEY_BYTES)


def test_no_key_is_used_twice(tmp_path: Path, file: SealedFile) -> None:
    keys = set()
    for _ in range(20):
        change(file, b"same")
        keys.add((tmp_path / "kept" / "round.key").read_bytes())
    assert len(keys) == 20


def test_a_file_that_is_not_there_asks_to_try_again(tmp_path: Path) -> None:
    file = SealedFile(tmp_path / "nowhere" / "round", patience=0.05)
    assert not file.exists()
    assert file.read() == b""
    with pytest.raises(TryAgain), file.changing():
        pass
