"""The fields of an order and the rule of each, as a strict pydantic model."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from data_contracts.contact import (
    ClusterName,
    Email,
    FreeText,
    Line,
    PersonName,
    Phone,
    PostalAddress,
    refusal,
)
from data_contracts.meeting_time import check_starts, meeting_date, meeting_hour
from domain.meeting import REGIONS

FEWEST_MEMBERS, MOST_MEMBERS = 5, 120


@dataclass(frozen=True)
class Known:
    """What an order is judged against. `now` is aware; `earliest` is the first date a meeting can have."""

    packages: Sequence[str]
    now: dt.datetime
    earliest: dt.date | None


def _known(info: ValidationInfo) -> Known:
    if not isinstance(info.context, Known):
        raise TypeError("An order is validated with `context=Known(...)`.")
    return info.context


def known_package(value: object, info: ValidationInfo) -> str:
    known = _known(info)
    asked = str(value or "").strip()
    if asked not in known.packages:
        shown = f"Pakken »{asked}«" if re.fullmatch(r"[\w-]{1,40}", asked) else "Pakken"
        raise refusal(f"{shown} findes ikke.", f"Vælg en af: {', '.join(known.packages)}.")
    return asked


def region(value: object) -> str:
    known = {name.removeprefix("Region ").casefold(): name for name in REGIONS}
    asked = " ".join(str(value or "").split()).casefold().removeprefix("region ")
    if asked not in known:
        raise refusal("Regionen er ikke en af de fem.", f"Skriv en af: {', '.join(REGIONS)}.")
    return known[asked]


def members_expected(value: object) -> int:
    written = str(value or "").strip()
    if not re.fullmatch(r"[0-9]{1,4}", written) or not FEWEST_MEMBERS <= int(written) <= MOST_MEMBERS:
        cure = f"Skriv et helt tal fra {FEWEST_MEMBERS} til {MOST_MEMBERS}."
        raise refusal("Antallet af medlemmer kan ikke bruges.", cure)
    return int(written)


class Coordinator(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    name: PersonName
    email: Email
    phone: Phone
    postal_address: PostalAddress


class MeetingTime(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    date: Annotated[dt.date, BeforeValidator(meeting_date)]
    time: Annotated[dt.time, BeforeValidator(meeting_hour)]
    place: Line = ""


def in_good_time(meeting: MeetingTime, info: ValidationInfo) -> MeetingTime:
    known = _known(info)
    check_starts(meeting.date, meeting.time, known.now, known.earliest)
    return meeting


class OrderForm(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    package: Annotated[str, BeforeValidator(known_package)]
    cluster: ClusterName
    region: Annotated[str, BeforeValidator(region)]
    coordinator: Coordinator
    meeting: Annotated[MeetingTime, AfterValidator(in_good_time)]
    members_expected: Annotated[int, BeforeValidator(members_expected)]
    wishes: FreeText = ""
