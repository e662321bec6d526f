"""From pydantic's errors to Danish faults with lines; no fault quotes what a person wrote."""

from __future__ import annotations

import difflib
import re

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from data_contracts.yaml_text import Place, YamlText
from domain.errors import Fault


def faults_of(error: ValidationError, form: type[BaseModel], source: YamlText) -> list[Fault]:
    """One fault per error, in the order of the file's lines; a misspelt name is not also called missing."""
    details = error.errors(include_url=False, include_input=False)
    unknown = [one["loc"] for one in details if one["type"] == "extra_forbidden"]
    misspelt = {(*place[:-1], _nearest(place, form)) for place in unknown}
    kept = [one for one in details if one["type"] != "missing" or one["loc"] not in misspelt]
    kept.sort(key=lambda one: source.line(one["loc"]))
    return [_fault(one, form, source) for one in kept]


def _fault(detail: ErrorDetails, form: type[BaseModel], source: YamlText) -> Fault:
    place: Place = detail["loc"]
    where, name = source.where(place), ".".join(map(str, place))
    match detail["type"]:
        case "refused":
            return Fault(f"{where}, {name}", detail["ctx"]["what"], detail["ctx"]["cure"])
        case "missing":
            return Fault(where, f"»{name}« mangler.", "Skriv den. Der er eksempler i mappen examples.")
        case "extra_forbidden":
            return _unknown(place, form, where)
        case _:
            cure = "Der er eksempler i mappen examples."
            return Fault(f"{where}, {name}", "Værdien har en forkert form.", cure)


def _unknown(place: Place, form: type[BaseModel], where: str) -> Fault:
    written, near = str(place[-1]), _nearest(place, form)
    shown = f"Navnet »{written}«" if re.fullmatch(r"[A-Za-z_ -]{1,40}", written) else "Et navn"
    cure = f"Mente du »{near}«?" if near else f"Brug kun: {', '.join(_names(form, place[:-1]))}."
    return Fault(where, f"{shown} kendes ikke her.", cure)


def _nearest(place: Place, form: type[BaseModel]) -> str:
    near = difflib.get_close_matches(str(place[-1]).casefold(), _names(form, place[:-1]), n=1)
    return near[0] if near else ""


def _names(form: type[BaseModel], place: Place) -> list[str]:
    """The names a form knows at a place inside it."""
    for part in place:
        if isinstance(part, str):
            form = _inner_form(form.model_fields[part].annotation) or form
    return list(form.model_fields)


def _inner_form(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inside = (_inner_form(one) for one in getattr(annotation, "__args__", ()))
    return next((one for one in inside if one), None)
