"""The names in a mail's template, read without running it: also those in a branch that no sample takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from jinja2 import Environment, TemplateError, meta, nodes

from domain.errors import Fault


def name_faults(environment: Environment, name: str, known: Collection[str]) -> Iterator[Fault]:
    """Unknown names and reaches into Python, each with its line. Nothing for what cannot be read."""
    try:
        if environment.loader is None:
            return
        text, _, _ = environment.loader.get_source(environment, name)
        tree = environment.parse(text, name)
        unknown = meta.find_undeclared_variables(tree) - set(known) - environment.globals.keys()
    except TemplateError:
        return  # rendering tells why
    for used in tree.find_all(nodes.Name):
        if used.ctx == "load" and used.name in unknown:
            yield Fault(f"{name}:{used.lineno}", f"»{used.name}« kendes ikke.", _nearest(used.name, known))
    for line in _reaching_inside(tree):
        yield Fault(f"{name}:{line}", "Skabelonen må ikke bruge dette.", "Brug kun de nævnte felter.")


def _reaching_inside(tree: nodes.Template) -> Iterator[int]:
    for field in tree.find_all(nodes.Getattr):
        if field.attr.startswith("_"):
            yield field.lineno
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and str(item.arg.value).startswith("_"):
            yield item.lineno
    for used in tree.find_all(nodes.Filter):
        if used.name == "attr":
            yield used.lineno


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"Mente du »{near[0]}«?" if near else "Se docs/mails.md for de navne, en mail kan bruge."
