"""Composes mails: one template per kind, the package's own version first, every value printed literally."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.letter_parts import as_html, as_plain, parse
from adapters.letter_templates import render, sandbox
from domain.errors import BadInput, Fault
from domain.mails import MailKind
from domain.package import Package
from domain.ports import Text

SUBJECT, PREHEADER = "Emne:", "Forhånd:"
LONGEST_PREHEADER = 120
LEFT_OUT = {
    "plan": None,
    "round": 1,
    "link": "",
    "own_link": "",
    "own_code": "",
    "attachments": (),
    "files": (),
    "on_page": (),
    "documents": (),
    "proposed": None,
    "reason": "",
    "follow_up": None,
    "follow_up_choice": "later",
    "has_data": True,
    "is_compared": False,
    "run_link": "",
    "copies": 0,
    "paper": "A4",
    "must_have_left": None,
    "is_urgent": False,
    "was_starts": None,
    "was_closes": None,
    "is_open": False,
    "has_closed": False,
    "has_begun": False,
    "has_kit": False,
    "is_delivered": False,
    "members_told": False,
    "new_coordinator": False,
    "order_link": "",
    "by": "",
    "changes": (),
    "former": "",
    "added": 0,
    "changed": 0,
    "removed": 0,
    "new": (),
    "again": (),
    "solved": (),
    "count": 0,
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
        return self._text(kind, self.environment(package), names_for(package, context))

    def compose_alert(self, context: Mapping[str, Any]) -> Text:
        return self._text(MailKind.ALERT, sandbox(self._mail), context)

    def _text(self, kind: MailKind, environment: Environment, names: Mapping[str, Any]) -> Text:
        name = f"{kind.value}.md.j2"
        rendered = render(environment, name, names)
        subject, rest = _line(rendered, SUBJECT, f"{name}:1", "Mailen har intet emne.")
        preheader, markdown = _line(rest, PREHEADER, f"{name}:2", "Mailen har ingen forhåndslinje.")
        tokens = parse(markdown)
        html = self._layout.render(
            subject=subject,
            preheader=textwrap.shorten(preheader, LONGEST_PREHEADER, placeholder=" …"),
            body=as_html(tokens),
        )
        return Text(subject, as_plain(tokens), html)

    def environment(self, package: Package) -> Environment:
        """Where the package's templates come from: its own first, then ours."""
        if package.folder not in self._environments:
            self._environments[package.folder] = sandbox(Path(package.folder) / "mails", self._mail)
        return self._environments[package.folder]


def _line(text: str, label: str, where: str, missing: str) -> tuple[str, str]:
    """The text's first line without its label, in plain words, and the text that follows it."""
    first, _, rest = text.lstrip().partition("\n")
    words = " ".join(as_plain(parse(first.removeprefix(label).strip())).split())
    if not first.startswith(label) or not words:
        cure = f"Begynd filen med de to linjer »{SUBJECT} …« og »{PREHEADER} …«."
        raise BadInput([Fault(where, missing, cure)])
    return words, rest


def names_for(package: Package, context: Mapping[str, Any]) -> dict[str, Any]:
    """What a template may use: the caller's values, with what follows from them filled in."""
    names = LEFT_OUT | {"contacts": package.contacts} | dict(context) | {"package": package}
    if meeting := names.get("meeting"):
        names = {"order": meeting.order} | names
    if order := names.get("order"):
        names["cluster"] = order.cluster_named
    return names
