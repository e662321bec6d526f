"""Two rounds of one meeting from given answers: the steps build what shows numbers, and nothing else."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from domain.package import Attachment, Package
from tests.looks.answer_sets import as_answers
from tests.looks.cases import LookHouse
from tests.looks.policy import Round

WITH_NUMBERS = (Attachment("deck", "Præsentation"), Attachment("handouts", "Uddelingskopier"))


def files_of(package: Package, *rounds: Round) -> dict[str, bytes]:
    """Deck and hand-outs of each round, and the comparison, by name."""
    package = replace(package, delivery=WITH_NUMBERS, questionnaire=rounds[0].questionnaire)
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="klyngeflow-looks-") as folder:
        house = LookHouse(Path(folder), package, members=12)
        for number, round in enumerate(rounds, 1):
            house.freeze(number, as_answers(round), round.invited)
            files |= {document.name: document.content for document in house.report(number)}
    return files


def shortened(package: Package, sections: int) -> Package:
    """The package with its first sections only, for many evenings in little time."""
    asked = package.questionnaire
    return replace(package, questionnaire=replace(asked, sections=asked.sections[-sections:]))
