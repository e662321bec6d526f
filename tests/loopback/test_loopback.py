"""No connection beyond this machine while the tests run: shown by catching those tried on purpose."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.settings import PROJECT
from tests.loopback.sitecustomize import NOTES, is_foreign

# Of RFC 5737 and 6761: nobody's.
FOREIGN = [
    'socket.create_connection(("192.0.2.1", 80), 1)',
    'socket.create_connection(("2001:db8::1", 80), 1)',
    'socket.create_connection(("somewhere.example", 80), 1)',
    'socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53))',
    'socket.gethostbyname("somewhere.example")',
    'asyncio.run(asyncio.open_connection("192.0.2.1", 80))',
    'httpx.get("http://192.0.2.1/")',
]
TEST_THAT_SPEAKS = """
import socket
def test_speaks():
    try:
        socket.create_connection(("192.0.2.1", 80), 1)
    except OSError:
        pass
"""


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where those tried on purpose are noted, so that they do not fail the session."""
    monkeypatch.setenv(NOTES, str(tmp_path / "notes"))
    return tmp_path / "notes"


@pytest.mark.parametrize("call", FOREIGN)
def test_a_process_that_speaks_to_another_machine_is_stopped_and_noted(notes: Path, call: str) -> None:
    code = f"import asyncio, socket, httpx\n{call}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no other machine" in done.stderr
    assert len(notes.read_text().splitlines()) == 1


def test_so_is_the_tests_own_process(notes: Path) -> None:
    with pytest.raises(OSError, match="no other machine"):
        socket.create_connection(("192.0.2.1", 80), 1)
    assert "192.0.2.1" in notes.read_text()
    assert "test_so_is_the_tests_own_process" in notes.read_text()


def test_speaking_to_oneself_is_nobodys_business(notes: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket() as caller:
        caller.connect(listener.getsockname())
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("localhost", 1), 1)
    assert not notes.exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "localhost", "", None])
def test_this_machine_has_many_names(host: str | None) -> None:
    assert not is_foreign(host)


def test_a_session_in_which_anything_spoke_fails_though_all_its_tests_passed(tmp_path: Path) -> None:
    test = tmp_path / "test_speaks.py"
    test.write_text(TEST_THAT_SPEAKS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "--rootdir", str(tmp_path), "-c", os.devnull, str(test)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "1 passed, 1 error" in done.stdout
    assert "192.0.2.1 by" in done.stdout
