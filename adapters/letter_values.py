"""How a value gets into a mail's markdown: literally, unless it is the package author's own text."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

from jinja2.exceptions import TemplateRuntimeError

from domain.blanks import shown

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


class Trusted(str):
    """Markdown that may act: a package's own text or a checked address of a page."""

    __slots__ = ()


def literal(value: object) -> str:
    """One line in which no character means anything to markdown; invisible marks are dropped."""
    if isinstance(value, Trusted):
        return value
    visible = "".join(
        mark for mark in " ".join(str(value).split()) if unicodedata.category(mark) not in INVISIBLE
    )
    return PUNCTUATION.sub(r"\\\1", visible)


def markdown_text(value: object) -> Trusted:
    """For the package's own texts: their markdown acts (HTML never does), and a marked blank is seen."""
    return Trusted(shown(str(value).strip()))


def quoted(value: object) -> Trusted:
    """Around `{% filter quote %}`: what stands in it is set apart, as one text to copy."""
    return Trusted("\n".join(f"> {line}".rstrip() for line in str(value).strip().splitlines()))


def url(value: object) -> Trusted:
    """A page of ours, ready to stand inside [words](…) or alone; only http and https."""
    address = str(value)
    if urlsplit(address).scheme not in {"http", "https"} or any(mark.isspace() for mark in address):
        raise TemplateRuntimeError("not a web address")
    return Trusted(quote(address, safe="/:?#@!$&*+,;=%~"))


def mailto(value: object) -> Trusted:
    """An address that can be clicked; anything that is not plainly one is printed literally."""
    address = str(value)
    return Trusted(f"<{address}>" if PLAIN_ADDRESS.fullmatch(address) else literal(address))
