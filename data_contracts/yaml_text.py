"""YAML from people who order or configure: bytes to plain texts that remember their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from data_contracts.package_yaml import Node, Unclear, parse_yaml
from domain.errors import BadInput, Fault

MOST_BYTES = 1_000_000
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS_UTF8 = "Åbn filen i en teksteditor, og gem den som UTF-8."

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Place = tuple[str | int, ...]


@dataclass
class YamlText:
    """`content` holds texts, lists and maps only; `lines` gives the line (from 1) of each place in it."""

    content: Tree
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of the place, or of the nearest part around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def where(self, place: Place) -> str:
        return f"linje {self.line(place)}"


def read_yaml(content: bytes) -> YamlText:
    """Raises BadInput when the file is empty, too big, in another encoding, or no YAML map."""
    source = parse_yaml(_decode(content), "")
    if source.faults:
        raise BadInput([Fault(f"linje {f.where.lstrip(':')}", f.what, f.cure) for f in source.faults])
    result = YamlText({})
    result.content = _tree(source.root, (), result.lines)
    return result


def _decode(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BadInput([Fault("filen", "Filen er større end 1 MB.", "Gem kun oplysningerne som ren tekst.")])
    if not content.strip():
        raise BadInput([Fault("filen", "Filen er tom.", "Der er et eksempel i examples/order.yaml.")])
    encoding = "utf-16" if content.startswith(UTF16_MARKS) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = "Filen er ikke gemt som UTF-8 (måske som Windows-1252)."
        raise BadInput([Fault(f"linje {line}", what, SAVE_AS_UTF8)]) from None
    if "\0" in text:
        raise BadInput([Fault("filen", "Filen er ikke gemt som UTF-8 (måske som UTF-16).", SAVE_AS_UTF8)])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tree(node: Node, place: Place, lines: dict[Place, int]) -> Tree:
    lines.setdefault(place, node.line)
    if isinstance(node.value, dict):
        lines |= {(*place, key): line for key, line in node.key_lines.items()}
        return {key: _tree(child, (*place, key), lines) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [_tree(child, (*place, number), lines) for number, child in enumerate(node.value)]
    value = node.value.raw if isinstance(node.value, Unclear) else node.value
    return "" if value is None else str(value)
