"""`klyngeflow prove anonymity`: plays surveys, copies each one's files once, tries to join its answers."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from rich.console import Console
from rich.table import Column, Table

from adapters.sealed_answers import SealedAnswerStore
from adapters.wiring import LiveServices, open_services
from cli.proving.answer_orders import ANSWER_ORDERS
from cli.proving.direct import DIRECT
from cli.proving.postgres import scratch_ledger
from cli.proving.score import MOST_ABOVE_GUESSING, Result, Tally, explained
from cli.proving.survey import Conditions, When, play


def prove_on_invented_surveys(rounds: int, postgres_url: str = "") -> None:
    """Exits with 1 when an attempt does better than guessing by more than is allowed."""
    ours, tally = open_services(), Tally()
    with typer.progressbar(range(rounds), label="Surveys", file=sys.stderr) as numbers:
        for number in numbers:
            _try_one(tally, ours, number, postgres_url)
    Console().print(_table(tally))
    found = [result for result in tally.results() if result.beats_guessing]
    if found:
        typer.secho(f"{len(found)} attempts join answers to people.", fg=typer.colors.RED)
        sys.exit(1)
    typer.secho(
        f"{len(tally.results())} attempts on one copy of each of {rounds} surveys: none does better than "
        f"guessing by more than {MOST_ABOVE_GUESSING}.",
        fg=typer.colors.GREEN,
    )


def _try_one(tally: Tally, ours: LiveServices, number: int, postgres_url: str) -> None:
    moments = (When.AFTER_THE_CLOSE,) if postgres_url else tuple(When)
    with (
        TemporaryDirectory(prefix="klyngeflow-prove-") as place,
        scratch_ledger(postgres_url) as ledger_url,
    ):
        under = Conditions(moments, ledger_url=ledger_url)
        tally.add(play(Path(place), ours, SealedAnswerStore, number, under))


def _table(tally: Tally) -> Table:
    table = Table(
        Column("The answers …"),
        Column("… held against the links"),
        Column("copies", justify="right"),
        Column("above guessing", justify="right", no_wrap=True),
        title="What each attempt achieved, with the order of the links that did best",
    )
    best = tally.best_of_each()
    for result in best:
        _add(table, result)
    for attempt in _had_nothing_to_go_by(best):
        table.add_row(attempt, "", "0", "nothing to go by", style="dim")
    return table


def _add(table: Table, result: Result) -> None:
    share = f"{result.above:+.3f} ± {result.margin:.3f}"
    style = "red" if result.beats_guessing else ""
    attempt = result.attempt
    table.add_row(attempt.answers, attempt.links, str(result.possible_in), share, style=style)


def _had_nothing_to_go_by(results: Iterable[Result]) -> list[str]:
    tried = " | ".join(result.attempt.answers for result in results)
    ways = [explained(way) for way in (*ANSWER_ORDERS, *DIRECT)]
    return [way for way in ways if way not in tried]
