"""Packages, and what draws documents from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.meeting import Plan
from domain.package import Package
from domain.report import DeckModel


class Packages(Protocol):
    def get(self, package_id: str) -> Package:
        """Raises NotFound naming the known packages, BadInput when the folder has faults."""
        ...

    def ids(self) -> tuple[str, ...]: ...


class Documents(Protocol):
    """Typst sheets: `name` is a template in templates/documents/, `data` is what JSON can carry."""

    def render(self, name: str, data: Mapping[str, Any]) -> bytes:
        """A4 PDF bytes; the same data give the same bytes."""
        ...


class Deck(Protocol):
    def render(self, model: DeckModel) -> bytes:
        """PowerPoint bytes; the same model gives the same bytes."""
        ...


class Pictures(Protocol):
    """matplotlib pictures as PNG bytes, deterministic."""

    def comparison(self, rows: Sequence[Any]) -> bytes:
        """Differences with intervals and noise band; `rows` are domain.report.PairRow."""
        ...

    def timeline(self, plan: Plan, now: datetime) -> bytes:
        """The meeting's dates for operators."""
        ...
