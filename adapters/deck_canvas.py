"""One slide being drawn: its shapes stand in reading order, each with a number and a name."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.opc.package import Part

from adapters.deck_box import Box
from adapters.deck_colours import Colour
from adapters.deck_file import DeckFile
from adapters.deck_master import NUMBER, Layout, Place
from adapters.deck_xml import Look, fill, paragraphs, quoted, slide_number

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
NAMES = {CHART: "Figur", TABLE: "Tabel"}
NO_MARGINS = 'lIns="0" tIns="0" rIns="0" bIns="0"'


class Canvas:
    def __init__(self, file: DeckFile, layout: Layout) -> None:
        self._file = file
        self._slide: Part = file.new_slide(layout)
        self._shapes: list[str] = []
        self._number = 1

    def finish(self, notes: str) -> None:
        self._file.finish(self._slide, "".join(self._shapes), notes)

    def fill_place(
        self, place: Place, texts: Sequence[str], look: Look | None = None, box: Box | None = None
    ) -> None:
        """Fills a placeholder; with `box` it stands elsewhere than in the layout."""
        words = slide_number(self._file.slides) if place.name == NUMBER else paragraphs(texts, look or Look())
        kind = f' type="{place.kind}"' if place.kind else ""
        number = f' idx="{place.number}"' if place.number else ""
        moved = f"<a:xfrm>{box.transform}</a:xfrm>" if box else ""
        self._shapes.append(
            f'<p:sp><p:nvSpPr>{self._name(place.name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr><p:ph{kind}{number}/></p:nvPr></p:nvSpPr><p:spPr>{moved}</p:spPr>"
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{words}</p:txBody></p:sp>"
        )

    def text(self, box: Box, texts: Sequence[str], look: Look, anchor: str = "ctr") -> None:
        """A plain text box; `anchor` is "t", "ctr" or "b"."""
        name = self._name(f"Tekst {self._number + 1}")
        self._shapes.append(
            f'<p:sp><p:nvSpPr>{name}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
            f'<a:xfrm>{box.transform}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
            "</p:spPr>"
            f'<p:txBody><a:bodyPr wrap="square" {NO_MARGINS} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
            f"<a:lstStyle/>{paragraphs(texts, look)}</p:txBody></p:sp>"
        )

    def chart(self, box: Box, xml: str, workbook: bytes, alt_text: str) -> None:
        relation = self._file.add_chart(self._slide, xml, workbook)
        data = f'<c:chart xmlns:c="{CHART}" r:id="{relation}"/>'
        self.frame(box, alt_text, CHART, data)

    def frame(self, box: Box, alt_text: str, uri: str, data: str) -> None:
        """A chart or a table."""
        name = f"{NAMES[uri]} {self._number + 1}"
        self._shapes.append(
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._name(name, alt_text)}<p:cNvGraphicFramePr>"
            '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f"<p:xfrm>{box.transform}</p:xfrm><a:graphic>"
            f'<a:graphicData uri="{uri}">{data}</a:graphicData></a:graphic></p:graphicFrame>'
        )

    def drawing(self, box: Box, shapes: Sequence[tuple[str, Box, Colour]], alt_text: str) -> None:
        """Plain shapes (geometry, place, colour) as one picture."""
        group = self._name(f"Figur {self._number + 1}", alt_text)
        parts = "".join(
            f"<p:sp><p:nvSpPr>{self._name(geometry)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
            f'{place.transform}</a:xfrm><a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>{fill(colour)}'
            "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
            for geometry, place, colour in shapes
        )
        inside = box.transform.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
        self._shapes.append(
            f"<p:grpSp><p:nvGrpSpPr>{group}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr><a:xfrm>{box.transform}{inside}</a:xfrm></p:grpSpPr>{parts}</p:grpSp>"
        )

    def _name(self, name: str, alt_text: str = "") -> str:
        self._number += 1
        described = f" descr={quoted(alt_text)}" if alt_text else ""
        return f'<p:cNvPr id="{self._number}" name={quoted(name)}{described}/>'
