"""docs/runbook.md: whatever an operator may see has its entry, and each entry a test that brings it about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from adapters.settings import PROJECT
from domain.attention import Need
from domain.bounces import BounceKind
from domain.changes.called_off import CALLED_OFF
from domain.changes.reasons import REASONS as CHANGE_REASONS
from domain.findings import FindingKind
from domain.mails import MailKind, MailOutcome
from domain.rerunning import FROM_STEPS
from domain.rerunning import REASONS as RERUN_REASONS
from domain.resending_words import REASONS as RESEND_REASONS
from domain.retention import What
from domain.runbook import ENTRY, ENTRY_OF_NEED
from domain.states import IN_SHORT, OUTCOMES, STATES, VERDICTS
from domain.troubles import TroubleKind
from tests.test_docs import COMMANDS, FOLDERS, PAGES, called, options_of

RUNBOOK = PROJECT / "docs" / "runbook.md"
MAY_BE_SEEN = {
    "state": set(STATES),
    "need": set(Need),
    "alert": set(TroubleKind),
    "finding": set(FindingKind),
    "mail": set(MailOutcome),
    "bounce": set(BounceKind),
    "verdict": set(VERDICTS),
    "receipt": set(What),
    "run": {"Failed", "Crashed", "Late", "Cancelled", CALLED_OFF},
}
NAMED = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")
PARTS = ("- *You see:* ", "- *It means:* ", "- *Do:* ")
LONGEST = 340


@dataclass(frozen=True)
class Entry:
    name: str
    text: str

    @cached_property
    def sees(self) -> list[tuple[str, str]]:
        """Such as ("mail", "sent"): what of ours it is about."""
        return [(kind, what) for kind, _, what in (one.partition(" ") for one in self._marks("for"))]

    @cached_property
    def tests(self) -> list[tuple[str, str]]:
        return [NAMED.fullmatch(one).groups() for one in self._marks("test")]  # type: ignore[union-attr]

    def _marks(self, mark: str) -> list[str]:
        found = re.search(rf"^<!-- {mark}: (.+) -->$", self.text, re.MULTILINE)
        return found[1].split(", ") if found else []


def entries() -> list[Entry]:
    parts = re.split(r"^### (.+)$", RUNBOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    both = zip(parts[::2], parts[1::2], strict=True)
    return [Entry(name, text.partition("\n## ")[0]) for name, text in both]


ENTRIES = entries()
BY_NAME = {entry.name: entry for entry in ENTRIES}
each = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)


@pytest.mark.parametrize("kind", MAY_BE_SEEN)
def test_whatever_an_operator_may_see_has_its_entry(kind: str) -> None:
    told = {what for entry in ENTRIES for seen, what in entry.sees if seen == kind}
    assert told == {str(what) for what in MAY_BE_SEEN[kind]}


def test_nothing_has_two_entries_but_a_failed_run() -> None:
    times = Counter(one for entry in ENTRIES for one in entry.sees)
    assert {one for one, count in times.items() if count > 1} == {("run", "Failed")}
    assert {kind for kind, _ in times} == set(MAY_BE_SEEN)
    assert len(BY_NAME) == len(ENTRIES)


@each
def test_an_entry_says_what_it_means_and_what_to_do_in_few_words(entry: Entry) -> None:
    lines = [line for line in entry.text.splitlines() if line and not line.startswith("<!--")]
    parts = [line for line in lines if line.startswith("- *")]
    assert [line.startswith(part) for line, part in zip(parts, PARTS, strict=True)] == [True] * 3
    assert max(map(len, parts)) <= LONGEST


@each
def test_an_entry_names_tests_that_are_there_and_one_that_runs_each_time(entry: Entry) -> None:
    for file, test in entry.tests:
        source = (PROJECT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {test}\(", source, re.MULTILINE), f"{file}::{test}"
    assert [file for file, _ in entry.tests if not file.endswith("_long.py")]


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_told_under_the_words_that_operators_read(state: str) -> None:
    (entry,) = [one for one in ENTRIES if ("state", state) in one.sees]
    assert f"`{state}`" in entry.text
    assert entry.name == IN_SHORT[state]


@pytest.mark.parametrize("outcome", MailOutcome)
def test_an_outcome_is_told_with_the_words_that_operators_read(outcome: MailOutcome) -> None:
    (entry,) = [one for one in ENTRIES if ("mail", outcome) in one.sees]
    assert OUTCOMES[outcome].partition(" – ")[0] in f"{entry.name}\n{entry.text}".lower()


@pytest.mark.parametrize("kind", TroubleKind)
def test_an_alert_names_the_entry_that_is_about_it(kind: TroubleKind) -> None:
    assert ("alert", kind) in BY_NAME[ENTRY[kind]].sees


@pytest.mark.parametrize("need", Need)
def test_what_needs_a_human_names_the_entry_that_is_about_it(need: Need) -> None:
    assert ("need", need) in BY_NAME[ENTRY_OF_NEED[need]].sees


def test_every_entry_that_a_message_names_is_there() -> None:
    sources = [file for folder in FOLDERS for file in (PROJECT / folder).rglob("*.py")]
    sources += (PROJECT / "templates").rglob("*.j2")
    named = {
        name
        for file in sources
        for name in re.findall(r"[Rr]unbook: »([^«{]+)«", file.read_text(encoding="utf-8"))
    }
    assert {"Kørslen er stoppet", "Ukendt fejl", "Ukendt møde"} <= named <= set(BY_NAME)


CHOICES = {
    "--reason": {*RERUN_REASONS, *RESEND_REASONS}.union(*CHANGE_REASONS.values()),
    "--from": set(FROM_STEPS),
    "--kind": {kind.value for kind in MailKind},
}


def test_the_commands_of_the_runbook_can_be_typed_as_they_stand() -> None:
    for name, rest in called(RUNBOOK):
        command = COMMANDS[name]
        word, *_ = rest.split() or [""]
        below: dict[str, Any] = getattr(command, "commands", {})
        assert not below or word in below, f"klyngeflow {name} {word}"
        meant = below.get(word, command)
        assert set(re.findall(r"--[a-z][a-z-]+", rest)) <= options_of(meant), f"klyngeflow {name}{rest}"
        for option, value in re.findall(r"(--\w+) (\w+)", rest):
            assert value in CHOICES.get(option, {value}), f"klyngeflow {name}{rest}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_into_the_runbook_lead_to_an_entry(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    anchors = set(re.findall(r"\]\([\w./-]*runbook\.md#([^)]+)\)", text))
    if page == RUNBOOK:
        anchors |= set(re.findall(r"\]\(#([^)]+)\)", text))
    headings = re.findall(r"^##+ (.+)$", RUNBOOK.read_text(encoding="utf-8"), re.MULTILINE)
    assert anchors <= {anchor(heading) for heading in headings}


def anchor(heading: str) -> str:
    """As GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
