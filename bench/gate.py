"""`python -m bench.gate`: judges one invented round in a process of its own."""

from __future__ import annotations

from adapters.gate import GreatExpectationsJudge
from adapters.settings import TEMPLATES
from data_contracts.invented_answers import invent_answers
from data_contracts.package import read_package

if __name__ == "__main__":
    package = read_package(TEMPLATES / "packages" / "trivsel", TEMPLATES / "contacts.yaml")
    answers = invent_answers(package.questionnaire, 19, 1)
    GreatExpectationsJudge().judge(package.questionnaire, answers, 24, 19, package.limits)
