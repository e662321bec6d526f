"""A folder that a command fills anew each time, and nobody else's."""

from __future__ import annotations

import shutil
from pathlib import Path

from domain.errors import Refused


def make_empty(out: Path, kind: str) -> None:
    """Empties the folder of an earlier run of the same kind.

    Raises Refused for a folder that holds anything else.
    """
    marker = out / f".klyngeflow-{kind}"
    if out.exists() and any(out.iterdir()):
        if not marker.exists():
            raise Refused(f"{out} is not empty and no {kind}'s folder. Name another with --out.")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    marker.touch()
