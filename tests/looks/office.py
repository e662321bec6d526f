"""Decks turned into pages by LibreOffice; says what is missing where it is absent."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

LONGEST_SECONDS = 300


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
    """Each deck as LibreOffice shows it, all in one start of the program."""
    soffice = require("soffice", "libreoffice-impress")
    if not decks:
        return []  # without a file the program would stay open
    with tempfile.TemporaryDirectory(prefix="klyngeflow-office-") as name:
        folder = Path(name)
        files = [folder / f"{number:03}.pptx" for number in range(len(decks))]
        for file, deck in zip(files, decks, strict=True):
            file.write_bytes(deck)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=LONGEST_SECONDS)
        return [file.with_suffix(".pdf").read_bytes() for file in files]
