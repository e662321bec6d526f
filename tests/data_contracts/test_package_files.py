"""What can be wrong with the files of a package before anyone reads their content."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data_contracts.package import check_package, read_package
from domain.errors import BadInput, Fault
from tests.data_contracts.package_copies import CONTACTS, TRIVSEL, Copy

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + below] * 9)}]\n"
    for below, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def link_out(path: Path) -> None:
    path.unlink()
    outside = path.parents[2] / "outside.md"
    outside.write_text("Hemmeligt", encoding="utf-8")
    path.symlink_to(outside)


# file · what happens to it · where · what · cure
BROKEN: dict[str, tuple[str, Callable[[Path], object], str, str, str]] = {
    "no deck": ("deck.yaml", Path.unlink, "deck.yaml:1", "mangler", "anden pakke"),
    "no package.yaml": ("package.yaml", Path.unlink, "package.yaml:1", "mangler", "anden pakke"),
    "no contacts": ("contacts.yaml", Path.unlink, "contacts.yaml:1", "kan ikke læses", "findes"),
    "a missing text": ("texts/help.md", Path.unlink, "texts/help.md:1", "mangler", "Skriv den"),
    "an empty text": ("texts/help.md", lambda p: p.write_text(" \n"), "texts/help.md:1", "tom", "Skriv"),
    "an empty yaml": ("deck.yaml", lambda p: p.write_bytes(b""), "deck.yaml:1", "tom", "Skriv"),
    "only comments": ("deck.yaml", lambda p: p.write_text("# x\n"), "deck.yaml:1", "tom", "Skriv"),
    "a list at the top": ("deck.yaml", lambda p: p.write_text("- x\n"), "deck.yaml:1", "kolon", "navn"),
    "Windows letters": (
        "texts/help.md",
        lambda p: p.write_bytes("Linje 1\nHjælp".encode("cp1252")),
        "texts/help.md:2",
        "UTF-8",
        "gem den som UTF-8",
    ),
    "UTF-16": (
        "questionnaire.yaml",
        lambda p: p.write_bytes(p.read_text("utf-8").encode("utf-16")),
        "questionnaire.yaml:1",
        "UTF-8",
        "gem den som UTF-8",
    ),
    "UTF-16 without a mark": (
        "deck.yaml",
        lambda p: p.write_bytes("deck: []".encode("utf-16-le")),
        "deck.yaml:1",
        "ikke er tekst",
        "UTF-8",
    ),
    "control characters": (
        "deck.yaml",
        lambda p: p.write_text("deck: \x07"),
        "deck.yaml:1",
        "tegn",
        "styretegn",
    ),
    "a huge file": ("deck.yaml", lambda p: p.write_bytes(b"#" * 1_000_001), "deck.yaml:1", "1 MB", "Fjern"),
    "a link out of the folder": ("texts/help.md", link_out, "texts/help.md:1", "ud af mappen", "kopi"),
    "an anchor bomb": ("deck.yaml", lambda p: p.write_text(BOMB), "deck.yaml:2", "henvisninger", "helt ud"),
    "a tower of brackets": (
        "deck.yaml",
        lambda p: p.write_text("deck: " + "[" * 5000),
        "deck.yaml:1",
        "mange lag",
        "parenteser",
    ),
}


@pytest.mark.parametrize("row", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_with_place_and_cure(
    copy: Copy, row: tuple[str, Callable[[Path], object], str, str, str]
) -> None:
    name, break_it, where, what, cure = row
    break_it(copy.path(name))
    began = time.perf_counter()
    with pytest.raises(BadInput) as refused:
        read_package(copy.folder, copy.contacts)
    assert time.perf_counter() - began < 5
    assert any(f.where == where and what in f.what and cure in f.cure for f in refused.value.faults), str(
        refused.value
    )


def test_a_folder_that_is_not_there_is_refused_with_its_path(tmp_path: Path) -> None:
    [fault] = check_package(tmp_path / "nowhere", CONTACTS).faults
    assert fault == Fault(
        f"{tmp_path / 'nowhere'}:1",
        "Mappen findes ikke.",
        "Tjek stien, eller kopiér en pakkemappe, der virker.",
    )


def test_an_empty_folder_names_the_files_that_it_needs(tmp_path: Path) -> None:
    told = {fault.where for fault in check_package(tmp_path, CONTACTS).faults}
    assert {"package.yaml:1", "questionnaire.yaml:1", "programme.yaml:1", "deck.yaml:1"} <= told


def test_a_linked_text_from_outside_is_never_read(copy: Copy) -> None:
    link_out(copy.path("texts/follow_up.md"))
    assert "Hemmeligt" not in str(copy.check())


def test_the_hash_follows_names_and_bytes_and_nothing_else(copy: Copy) -> None:
    original = read_package(TRIVSEL, CONTACTS).content_hash
    assert read_package(copy.folder, copy.contacts).content_hash == original
    (copy.folder / ".DS_Store").write_bytes(b"\0\1")
    (copy.folder / "deck.yaml~").write_text("x")
    assert read_package(copy.folder, copy.contacts).content_hash == original
    copy.edit("texts/help.md", "Alle", "Enhver")
    changed = read_package(copy.folder, copy.contacts).content_hash
    assert changed != original
    copy.path("texts/help.md").rename(copy.folder / "texts" / "aid.md")
    (copy.folder / "texts" / "help.md").write_text("Hjælp", encoding="utf-8")
    assert read_package(copy.folder, copy.contacts).content_hash not in (original, changed)


def test_line_ends_and_a_byte_order_mark_from_windows_change_no_word(copy: Copy) -> None:
    for path in copy.folder.rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    windows, original = read_package(copy.folder, copy.contacts), read_package(TRIVSEL, CONTACTS)
    assert windows.texts == original.texts
    assert windows.questionnaire == original.questionnaire


@pytest.mark.parametrize("tenths", range(1, 10))
@pytest.mark.parametrize("name", ["package.yaml", "questionnaire.yaml", "programme.yaml", "deck.yaml"])
def test_a_file_cut_off_anywhere_is_read_or_refused_but_never_crashes(
    copy: Copy, name: str, tenths: int
) -> None:
    content = copy.path(name).read_bytes()
    copy.path(name).write_bytes(content[: len(content) * tenths // 10])
    check = copy.check()
    assert (check.package is None) == bool(check.faults)
    lines = copy.path(name).read_bytes().count(b"\n") + 1
    for fault in check.faults:
        place, _, line = fault.where.rpartition(":")
        assert fault.what
        assert fault.cure
        assert place != name or 1 <= int(line) <= lines


def test_an_unclosed_bracket_or_quote_names_where_it_began(copy: Copy) -> None:
    copy.edit("questionnaire.yaml", "Helt enig]", "Helt enig")
    began = copy.line("questionnaire.yaml", "[Helt uenig")
    [fault] = [fault for fault in copy.check().faults if fault.where.startswith("questionnaire.yaml:")]
    assert f"linje {began}" in fault.what or fault.where == f"questionnaire.yaml:{began}"
