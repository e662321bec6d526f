"""A package's YAML to nodes that know their lines. Built from parser events: nothing is ever constructed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from domain.errors import Fault

DEEPEST = 12
NOTHING = {"", "~", "null", "Null", "NULL"}
YES_NO = re.compile(r"(?i:yes|no|on|off|true|false)")
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})")
LIKE_A_NUMBER = re.compile(
    r"[-+]?(\.?[0-9][0-9_]*\.?[0-9_]*([eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|\.(?i:inf|nan))"
)


@dataclass(frozen=True)
class Unclear:
    """A bare word that YAML readers disagree on (`no`, `08`, `1.0`): neither text nor whole number to us."""

    raw: str


Scalar: TypeAlias = "str | int | Unclear | None"


@dataclass(frozen=True)
class Node:
    """One place in the file. The accessors are soft: what is missing or of another shape is empty."""

    line: int
    value: Scalar | list[Node] | dict[str, Node]
    key_lines: dict[str, int] = field(default_factory=dict)

    def plain(self) -> Any:
        """The same as bare Python values."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def child(self, step: str | int) -> Node | None:
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def line_of(self, key: str) -> int:
        return self.key_lines.get(key, self.line)

    def rows(self, key: str) -> list[Node]:
        node = self.child(key)
        return node.value if node and isinstance(node.value, list) else []

    def entries(self, key: str) -> dict[str, Node]:
        node = self.child(key)
        return node.value if node and isinstance(node.value, dict) else {}

    def text(self, key: str) -> str:
        node = self.child(key)
        return node.value.strip() if node and isinstance(node.value, str) else ""

    def number(self, key: str, default: int) -> int:
        node = self.child(key)
        return node.value if node and isinstance(node.value, int) else default


@dataclass
class Source:
    """One YAML file: its name inside the package, its root, and what is wrong with it."""

    name: str
    root: Node
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, line: int, what: str, cure: str) -> None:
        self.faults.append(Fault(f"{self.name}:{line}", what, cure))

    def is_faulty(self, line: int) -> bool:
        return any(fault.where == f"{self.name}:{line}" for fault in self.faults)


class _GiveUp(Exception):
    """The rest of the file cannot be read."""


def parse_yaml(text: str, name: str) -> Source:
    """A map at the top, or a Source with an empty root and the faults that stopped it."""
    source = Source(name, Node(1, {}))
    for number, written in enumerate(text.split("\n"), start=1):
        if "\t" in written:
            source.refuse(number, "Linjen indeholder en tabulator.", "Skriv to mellemrum i stedet.")
    if source.faults:
        return source
    try:
        source.root = _Builder(text, source).document()
    except _GiveUp:
        pass
    except MarkedYAMLError as error:
        line, also = _places(error, last=text.rstrip("\n").count("\n") + 1)
        cure = "Tjek indrykning og parenteser, og sæt tekst med kolon eller # i anførselstegn."
        source.refuse(line, f"Linjen kan ikke læses som YAML{also}.", cure)
    except YAMLError:
        source.refuse(1, "Filen indeholder tegn, som YAML ikke tillader.", "Fjern usynlige styretegn.")
    return source


class _Builder:
    """Walks the events once; an alias is never followed, so no small file can become a big one."""

    def __init__(self, text: str, source: Source) -> None:
        self.source = source
        self.events: Iterator[Any] = YAML(typ="safe").parse(text)
        self.documents = 0

    def document(self) -> Node:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self.source.refuse(
                        _line(event), "Filen har flere dele, skilt af ---.", "Behold kun én del."
                    )
                    break
            elif isinstance(event, MappingStartEvent):
                root = self.node(event, 0)
            elif isinstance(event, ScalarEvent | SequenceStartEvent | AliasEvent):
                self.source.refuse(
                    _line(event), "Filen begynder ikke med et navn og et kolon.", "Skriv »navn: værdi«."
                )
                raise _GiveUp
        if root is None:
            self.source.refuse(1, "Filen er tom.", "Skriv indholdet, eller kopiér filen fra en anden pakke.")
            raise _GiveUp
        return root

    def node(self, event: Any, depth: int) -> Node:
        line = _line(event)
        if depth > DEEPEST:
            self.source.refuse(
                line, "Der er for mange lag inden i hinanden.", "Ret indrykning og parenteser."
            )
            raise _GiveUp
        if isinstance(event, AliasEvent) or event.anchor:
            self.source.refuse(line, "Filen bruger henvisninger (& og *).", "Skriv værdien helt ud.")
        if isinstance(event, AliasEvent):
            return Node(line, None)
        if event.tag not in (None, "!"):
            self.source.refuse(line, "Filen bruger et mærke (!), som ikke er tilladt.", "Slet mærket.")
        if isinstance(event, MappingStartEvent):
            return self.mapping(line, depth)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(line, depth)
        return Node(line, scalar(event.value, is_bare=event.style in (None, "")))

    def sequence(self, line: int, depth: int) -> Node:
        children: list[Node] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            children.append(self.node(event, depth + 1))
        return Node(line, children)

    def mapping(self, line: int, depth: int) -> Node:
        children: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = self.key(event, depth)
            child = self.node(next(self.events), depth + 1)
            if key in children:
                what = f"»{key}« står to gange (også i linje {key_lines[key]})."
                self.source.refuse(_line(event), what, "Slet den ene.")
            elif key is not None:
                children[key] = child
                key_lines[key] = _line(event)
        return Node(line, children, key_lines)

    def key(self, event: Any, depth: int) -> str | None:
        node = self.node(event, depth + 1)
        if isinstance(node.value, str):
            return node.value
        if not self.source.is_faulty(node.line):
            seen = f"»{shown(node.value)}«" if isinstance(node.value, Unclear | int) else "Det"
            self.source.refuse(node.line, f"{seen} kan ikke bruges som navn.", "Skriv navnet som ét ord.")
        return None


def scalar(raw: str, *, is_bare: bool) -> Scalar:
    """What a value means here: quoted is text; bare is text unless it looks like something else."""
    if not is_bare:
        return raw
    if raw in NOTHING:
        return None
    if NUMBER.fullmatch(raw):
        return int(raw)
    if YES_NO.fullmatch(raw) or LIKE_A_NUMBER.fullmatch(raw):
        return Unclear(raw)
    return raw


def shown(value: object) -> str:
    """A value as the author wrote it, shortened."""
    raw = value.raw if isinstance(value, Unclear) else str(value)
    return raw if len(raw) <= 40 else f"{raw[:39]}…"


def _places(error: MarkedYAMLError, last: int) -> tuple[int, str]:
    """The line where reading stopped, and in words where an unclosed bracket or quote began."""
    stopped, began = error.problem_mark or error.context_mark, error.context_mark
    line = min(stopped.line + 1, last) if stopped else 1
    is_unclosed = any(word in str(error.context) for word in ("flow", "quoted"))
    if began is None or not is_unclosed or began.line + 1 == line:
        return line, ""
    return line, f" (se også linje {began.line + 1})"


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
