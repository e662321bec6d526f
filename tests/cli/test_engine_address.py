"""Prefect reads its server's address once, on import; our commands set it before that, and no process that
forgot to gets a server of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.cli.desk import Desk
from tests.test_docs import COMMANDS

SCRIPT = """
import json, sys
sys.argv = ["klyngeflow", "status"]
import cli.main
before = "prefect" in sys.modules
try:
    cli.main.main()
except SystemExit:
    pass
import prefect.settings
known = prefect.settings.get_current_settings()
print(json.dumps([before, known.api.url, known.server.ephemeral.enabled, known.server.analytics_enabled]))
"""
UNTOLD = """
import json, sys
from adapters.settings import Settings
from adapters.wiring import LiveServices, prepare
services = LiveServices(Settings(_env_file=None))
prepare(services)
woken = services.runs.wake("trivsel-abcdef")
print(json.dumps([woken, "prefect" in sys.modules, "prefect.server.api.server" in sys.modules]))
"""


def test_a_command_talks_to_our_own_server_and_no_other(tmp_path: Path) -> None:
    assert said_by(SCRIPT, tmp_path) == [False, "http://127.0.0.1:4999/api", False, False]


def test_a_process_that_was_told_no_address_starts_no_server_of_its_own(tmp_path: Path) -> None:
    assert said_by(UNTOLD, tmp_path) == [False, True, False]


def said_by(script: str, home: Path) -> Any:
    """The last line that the script prints, alone in a process that knows nothing of Prefect."""
    ours = ("PREFECT_", "DO_NOT_TRACK")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    environment |= {"KLYNGEFLOW_HOME": str(home), "KLYNGEFLOW_PREFECT_PORT": "4999", "HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def every_command() -> Iterator[tuple[str, ...]]:
    for name, command in COMMANDS.items():
        below = getattr(command, "commands", {})
        yield from ((name, one) for one in below)
        if not below:
            yield (name,)


@pytest.mark.parametrize("words", list(every_command()), ids=" ".join)
def test_every_command_sets_the_address_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    for name in ("PREFECT_API_URL", "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE", "DO_NOT_TRACK"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
    assert os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] == "false"
    assert os.environ["DO_NOT_TRACK"] == "1"
