"""The last slides: where the numbers come from, and a reason code for each number that is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.deck_charts import figures_of
from domain.deck_occasion import Occasion
from domain.deck_pages import finished
from domain.deck_words import capital, even_parts
from domain.figures import HIDDEN_REASONS, Figures
from domain.package import SlidePlan
from domain.questionnaire import Item
from domain.report import Slide, Table

MOST_REASONS = 5
SMALL_PRINT = 16
HEADER = ("Skjult tal", "Kode", "Årsag")
NOT_COMPARED = "not_compared"

IN_WORDS = {
    "pull_id": "Datatræk",
    "pull_hash": "Datatrækkets kontrolsum",
    "first_pull_hash": "Første datatræks kontrolsum",
    "open_from_to": "Spørgeskemaet var åbent",
    "package_hash": "Klyngepakkens kontrolsum",
    "software_version": "Klyngeflow, version",
}

Row = tuple[str, str, str]
"""What is hidden, the code of the reason, and the reason in words."""


def passport(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    source = Table(
        _source(occasion), (0.27, 0.73), "Hvor tallene kommer fra", has_header=False, largest=SMALL_PRINT
    )
    reasons = even_parts((*hidden_numbers(occasion), *not_compared(occasion)), MOST_REASONS)
    tables = [source, *(Table((HEADER, *part), (0.38, 0.26, 0.36), "Skjulte tal") for part in reasons)]
    said = "\n".join(plan.bullets)
    drafts = [Slide(plan.kind, plan.title, plan.lead, table=table, notes=said) for table in tables]
    return finished(plan, drafts, [1] * len(drafts))


def _source(occasion: Occasion) -> tuple[tuple[str, str], ...]:
    package, limits = occasion.package, occasion.package.limits
    answered = tuple(
        (f"Svar i runde {figures.round}", f"{figures.answered} af {figures.invited} inviterede")
        for figures in _rounds(occasion)
    )
    return (
        *answered,
        (
            "Grænser",
            f"Intet vises ved færre end {limits.any} svar, antal først fra {limits.counts}, "
            f"fritekst først fra {limits.texts}.",
        ),
        *_own_words(occasion),
        ("Klyngepakke", f"{package.title}, version {package.version}"),
        *passport_rows(occasion.passport),
    )


def _own_words(occasion: Occasion) -> tuple[tuple[str, str], ...]:
    """How many of how many texts are shown, wherever there were enough to choose from."""
    asked = [item for item in occasion.package.questionnaire.text_items if item.show == "ticked"]
    counts = [(item, figures_of(occasion.numbers, item).n) for item in asked]
    enough = [(item, n) for item, n in counts if n >= occasion.package.limits.texts]
    said = " ".join(
        f"{item.label}: {len(occasion.words.get(item.id, ())) or 'ingen'} af {n} vises." for item, n in enough
    )
    return ((f"Fritekst i runde {occasion.numbers.round}", said),) if said else ()


def passport_rows(passport: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The caller's entries in words; the version already stands beside the package's title."""
    return tuple(
        (IN_WORDS.get(key, key), value) for key, value in passport.items() if key != "package_version"
    )


def _rounds(occasion: Occasion) -> tuple[Figures, ...]:
    return tuple(figures for figures in (occasion.before, occasion.figures) if figures)


def hidden_numbers(occasion: Occasion) -> tuple[Row, ...]:
    """Round by round and reason by reason: items first, then sections."""
    return tuple(
        (
            f"{hidden} (runde {figures.round})" if occasion.before else hidden,
            code,
            capital(HIDDEN_REASONS[code]),
        )
        for figures in _rounds(occasion)
        for code, hidden in _hidden_by_code(occasion, figures)
    )


def not_compared(occasion: Occasion) -> tuple[Row, ...]:
    """Differences that are left out for another reason than a hidden number."""
    if occasion.comparison is None:
        return ()
    asked, pairs = occasion.package.questionnaire.scale_items, occasion.comparison.items
    reasons = ((item, pairs[item.id].not_compared) for item in asked if item.id in pairs)
    return tuple(
        (f"{item.label} (forskellen)", NOT_COMPARED, reason)
        for item, reason in reasons
        if reason and not _is_hidden(occasion, item)
    )


def _is_hidden(occasion: Occasion, item: Item) -> bool:
    asked_in = (figures for figures in _rounds(occasion) if item.id in figures.items)
    return any(figures_of(figures, item).favourable is None for figures in asked_in)


def _hidden_by_code(occasion: Occasion, figures: Figures) -> Iterable[tuple[str, str]]:
    questionnaire = occasion.package.questionnaire
    asked = [item for item in questionnaire.scale_items if item.id in figures.items]
    codes = [figures_of(figures, item).hidden for item in asked]
    for code in HIDDEN_REASONS:
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
            yield code, capital(" · ".join((*items, *sections)))
