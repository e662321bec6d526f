"""`klyngeflow new-package` and `klyngeflow schema`: a folder that works, and nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_contracts.package import PackageCheck, check_package
from data_contracts.package_schema import schema_files
from tests.cli.desk import Desk
from tests.data_contracts.package_copies import CONTACTS


def checked(folder: Path) -> PackageCheck:
    return check_package(folder, CONTACTS)


def test_a_new_package_has_no_faults_and_waits_for_its_authors_facts(desk: Desk) -> None:
    said = desk.run("new-package", "sparring", "--title", "Faglig sparring")
    assert said.code == 0
    found = checked(desk.folder / "sparring")
    assert found.faults == ()
    assert found.package is not None
    assert (found.package.id, found.package.title) == ("sparring", "Faglig sparring")
    assert found.blanks
    assert not any("sparring" in notice or "dias" in notice for notice in found.notices)


def test_it_says_what_to_do_next(desk: Desk) -> None:
    said = desk.run("new-package", "sparring")
    assert "klyngeflow check sparring" in said.out
    assert "klyngeflow preview sparring" in said.out
    assert desk.run("check", "sparring").code == 1  # the blanks
    assert "0 faults" in desk.run("check", "sparring").out


def test_every_file_explains_itself(desk: Desk) -> None:
    desk.run("new-package", "sparring")
    files = [file for file in (desk.folder / "sparring").rglob("*") if file.suffix in (".yaml", ".md")]
    assert len(files) > 10
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert ("<!-- " in text) if file.suffix == ".md" else (text.count("# ") > 1), file.name


def test_nothing_of_the_starters_name_is_left(desk: Desk) -> None:
    desk.run("new-package", "sparring", "--title", "Faglig sparring")
    for file in (desk.folder / "sparring").rglob("*.*"):
        if file.is_file():
            assert "min pakke" not in file.read_text(encoding="utf-8").casefold().replace("-", " ")


def test_without_a_title_the_id_is_one(desk: Desk) -> None:
    desk.run("new-package", "faglig-sparring")
    package = checked(desk.folder / "faglig-sparring").package
    assert package is not None
    assert package.title == "Faglig sparring"


@pytest.mark.parametrize(
    "title", ['Søvn & "ro": nu', "100 % #hverdag", "Ja", "{item} [x] - *y*", "’Æ’ \\n 'ø'"]
)
def test_a_title_is_taken_literally_whatever_it_holds(desk: Desk, title: str) -> None:
    assert desk.run("new-package", "sparring", "--title", title).code == 0
    package = checked(desk.folder / "sparring").package
    assert package is not None
    assert package.title == title
    assert package.deck[0].title == title


@pytest.mark.parametrize("package_id", ["../sparring", "Sparring", "s", "8spor", "a" * 41, "spår", "a b", ""])
def test_a_bad_id_is_refused_and_nothing_is_made(desk: Desk, package_id: str) -> None:
    work = desk.folder / "work"
    work.mkdir()
    before = set(desk.folder.rglob("*"))
    said = desk.run("new-package", package_id, "--into", str(work))
    assert said.code == 2
    assert "små bogstaver" in said.err
    assert set(desk.folder.rglob("*")) == before


@pytest.mark.parametrize("title", ["x" * 81, "[[mangler: titel]]", "a\x07b", "a\u202eb"])
def test_a_bad_title_is_refused(desk: Desk, title: str) -> None:
    assert desk.run("new-package", "sparring", "--title", title).code == 2
    assert not (desk.folder / "sparring").exists()


def test_what_is_there_already_is_left_alone(desk: Desk) -> None:
    mine = desk.folder / "sparring" / "package.yaml"
    mine.parent.mkdir()
    mine.write_text("mit arbejde", encoding="utf-8")
    said = desk.run("new-package", "sparring")
    assert said.code == 2
    assert "is there already" in said.err
    assert [file.name for file in mine.parent.iterdir()] == ["package.yaml"]
    assert mine.read_text(encoding="utf-8") == "mit arbejde"


def test_it_lies_where_packages_are_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEFLOW_PACKAGES", str(desk.folder / "ours"))
    desk.run("new-package", "sparring")
    assert checked(desk.folder / "ours" / "sparring").package is not None
    assert "0 faults" in desk.run("check", "sparring").out


def test_another_folder_can_be_named(desk: Desk) -> None:
    desk.run("new-package", "sparring", "--into", "there/deep")
    assert checked(desk.folder / "there" / "deep" / "sparring").package is not None


def test_a_new_package_carries_the_schemas_and_they_are_no_part_of_it(desk: Desk) -> None:
    desk.run("new-package", "sparring")
    folder = desk.folder / "sparring"
    kept = {file.name: file.read_text(encoding="utf-8") for file in (folder / ".schema").iterdir()}
    assert kept == schema_files()
    before = checked(folder).package
    (folder / ".schema" / "deck.json").write_text("{}", encoding="utf-8")
    after = checked(folder).package
    assert before == after


def test_the_schemas_can_be_written_anew(desk: Desk) -> None:
    assert desk.run("schema", "--out", "here").code == 0
    assert {file.name for file in (desk.folder / "here").iterdir()} == set(schema_files())
