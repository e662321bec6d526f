"""Before anything starts: each port must be free, and the one that is not is named with its setting."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from adapters.settings import Settings
from cli.environment import refuse_taken_ports
from domain.errors import ConfigurationError

PORTS = ("prefect_port", "web_port", "operator_port")


@pytest.mark.parametrize("taken", PORTS)
def test_a_port_that_is_taken_is_named_with_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    with socket.socket() as ours, socket.socket() as theirs:
        theirs.bind(("127.0.0.1", 0))
        theirs.listen()
        ours.bind(("127.0.0.1", 0))
        free, used = ours.getsockname()[1], theirs.getsockname()[1]
        ours.close()
        for name in PORTS:
            monkeypatch.setenv(f"KLYNGEFLOW_{name.upper()}", str(used if name == taken else free))
        monkeypatch.setenv("KLYNGEFLOW_HOME", str(tmp_path))
        told = re.escape(f"Port {used} is taken.") + f".*KLYNGEFLOW_{taken.upper()}"
        with pytest.raises(ConfigurationError, match=told):
            refuse_taken_ports(Settings())
