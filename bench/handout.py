"""CPU of a hand-out of six pages with PDF/UA, against WeasyPrint on the same content as HTML."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from itertools import tee
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from adapters.document_text import fit
from adapters.documents import TypstDocuments, font_files
from bench.measuring import in_turn, report
from bench.sheet_data import handouts
from domain.sheets import Sheet

OURS, WEASYPRINT = "typst hand-out", "WeasyPrint"
FOLDER = Path(__file__).parent
WEIGHTS = {"Regular": "400 normal", "It": "400 italic", "Semibold": "600 normal"}
TIMES = 10
GOAL = 1 / 20


def run() -> None:
    ours, theirs = tee(handouts())
    documents, weasyprint = TypstDocuments(), _weasyprint()
    arms = {
        OURS: lambda: milliseconds(partial(documents.render, "handouts"), next(ours)),
        WEASYPRINT: lambda: milliseconds(weasyprint, next(theirs)),
    }
    report(in_turn(arms, TIMES), WEASYPRINT, "CPU ms", {OURS: GOAL})


def milliseconds(render: Callable[[Sheet], bytes], sheet: Sheet) -> float:
    """CPU of this process, all its threads."""
    before = time.process_time()
    render(sheet)
    return (time.process_time() - before) * 1000


def _weasyprint() -> Callable[[Sheet], bytes]:
    """Fonts and style sheet are read once, as ours are."""
    fonts = FontConfiguration()
    faces = "".join(
        f'@font-face {{ font-family: "Source Sans Pro"; src: url("{file.as_uri()}"); '
        f"font-weight: {weight.split()[0]}; font-style: {weight.split()[1]} }}"
        for file, weight in zip(font_files(), WEIGHTS.values(), strict=True)
    )
    style = CSS(string=faces + (FOLDER / "handout.css").read_text(), font_config=fonts)
    page = Environment(loader=FileSystemLoader(FOLDER), autoescape=True).get_template("handout.html.j2")

    def pdf(sheet: Sheet) -> bytes:
        html = HTML(string=page.render(fit(sheet)))
        content = html.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
        return bytes(content)

    return pdf
