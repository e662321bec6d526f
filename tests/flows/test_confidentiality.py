"""Nothing about a person is in the engine's database or in any log: each secret is searched for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest

from cli.rehearsal.script import COMMITMENTS
from tests.flows.given_answers import Row, first_round, second_round
from tests.flows.mailbox import of_kind
from tests.flows.questionnaire_file import SCALES, TEXTS
from tests.flows.rehearsal_process import Rehearsal

SEPARATORS = (",", ", ", ";", "; ", "\t", " ", "|", "")


def people(rehearsal: Rehearsal) -> set[str]:
    """Names and addresses of members, coordinator and consultant, as the mails' headers have them."""
    recipients = [mail.message["To"].addresses[0] for mail in rehearsal.mails]
    return {one.display_name for one in recipients} | {one.addr_spec for one in recipients}


def ways_to_reach_them() -> set[str]:
    return {"12 34 56 79", "12345679", "12 34 56 78", "Eksempelvej 1", "8000 Aarhus"}


def tokens(rehearsal: Rehearsal) -> set[str]:
    mails = rehearsal.mails
    members = {token for mail in of_kind("invitation", mails) for token in mail.tokens("s")}
    coordinator = {token for mail in mails for token in mail.tokens("k")}
    assert len(members) == 48
    assert len(coordinator) == 1
    return members | coordinator


def token_hashes(rehearsal: Rehearsal) -> set[str]:
    with closing(sqlite3.connect(f"file:{rehearsal.ledger}?mode=ro", uri=True)) as ledger:
        return {str(row[0]) for row in ledger.execute("SELECT token_hash FROM invitations")}


def free_texts() -> set[str]:
    rows = [*first_round(), *second_round()]
    texts = {row[question.id] for row in rows for question in TEXTS if question.id in row}
    return texts | {"kaffepause på gangen", *COMMITMENTS}


def answer_rows() -> set[str]:
    """A single answer is a digit and found everywhere; a whole row of them, however written, is not."""
    return {written for row in [*first_round(), *second_round()] for written in _written(row)}


def _written(row: Row) -> Iterator[str]:
    values = [row.get(question.id, "") for question in SCALES]
    given = [int(value) for value in values if value]
    yield from (separator.join(values) for separator in SEPARATORS)
    yield from (separator.join(map(str, given)) for separator in SEPARATORS)
    pairs = {question.id: int(row[question.id]) for question in SCALES if question.id in row}
    for ordered in (pairs, dict(sorted(pairs.items()))):
        first_three = dict(list(ordered.items())[:3])
        yield json.dumps(first_three).strip("{}")
        yield json.dumps(first_three, separators=(",", ":")).strip("{}")
        yield str(first_three).strip("{}")


def secrets_of(rehearsal: Rehearsal) -> dict[str, set[str]]:
    return {
        "people": people(rehearsal),
        "ways to reach them": ways_to_reach_them(),
        "tokens": tokens(rehearsal) | token_hashes(rehearsal),
        "free texts": free_texts(),
        "answers": answer_rows(),
    }


@cache
def engine_and_logs(rehearsal: Rehearsal) -> bytes:
    """Every file of the engine and every log as raw bytes, and all tables as text."""
    files = [
        file for name in ("prefect", "logs") for file in (rehearsal.home / name).rglob("*") if file.is_file()
    ]
    must = {"prefect.db", "prefect.db-wal", "server.log", "worker.log", "pages.log"}
    assert must <= {file.name for file in files}
    tables = b"".join(_tables(file) for file in files if file.name.endswith(".db"))
    assert tables
    return b"\n".join([tables, *(file.read_bytes() for file in files)])


def _tables(database: Path) -> bytes:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name.decode() for (name,) in found]
        rows = [row for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]
    cells = (cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row)
    return b"\n".join(cells)


def found_in(haystack: bytes, secrets: set[str]) -> set[str]:
    """Those found in any usual spelling: UTF-8, Latin-1, escaped for JSON or for an address."""
    lowered = haystack.lower()
    return {secret for secret in secrets if any(one.lower() in lowered for one in _spellings(secret))}


def _spellings(secret: str) -> set[bytes]:
    return {
        secret.encode(),
        secret.encode("latin-1", "replace"),
        json.dumps(secret)[1:-1].encode(),
        json.dumps(json.dumps(secret)[1:-1])[1:-1].encode(),
        quote(secret).encode(),
    }


@pytest.mark.parametrize("kind", ["people", "ways to reach them", "tokens", "free texts", "answers"])
def test_none_is_in_the_engine_s_database_or_in_a_log(rehearsal: Rehearsal, kind: str) -> None:
    assert found_in(engine_and_logs(rehearsal), secrets_of(rehearsal)[kind]) == set()


def test_the_search_finds_what_is_there(rehearsal: Rehearsal) -> None:
    haystack = engine_and_logs(rehearsal)
    wanted = {rehearsal.meeting_id, "Klynge Eksempelby", "Spørgeskemaet åbner"}
    assert found_in(haystack, wanted) == wanted


def test_the_search_finds_people_texts_and_answers_where_they_belong(rehearsal: Rehearsal) -> None:
    """In the ledger, which is what the engine's database must not resemble."""
    with closing(sqlite3.connect(f"file:{rehearsal.ledger}?mode=ro", uri=True)) as ledger:
        (content,) = ledger.execute("SELECT content FROM pulls WHERE round = 1").fetchone()
    ledger_bytes = _tables(rehearsal.ledger)
    secrets = secrets_of(rehearsal)
    consultant = {"Prøve Konsulent", "konsulent@kiap.example"}
    assert found_in(ledger_bytes, secrets["people"]) >= secrets["people"] - consultant
    assert found_in(ledger_bytes, token_hashes(rehearsal)) == token_hashes(rehearsal)
    given = {row[question.id] for row in first_round() for question in TEXTS if question.id in row}
    assert found_in(content.encode(), given) == given
    assert len(found_in(content.encode(), answer_rows())) >= len(first_round())
