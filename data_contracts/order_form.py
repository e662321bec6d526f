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
from data_contracts.meeting_time import check_ahead, meeting_date, meeting_hour, starts_at
from domain.meeting import REGIONS
from domain.personal_numbers import holds_cpr_number

FEWEST_MEMBERS, MOST_MEMBERS = 5, 120
# Mail programs make a link of it by themselves, and anybody can have our mail sent to anybody.
WEB_ADDRESS = re.compile(r"//|\bwww\.|\w\.[^\W\d_]{2,}", re.IGNORECASE)


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
        what = f"{shown} findes ikke." if asked else "Pakken mangler."
        raise refusal(what, f"Vælg en af: {', '.join(known.packages)}.")
    return asked


def region(value: object) -> str:
    known = {name.removeprefix("Region ").casefold(): name for name in REGIONS}
    asked = " ".join(str(value or "").split()).casefold().removeprefix("region ")
    if asked not in known:
        what = "Regionen er ikke en af de fem." if asked else "Regionen mangler."
        raise refusal(what, f"Vælg en af: {', '.join(REGIONS)}.")
    return known[asked]


def members_expected(value: object) -> int:
    written = str(value or "").strip()
    if not re.fullmatch(r"[0-9]{1,4}", written) or not FEWEST_MEMBERS <= int(written) <= MOST_MEMBERS:
        what = "Antallet af medlemmer kan ikke bruges." if written else "Antallet af medlemmer mangler."
        raise refusal(what, f"Skriv et helt tal fra {FEWEST_MEMBERS} til {MOST_MEMBERS}.")
    return int(written)


def no_web_address(name: str) -> str:
    if WEB_ADDRESS.search(name):
        raise refusal("Navnet ligner en webadresse.", "Skriv et mellemrum efter et punktum.")
    return name


def no_cpr_number(text: str) -> str:
    if holds_cpr_number(text):
        raise refusal("Teksten ligner et CPR-nummer.", "Slet tallet. Skriv aldrig CPR-numre her.")
    return text


class Coordinator(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    name: Annotated[PersonName, AfterValidator(no_web_address)]
    email: Email
    phone: Phone
    postal_address: PostalAddress


def real_hour(hour: dt.time, info: ValidationInfo) -> dt.time:
    if isinstance(day := info.data.get("date"), dt.date):
        starts_at(day, hour)
    return hour


class MeetingTime(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    date: Annotated[dt.date, BeforeValidator(meeting_date)]
    time: Annotated[dt.time, BeforeValidator(meeting_hour), AfterValidator(real_hour)]
    place: Annotated[Line, AfterValidator(no_cpr_number)] = ""


def in_good_time(meeting: MeetingTime, info: ValidationInfo) -> MeetingTime:
    known = _known(info)
    check_ahead(starts_at(meeting.date, meeting.time), known.now, known.earliest)
    return meeting


class OrderForm(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    package: Annotated[str, BeforeValidator(known_package)]
    cluster: Annotated[ClusterName, AfterValidator(no_web_address)]
    region: Annotated[str, BeforeValidator(region)]
    coordinator: Coordinator
    meeting: Annotated[MeetingTime, AfterValidator(in_good_time)]
    members_expected: Annotated[int, BeforeValidator(members_expected)]
    wishes: Annotated[FreeText, AfterValidator(no_cpr_number)] = ""
