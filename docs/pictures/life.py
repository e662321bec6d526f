"""Reads from the flows' own source what a meeting goes through: its steps and waits, in order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
STEP, WAIT, QUESTION = "step", "wait", "question"


@dataclass(frozen=True)
class Entry:
    """`kind` is STEP, WAIT (until a date) or QUESTION (until a human answers); `mails` are MailKind names."""

    kind: str
    name: str
    mails: tuple[str, ...] = ()


def life_of(flow: str) -> list[Entry]:
    """The entries of flows/<flow>.py, those of a loop once."""
    body = _function(f"flows.{flow}", flow)
    return list(dict.fromkeys(_entries(body, f"flows.{flow}")))


@cache
def steps() -> dict[str, Entry]:
    """Every step by the name of the function that is it or makes it, as tasks/ declares them."""
    found = {}
    for file in sorted((PROJECT / "tasks").glob("*.py")):
        for function in _parsed(f"tasks.{file.stem}").body:
            if isinstance(function, ast.FunctionDef):
                for entry in _declared(function):
                    found[function.name] = entry
    return found


@cache
def states() -> dict[str, str]:
    """Every state with its Danish words, as domain/states.py declares them."""
    for statement in _parsed("domain.states").body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "STATES":
            return dict(ast.literal_eval(statement.value))
    raise LookupError("domain/states.py no longer assigns STATES.")


def _declared(function: ast.FunctionDef) -> Iterator[Entry]:
    for node in ast.walk(function):
        if isinstance(node, ast.FunctionDef):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "step":
                    yield Entry(STEP, _text(mark.args[0]), tuple(_mails(node)))


def _mails(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "MailKind":
            yield node.attr


def _text(node: ast.expr) -> str:
    """A literal, or an f-string with N for what varies."""
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "N" for part in node.values)
    return str(ast.literal_eval(node))


def _entries(node: ast.AST, module: str) -> Iterator[Entry]:
    """In the order of the source; a loop's waits before its steps, as the meeting meets them."""
    if isinstance(node, ast.While | ast.For):
        inside = [entry for part in node.body for entry in _entries(part, module)]
        yield from sorted(inside, key=lambda entry: entry.kind == STEP)
        return
    if isinstance(node, ast.Call):
        yield from _called(node, module)
    for child in ast.iter_child_nodes(node):
        yield from _entries(child, module)


def _called(call: ast.Call, module: str) -> Iterator[Entry]:
    match call.func:
        case ast.Attribute(value=ast.Name(id="work"), attr="does" | "does_and_shows" | "repeats"):
            step = call.args[0].func if isinstance(call.args[0], ast.Call) else call.args[0]
            yield steps()[ast.unparse(step)]
        case ast.Attribute(value=ast.Name(id="work"), attr="waits"):
            yield Entry(WAIT, _text(call.args[0]))
        case ast.Attribute(value=ast.Name(id="work"), attr="asks"):
            yield Entry(QUESTION, _text(call.args[1]))
        case ast.Name(id=name) if any(ast.unparse(argument) == "work" for argument in call.args):
            home = _imported(module).get(name, module)
            if home.startswith("flows."):
                yield from _entries(_function(home, name), home)


def _imported(module: str) -> dict[str, str]:
    return {
        alias.name: statement.module or ""
        for statement in _parsed(module).body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }


def _function(module: str, name: str) -> ast.FunctionDef:
    for statement in _parsed(module).body:
        if isinstance(statement, ast.FunctionDef) and statement.name == name:
            return statement
    raise LookupError(f"{module} has no function {name}.")


@cache
def _parsed(module: str) -> ast.Module:
    file = PROJECT / f"{module.replace('.', '/')}.py"
    return ast.parse(file.read_text(encoding="utf-8"))
