"""The last slide: where the numbers come from, and why each hidden one is hidden."""

from __future__ import annotations

from collections.abc import Mapping

from domain.deck_charts import figures_of
from domain.deck_occasion import Occasion, notes, numbered
from domain.deck_words import even_parts
from domain.figures import HIDDEN_REASONS, Figures
from domain.package import SlidePlan
from domain.report import Slide

MOST_REASONS = 5

IN_WORDS = {
    "pull_hash": "Datatræk, kontrolsum",
    "package_hash": "Klyngepakke, kontrolsum",
    "software_version": "Klyngeflow, version",
}


def passport(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    tables = (_source(occasion), *even_parts(hidden_numbers(occasion), MOST_REASONS))
    spoken = notes(plan, *plan.bullets)
    return numbered(tuple(Slide(plan.kind, plan.title, plan.lead, table=t, notes=spoken) for t in tables))


def _source(occasion: Occasion) -> tuple[tuple[str, str], ...]:
    package, limits = occasion.package, occasion.package.limits
    rounds = [figures for figures in (occasion.figures, occasion.second) if figures]
    answered = tuple(
        (f"Svar i runde {figures.round}", f"{figures.answered} af {figures.invited} inviterede")
        for figures in rounds
    )
    return (
        *answered,
        (
            "Grænser",
            f"Intet vises ved færre end {limits.any} svar, antal først fra {limits.counts}, "
            f"fritekst først fra {limits.texts}.",
        ),
        ("Klyngepakke", f"{package.title}, version {package.version}"),
        *passport_rows(occasion.passport),
    )


def passport_rows(passport: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The caller's entries in words; the version already stands beside the package's title."""
    return tuple(
        (IN_WORDS.get(key, key), value) for key, value in passport.items() if key != "package_version"
    )


def hidden_numbers(occasion: Occasion) -> tuple[tuple[str, str], ...]:
    """Each reason with what it hides, items first, then sections."""
    rows: list[tuple[str, str]] = []
    for figures in filter(None, (occasion.figures, occasion.second)):
        which = f" (runde {figures.round})" if occasion.second else ""
        for reason, hidden in _hidden_by_reason(occasion, figures).items():
            rows.append((f"{reason[0].upper()}{reason[1:]}{which}", " · ".join(hidden)))
    return tuple(rows)


def _hidden_by_reason(occasion: Occasion, figures: Figures) -> dict[str, tuple[str, ...]]:
    questionnaire = occasion.package.questionnaire
    asked = [item for item in questionnaire.scale_items if item.id in figures.items]
    codes = [figures_of(figures, item).hidden for item in asked]
    found = {}
    for code, reason in HIDDEN_REASONS.items():
        items = tuple(item.label for item in asked if figures_of(figures, item).hidden == code)
        if None not in codes and len(items) > len(codes) / 2:
            # Nothing is shown in full, and a list of nearly everything helps nobody.
            items = ("alle spørgsmål, der ikke er nævnt for sig",)
        sections = tuple(
            f"emnet {s.title}"
            for s in questionnaire.sections
            if s.id in figures.sections and figures.sections[s.id].hidden == code
        )
        if items or sections:
            found[reason] = (*items, *sections)
    return found
