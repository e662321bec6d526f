"""Makes master.pptx, the deck's calm 16:9 look; run it by hand after a change."""
# ruff: noqa: E501 - lines of XML

from __future__ import annotations

import re
import sys
from pathlib import Path

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from adapters.deterministic_zip import with_fixed_dates  # noqa: E402

INK, DEEP, ACCENT, PALE, GREY = "1B2A36", "0B3C5D", "2A7F9E", "EAF1F5", "5B6770"
FONT = "Arial"
COLOURS = {
    "dk1": INK, "lt1": "FFFFFF", "dk2": DEEP, "lt2": PALE, "accent1": "0B3C5D", "accent2": "B35806",
    "accent3": "6FA8CF", "accent4": "F6BE7C", "accent5": ACCENT, "accent6": GREY, "hlink": ACCENT, "folHlink": GREY,
}  # fmt: skip

# name: (idx, type, x, y, width, height, size, bold, colour, anchor, align), measures in inches and points
CONTENT = {
    "Titel": (0, "title", 0.6, 0.42, 11.2, 0.8, 30, True, DEEP, "b", "l"),
    "Indledning": (13, "body", 0.6, 1.3, 12.1, 0.5, 20, False, GREY, "t", "l"),
    "Indhold": (14, "body", 0.6, 1.95, 12.1, 4.75, 24, False, INK, "t", "l"),
    "Banner": (15, "body", 11.25, 0.0, 2.083, 0.46, 16, True, "FFFFFF", "ctr", "ctr"),
    "Sidefod": (11, "ftr", 0.6, 6.98, 9.0, 0.32, 12, False, GREY, "ctr", "l"),
    "Sidetal": (12, "sldNum", 11.7, 6.98, 1.0, 0.32, 12, False, GREY, "ctr", "r"),
}
FRONT = {
    "Titel": (0, "title", 1.0, 1.9, 11.3, 1.7, 46, True, "FFFFFF", "b", "l"),
    "Indledning": (13, "body", 1.0, 3.95, 11.3, 2.5, 26, False, "FFFFFF", "t", "l"),
    "Banner": (15, "body", 11.25, 0.0, 2.083, 0.46, 16, True, "FFFFFF", "ctr", "ctr"),
    "Sidefod": (11, "ftr", 1.0, 6.75, 9.0, 0.35, 14, False, "FFFFFF", "ctr", "l"),
}
EMPTY_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
    "</a:xfrm></p:grpSpPr>"
)


def geometry(x: float, y: float, width: float, height: float) -> str:
    x, y, width, height = (int(Inches(value)) for value in (x, y, width, height))
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def placeholder(shape_id: int, name: str, spec: tuple) -> str:
    idx, kind, x, y, width, height, size, bold, colour, anchor, align = spec
    bullet = (
        '<a:buClr><a:srgbClr val="2A7F9E"/></a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>'
        if name == "Indhold" else "<a:buNone/>"
    )  # fmt: skip
    indent = 'marL="342900" indent="-342900"' if name == "Indhold" else 'marL="0" indent="0"'
    fill = '<a:solidFill><a:srgbClr val="8A4B08"/></a:solidFill>' if name == "Banner" else ""
    field = '<a:fld id="{00000000-0000-4000-8000-000000000001}" type="slidenum"><a:rPr lang="da-DK"/><a:t>‹#›</a:t></a:fld>'
    text = field if kind == "sldNum" else f'<a:r><a:rPr lang="da-DK"/><a:t>{name}</a:t></a:r>'
    space = (
        '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="1600"/></a:spcAft>'
        if name == "Indhold"
        else ""
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}" idx="{idx}"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{geometry(x, y, width, height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" rIns="0" tIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr {indent} algn="{align}">{space}{bullet}'
        f'<a:defRPr lang="da-DK" sz="{size * 100}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/></a:defRPr></a:lvl1pPr></a:lstStyle>'
        f"<a:p>{text}</a:p></p:txBody></p:sp>"
    )


def block(shape_id: int, x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="Flade {shape_id}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{geometry(x, y, width, height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="da-DK"/></a:p></p:txBody></p:sp>'
    )


def draw(layout, name: str, blocks: str, placeholders: dict[str, tuple]) -> None:
    shapes = "".join(placeholder(10 + i, n, spec) for i, (n, spec) in enumerate(placeholders.items()))
    tree = parse_xml(f"<p:spTree {nsdecls('p', 'a', 'r')}>{EMPTY_TREE}{blocks}{shapes}</p:spTree>")
    old = layout._element.cSld.spTree
    old.getparent().replace(old, tree)
    if name:
        layout._element.cSld.set("name", name)
        for attribute in ("type", "preserve"):
            layout._element.attrib.pop(attribute, None)


def colour_theme(master) -> None:
    theme = master.part.part_related_by(RT.THEME)
    text = theme.blob.decode()
    for name, colour in COLOURS.items():
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{colour}"/>\2', text, flags=re.S)
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\1{FONT}", text)
    theme._blob = text.replace('name="Office Theme"', 'name="KiAP"').encode()


def make() -> bytes:
    import io

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    layouts = deck.slide_layouts
    for layout in list(layouts)[2:]:
        layouts.remove(layout)
    master = deck.slide_master
    colour_theme(master)
    line = block(2, 0.6, 6.9, 12.1, 0.015, "C9D3DA") + block(3, 0, 0.42, 0.14, 0.8, ACCENT)
    front = block(2, 0, 0, 13.334, 7.5, DEEP) + block(3, 1.0, 3.75, 1.6, 0.06, "F6BE7C")
    draw(
        master, "", "", {n: s for n, s in CONTENT.items() if n in ("Titel", "Indhold", "Sidefod", "Sidetal")}
    )
    draw(layouts[0], "Forside", front, FRONT)
    draw(layouts[1], "Indhold", line, CONTENT)
    package = deck.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype == RT.THUMBNAIL:
            package._rels.pop(key)
    for key, relation in list(deck.part.rels.items()):
        if relation.reltype.endswith("/printerSettings"):
            deck.part.rels.pop(key)
    deck.core_properties.title = "Klyngemøde"
    out = io.BytesIO()
    deck.save(out)
    return with_fixed_dates(out.getvalue())


if __name__ == "__main__":
    (HERE / "master.pptx").write_bytes(make())
