"""What an operator types where they start a run: titles, help and rules as the engine's form shows them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field


def asked(title: str, description: str, **rules: Any) -> Any:
    """Prefect names a parameter by its name in the code, unless its schema is told otherwise."""
    return Field(json_schema_extra={"title": title, "description": description, **rules})


MeetingId = Annotated[
    str,
    asked(
        "Mødets id",
        "Står øverst på mødets side, som oversigten »overblik« fører til. Fx trivsel-k7m2qa.",
    ),
]
