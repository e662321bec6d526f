"""The open rounds' answers, a sealed file a round: giving away neither who answered what nor the order."""

from __future__ import annotations

import json
import random
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from adapters.sealed_file import Change, SealedFile
from domain.errors import NotFound, Refused, TryAgain
from domain.ports import SubmitResult
from domain.questionnaire import Answers

ROUND_KEY = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,80})/([0-9]{1,2})")
SHUFFLE = random.SystemRandom().shuffle


@dataclass
class Round:
    """What one round's file holds: each link with whether it was used, and the answers as JSON."""

    is_open: bool = True
    links: dict[str, bool] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)

    def to_bytes(self) -> bytes:
        """Says what there is, not how it came: links by their hash, answers in a new order each time."""
        SHUFFLE(self.answers)
        return json.dumps(vars(self) | {"links": dict(sorted(self.links.items()))}).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Round:
        """A round that is not there (any more) takes no answers."""
        return cls(**json.loads(content)) if content else cls(is_open=False)


class SealedAnswerStore:
    """Implements `domain.ports.AnswerStore` in a folder of its own (0700; the files 0600).

    Safe for many threads and processes. Every call raises TryAgain when others keep the round for `patience`
    seconds or the disk is full; nothing has then changed. What has been answered is on the disk.
    """

    def __init__(self, folder: Path, patience: float = 5.0) -> None:
        self._folder = folder
        self._patience = patience
        # Within one process a queue is fairer and quicker than asking again and again for the file's lock.
        self._turn = threading.Lock()

    def invite(self, round_key: str, token_hashes: Iterable[str]) -> None:
        self._file(round_key).make()
        with self._changing(round_key) as change:
            round = Round.from_bytes(change.content) if change.content else Round()
            if round.is_open:
                round.links = dict.fromkeys(token_hashes, False) | round.links
                change.replace(round.to_bytes())

    def retire(self, round_key: str, token_hashes: Iterable[str]) -> None:
        retired = set(token_hashes)
        if not self.exists(round_key) or not retired:
            return
        with self._changing(round_key) as change:
            round = Round.from_bytes(change.content)
            if round.is_open:
                round.links = {h: used for h, used in round.links.items() if used or h not in retired}
                change.replace(round.to_bytes())

    def submit(self, round_key: str, token_hash: str, answers: Answers) -> SubmitResult:
        if not self.exists(round_key):
            return SubmitResult.CLOSED
        with self._changing(round_key) as change:
            round = Round.from_bytes(change.content)
            if not round.is_open:
                return SubmitResult.CLOSED
            if token_hash not in round.links:
                return SubmitResult.UNKNOWN_LINK
            if round.links[token_hash]:
                return SubmitResult.ALREADY_RECEIVED
            round.links[token_hash] = True
            round.answers.append(_to_json(answers))
            change.replace(round.to_bytes())
        return SubmitResult.ACCEPTED

    def is_used(self, round_key: str, token_hash: str) -> bool:
        return token_hash in self.used(round_key)

    def used(self, round_key: str) -> frozenset[str]:
        links = Round.from_bytes(self._file(round_key).read()).links
        return frozenset(token_hash for token_hash, used in links.items() if used)

    def close(self, round_key: str) -> None:
        if not self.exists(round_key):
            return
        with self._changing(round_key) as change:
            round = Round.from_bytes(change.content)
            if round.is_open:
                round.is_open = False
                change.replace(round.to_bytes())

    def read_closed(self, round_key: str) -> tuple[Answers, ...]:
        """Raises NotFound when the round is not here (any more), Refused while it is open."""
        content = self._file(round_key).read()
        if not content:
            raise NotFound(f"The answer store has no round {round_key}.")
        round = Round.from_bytes(content)
        if round.is_open:
            raise Refused(f"Round {round_key} is still open: close it before reading its answers.")
        return tuple(_from_json(answers) for answers in round.answers)

    def delete(self, round_key: str) -> None:
        self._file(round_key).delete()

    def exists(self, round_key: str) -> bool:
        return self._file(round_key).exists()

    def _file(self, round_key: str) -> SealedFile:
        match = ROUND_KEY.fullmatch(round_key)
        if match is None:
            raise NotFound("The answer store was asked for a round whose key is not <meeting id>/<round>.")
        return SealedFile(self._folder / f"{match[1]}.{match[2]}", self._patience)

    @contextmanager
    def _changing(self, round_key: str) -> Iterator[Change]:
        if not self._turn.acquire(timeout=self._patience):
            raise TryAgain(f"Too many answers of round {round_key} arrive at once.")
        try:
            with self._file(round_key).changing() as change:
                yield change
        finally:
            self._turn.release()


def _to_json(answers: Answers) -> str:
    return json.dumps({"values": dict(answers.values), "texts": dict(answers.texts)}, sort_keys=True)


def _from_json(content: str) -> Answers:
    kept = json.loads(content)
    return Answers(values=kept["values"], texts=kept["texts"])
