"""From nodes to the domain's types: pydantic finds what does not fit, here it gets a line and a cure."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from data_contracts.package_yaml import Node, Source, Unclear, shown

T = TypeVar("T")
Loc = tuple[str | int, ...]


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(shape: type[T]) -> TypeAdapter[T]:
    """Building one costs more than reading a file with it."""
    if shape not in _adapters:
        _adapters[shape] = TypeAdapter(shape)
    return _adapters[shape]


def fit(source: Source, shape: type[T]) -> T | None:
    """The file as `shape`, or None with every misfit among the source's faults."""
    try:
        return _adapter(shape).validate_python(source.root.plain())
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=True):
            _refuse(source, shape, fault["type"], fault["loc"], fault.get("ctx", {}))
        return None


def _refuse(source: Source, shape: type, kind: str, loc: Loc, context: Mapping[str, Any]) -> None:
    node, line = find(source.root, loc)
    if source.is_faulty(line) and kind != "unexpected_keyword_argument":
        return
    what, cure = _words(shape, kind, loc, node, context)
    source.refuse(line, what, cure)


def find(root: Node, loc: Loc) -> tuple[Node | None, int]:
    """The node at a place and its line; the line of what is around it when there is no such node."""
    node: Node = root
    line = root.line
    for step in loc:
        below = node.child(step)
        if below is None:
            return None, line
        line = node.key_lines.get(str(step), below.line)
        node = below
    return node, line


def _words(
    shape: type, kind: str, loc: Loc, node: Node | None, context: Mapping[str, Any]
) -> tuple[str, str]:
    name = loc[-1] if loc else ""
    value = node.value if node else None
    match kind:
        case "unexpected_keyword_argument":
            return f"»{name}« kendes ikke her.", suggestion(str(name), known_names(shape, loc[:-1]))
        case "missing":
            return f"»{name}« mangler.", f"Tilføj en linje med »{name}:«."
        case "literal_error":
            known = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
            return f"»{shown(value)}« kendes ikke.", suggestion(shown(value), known)
        case "string_type":
            return _not_a_text(name, value)
        case "int_type" | "int_parsing" | "int_from_float":
            return f"»{shown(value)}« er ikke et helt tal.", "Skriv et helt tal, for eksempel 5."
        case "tuple_type":
            return "Her skal stå en liste.", "Skriv hvert punkt på sin egen linje efter »- «."
    return "Her skal stå navne med værdier.", "Skriv »navn: værdi« på hver linje, med samme indrykning."


def _not_a_text(name: str | int, value: object) -> tuple[str, str]:
    if value is None:
        return "Her mangler en tekst.", "Skriv teksten efter kolonet eller stregen."
    if isinstance(value, int | Unclear):
        raw = shown(value)
        return f"»{raw}« kan læses som andet end tekst.", f'Sæt det i anførselstegn: "{raw}".'
    return (
        f"»{name}« skal være en tekst, men er en liste eller flere linjer.",
        'Sæt hele teksten i anførselstegn, også en udestående oplysning: "[[mangler: …]]".',
    )


def suggestion(name: str, known: Iterable[str]) -> str:
    """The cure for an unknown name: the nearest known one, or all of them."""
    known = list(known)
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"Mente du »{near[0]}«?" if near else f"Brug en af: {', '.join(known)}."


def known_names(shape: Any, loc: Loc) -> list[str]:
    """The field names of the dataclass that a place in the file becomes."""
    for step in loc:
        origin = typing.get_origin(shape)
        if dataclasses.is_dataclass(shape):
            shape = typing.get_type_hints(shape).get(str(step))
        elif origin is tuple:
            shape = typing.get_args(shape)[0]
        elif origin is not None:
            shape = typing.get_args(shape)[-1]
        if typing.get_origin(shape) is types.UnionType:
            shape = typing.get_args(shape)[0]  # what may be left out: something or None
    return [field.name for field in dataclasses.fields(shape)] if dataclasses.is_dataclass(shape) else []
