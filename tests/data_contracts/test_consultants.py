"""The consultants' file: who follows which region, and what is wrong with a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_contracts.consultants import KIAP, consultant_for, read_consultants
from domain.errors import BadInput
from domain.meeting import Consultant

TWO = """
consultants:
  - id: mette
    name: Mette Mønster
    email: mette@kiap.example
    phone: "12345678"
    regions: [Region Midtjylland, Nordjylland]
  - id: per
    name: Per Prøve
    email: per@kiap.example
"""
METTE = Consultant(
    "mette",
    "Mette Mønster",
    "mette@kiap.example",
    "12 34 56 78",
    ("Region Midtjylland", "Region Nordjylland"),
)
PER = Consultant("per", "Per Prøve", "per@kiap.example")


def read(tmp_path: Path, text: str) -> tuple[Consultant, ...]:
    (tmp_path / "consultants.yaml").write_text(text)
    return read_consultants(tmp_path / "consultants.yaml")


def test_a_file_gives_its_consultants(tmp_path: Path) -> None:
    assert read(tmp_path, TWO) == (METTE, PER)


def test_without_a_file_kiap_itself_answers(tmp_path: Path) -> None:
    assert read_consultants(tmp_path / "missing.yaml") == (KIAP,)
    assert (KIAP.email, KIAP.phone) == ("klynger@kiap.dk", "")


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("regions: [Region Midtjylland, Nordjylland]", "regions: [Fyn]", "linje 7, consultants.0.regions.0"),
        ("regions: [Region Midtjylland, Nordjylland]", "regions: Fyn", "linje 7, consultants.0.regions"),
        ("email: mette@kiap.example", "email: mette", "linje 5, consultants.0.email"),
        ("    phone:", "    fone:", "linje 6: Navnet »fone« kendes ikke her. Mente du »phone«?"),
        ("    name: Per Prøve\n", "", "linje 8: »consultants.1.name« mangler."),
        ("id: per", "id: Per P", "linje 8, consultants.1.id"),
        ("id: per", "id: mette", "linje 8, consultants.1.id: »mette« står to gange."),
        ("consultants:", "konsulenter:", "linje 2: Navnet »konsulenter« kendes ikke her."),
    ],
)
def test_a_fault_names_the_file_and_the_line(tmp_path: Path, line: str, instead: str, said: str) -> None:
    assert line in TWO
    with pytest.raises(BadInput) as refused:
        read(tmp_path, TWO.replace(line, instead))
    assert f"consultants.yaml, {said}" in str(refused.value)


def test_no_consultants_at_all_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        read(tmp_path, "consultants: []\n")


def test_the_regions_consultant_is_chosen() -> None:
    assert consultant_for("Region Nordjylland", (PER, METTE)) is METTE


def test_a_region_that_nobody_names_goes_to_who_follows_all() -> None:
    assert consultant_for("Region Sjælland", (METTE, PER)) is PER
    assert consultant_for("Region Sjælland", (METTE,)) is METTE
    assert consultant_for("Region Sjælland", ()) is KIAP
