"""What the address, the name and the practice number of one member may look like."""

from __future__ import annotations

import re

from data_contracts.contact import email_address, person_name, refusal
from data_contracts.member_rows import NAMED_ADDRESS
from domain.personal_numbers import holds_cpr_number

COULD_RUN = ("=", "+", "-", "@")


def member_address(written: str) -> str:
    """Each of these three returns the clean value; raises PydanticCustomError with what and cure."""
    _check_harmless(written)
    if NAMED_ADDRESS.fullmatch(written):
        raise refusal(
            "Navnet foran mailadressen er en anden mailadresse.", "Skriv kun den adresse, der skal bruges."
        )
    return email_address(written)


def member_name(written: str) -> str:
    _check_harmless(written)
    if written.startswith(COULD_RUN):
        raise refusal("Navnet begynder som en formel.", "Skriv navnet uden tegn foran.")
    return person_name(written) if written else ""


def practice_number(written: str) -> str:
    """Six digits; a sheet may have dropped the zeros in front."""
    _check_harmless(written)
    number = written.replace(" ", "")
    if not re.fullmatch(r"[0-9]{0,6}", number):
        raise refusal("Ydernummeret skal være højst seks cifre.", "Ret det, eller lad det være tomt.")
    return number.zfill(6) if number else ""


def _check_harmless(written: str) -> None:
    if holds_cpr_number(written):
        raise refusal("Her står noget, der ligner et CPR-nummer.", "Fjern det. Det er ikke gemt.")
    if written.startswith("="):
        raise refusal("Her står en formel.", "Skriv værdien i stedet.")
