"""Files, the open rounds' answers, and personal links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.questionnaire import Answers


@dataclass(frozen=True)
class StoredObject:
    key: str
    sha256: str
    size: int


class ObjectStore(Protocol):
    """Immutable files by key; the same key with other bytes is an error (`Refused`)."""

    def put(self, key: str, content: bytes, media_type: str) -> StoredObject:
        """Whole or absent, checksum verified. Raises TryAgain for passing faults."""
        ...

    def get(self, key: str) -> bytes:
        """Raises NotFound, or Refused when the bytes do not match their checksum."""
        ...

    def delete_under(self, folder: str) -> int:
        """Deletes every object whose key begins with `folder` and a slash, also those that nobody lists any
        more; returns how many. Repeating it is fine. Raises TryAgain for passing faults.
        """
        ...

    def uri(self, key: str) -> str:
        """Where an operator finds the object."""
        ...


class SubmitResult(StrEnum):
    ACCEPTED = "accepted"
    ALREADY_RECEIVED = "already_received"
    CLOSED = "closed"
    UNKNOWN_LINK = "unknown_link"


class AnswerStore(Protocol):
    """The open rounds' answers, apart from the ledger. `round_key` is "<meeting id>/<round>".

    Nothing here ties an answer to a link: see DESIGN, "Confidential by construction".
    """

    def invite(self, round_key: str, token_hashes: Iterable[str]) -> None:
        """Opens the round when new; adds the links that it does not know yet, unused."""
        ...

    def retire(self, round_key: str, token_hashes: Iterable[str]) -> None:
        """Removes those of the links that are unused; a used one stays, and its answer counts."""
        ...

    def submit(self, round_key: str, token_hash: str, answers: Answers) -> SubmitResult:
        """Marks the link used and keeps the answers, in one transaction, or changes nothing."""
        ...

    def is_used(self, round_key: str, token_hash: str) -> bool: ...

    def used(self, round_key: str) -> frozenset[str]:
        """Hashes of the links that have been used."""
        ...

    def close(self, round_key: str) -> None:
        """From now on `submit` says CLOSED. Repeating it is fine; an unknown round is left closed."""
        ...

    def read_closed(self, round_key: str) -> tuple[Answers, ...]:
        """All answers in an order that says nothing. Only after `close`."""
        ...

    def delete(self, round_key: str) -> None:
        """Removes the round and its file. Repeating it is fine."""
        ...

    def exists(self, round_key: str) -> bool: ...


class Tokens(Protocol):
    """Personal links. A token is 128 bits, derived from the installation's secret; only hashes are stored."""

    def invitation(self, meeting_id: str, round: int, member_id: str) -> str: ...

    def coordinator(self, meeting_id: str, generation: int = 0) -> str:
        """A renewed link has a further generation; `domain.coordinators_link` knows the present one."""
        ...

    def seal(self, meeting_id: str, round: int) -> str:
        """What makes the content hash of the round's pull impossible to guess from its few answers."""
        ...

    def reading_key(self, meeting_id: str, round: int) -> str:
        """Opens the round's released figures: ten digits (`domain.own_key`), the same for all its members."""
        ...

    def hash(self, token: str) -> str: ...
