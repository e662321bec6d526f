"""The rehearsal's stage: a house of its own, the same each time."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from adapters.settings import TEMPLATES
from adapters.wiring import LiveServices
from cli.environment import engine_environment
from cli.rehearsal.stage import build

PACKAGE = TEMPLATES / "packages" / "trivsel"


def seal(out: Path, seed: int) -> str:
    return LiveServices(build(out, "trivsel", PACKAGE, seed)).tokens.seal("trivsel-abcdef", 1)


def test_the_same_seed_gives_the_same_secret_whatever_the_machine_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = seal(tmp_path / "a", 7)
    monkeypatch.setenv("KLYNGEFLOW_SECRET", "x" * 40)
    assert seal(tmp_path / "b", 7) == first
    assert seal(tmp_path / "c", 8) != first


def test_the_secret_lies_where_only_its_owner_reads_it(tmp_path: Path) -> None:
    build(tmp_path, "trivsel", PACKAGE, 1)
    assert stat.S_IMODE((tmp_path / "system" / "secret").stat().st_mode) == 0o600


def test_documents_are_made_with_the_contacts_and_the_deck_master_of_the_real_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = {"contacts": tmp_path / "kontakter.yaml", "deck_master": tmp_path / "kiap.pptx"}
    lines = [f"KLYNGEFLOW_{name.upper()}={file}" for name, file in real.items()]
    (tmp_path / ".env").write_text("\n".join(lines))
    monkeypatch.chdir(tmp_path)
    settings = build(tmp_path / "out", "trivsel", PACKAGE)
    assert {name: getattr(settings, name) for name in real} == real
    passed_on = engine_environment(settings)
    assert passed_on["KLYNGEFLOW_DECK_MASTER"] == str(real["deck_master"])
