"""What one file of a package promises and another must keep: documents and slides have their words."""

from __future__ import annotations

from collections.abc import Collection

from data_contracts.package_yaml import Node, Source

NEEDED_TEXT = {"practice_sheet": "practice"}
"""Documents that print one text of the package and nothing else."""


def check_documents(source: Source, text_names: Collection[str]) -> None:
    """The documents of both mails in package.yaml have what they are made of."""
    for row in (*source.root.rows("kit"), *source.root.rows("delivery")):
        document, line = row.text("document"), row.line_of("document")
        text = NEEDED_TEXT.get(document)
        if text and text not in text_names:
            what = f"»{document}« viser teksten texts/{text}.md, og den findes ikke."
            source.refuse(line, what, f"Skriv texts/{text}.md, eller slet dokumentet.")
        if document == "seating_plan" and not source.root.has("seating"):
            cure = "Tilføj »seating:« med »table_size:«, eller slet dokumentet."
            source.refuse(line, "En bordplan kræver, at pakken har »seating«.", cure)


def check_shown(source: Source, head: Node | None, text_names: Collection[str]) -> None:
    """The slides that show something from elsewhere have it. `head` is package.yaml, if it was read."""
    for slide in (*source.root.rows("deck"), *source.root.rows("comparison_deck")):
        kind, line = slide.text("kind"), slide.line_of("kind")
        if kind == "offers" and "offers" not in text_names and not slide.rows("bullets"):
            cure = "Skriv texts/offers.md, skriv tilbuddene som »bullets:«, eller slet diasset."
            source.refuse(line, "Diasset viser teksten texts/offers.md, og den findes ikke.", cure)
        if kind == "measurement_points" and head and not head.rows("measurement_points"):
            cure = "Skriv spørgsmålenes id'er i »measurement_points« i package.yaml, eller slet diasset."
            source.refuse(line, "Pakken har ingen målepunkter, som diasset kan vise.", cure)
