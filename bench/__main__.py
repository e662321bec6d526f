"""`python -m bench [NAME …]`: runs the benchmarks named, or all. See docs/benchmarks.md."""

from __future__ import annotations

import sys

from bench import deck, delay, handout, imports, meeting, own_copy, wake_up

BENCHMARKS = {
    "wake-up": wake_up,
    "imports": imports,
    "meeting": meeting,
    "delay": delay,
    "deck": deck,
    "handout": handout,
    "own-copy": own_copy,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}.")
        return 2
    for name in names or BENCHMARKS:
        print(f"{name}: {BENCHMARKS[name].__doc__}")
        BENCHMARKS[name].run()
        print(flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
