"""Every command says what it does, and shows an example that it would accept."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from adapters.settings import PROJECT
from cli.main import app
from tests.cli.desk import Desk

GROUP = typer.main.get_command(app)
assert isinstance(GROUP, TyperGroup)
COMMANDS = sorted(GROUP.commands)
PROMISED = ["check", "members", "order", "rehearse", "rerun", "status", "up", "upkeep"]


def test_every_promised_command_is_there() -> None:
    assert set(PROMISED) <= set(COMMANDS)


def test_help_lists_every_command(desk: Desk) -> None:
    said = desk.run("--help")
    assert said.code == 0
    for command in COMMANDS:
        assert command in said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_of_itself(desk: Desk, command: str) -> None:
    said = desk.run(command, "--help")
    assert said.code == 0
    assert f"klyngeflow {command}" in said.out.partition("Example")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_has_the_arguments_that_the_command_takes(command: str) -> None:
    assert isinstance(GROUP, TyperGroup)
    examples = re.findall(r"`klyngeflow (.+?)`", GROUP.commands[command].epilog or "")
    assert examples
    for example in examples:
        name, *arguments = shlex.split(example)
        assert name == command
        GROUP.commands[name].make_context(name, arguments)


def test_an_unknown_command_or_option_is_refused(desk: Desk) -> None:
    assert desk.run("ordr", "x.yaml").code == 2
    assert desk.run("order", "x.yaml", "--as-nwe").code == 2
    assert desk.run("rerun", "trivsel-abcdef").code == 2


def test_the_installed_command_answers() -> None:
    command = Path(sys.executable).with_name("klyngeflow")
    told = subprocess.run([command, "--help"], cwd=PROJECT, capture_output=True, text=True, timeout=60)
    assert told.returncode == 0
    assert "rehearse" in told.stdout


def test_help_does_not_load_the_engine() -> None:
    code = "import sys, cli.main; print([m for m in ('prefect', 'pandas', 'sqlalchemy') if m in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert told.stdout.strip() == "[]"
