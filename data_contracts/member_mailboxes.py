"""What an address itself tells: a slip in a well-known domain, or a mailbox that a whole clinic reads."""

from __future__ import annotations

import difflib
import re
from functools import cache
from pathlib import Path

WELL_KNOWN = Path(__file__).with_name("mail_domains.txt")
MANY_PEOPLES = Path(__file__).with_name("clinic_mailboxes.txt")
# gmial.com lies at 0.89 from gmail.com, an honest lise.dk at 0.86 from live.dk.
NEAR = 0.88


def likely_meant(address: str) -> str:
    """The same address at the well-known domain that was probably meant; empty where none is."""
    local, _, domain = address.rpartition("@")
    domain = domain.casefold()
    if domain in _known():
        return ""
    meant = _other_ending(domain) or _nearest(domain)
    return f"{local}@{meant}" if meant else ""


def is_many_peoples(address: str) -> bool:
    """Such as kontakt@ or laege-huset@."""
    local = address.rpartition("@")[0].casefold()
    return re.sub(r"[._-]", "", local) in _lines(MANY_PEOPLES)


def _other_ending(domain: str) -> str:
    """hotmail.dk → hotmail.com, where only one domain of that name is well known."""
    name = domain.partition(".")[0]
    same = [known for known in _known() if known.partition(".")[0] == name and len(name) > 4]
    return same[0] if len(same) == 1 else ""


def _nearest(domain: str) -> str:
    return next(iter(difflib.get_close_matches(domain, _known(), n=1, cutoff=NEAR)), "")


def _known() -> tuple[str, ...]:
    return _lines(WELL_KNOWN)


@cache
def _lines(file: Path) -> tuple[str, ...]:
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
