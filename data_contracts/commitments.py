"""The contract of what a cluster has agreed: a few short lines, taken whole or refused with every fault."""

from __future__ import annotations

import re
import unicodedata

from pydantic_core import PydanticCustomError

from data_contracts.contact import LONGEST_LINE, line
from domain.errors import BadInput, Fault
from domain.personal_numbers import holds_cpr_number

MOST_COMMITMENTS, LONGEST_COMMITMENT = 8, LONGEST_LINE
LINE_BREAK = re.compile(r"\r\n?|\n")
UNPRINTABLE = {"Cc", "Cs"}


def read_commitments(text: str) -> tuple[str, ...]:
    """One commitment a line, without the empty ones. Raises BadInput; no fault quotes what was written."""
    faults: list[Fault] = []
    lines = enumerate(LINE_BREAK.split(text.replace("\t", " ")), start=1)
    read = [_commitment(number, written, faults) for number, written in lines if written.strip()]
    agreed = tuple(commitment for commitment in read if commitment)
    if len(read) > MOST_COMMITMENTS:
        what = f"Der står {len(read)} aftaler, og der er plads til {MOST_COMMITMENTS}."
        faults.append(Fault("Aftalerne", what, "Vælg de vigtigste, eller skriv nogle af dem sammen."))
    if faults:
        raise BadInput(faults)
    return agreed


def _commitment(number: int, written: str, faults: list[Fault]) -> str:
    where = f"Linje {number}"
    if holds_cpr_number(written):
        faults.append(Fault(where, "Her står noget, der ligner et CPR-nummer.", "Fjern det."))
        return ""
    if any(unicodedata.category(mark) in UNPRINTABLE for mark in written):
        faults.append(Fault(where, "Her står et usynligt styretegn.", "Skriv linjen igen."))
        return ""
    try:
        return line(written)
    except PydanticCustomError as error:
        context = error.context or {}
        faults.append(Fault(where, context.get("what", ""), context.get("cure", "")))
        return ""
