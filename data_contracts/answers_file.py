"""Answers as a CSV file: header = item ids, one row a respondent, empty = not answered."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from difflib import get_close_matches

from domain.errors import BadInput, Fault
from domain.questionnaire import Answers, Item, Questionnaire

LARGEST_FILE = 5_000_000
LONGEST_TEXT = 4_000
MOST_FAULTS_SHOWN = 50

# Not "printable" to Python, but ordinary in typed text: line ends, no-break space, soft hyphen, emoji joiner.
_HARMLESS = "\r\n\t\u00a0\u00ad\u200d"

Row = tuple[int, list[str]]


def read_answers_csv(content: bytes, questionnaire: Questionnaire) -> tuple[Answers, ...]:
    """One Answers per row, in file order; an item without a column counts as unanswered.

    `;`, `,` and tab separate; a byte order mark is fine. Raises BadInput with every fault by row and column
    (the header is row 1). Never repeats a cell: it may be a real answer.
    """
    rows = _rows(_text(content))
    if not rows:
        raise BadInput([Fault("filen", "Filen er tom.", "Første række skal have spørgsmålenes id'er.")])
    (_, header), body = rows[0], rows[1:]
    columns = _columns([name.strip() for name in header], body, questionnaire)
    faults: list[Fault] = []
    answers = [_answers(row, columns, len(header), questionnaire, faults) for row in body]
    if faults:
        raise BadInput(_shortened(faults))
    return tuple(answers)


def write_answers_csv(answers: Sequence[Answers], questionnaire: Questionnaire) -> bytes:
    """What `read_answers_csv` reads and Danish Excel opens: UTF-8 with a byte order mark, `;`, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    ids = [item.id for item in questionnaire.items]
    writer.writerow(ids)
    for one in answers:
        given = {**one.values, **one.texts}
        writer.writerow([given.get(item_id, "") for item_id in ids])
    return out.getvalue().encode("utf-8-sig")


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        cure = f"En fil med svar fylder under {LARGEST_FILE // 1_000_000} MB."
        raise BadInput([Fault("filen", "Filen er for stor.", cure)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise BadInput([Fault("filen", "Filen er ikke tekst i UTF-8.", "Gem den som »CSV UTF-8«.")])
    return text


def _rows(text: str) -> list[Row]:
    """Numbered as a spreadsheet shows them; blank lines are left out but counted."""
    first_line = text.partition("\n")[0]
    delimiter = max(";,\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [(number, row) for number, row in enumerate(reader, start=1) if row]
    except csv.Error:
        where = f"linje {reader.line_num}"
        what = "Et anførselstegn er ikke lukket, eller et felt er alt for langt."
        raise BadInput([Fault(where, what, "Ret linjen, og prøv igen.")]) from None


def _columns(header: list[str], body: Sequence[Row], questionnaire: Questionnaire) -> dict[int, Item]:
    """Place in the row -> item. An unnamed column is fine as long as nothing stands in it."""
    items = {item.id: item for item in questionnaire.items}
    columns: dict[int, Item] = {}
    faults = []
    for place, name in enumerate(header):
        if name in items and items[name] not in columns.values():
            columns[place] = items[name]
        elif name or any("".join(row[place : place + 1]).strip() for _, row in body):
            faults.append(_wrong_column(place, name, items))
    if faults:
        raise BadInput(_shortened(faults))
    return columns


def _wrong_column(place: int, name: str, items: dict[str, Item]) -> Fault:
    where = f"række 1, kolonne {place + 1}"
    if not name:
        return Fault(where, "Kolonnen har svar, men ingen overskrift.", "Skriv spørgsmålets id.")
    if name in items:
        return Fault(where, f"Spørgsmålet '{name}' står i to kolonner.", "Slet den ene.")
    close = get_close_matches(name, items, n=1)
    cure = f"Mente du '{close[0]}'?" if close else f"Spørgeskemaet har: {', '.join(items)}."
    return Fault(where, f"Spørgeskemaet har intet spørgsmål '{name[:40]}'.", cure)


def _answers(
    row: Row, columns: dict[int, Item], width: int, questionnaire: Questionnaire, faults: list[Fault]
) -> Answers:
    number, cells = row
    if len(cells) != width:
        what = f"Rækken har {len(cells)} felter, men overskriften har {width}."
        faults.append(Fault(f"række {number}", what, "Tjek, om der mangler eller er for mange skilletegn."))
        return Answers()
    values: dict[str, int] = {}
    texts: dict[str, str] = {}
    for place, item in columns.items():
        cell = cells[place].strip()
        problem = _problem(cell, item, questionnaire)
        if problem:
            faults.append(Fault(f"række {number}, kolonne '{item.id}'", *problem))
        elif cell and item.kind == "text":
            texts[item.id] = cell.replace("\r\n", "\n")
        elif cell:
            values[item.id] = int(cell)
    return Answers(values, texts)


def _problem(cell: str, item: Item, questionnaire: Questionnaire) -> tuple[str, str] | None:
    """What is wrong with the cell and the cure, or None."""
    if item.kind == "text":
        return _text_problem(cell)
    allowed = {str(value) for value in questionnaire.scale_of(item).values}
    if not cell or cell in allowed:
        return None
    top = len(allowed)
    if cell.isascii() and cell.isdigit():
        return (
            "Svaret ligger uden for skalaen.",
            f"Skriv et helt tal fra 1 til {top}, eller lad feltet stå tomt.",
        )
    return "Svaret er ikke et helt tal skrevet med 0-9.", f"Skriv 1 til {top}, eller lad feltet stå tomt."


def _text_problem(cell: str) -> tuple[str, str] | None:
    if len(cell) > LONGEST_TEXT:
        return "Teksten er for lang.", f"Højst {LONGEST_TEXT} tegn."
    if any(not (char.isprintable() or char in _HARMLESS) for char in cell):
        return "Teksten indeholder styretegn.", "Slet dem."
    return None


def _shortened(faults: list[Fault]) -> list[Fault]:
    left = len(faults) - MOST_FAULTS_SHOWN
    if left <= 0:
        return faults
    more = Fault("filen", f"Der er {left} fejl mere.", "Ret de første, og prøv igen.")
    return [*faults[:MOST_FAULTS_SHOWN], more]
