"""Pages as pictures, for looking before printing: sheets by typst, decks by LibreOffice if there is one."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import typst
from PIL import Image

DOTS_PER_INCH = 72
COLOURS = 64
"""Enough for what our pages draw; a third of the bytes."""
MOST_PAGES = 200
LONGEST_CONVERSION_SECONDS = 600


def pictures_of(pdf: bytes) -> Iterator[bytes]:
    """Each page as PNG bytes, in order; the same PDF gives the same bytes."""
    with TemporaryDirectory(prefix="klyngeflow-pages-") as folder:
        (Path(folder) / "it.pdf").write_bytes(pdf)
        compiler = typst.Compiler(root=folder)
        for page in range(1, MOST_PAGES + 1):
            source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("it.pdf", page: {page})'
            try:
                drawn = compiler.compile(input=source.encode(), format="png", ppi=DOTS_PER_INCH)
            except typst.TypstError:
                return  # there is no such page: the last one was the last
            yield _small(cast(bytes, drawn))


def _small(png: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def office() -> str | None:
    """LibreOffice's command, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def decks_as_pdf(decks: Mapping[str, bytes]) -> dict[str, bytes]:
    """The decks by name as PDF, all in one start of LibreOffice. What it cannot convert is left out."""
    command = office()
    if command is None or not decks:
        return {}
    with TemporaryDirectory(prefix="klyngeflow-decks-") as place:
        folder = Path(place)
        files = {name: folder / f"{number}.pptx" for number, name in enumerate(decks)}
        for name, file in files.items():
            file.write_bytes(decks[name])
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        order = [command, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        _run([*order, *map(str, files.values())])
        made = {name: file.with_suffix(".pdf") for name, file in files.items()}
        return {name: file.read_bytes() for name, file in made.items() if file.exists()}


def _run(command: list[str]) -> None:
    """LibreOffice tells its troubles by leaving files out."""
    try:
        subprocess.run(command, capture_output=True, timeout=LONGEST_CONVERSION_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return
