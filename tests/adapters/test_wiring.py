"""Wiring: the settings decide what is real, and nothing is made or reached before it is needed."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from pptx import Presentation

from adapters.deck_master import MASTER
from adapters.settings import PROJECT, Settings
from adapters.wiring import LiveServices, prepare
from domain.errors import BadInput, ConfigurationError
from domain.report import DeckModel, Slide

HEAVY = (
    "prefect",
    "pandas",
    "great_expectations",
    "matplotlib",
    "pptx",
    "typst",
    "boto3",
    "openpyxl",
    "jinja2",
)


def services(home: Path, **settings: object) -> LiveServices:
    given = {"home": home, "smtp_host": "", "s3_bucket": "", "database_url": "", **settings}
    return LiveServices(Settings(_env_file=None, **given))  # type: ignore[call-arg, arg-type]


def test_by_default_files_and_mails_lie_in_folders(tmp_path: Path) -> None:
    made = services(tmp_path)
    prepare(made)
    assert type(made.mail_server).__name__ == "MaildirTransport"
    assert made.transport.reaches_people is False
    assert type(made.objects).__name__ == "FolderStore"
    assert (tmp_path / "ledger.sqlite").exists()


def test_a_mail_server_and_a_bucket_are_used_when_they_are_named(tmp_path: Path) -> None:
    made = services(tmp_path, smtp_host="mail.example", s3_bucket="klynger")
    prepare(made)
    assert type(made.mail_server).__name__ == "SmtpTransport"
    assert made.transport.reaches_people is True
    assert type(made.objects).__name__ == "S3Store"


def test_preparing_again_keeps_what_is_there(tmp_path: Path) -> None:
    first = services(tmp_path)
    prepare(first)
    token = first.tokens.coordinator("trivsel-abcdef")
    again = services(tmp_path)
    prepare(again)
    assert again.tokens.coordinator("trivsel-abcdef") == token


def test_a_deck_master_that_cannot_be_used_is_told_before_anything_is_made(tmp_path: Path) -> None:
    file = tmp_path / "kiap.pptx"
    file.write_bytes(b"torn")
    home = tmp_path / "home"
    with pytest.raises(BadInput, match=r"kiap\.pptx"):
        prepare(services(home, deck_master=file))
    assert not home.exists()


def test_kiap_s_own_deck_master_is_used(tmp_path: Path) -> None:
    deck = Presentation(str(MASTER))
    deck.core_properties.keywords = "KiAP 2027"
    deck.save(str(tmp_path / "kiap.pptx"))
    made = services(tmp_path / "home", deck_master=tmp_path / "kiap.pptx")
    prepare(made)
    content = made.deck.render(DeckModel("T", "U", "F", (Slide("title", "Trivsel"),)))
    assert Presentation(io.BytesIO(content)).core_properties.keywords == "KiAP 2027"


def test_writing_under_a_lease_changes_the_ledger_only(tmp_path: Path) -> None:
    made = services(tmp_path)
    prepare(made)
    other = services(tmp_path).ledger
    held = made.writing_with(other)
    assert held.ledger is other
    assert made.ledger is made.database
    assert held.answers is made.answers


def test_a_consultant_who_is_gone_is_named_with_the_cure(tmp_path: Path) -> None:
    made = services(tmp_path)
    assert made.consultant("kiap").email == "klynger@kiap.dk"
    with pytest.raises(ConfigurationError, match=r"ole.*consultants\.yaml"):
        made.consultant("ole")


def test_links_have_one_slash_however_the_address_was_written(tmp_path: Path) -> None:
    assert services(tmp_path, base_url="https://klyngeflow.example/").base_url == "https://klyngeflow.example"


def test_an_own_package_is_found_beside_ours(tmp_path: Path) -> None:
    own = tmp_path / "packages" / "soevn"
    own.mkdir(parents=True)
    (own / "package.yaml").write_text("id: soevn\n")
    assert set(services(tmp_path, packages=tmp_path / "packages").packages.ids()) >= {"soevn", "trivsel"}


def test_opening_the_house_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom adapters.wiring import open_services\nopen_services()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = {"KLYNGEFLOW_HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)}
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (told.stdout.strip(), told.stderr) == ("[]", "")
