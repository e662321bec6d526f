"""Composes mails: one template per kind, the package's own version first, every value printed literally."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.letter_parts import as_html, as_plain, parse, preheader
from adapters.letter_templates import render, sandbox
from domain.errors import BadInput, Fault
from domain.mails import MailKind
from domain.package import Package
from domain.ports import Text

SUBJECT = "Emne:"
LEFT_OUT = {
    "plan": None,
    "round": 1,
    "link": "",
    "attachments": (),
    "files": (),
    "reason": "",
    "follow_up": None,
    "follow_up_choice": "later",
    "has_data": True,
    "is_compared": False,
    "run_link": "",
}


class JinjaLetters:
    """`templates` is the folder that holds mail/; a package's mails/ folder may replace single kinds."""

    def __init__(self, templates: Path) -> None:
        self._mail = templates / "mail"
        self._environments: dict[str, Environment] = {}
        layouts = Environment(loader=FileSystemLoader(self._mail), autoescape=True, undefined=StrictUndefined)
        self._layout = layouts.get_template("_layout.html.j2")

    def compose(self, kind: MailKind, package: Package, context: Mapping[str, Any]) -> Text:
        """Subject, plain and HTML part. Raises BadInput naming the template's file and line."""
        name = f"{kind.value}.md.j2"
        rendered = render(self._environment(package), name, _names(package, context))
        first, _, markdown = rendered.lstrip().partition("\n")
        if not first.startswith(SUBJECT):
            cure = f"Lad den første linje være »{SUBJECT} …«."
            raise BadInput([Fault(f"{name}:1", "Mailen har intet emne.", cure)])
        subject = " ".join(as_plain(parse(first.removeprefix(SUBJECT).strip())).split())
        tokens = parse(markdown)
        plain = as_plain(tokens)
        html = self._layout.render(subject=subject, preheader=preheader(plain), body=as_html(tokens))
        return Text(subject, plain, html)

    def _environment(self, package: Package) -> Environment:
        if package.folder not in self._environments:
            self._environments[package.folder] = sandbox(Path(package.folder) / "mails", self._mail)
        return self._environments[package.folder]


def _names(package: Package, context: Mapping[str, Any]) -> dict[str, Any]:
    """What a template may use: the caller's values, with what follows from them filled in."""
    names = LEFT_OUT | {"contacts": package.contacts} | dict(context) | {"package": package}
    if meeting := names.get("meeting"):
        names = {"order": meeting.order} | names
    if order := names.get("order"):
        names["cluster"] = named_cluster(order.cluster)
    return names


def named_cluster(name: str) -> str:
    """Such as Klynge Nord, whether the order says Nord or Klynge Nord."""
    return name if name.casefold().startswith("klynge") else f"Klynge {name}"
