"""Decks turned into pages by LibreOffice; says what is missing where it is absent."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

STARTS = 3
SECONDS_TO_START, SECONDS_A_DECK = 40, 15


def require(program: str, package: str) -> str:
    """The program's path. Skips the test and says why when it is absent; fails where CI asks for it."""
    path = shutil.which(program)
    if path:
        return path
    missing = f"{program} is absent: nothing that needs it was looked at. Install {package}."
    if os.environ.get("KLYNGEFLOW_REQUIRE_OFFICE") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


def as_pdf(decks: Sequence[bytes]) -> list[bytes]:
    """Each deck as LibreOffice shows it, all in one start of the program, which now and then hangs: then again."""
    soffice = require("soffice", "libreoffice-impress")
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory(prefix="klyngeflow-office-") as name:
            folder = Path(name)
            files = [folder / f"{number:03}.pptx" for number in range(len(decks))]
            for file, deck in zip(files, decks, strict=True):
                file.write_bytes(deck)
            if _convert(soffice, folder, files):
                return [file.with_suffix(".pdf").read_bytes() for file in files]
    pytest.fail(f"LibreOffice hung {STARTS} times over {len(decks)} decks.")


def _convert(soffice: str, folder: Path, files: Sequence[Path]) -> bool:
    """False when it hangs; it is ended then, with all that it started."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    silent = subprocess.DEVNULL
    program = subprocess.Popen(command, stdout=silent, stderr=silent, start_new_session=True)
    try:
        program.wait(SECONDS_TO_START + SECONDS_A_DECK * len(files))
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        return False
    return all(file.with_suffix(".pdf").exists() for file in files)
