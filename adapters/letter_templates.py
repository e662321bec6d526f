"""Renders mail templates in a sandbox; what goes wrong in one is named with its file and line."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from adapters.letter_values import literal, mailto, markdown_text, quoted, url
from domain import dates
from domain.errors import BadInput, Fault

SUFFIX = ".md.j2"


def sandbox(*folders: Path) -> Environment:
    """An environment whose templates come from the first folder that has them."""
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        finalize=literal,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    own = {"text": markdown_text, "quote": quoted, "url": url, "mailto": mailto}
    in_words = {"day": dates.day, "day_and_time": dates.day_and_time, "clock": dates.clock}
    times = {name: _of_dates(words) for name, words in in_words.items()}
    environment.filters |= own | times
    return environment


def render(environment: Environment, name: str, context: Mapping[str, Any]) -> str:
    """Raises BadInput with file and line; the fault holds names of the template, never a value."""
    try:
        return environment.get_template(name).render(context)
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
        raise BadInput([_fault(error, name)]) from None


def _of_dates(words: Callable[[Any], str]) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, date):
            raise TemplateRuntimeError("no date")
        return words(value)

    return check


def _fault(error: Exception, name: str) -> Fault:
    match error:
        case TemplateNotFound():
            return Fault(str(error.name), "Skabelonen findes ikke.", "Læg filen i mappen templates/mail.")
        case TemplateSyntaxError():
            where = f"{Path(error.filename or name).name}:{error.lineno}"
            return Fault(where, "Skabelonen kan ikke læses.", "Luk hver {{ med }} og hver {% med %}.")
        case SecurityError():
            return Fault(_where(error, name), "Skabelonen må ikke bruge dette.", "Brug kun de nævnte felter.")
        case UndefinedError():
            what = "Et navn i linjen kendes ikke, eller værdien mangler."
            return Fault(_where(error, name), what, "Se docs/mails.md for de navne, en mail kan bruge.")
        case _:
            what = "En værdi i linjen kan ikke bruges sådan."
            return Fault(_where(error, name), what, "Ret udtrykket mellem {{ og }}.")


def _where(error: Exception, name: str) -> str:
    """The innermost template line of the error's traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(SUFFIX)]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else name
