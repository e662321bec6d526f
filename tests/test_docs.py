"""What the documents say is so: commands, settings, steps, states, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from adapters.settings import PROJECT, Settings
from cli.main import app
from data_contracts.consultants import consultant_for, read_consultants
from domain.states import STATES

PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
FOLDERS = {
    "adapters",
    "bench",
    "cli",
    "data_contracts",
    "domain",
    "flows",
    "survey_app",
    "tasks",
    "templates",
}
CODE = re.compile(r"`([^`\n]+)`|^ {4}(.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
SETTING = re.compile(r"KLYNGEFLOW_[A-Z0-9_]+")

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))


def code_in(page: Path) -> list[str]:
    return [span or line for span, line in CODE.findall(page.read_text(encoding="utf-8"))]


def first_column(page: str, heading: str) -> list[str]:
    """The code in the first column of the first table below a heading."""
    text = (PROJECT / page).read_text(encoding="utf-8").partition(heading)[2]
    rows = re.findall(r"^\|(.*)\|$|^(#)", text, re.MULTILINE)
    cells = []
    for row, next_heading in rows:
        if next_heading:
            break
        cells += re.findall(r"`([^`]+)`", row.split("|")[0])
    return cells


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of documents, whose scripts can now be imported."""
    monkeypatch.syspath_prepend(str(PROJECT / "docs"))
    return PROJECT / "docs"


@every_page
def test_links_to_files_lead_somewhere(page: Path) -> None:
    prose = CODE.sub("", page.read_text(encoding="utf-8"))
    targets = [link.partition("#")[0] for link in LINK.findall(prose)]
    lost = [t for t in targets if t and ":" not in t and not (page.parent / t).exists()]
    assert lost == []


@every_page
def test_files_that_are_named_exist(page: Path) -> None:
    named = {code for code in code_in(page) if re.fullmatch(r"(?:[a-z_]+/)+(?:[a-z_]+\.[a-z0-9]+)?", code)}
    of_this_project = {name for name in named if name.split("/")[0] in FOLDERS}
    assert [name for name in of_this_project if not (PROJECT / name).exists()] == []


@every_page
def test_commands_and_their_options_exist(page: Path) -> None:
    for name, rest in called(page):
        assert name in COMMANDS, f"klyngeflow {name}"
        assert set(re.findall(r"--[a-z][a-z-]+", rest)) <= options_of(COMMANDS[name]) | {"--help"}


def options_of(command: Any) -> set[str]:
    """Its own, and those of the commands in it."""
    below = getattr(command, "commands", {}).values()
    own = {option for parameter in command.params for option in parameter.opts}
    return own.union(*map(options_of, below))


def called(page: Path) -> Iterator[tuple[str, str]]:
    for code in code_in(page):
        found = re.match(r"(?:\.venv/bin/)?klyngeflow ([a-z-]+)(.*)", code.strip())
        if found:
            yield found[1], found[2].partition("#")[0]


@every_page
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    named = {m[1] for code in code_in(page) if (m := re.match(r"make ([a-z]+)", code.strip()))}
    assert named <= targets


@every_page
def test_settings_that_are_named_exist(page: Path) -> None:
    named = set(SETTING.findall(page.read_text(encoding="utf-8")))
    assert named <= {f"KLYNGEFLOW_{name.upper()}" for name in Settings.model_fields}


def test_every_command_is_shown_to_those_who_use_it() -> None:
    pages = (PROJECT / "README.md", PROJECT / "docs/operations.md", PROJECT / "docs/packages.md")
    assert set(COMMANDS) <= {name for page in pages for name, _ in called(page)}


def test_every_setting_stands_in_the_example_with_its_default() -> None:
    text = (PROJECT / ".env.example").read_text(encoding="utf-8")
    lines = re.findall(r"^# KLYNGEFLOW_([A-Z0-9_]+)=(.*?)(?: +#.*)?$", text, re.MULTILINE)
    shown = {name.lower(): value.strip() for name, value in lines}
    defaults = {name: default_of(name) for name in Settings.model_fields}
    assert shown == defaults


def default_of(name: str) -> str:
    """As one would write it; empty where it is nothing, a secret, or a file of ours."""
    default = Settings.model_fields[name].default
    if default is None or "secret" in name or "password" in name or name == "contacts":
        return ""
    return str(default)


@pytest.mark.usefixtures("drawn")
def test_the_life_of_a_meeting_names_every_step() -> None:
    from pictures.life import steps

    declared = {entry.name for entry in steps().values()}
    assert set(first_column("docs/architecture.md", "## The life of a meeting")) == declared


@pytest.mark.usefixtures("drawn")
def test_the_picture_shows_every_step_and_the_states_are_known() -> None:
    from pictures.life import STEP, life_of, steps

    entries = [*life_of("cluster_meeting"), *life_of("follow_up")]
    assert {e.name for e in entries if e.kind == STEP} == {e.name for e in steps().values()}
    assert {e.name for e in entries if e.kind != STEP} == set(STATES) - {"AwaitingRetry", "AwaitingLease"}


@every_page
def test_no_page_names_a_state_that_is_gone(page: Path) -> None:
    assert set(re.findall(r"Awaiting[A-Za-z]+", page.read_text(encoding="utf-8"))) <= set(STATES)


def test_the_pictures_are_as_the_source_draws_them(drawn: Path) -> None:
    from make_pictures import PICTURES

    for name, picture in PICTURES.items():
        kept = (drawn / "images" / name).read_text(encoding="utf-8")
        assert picture() == kept, f"{name} is out of date: python docs/make_pictures.py"


def test_every_decision_is_listed_in_order() -> None:
    folder = PROJECT / "docs/decisions"
    files = sorted(file.name for file in folder.glob("[0-9]*.md"))
    assert LINK.findall((folder / "README.md").read_text(encoding="utf-8")) == files
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))


def test_the_example_of_consultants_covers_every_region() -> None:
    consultants = read_consultants(PROJECT / "examples/consultants.yaml")
    assert consultant_for("Region Midtjylland", consultants).id == "karen"
    assert consultant_for("Region Sjælland", consultants).id == "mads"
