"""The picture of the house: the layers that import-linter holds, and what each may lean on."""

from __future__ import annotations

import tomllib

from pictures import svg
from pictures.life import PROJECT

ROOMS = {
    "cli": "the klyngeflow command",
    "flows": "what the engine runs: waits, forms, order of steps",
    "survey_app": "the web pages: questionnaire, coordinator",
    "tasks": "one step per file; reaches out through ports",
    "adapters": "the outside world, one technology per file",
    "data_contracts": "what data must look like at each border",
    "domain": "the rules and the ports; standard library only",
}

WIDTH, HEIGHT, GAP, LEFT, TOP = 700, 62, 26, 8, 8


def picture() -> str:
    parts: list[str] = []
    above: list[str] = []
    for row, layer in enumerate(layers()):
        top = TOP + row * (HEIGHT + GAP)
        for number in range(max(len(layer), len(above)) if row else 0):
            x = LEFT + WIDTH * (2 * number + 1) // (2 * max(len(layer), len(above)))
            parts.append(svg.arrow((x, top - GAP), (x, top)))
        above = layer
        width = (WIDTH - GAP * (len(layer) - 1)) // len(layer)
        for number, room in enumerate(layer):
            left = LEFT + number * (width + GAP)
            middle = left + width // 2
            parts += [
                svg.box("box", left, top, width, HEIGHT),
                svg.words("name", middle, top + 27, f"{room}/"),
                svg.words("words", middle, top + 46, ROOMS[room]),
            ]
    height = TOP * 2 + len(layers()) * (HEIGHT + GAP) - GAP
    return svg.drawing(WIDTH + 2 * LEFT, height, "The house: each layer may use the ones below it", parts)


def layers() -> list[list[str]]:
    """From the top, as pyproject.toml gives them to import-linter."""
    with (PROJECT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    (layered,) = (contract for contract in contracts if contract["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in layered["layers"]]
