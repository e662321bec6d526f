"""Turns a template and its values into an answer of the web server; everything is escaped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt

from adapters.settings import TEMPLATES
from domain import dates
from domain.package import Contact
from domain.runbook import ENTRY_OF_NEED

FOLDER = TEMPLATES / "web"
STYLES = sorted((FOLDER / "styles").glob("*.css"))
SCRIPTS = {file.stem: file for file in sorted((FOLDER / "scripts").glob("*.js"))}

# HTML in a package's text is printed, never obeyed.
MARKDOWN = MarkdownIt("commonmark", {"html": False})


def page(
    template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """One whole page. A value that the template needs and did not get is an error."""
    html = _environment().get_template(f"{template}.html.j2").render(values)
    return HTMLResponse(html, status_code=status, headers=dict(headers or {}))


def message(
    title: str,
    *paragraphs: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    way_on: tuple[str, str] | None = None,
) -> HTMLResponse:
    """A page that says one thing. `way_on` is the words and the address of a link under it."""
    return page("message", status, headers, title=title, paragraphs=paragraphs, way_on=way_on)


@cache
def style_sheet() -> bytes:
    """The style files as one."""
    return b"".join(file.read_bytes() for file in STYLES)


def in_order_of_nearness(contacts: tuple[Contact, ...], region: str) -> list[Contact]:
    """The reader's own region and the nationwide ones first; the other regions after them."""
    return sorted(contacts, key=lambda c: (c.organisation != region, c.organisation.startswith("Region")))


def day_and_time(when: datetime) -> str:
    """As in letters, but a narrow screen does not part the hour from its "kl."."""
    return dates.day_and_time(when).replace("kl. ", "kl.\N{NO-BREAK SPACE}")


def dialled(phone: str) -> str:
    """For a tel: link; a number that names no country is Danish."""
    number = phone.replace(" ", "")
    return number if number.startswith("+") else f"+45{number}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["markdown"] = MARKDOWN.render
    environment.filters["dialled"] = dialled
    environment.filters["day"] = dates.day
    environment.filters["long_date"] = dates.long_date
    environment.filters["runbook"] = ENTRY_OF_NEED.__getitem__
    environment.filters["day_and_time"] = day_and_time
    environment.globals["style_version"] = _version(style_sheet())
    environment.globals["script_versions"] = {
        name: _version(file.read_bytes()) for name, file in SCRIPTS.items()
    }
    return environment


def _version(content: bytes) -> str:
    """A changed style sheet gets a new address, so browsers may keep the old one."""
    return hashlib.sha256(content).hexdigest()[:12]
