"""`klyngeflow new-package` and `klyngeflow schema`: a starter, and what lets editors complete it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import typer

from adapters.settings import TEMPLATES, Settings
from data_contracts.package_folder import files_of
from data_contracts.package_head import PACKAGE_ID
from data_contracts.package_schema import schema_files
from domain.errors import BadInput, Fault, Refused

STARTER = TEMPLATES / "starter"
STARTERS_ID, STARTERS_TITLE = "min-pakke", "Min pakke"
STARTERS_SCHEMAS, OWN_SCHEMAS = "../schema/", ".schema/"
LONGEST_TITLE = 80


def new_package(package_id: str, title: str, into: Path) -> Path:
    """Writes the starter under another name; returns its folder.

    Raises BadInput for an id or a title that cannot be one, Refused where something is there already.
    """
    title = " ".join(title.split()) or package_id.replace("-", " ").replace("_", " ").capitalize()
    faults = [*_faults_of_id(package_id), *_faults_of_title(title)]
    if faults:
        raise BadInput(faults)
    folder = into / package_id
    if folder.exists() or folder.is_symlink():
        raise Refused(f"{folder} is there already. Choose another id, or another folder with --into.")
    for file in files_of(STARTER):
        _write(folder / file.relative_to(STARTER), _renamed(file, package_id, title))
    write_schemas(folder / OWN_SCHEMAS)
    return folder


def write_schemas(out: Path) -> list[Path]:
    """One JSON Schema for each YAML file of a package."""
    for name, text in schema_files().items():
        _write(out / name, text)
    return [out / name for name in schema_files()]


def start_package(package_id: str, title: str, into: Path | None, settings: Settings) -> None:
    folder = new_package(package_id, title, into or settings.packages or Path())
    typer.secho(f"Made {folder}.", fg=typer.colors.GREEN)
    typer.echo("Change the texts in any editor; docs/packages.md explains every line. As often as you like:")
    typer.echo(f"  klyngeflow check {folder}     what is wrong or missing, with file and line")
    typer.echo(f"  klyngeflow preview {folder}   every page and mail, from invented answers")


def _faults_of_id(package_id: str) -> list[Fault]:
    if PACKAGE_ID.fullmatch(package_id):
        return []
    what = f"»{package_id[:40]}« kan ikke være en pakkes id."
    return [Fault("ID", what, "Brug 2–40 små bogstaver a–z, tal, - og _; begynd med et bogstav.")]


def _faults_of_title(title: str) -> list[Fault]:
    if len(title) > LONGEST_TITLE:
        return [Fault("--title", f"Titlen er på {len(title)} tegn.", f"Brug højst {LONGEST_TITLE}.")]
    if "[[" in title or any(unicodedata.category(letter).startswith("C") for letter in title):
        return [Fault("--title", "Titlen har tegn, den ikke kan have.", "Skriv den med almindelige ord.")]
    return []


def _renamed(file: Path, package_id: str, title: str) -> str:
    """In YAML the title stands in quotes, so that no letter of it can mean anything."""
    text = file.read_text(encoding="utf-8")
    text = text.replace(STARTERS_SCHEMAS, OWN_SCHEMAS)
    text = text.replace(f"id: {STARTERS_ID}", f"id: {package_id}")
    text = text.replace(f'"{STARTERS_TITLE}"', json.dumps(title, ensure_ascii=False))
    return text.replace(STARTERS_TITLE, title)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
