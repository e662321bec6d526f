"""The parts of a deck: slides with their notes and charts, put into the master's package and saved.

python-pptx reads the master and writes the package. The slides are made of XML of our own, because its calls
look every part and placeholder up again and again: most of the time of a deck went there.
"""

from __future__ import annotations

import io

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from adapters.deck_master import Layout, Master
from adapters.deck_xml import DANISH, DECLARATION, SLIDE_SPACES, Look, paragraphs
from adapters.deterministic_zip import FIXED_DATE, with_fixed_dates

EMPTY_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


class DeckFile:
    """A deck in the making."""

    def __init__(self, master: Master) -> None:
        self._deck = master.deck
        self._package = master.deck.part.package
        self._slides: list[Part] = []
        self._charts = 0

    @property
    def slides(self) -> int:
        return len(self._slides)

    def new_slide(self, layout: Layout) -> Part:
        """An empty slide at the end; `finish` gives it its content."""
        slide = self._part(f"slides/slide{self.slides + 1}.xml", CT.PML_SLIDE)
        slide.relate_to(layout.part, RT.SLIDE_LAYOUT)
        relation = self._deck.part.relate_to(slide, RT.SLIDE)
        self._deck.element.get_or_add_sldIdLst().add_sldId(relation)
        self._slides.append(slide)
        return slide

    def add_chart(self, slide: Part, xml: str, workbook: bytes) -> str:
        """The id by which the slide refers to its chart; in `xml` the workbook is rId1."""
        self._charts += 1
        chart = self._part(f"charts/chart{self._charts}.xml", CT.DML_CHART, xml)
        place = PackURI(f"/ppt/embeddings/Microsoft_Excel_Sheet{self._charts}.xlsx")
        chart.relate_to(Part(place, CT.SML_SHEET, self._package, workbook), RT.PACKAGE)
        relation: str = slide.relate_to(chart, RT.CHART)
        return relation

    def finish(self, slide: Part, shapes: str, notes: str) -> None:
        slide.blob = _xml("sld", EMPTY_TREE + shapes)
        shown = self._part(f"notesSlides/notesSlide{self.slides}.xml", CT.PML_NOTES_SLIDE)
        shown.blob = _xml("notes", EMPTY_TREE + _notes_shapes(notes))
        shown.relate_to(self._deck.part.notes_master_part, RT.NOTES_MASTER)
        shown.relate_to(slide, RT.SLIDE)
        slide.relate_to(shown, RT.NOTES_SLIDE)

    def saved(self, title: str, subject: str) -> bytes:
        properties = self._deck.core_properties
        properties.title, properties.subject, properties.comments = title, subject, ""
        properties.author = properties.last_modified_by = "KiAP"
        properties.language = DANISH
        properties.created = properties.modified = FIXED_DATE
        properties.revision = 1
        out = io.BytesIO()
        self._deck.save(out)
        return with_fixed_dates(out.getvalue())

    def _part(self, name: str, content_type: str, xml: str = "") -> Part:
        return Part(PackURI(f"/ppt/{name}"), content_type, self._package, xml.encode())


def _xml(root: str, tree: str) -> bytes:
    return (
        f"{DECLARATION}<p:{root} {SLIDE_SPACES}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld>"
        f"<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:{root}>"
    ).encode()


def _notes_shapes(notes: str) -> str:
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Diasbillede"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Noter"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs(notes.split(chr(10)), Look())}</p:txBody></p:sp>"
    )
