"""Prefect reads its server's address once, on import; our commands set it before that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

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
print(json.dumps([before, prefect.settings.get_current_settings().api.url]))
"""


def test_a_command_talks_to_our_own_server_and_no_other(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    environment |= {"KLYNGEFLOW_HOME": str(tmp_path), "KLYNGEFLOW_PREFECT_PORT": "4999"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [False, "http://127.0.0.1:4999/api"]
