"""A mail's names are read without running it: a misspelling in a branch that no sample takes is found too."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.letter_names import name_faults
from adapters.letter_templates import sandbox
from adapters.letters import JinjaLetters, names_for
from adapters.settings import TEMPLATES
from domain.errors import Fault
from domain.mails import MailKind
from tests.tasks.house import trivsel

KNOWN = ("order", "plan", "cluster")


def faults_in(folder: Path, text: str) -> list[Fault]:
    (folder / "it.md.j2").write_text(text, encoding="utf-8")
    return list(name_faults(sandbox(folder), "it.md.j2", KNOWN))


def test_known_names_and_those_made_on_the_spot_are_fine(tmp_path: Path) -> None:
    text = "{% set day = plan.delivery %}{{ order.x }} {{ day }}{% for a in cluster %}{{ loop }}{% endfor %}"
    assert faults_in(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "en\n{{ clusterr }}",
        "en\n{% if false %}{{ clusterr }}{% endif %}",
        "en\n{% for a in clusterr %}{% endfor %}",
        "en\n{{ order.x or clusterr }}",
    ],
)
def test_an_unknown_name_is_told_with_its_line_and_the_nearest(tmp_path: Path, text: str) -> None:
    [fault] = faults_in(tmp_path, text)
    assert fault.where == "it.md.j2:2"
    assert "»clusterr«" in fault.what
    assert fault.cure == "Mente du »cluster«?"


@pytest.mark.parametrize(
    "text",
    [
        "{{ order.__class__ }}",
        "{% if false %}{{ order.__class__.__mro__[1] }}{% endif %}",
        "{{ order['__class__'] }}",
        "{{ order | attr('x') }}",
        "{{ order._x }}",
    ],
)
def test_reaching_into_python_is_told_even_where_nothing_runs_it(tmp_path: Path, text: str) -> None:
    assert all("må ikke" in fault.what for fault in faults_in(tmp_path, text))
    assert faults_in(tmp_path, text)


def test_what_cannot_be_read_is_left_to_the_rendering(tmp_path: Path) -> None:
    assert faults_in(tmp_path, "{{ order") == []


@pytest.mark.parametrize("kind", MailKind)
def test_our_own_mails_use_known_names_only(kind: MailKind) -> None:
    package = trivsel()
    letters = JinjaLetters(TEMPLATES)
    known = {*names_for(package, {}), "meeting", "order", "cluster", "consultant", "contacts"}
    assert list(name_faults(letters.environment(package), f"{kind.value}.md.j2", known)) == []
