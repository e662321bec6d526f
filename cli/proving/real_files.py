"""`klyngeflow prove anonymity --files FOLDER`: what a copy of real files gives whoever would join answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from cli.proving import answer_orders as by
from cli.proving.copies import Copy, take
from cli.proving.direct import DIRECT
from cli.proving.score import explained
from cli.proving.states import Readable
from domain.errors import NotFound
from survey_app.member.own_copy import PDF_NAME

# The order in which the store keeps its answers is none of these: it is new after every answer.
TELLING_ORDERS = (
    by.by_what_stands_beside,
    by.by_place_in_the_bytes,
    by.by_how_many_old_copies_lie_about,
    by.by_the_time_of_their_file,
)


def look_at(folder: Path) -> None:
    """Exits with 1 when there is something to go by. Nothing is scored: who answered what is not known."""
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}.")
    with TemporaryDirectory(prefix="klyngeflow-prove-") as place:
        take(folder, Path(place) / "copy")
        found = Readable(Copy(Path(place) / "copy"))
        _tell(found)
        clues = list(_clues(found))
    for clue in clues:
        typer.secho(clue, fg=typer.colors.RED)
    if clues:
        sys.exit(1)
    typer.secho("Nothing in these files ties an answer to a link, or keeps an order.", fg=typer.colors.GREEN)


def _tell(found: Readable) -> None:
    rounds = {state.round for state in found.states}
    links = sum(len(state.links) for state in found.states)
    answers = sum(len(state.answers) for state in found.states)
    read = f"open rounds: {len(rounds)}, used links: {links}, answers: {answers}"
    typer.echo(f"{len(found.copy.files)} files; {read}.")


def _clues(found: Readable) -> Iterator[str]:
    for tie in DIRECT:
        if pairs := tie(found):
            yield f"{len(pairs)} answers are joined {explained(tie)}."
    for order in TELLING_ORDERS:
        for name, answers in order(found).items():
            yield f"{len(answers)} answers can be put in order {explained(order, name)}."
    for round in {state.round for state in found.states}:
        readable = [state for state in (*found.older, *found.states) if state.round == round]
        if len(readable) > 1:
            yield f"{round}: {len(readable)} states can be read, and there must be one."
    mails = [name for name, content in found.copy.elsewhere().items() if PDF_NAME.encode() in content]
    if mails:
        yield f"{len(mails)} own copies lie in these files, with the answers and whose they are."
