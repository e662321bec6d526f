"""`klyngeflow check`: what is wrong with a package, with file and line, and the exit status says it too."""

from __future__ import annotations

import pytest

from tests.cli.desk import Desk
from tests.data_contracts.package_copies import Copy


@pytest.fixture
def package(desk: Desk) -> Copy:
    return Copy(desk.folder)


def test_a_known_package_is_checked_by_its_id(desk: Desk) -> None:
    said = desk.run("check", "trivsel")
    assert said.code == 0
    assert "The package can be ordered." in said.out


def test_a_folder_is_checked_where_it_lies(desk: Desk, package: Copy) -> None:
    assert desk.run("check", str(package.folder)).code == 0
    assert desk.run("check", "trivsel/").code == 0


def test_a_fault_is_told_with_file_and_line(desk: Desk, package: Copy) -> None:
    package.edit("package.yaml", "title:", "titel:")
    said = desk.run("check", str(package.folder))
    assert said.code == 1
    assert f"package.yaml:{package.line('package.yaml', 'titel:')}" in said.out
    assert "2 faults, 0 blanks." in said.out


def test_each_fault_is_one_line_however_long(desk: Desk, package: Copy) -> None:
    package.edit("package.yaml", "title:", f"{'lang_' * 40}:")
    said = desk.run("check", str(package.folder))
    assert len([line for line in said.lines if "package.yaml:" in line]) == 2
    assert len(said.lines) == 3


def test_a_blank_is_told_and_stops_an_order(desk: Desk, package: Copy) -> None:
    text = package.path("texts/package.md")
    text.write_text(text.read_text() + "\n[[mangler: podcastens adresse]]\n")
    said = desk.run("check", str(package.folder))
    assert said.code == 1
    assert "podcastens adresse" in said.out
    assert "0 faults, 1 blanks." in said.out


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("reminder.md.j2", "Emne: Svar\n\nKære {{ coordinatr }}\n", "reminder.md.j2:3"),
        ("reminder.md.j2", "Kære alle\n", "reminder.md.j2:1"),
        ("remindr.md.j2", "Emne: Svar\n\nHej\n", "reminder.md.j2"),
        ("reminder.md.j2", "Emne: Svar\n\n{{ order.__class__ }}\n", "reminder.md.j2:3"),
        (
            "reminder.md.j2",
            "Emne: Svar\nForhånd: Kort\n\n{% if false %}\n{{ ordre }}\n{% endif %}\n",
            "reminder.md.j2:5",
        ),
        ("reminder.md.j2", 'Emne: Svar\n\n{% include "hilsen.md.j2" %}\n', "hilsen.md.j2"),
    ],
)
def test_a_fault_in_the_packages_own_mails_is_told(
    desk: Desk, package: Copy, name: str, content: str, told: str
) -> None:
    package.path("mails").mkdir()
    package.path(f"mails/{name}").write_text(content)
    said = desk.run("check", str(package.folder))
    assert said.code == 1
    assert told in said.out
    assert "1 faults, 0 blanks." in said.out


def test_what_an_author_wrote_in_brackets_is_printed_as_it_stands(desk: Desk, package: Copy) -> None:
    package.edit("package.yaml", "title:", '"[/red]": x\ntitle:')
    said = desk.run("check", str(package.folder))
    assert said.code == 1
    assert "[/red]" in said.out


def test_an_unknown_package_is_refused_with_those_there_are(desk: Desk) -> None:
    said = desk.run("check", "trivsl")
    assert said.code == 2
    assert "trivsel" in said.err


def test_a_folder_without_a_package_is_a_fault(desk: Desk) -> None:
    (desk.folder / "empty").mkdir()
    said = desk.run("check", str(desk.folder / "empty"))
    assert said.code == 1
    assert "package.yaml" in said.out


def test_a_deck_master_of_our_own_is_checked_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEFLOW_DECK_MASTER", desk.file("kiap.pptx", b"torn"))
    said = desk.run("check", "trivsel")
    assert said.code == 1
    assert "kiap.pptx: er ikke en hel PowerPoint-fil." in said.out
