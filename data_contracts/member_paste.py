"""From text to rows: columns copied from a sheet, or addresses as mail programs write them."""

from __future__ import annotations

import re

from data_contracts.member_columns import HEADINGS, NEARLY_ALL
from data_contracts.member_table import MOST_BYTES, SEPARATORS, Row, Table, clean_cell, refuse, text_table

# Between addresses, but not inside "Hansen, Anne <a@b.dk>".
AFTER_BRACKET = re.compile(r"(?<=>)\s*[,;]\s*")
NAME_THEN_ADDRESS = re.compile(r"(?P<name>[^@<>]*[^@<>\s])\s+(?P<address>[^\s<>]+@[^\s<>]+)")


def paste_table(text: str) -> Table:
    """The rows are numbered by line. Raises BadInput when the text is empty or far too long."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        refuse("Teksten", "Den fylder mere end 2 MB.", "Indsæt kun medlemslisten.")
    lines = [line for line in text.splitlines() if clean_cell(line)]
    if not lines:
        refuse("Teksten", "Den er tom.", "Indsæt medlemmernes mailadresser, én på hver linje.")
    if _is_table(lines):
        return text_table(text)
    rows, cleaned = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        clean = clean_cell(line)
        if clean != line.strip():
            cleaned.append(str(number))
        rows += [Row(number, (entry,)) for entry in _entries(clean)]
    remark = f"Usynlige tegn og særlige mellemrum er fjernet (linje {', '.join(cleaned[:10])})."
    return Table((Row(0, ("e-mail",)), *rows), (remark,) if cleaned else ())


def file_table(text: str) -> Table:
    """A file of text is columns, unless its addresses stand in angle brackets as in a mail."""
    lines = [line for line in text.splitlines() if clean_cell(line)]
    return paste_table(text) if "<" in text and not _is_table(lines) else text_table(text)


def _is_table(lines: list[str]) -> bool:
    """A heading we know, or one address and something more in nearly every line: one may be wrong."""
    headings = re.split(f"[{SEPARATORS}]", lines[0])
    plain = ("".join(mark for mark in one.casefold() if mark.isalpha()) for one in headings)
    if "@" not in lines[0] and any(one in HEADINGS for one in plain):
        return True
    if any(line.count("@") > 1 or "<" in line for line in lines):
        return False
    parted = [line for line in lines if any(mark in line.strip(" ;,\t") for mark in SEPARATORS)]
    whole = sum("@" in line for line in parted)
    return whole >= NEARLY_ALL * len(lines)


def _entries(line: str) -> list[str]:
    if "<" in line:
        parts = AFTER_BRACKET.split(line)
    elif all("@" in word for word in line.split()):
        parts = re.split(r"[,;\s]", line)
    else:
        parts = re.split(r"[,;\t]", line)
    return [_with_brackets(part.strip(" ,;\t")) for part in parts if part.strip(" ,;\t")]


def _with_brackets(entry: str) -> str:
    """ "Anne Hansen a@b.dk" is read as "Anne Hansen <a@b.dk>"; several bare addresses stay as they are."""
    named = NAME_THEN_ADDRESS.fullmatch(entry)
    return f"{named['name']} <{named['address']}>" if named else entry
