"""What an operator types where they start a run: titles, help and rules as the engine's form shows them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

OPEN_THE_LIST = "Listen åbnes med pilen til højre."
"""Prefect 3.8.8 does so, or by the space bar; a click in the middle of a list opens and closes it at once."""


def asked(title: str, description: str, **rules: Any) -> Any:
    """Prefect names a parameter by its name in the code, unless its schema is told otherwise."""
    if "enum" in rules:
        description = f"{description} {OPEN_THE_LIST}"
    return Field(json_schema_extra={"title": title, "description": description, **rules})


MeetingId = Annotated[
    str,
    asked(
        "Mødets id",
        "Står øverst på mødets side, som oversigten »overblik« fører til. Fx trivsel-k7m2qa.",
    ),
]
