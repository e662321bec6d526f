"""Released figures and comparisons as JSON, and figures back again. The formats: docs/formats.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from domain.figures import Comparison, Figures, ItemComparison, ItemFigures, SectionFigures

Json = dict[str, Any]


def figures_to_json(figures: Figures) -> Json:
    """What `json.dumps` can carry; `counts` has the raw values as strings."""
    return {
        "package": figures.package,
        "round": figures.round,
        "invited": figures.invited,
        "answered": figures.answered,
        "items": {item_id: item_to_json(item) for item_id, item in figures.items.items()},
        "sections": {section_id: asdict(section) for section_id, section in figures.sections.items()},
    }


def figures_from_json(data: Mapping[str, Any]) -> Figures:
    """The inverse of `figures_to_json`. Raises KeyError for a missing field."""
    return Figures(
        package=data["package"],
        round=data["round"],
        invited=data["invited"],
        answered=data["answered"],
        items={item_id: item_from_json(item) for item_id, item in data["items"].items()},
        sections={section_id: SectionFigures(**section) for section_id, section in data["sections"].items()},
    )


def comparison_to_json(comparison: Comparison) -> Json:
    """Noise bands stand at the top, so that an item has exactly the documented fields."""
    return {
        "items": {item_id: _compared_to_json(item) for item_id, item in comparison.items.items()},
        "caveats": list(comparison.caveats),
        "noise_band": comparison.noise_band,
        "noise_bands": {item_id: item.noise_band for item_id, item in comparison.items.items()},
    }


def comparison_from_json(data: Mapping[str, Any]) -> Comparison:
    """The inverse of `comparison_to_json`. Raises KeyError for a missing field."""
    items = {
        item_id: _compared_from_json(item, data["noise_bands"][item_id])
        for item_id, item in data["items"].items()
    }
    return Comparison(items, tuple(data["caveats"]), data["noise_band"])


def item_to_json(item: ItemFigures) -> Json:
    """A free-text item, which has a number of answers and nothing to hide, carries `n` only."""
    if item.counts is None and item.favourable is None and item.hidden is None:
        return {"n": item.n}
    counts = None if item.counts is None else {str(value): count for value, count in item.counts.items()}
    return {
        "n": item.n,
        "counts": counts,
        "hidden": item.hidden,
        "favourable": item.favourable,
        "mean": item.mean,
    }


def item_from_json(data: Mapping[str, Any]) -> ItemFigures:
    counts: Mapping[str, int] | None = data.get("counts")
    return ItemFigures(
        n=data["n"],
        counts=None if counts is None else {int(value): count for value, count in counts.items()},
        hidden=data.get("hidden"),
        favourable=data.get("favourable"),
        mean=data.get("mean"),
    )


def _compared_to_json(item: ItemComparison) -> Json:
    return {
        "first": item_to_json(item.first),
        "second": item_to_json(item.second),
        "difference": item.difference,
        "interval": item.interval and list(item.interval),
        "cliffs_delta": item.cliffs_delta,
        "sentence": item.sentence,
        "not_compared": item.not_compared,
    }


def _compared_from_json(data: Mapping[str, Any], noise_band: float | None) -> ItemComparison:
    interval = data["interval"]
    return ItemComparison(
        first=item_from_json(data["first"]),
        second=item_from_json(data["second"]),
        difference=data["difference"],
        interval=interval and (interval[0], interval[1]),
        cliffs_delta=data["cliffs_delta"],
        noise_band=noise_band,
        sentence=data["sentence"],
        not_compared=data["not_compared"],
    )
