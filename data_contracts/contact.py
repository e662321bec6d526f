"""What a name, an address, a phone number or a line of text from a person may look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

# RFC 2606: names that can reach nobody, for rehearsals; email-validator would refuse them.
RESERVED_FOR_EXERCISES = re.compile(r"\.(?:invalid|test|example)$", re.IGNORECASE)
# What a decoder writes in place of bytes it could not read.
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT = 100, 200, 2000
IN_PERSON_NAMES = frozenset(" .,'’´`()-–")
IN_CLUSTER_NAMES = IN_PERSON_NAMES | frozenset("/&+:0123456789")


def refusal(what: str, cure: str) -> PydanticCustomError:
    """A fault in Danish; it never quotes the value, which may be personal."""
    return PydanticCustomError("refused", "{what}\n{cure}", {"what": what, "cure": cure})


def person_name(value: object) -> str:
    return _name(value, IN_PERSON_NAMES)


def cluster_name(value: object) -> str:
    """Without a leading »Klynge«, which every letter and slide writes itself."""
    return re.sub(r"^klyngen?\s+(?=\S)", "", _name(value, IN_CLUSTER_NAMES), flags=re.IGNORECASE)


def email_address(value: object) -> str:
    """One ASCII address; æøå in the domain becomes its punycode."""
    address = _text(value)
    if not address:
        raise refusal("Mailadressen mangler.", "Skriv én mailadresse.")
    if address.count("@") > 1 or any(mark in address for mark in ",;"):
        raise refusal("Her står mere end én mailadresse.", "Skriv kun én mailadresse.")
    reserved = RESERVED_FOR_EXERCISES.search(address)
    try:
        checked = validate_email(
            RESERVED_FOR_EXERCISES.sub(".org", address), check_deliverability=False, allow_smtputf8=False
        )
    except EmailNotValidError:
        raise refusal("Mailadressen er ikke gyldig.", "Skriv den som navn@praksis.dk.") from None
    ascii_address = checked.ascii_email or checked.normalized
    return ascii_address.removesuffix(".org") + reserved[0].lower() if reserved else ascii_address


def phone_number(value: object) -> str:
    """Eight Danish digits, or + and a foreign number; returned in pairs as Danes read it."""
    number = re.sub(r"[\s().\-–]", "", _text(value))
    number = re.sub(r"^00", "+", number).removeprefix("+45")
    if re.fullmatch(r"[0-9]{8}", number):
        return " ".join(re.findall("..", number))
    if re.fullmatch(r"\+[0-9]{7,15}", number):
        return number
    cure = "Skriv otte cifre, fx 12 34 56 78, eller + og landekode for et udenlandsk nummer."
    raise refusal("Telefonnummeret kan ikke læses." if number else "Telefonnummeret mangler.", cure)


def line(value: object) -> str:
    """One line of text; line breaks become commas, as in a postal address."""
    parts = (" ".join(part.split()).strip(" ,") for part in _text(value).splitlines())
    return _printable(", ".join(part for part in parts if part), LONGEST_LINE)


def text(value: object) -> str:
    """Free text over several lines."""
    lines = _short(_text(value), LONGEST_TEXT).splitlines()
    return "\n".join(_printable(" ".join(one.split()), LONGEST_TEXT) for one in lines)


def required(rule: Callable[[object], str], missing: str, cure: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not (checked := rule(value)):
            raise refusal(missing, cure)
        return checked

    return check


PersonName = Annotated[str, BeforeValidator(person_name)]
ClusterName = Annotated[str, BeforeValidator(cluster_name)]
Email = Annotated[str, BeforeValidator(email_address)]
Phone = Annotated[str, BeforeValidator(phone_number)]
PostalAddress = Annotated[
    str,
    BeforeValidator(required(line, "Postadressen mangler.", "Skriv vej, nummer, postnummer og by.")),
]
Line = Annotated[str, BeforeValidator(line)]
FreeText = Annotated[str, BeforeValidator(text)]


def _name(value: object, allowed: frozenset[str]) -> str:
    if re.search(r"[\r\n]", _text(value)):
        raise refusal("Navnet indeholder et linjeskift.", "Skriv navnet på én linje.")
    name = _printable(" ".join(_text(value).split()), LONGEST_NAME)
    for number, mark in enumerate(name, start=1):
        if not (mark in allowed or unicodedata.category(mark)[0] in "LM"):
            what = f"Tegn nr. {number} (U+{ord(mark):04X}) hører ikke hjemme i et navn."
            raise refusal(what, "Fjern tegnet.")
    if ".." in name or not any(mark.isalnum() for mark in name):
        raise refusal("Navnet kan ikke læses som et navn." if name else "Navnet mangler.", "Skriv navnet.")
    return name


def _printable(value: str, longest: int) -> str:
    """Refuses what is invisible or steers a reader: control, format and encoded-word marks."""
    _short(value, longest)
    for number, mark in enumerate(value, start=1):
        if mark == UNREADABLE:
            what = f"Tegn nr. {number} er kommet forkert frem ({UNREADABLE})."
            raise refusal(what, "Skriv teksten igen, eller gem filen som UTF-8.")
        if unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
            what = f"Tegn nr. {number} (U+{ord(mark):04X}) er et usynligt styretegn."
            raise refusal(what, "Fjern tegnet, eller skriv teksten igen.")
    if "=?" in value:
        raise refusal("Teksten indeholder en kodet mailoverskrift (=?).", "Skriv teksten igen uden den.")
    return value


def _short(value: str, longest: int) -> str:
    if len(value) > longest:
        what = f"Teksten er på {len(value)} tegn, og der er plads til {longest}."
        raise refusal(what, "Gør den kortere.")
    return value


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise refusal("Her skal stå én tekst.", "Skriv én værdi.")
    return unicodedata.normalize("NFC", value).strip()
