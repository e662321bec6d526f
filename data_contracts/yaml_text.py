"""YAML from people: bytes to a tree of plain texts that remembers its lines. Nothing is constructed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from domain.errors import BadInput, Fault

MOST_BYTES = 1_000_000
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS_UTF8 = "Åbn filen i en teksteditor, og gem den som UTF-8."

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Place = tuple[str | int, ...]


@dataclass
class YamlText:
    """`content` holds texts, lists and maps only; `lines` gives the line (from 1) of each place in it."""

    content: dict[str, Tree]
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of the place, or of the nearest part around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def where(self, place: Place) -> str:
        return f"linje {self.line(place)}"


def read_yaml(content: bytes) -> YamlText:
    """Raises BadInput when the file is empty, too big, in another encoding, or no YAML map."""
    text = _decode(content)
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"linje {mark.line + 1}" if mark else "filen"
        what = "Linjen kan ikke læses som YAML."
        cure = "Brug mellemrum og ikke tabulator, og sæt tekst med kolon i anførselstegn."
        raise BadInput([Fault(where, what, cure)]) from None
    except YAMLError:
        cure = "Fjern usynlige styretegn fra filen."
        raise BadInput([Fault("filen", "Filen indeholder tegn, som YAML ikke tillader.", cure)]) from None
    if not isinstance(node, MappingNode):
        cure = "Skriv én oplysning pr. linje som »navn: værdi«. Se examples/order.yaml."
        raise BadInput([Fault("filen", "Filen er ikke en liste af navne med værdier.", cure)])
    result = YamlText({})
    result.content = _map(node, (), result, set())
    if result.faults:
        raise BadInput(result.faults)
    return result


def _decode(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BadInput([Fault("filen", "Filen er større end 1 MB.", "Send kun bestillingen som ren tekst.")])
    if not content.strip():
        raise BadInput([Fault("filen", "Filen er tom.", "Se examples/order.yaml for et eksempel.")])
    encoding = "utf-16" if content.startswith(UTF16_MARKS) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = "Filen er ikke gemt som UTF-8 (måske som Windows-1252)."
        raise BadInput([Fault(f"linje {line}", what, SAVE_AS_UTF8)]) from None
    if "\0" in text:
        raise BadInput([Fault("filen", "Filen er ikke gemt som UTF-8 (måske som UTF-16).", SAVE_AS_UTF8)])
    return text


def _map(node: MappingNode, place: Place, into: YamlText, above: set[int]) -> dict[str, Tree]:
    result: dict[str, Tree] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            into.faults.append(Fault(f"linje {line}", "Et navn skal være et enkelt ord.", "Ret linjen."))
            continue
        key = str(key_node.value)
        if key in result:
            into.faults.append(Fault(f"linje {line}", "Samme navn står to gange.", "Slet den ene linje."))
            continue
        into.lines[*place, key] = line
        result[key] = _tree(value_node, (*place, key), into, above | {id(node)})
    return result


def _tree(node: Node, place: Place, into: YamlText, above: set[int]) -> Tree:
    if id(node) in above or node.anchor:
        what = "Filen bruger henvisninger (& og *)."
        into.faults.append(Fault(into.where(place), what, "Skriv værdien, hvor den hører til."))
        return ""
    if isinstance(node, MappingNode):
        return _map(node, place, into, above)
    if isinstance(node, SequenceNode):
        below = above | {id(node)}
        for number, child in enumerate(node.value):
            into.lines[*place, number] = child.start_mark.line + 1
        return [_tree(child, (*place, number), into, below) for number, child in enumerate(node.value)]
    value = str(node.value)
    return "" if str(node.tag).endswith(":null") else value
