"""The packages of a machine: found by id, the first folder wins, read again only when changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.packages import PackageFolders
from domain.errors import BadInput, NotFound
from tests.data_contracts.package_copies import CONTACTS, TEMPLATES, Copy

HOUSE = TEMPLATES / "packages"


def test_a_package_is_found_by_its_id() -> None:
    packages = PackageFolders([HOUSE], CONTACTS)
    assert "trivsel" in packages.ids()
    assert packages.get("trivsel").id == "trivsel"


def test_an_unknown_id_is_refused_with_the_known_ones_and_a_guess() -> None:
    with pytest.raises(NotFound, match=r"Pakken »trivsl« findes ikke. Mente du »trivsel«\? .*trivsel"):
        PackageFolders([HOUSE], CONTACTS).get("trivsl")


@pytest.mark.parametrize(
    "wrong", ["../trivsel", "/etc", "", "Trivsel", "trivsel\n", "x" * 500, "trivsel/texts"]
)
def test_a_path_is_not_an_id_and_is_not_repeated(wrong: str) -> None:
    with pytest.raises(NotFound) as refused:
        PackageFolders([HOUSE], CONTACTS).get(wrong)
    assert str(refused.value).startswith("Pakken findes ikke.")


def test_the_first_folder_that_holds_the_id_wins(tmp_path: Path) -> None:
    own = Copy(tmp_path)
    own.edit("package.yaml", "title: Trivsel og arbejdsglæde", "title: Vores egen")
    assert PackageFolders([tmp_path, HOUSE], CONTACTS).get("trivsel").title == "Vores egen"
    assert PackageFolders([HOUSE, tmp_path], CONTACTS).get("trivsel").title == "Trivsel og arbejdsglæde"


def test_one_package_folder_may_be_searched_itself_whatever_it_is_called(tmp_path: Path) -> None:
    folder = Copy(tmp_path).folder.rename(tmp_path / "udkast")
    packages = PackageFolders([folder], CONTACTS)
    assert packages.ids() == ("trivsel",)
    assert packages.get("trivsel").folder == str(folder)


def test_an_unchanged_package_is_read_once_and_a_changed_one_again(tmp_path: Path) -> None:
    own = Copy(tmp_path)
    packages = PackageFolders([tmp_path], own.contacts)
    first = packages.get("trivsel")
    assert packages.get("trivsel") is first
    own.edit("texts/help.md", "Alle", "Enhver")
    assert packages.get("trivsel").text("help").startswith("Enhver")
    own.edit("contacts.yaml", "    checked: null", "    checked: 2026-11-22")
    assert packages.get("trivsel").contacts[0].checked == "2026-11-22"


def test_a_faulty_package_is_known_but_refused_when_asked_for(tmp_path: Path) -> None:
    own = Copy(tmp_path)
    own.edit("package.yaml", "any: 5", "any: 1")
    packages = PackageFolders([tmp_path], own.contacts)
    assert packages.ids() == ("trivsel",)
    with pytest.raises(BadInput, match=r"package\.yaml:\d+: Grænsen »any«"):
        packages.get("trivsel")


def test_a_faulty_neighbour_does_not_hide_a_good_package(tmp_path: Path) -> None:
    own = Copy(tmp_path)
    (tmp_path / "torso").mkdir()
    (tmp_path / "torso" / "package.yaml").write_bytes(b"\xff\xfe")
    assert PackageFolders([tmp_path], own.contacts).get("trivsel").id == "trivsel"


def test_folders_that_are_not_there_are_skipped(tmp_path: Path) -> None:
    assert (
        PackageFolders([tmp_path / "nowhere", HOUSE], CONTACTS).ids()
        == PackageFolders([HOUSE], CONTACTS).ids()
    )


def test_reading_a_package_loads_no_heavy_library() -> None:
    script = (
        "import sys; from pathlib import Path; from adapters.packages import PackageFolders as P;"
        f"P([Path({str(HOUSE)!r})], Path({str(CONTACTS)!r})).get('trivsel');"
        "heavy = {'pandas', 'prefect', 'great_expectations', 'matplotlib', 'pptx', 'sqlalchemy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(TEMPLATES.parent)}
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    assert said.stdout.strip() == "[]"
