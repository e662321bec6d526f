"""The printed sheets: typst templates and JSON data to tagged A4 PDFs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, cast

import typst

from adapters.document_text import fit, only_letters_of
from adapters.settings import TEMPLATES
from domain.errors import ConfigurationError, NotFound, Refused

STYLES = ("Regular", "It", "Semibold")
EVERY_STYLE = b'#set text(font: "Source Sans Pro")\na _a_ #text(weight: 600)[a]'


class TypstDocuments:
    """Implements `domain.ports.Documents`. One compiler for the whole process, one sheet at a time."""

    def __init__(self, folder: Path = TEMPLATES / "documents") -> None:
        self._folder = folder.resolve()
        self._lock = Lock()
        self._compiler: typst.Compiler | None = None

    def render(self, name: str, data: Mapping[str, Any]) -> bytes:
        """PDF/UA bytes, the same for the same data.

        Raises NotFound for an unknown template and Refused when it does not fit its data.
        """
        template = self._folder / f"{name}.typ"
        if name.startswith("_") or not template.is_file():
            raise NotFound(f"There is no sheet {name!r} in {self._folder.name}/. Known: {self._known()}.")
        plain = fit(data)
        with self._lock:
            try:
                return self._pdf(template, plain)
            except typst.TypstError:
                boxed = only_letters_of(font_files()[0], plain)
            try:
                return self._pdf(template, boxed)
            except typst.TypstError as error:
                places = ", ".join(line for line in error.trace if ".typ" in line) or "place unknown"
        # typst's own message quotes the data, and the data may be somebody's answers.
        raise Refused(f"The sheet {name} could not be set ({places}). Look at its template and its data.")

    def _pdf(self, template: Path, plain: Any) -> bytes:
        if self._compiler is None:
            self._compiler = _compiler(self._folder)
        pdf = self._compiler.compile(
            input=_sheet(template.name, plain),
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=0,
        )
        return cast(bytes, pdf)

    def _known(self) -> str:
        return ", ".join(sorted(path.stem for path in self._folder.glob("[!_]*.typ")))


def _sheet(template: str, plain: Any) -> bytes:
    """The whole typst source: the template drawing the data, which stand in a string as JSON.

    `sys_inputs` would do too, but they are part of typst's library: other data, and everything typst
    remembers from the sheet before is forgotten. That is two and a half times slower.
    """
    return f'#import "{template}": draw\n#draw(json(bytes({_quoted(json.dumps(plain))})))'.encode()


def _quoted(ascii_json: str) -> str:
    """A typst string. JSON as `dumps` writes it is printable ASCII: only these two need escaping."""
    return '"' + ascii_json.replace("\\", "\\\\").replace('"', '\\"') + '"'


def font_files() -> list[Path]:
    """The files of STYLES, from the font package; found without importing it."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise ConfigurationError("The package font-source-sans-pro is missing. Cure: uv sync")
    folder = Path(spec.origin).parent / "files"
    return [folder / f"SourceSansPro-{style}.otf" for style in STYLES]


def _compiler(root: Path) -> typst.Compiler:
    """The font package holds every style twice, and which one typst takes depends on the order of the
    folder: so only ours are linked into one, and read into memory before it goes."""
    with TemporaryDirectory(prefix="klyngeflow-type-") as chosen:
        for file in font_files():
            (Path(chosen) / file.name).symlink_to(file)
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[chosen])
        compiler = typst.Compiler(root=root, font_paths=fonts, ignore_system_fonts=True)
        compiler.compile(input=EVERY_STYLE, format="pdf")
    return compiler
