"""24 slides with 20 native charts, against the same with stock python-pptx calls and with pptxgenjs."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.deck import PowerPointDeck
from adapters.settings import PROJECT
from bench.deck_content import as_json, content
from bench.deck_stock import stock_deck
from bench.measuring import in_turn, report

OURS, STOCK, GENJS = "deck", "python-pptx", "pptxgenjs"
GOALS = {STOCK: 0.60, GENJS: 2.00}
VERSION = "4.0.1"
OUT = PROJECT / "bench" / "out"
TIMES = 15


def run() -> None:
    model, sizes = content(), {}

    def timed(name: str, make: Callable[[], bytes]) -> float:
        began = time.process_time()
        sizes[name] = len(make())
        return 1000 * (time.process_time() - began)

    arms: dict[str, Callable[[], float]] = {
        OURS: lambda: timed(OURS, lambda: PowerPointDeck().render(model)),
        STOCK: lambda: timed(STOCK, lambda: stock_deck(model)),
    }
    if not shutil.which("node") or not shutil.which("npm"):
        print("  pptxgenjs: left out, there is no node or npm on this machine")
        _compare(arms, sizes)
        return
    with _pptxgenjs() as make:

        def in_node() -> float:
            milliseconds, sizes[GENJS] = make()
            return milliseconds

        _compare({**arms, GENJS: in_node}, sizes)


def _compare(arms: dict[str, Callable[[], float]], sizes: dict[str, int]) -> None:
    samples = in_turn(arms, TIMES)
    for floor, goal in GOALS.items():
        if floor in samples:
            report({name: samples[name] for name in (OURS, floor)}, floor, "CPU ms", {OURS: goal})
    smaller = "met" if sizes[OURS] <= sizes[STOCK] else "MISSED"
    print(f"  bytes: {sizes}   goal {OURS} ≤ {STOCK}: {smaller}")


@contextmanager
def _pptxgenjs() -> Iterator[Callable[[], tuple[float, int]]]:
    """One node process that makes a deck whenever it is asked; installed once into bench/out."""
    packages = OUT / "pptxgenjs"
    if not (packages / "node_modules" / "pptxgenjs").exists():
        packages.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--prefix", str(packages), f"pptxgenjs@{VERSION}"]
        subprocess.run(command, check=True)
    file = OUT / "deck.json"
    file.write_text(json.dumps(as_json(content())))
    script = Path(__file__).with_name("deck_pptxgenjs.mjs")
    command = ["node", str(script), str(packages / "node_modules"), str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asks, answers = process.stdin, process.stdout

        def make() -> tuple[float, int]:
            asks.write("go\n")
            asks.flush()
            answer = json.loads(answers.readline())
            return float(answer["milliseconds"]), int(answer["bytes"])

        yield make
        asks.close()
