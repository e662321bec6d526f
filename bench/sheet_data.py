"""What the benchmarks of the printed sheets are given: one package, a meeting, other answers every time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from adapters.packages import PackageFolders
from adapters.settings import TEMPLATES
from data_contracts.invented_answers import invent_answers
from data_contracts.tabulation import tabulate
from domain import sheets
from domain.limits import release
from domain.meeting import COPENHAGEN, REGIONS, Meeting, Order
from domain.own_key import READING_KEY_DIGITS, own_code
from survey_app.mine.own_key import key_of

ANSWERED, INVITED, TABLES = 19, 24, 2
PACKAGE = PackageFolders([TEMPLATES / "packages"], TEMPLATES / "contacts.yaml").get("trivsel")
STARTS = datetime(2027, 3, 11, 16, tzinfo=COPENHAGEN)
ORDER = Order(PACKAGE.id, "Klynge Nord", REGIONS[0], "Bo Dam", "bo@klynge.example", "", "", STARTS, INVITED)
MEETING = Meeting("trivsel-bench", ORDER, "nobody", STARTS)


def handouts() -> Iterator[sheets.Sheet]:
    """Six pages each: four for everybody and one for each of two tables."""
    asked = PACKAGE.questionnaire
    for seed in count(1):
        tabulation = tabulate(asked, invent_answers(asked, ANSWERED, seed), {})
        figures = release(PACKAGE.id, 1, INVITED, ANSWERED, tabulation, asked, PACKAGE.limits)
        yield sheets.handouts(PACKAGE, MEETING, figures, TABLES)


def own_copies() -> Iterator[sheets.Sheet]:
    asked, help_text = PACKAGE.questionnaire, PACKAGE.text("help")
    for seed in count(1):
        (answers,) = invent_answers(asked, 1, seed)
        key = key_of("https://klyngeflow.example", own_code("0" * READING_KEY_DIGITS, asked, answers))
        yield sheets.own_copy(asked, answers, PACKAGE.title, help_text, PACKAGE.contacts, ORDER.region, key)
