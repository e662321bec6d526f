"""The consultants at KiAP and the regions they follow, from a YAML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from data_contracts.contact import Email, PersonName, Phone
from data_contracts.form_faults import faults_of
from data_contracts.order_form import region
from data_contracts.yaml_text import YamlText, read_yaml
from domain.errors import BadInput, Fault
from domain.meeting import Consultant

KIAP = Consultant(id="kiap", name="KiAP", email="klynger@kiap.dk")
STRICT = ConfigDict(extra="forbid", hide_input_in_errors=True)


class _Consultant(BaseModel):
    model_config = STRICT

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,30}$")]
    name: PersonName
    email: Email
    phone: Phone = ""
    regions: tuple[Annotated[str, BeforeValidator(region)], ...] = ()


class _ConsultantsFile(BaseModel):
    model_config = STRICT

    consultants: Annotated[tuple[_Consultant, ...], Field(min_length=1)]


def _twice(rows: Sequence[_Consultant], source: YamlText) -> list[Fault]:
    ids = [row.id for row in rows]
    return [
        Fault(
            f"{source.where(('consultants', number, 'id'))}, consultants.{number}.id",
            f"»{one}« står to gange.",
            "Giv hver konsulent sit eget id.",
        )
        for number, one in enumerate(ids)
        if one in ids[:number]
    ]


def read_consultants(path: Path) -> tuple[Consultant, ...]:
    """The file's consultants, or KiAP itself where there is no file. Raises BadInput naming file and line."""
    if not path.is_file():
        return (KIAP,)
    try:
        source = read_yaml(path.read_bytes())
        rows = _ConsultantsFile.model_validate(source.content).consultants
        faults = _twice(rows, source)
    except ValidationError as error:
        faults = faults_of(error, _ConsultantsFile, source)
    except BadInput as error:
        faults = error.faults
    if not faults:
        return tuple(Consultant(row.id, row.name, row.email, row.phone, row.regions) for row in rows)
    raise BadInput([Fault(f"{path.name}, {fault.where}", fault.what, fault.cure) for fault in faults])


def consultant_for(region: str, consultants: Sequence[Consultant]) -> Consultant:
    """Who follows the region: the first who names it, else the first who names none, else the first."""
    follows = [one for one in consultants if region in one.regions]
    anywhere = [one for one in consultants if not one.regions]
    return [*follows, *anywhere, *consultants, KIAP][0]
