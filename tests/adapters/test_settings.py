"""The settings: defaults that work on one machine, and a wrong one named with its cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.settings import PROJECT, Settings, load_settings
from domain.errors import ConfigurationError
from domain.retention import RetentionLimits

SECRET = "correct horse battery staple, twice over"


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable and no .env of the machine reaches a test."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KLYNGEFLOW_{name.upper()}", raising=False)


def test_with_nothing_set_everything_lies_in_one_folder_and_nobody_is_mailed(tmp_path: Path) -> None:
    settings = load_settings()
    home = tmp_path / "klyngeflow-data"
    assert settings.ledger_url == f"sqlite:///{home / 'ledger.sqlite'}"
    assert settings.consultants_file.resolve() == home / "consultants.yaml"
    assert settings.outbox.resolve() == home / "outbox"
    assert (settings.smtp_host, settings.s3_bucket) == ("", "")
    assert (settings.web_host, settings.prefect_api_url) == ("127.0.0.1", "http://127.0.0.1:4200/api")


def test_a_file_of_settings_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KLYNGEFLOW_SMTP_HOST=mail.example\nSOMETHING_ELSE=1\n")
    assert load_settings().smtp_host == "mail.example"


def test_two_settings_go_from_a_folder_to_postgres_and_s3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEFLOW_DATABASE_URL", "postgresql+psycopg://me@db/klyngeflow")
    monkeypatch.setenv("KLYNGEFLOW_S3_BUCKET", "klynger")
    settings = load_settings()
    assert settings.ledger_url == "postgresql+psycopg://me@db/klyngeflow"
    assert settings.s3_bucket == "klynger"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KLYNGEFLOW_SECRET", "too short"),
        ("KLYNGEFLOW_BASE_URL", "klyngeflow.example"),
        ("KLYNGEFLOW_SMTP_PORT", "five"),
        ("KLYNGEFLOW_SMTP_SECURITY", "none"),
        ("KLYNGEFLOW_WORKER_LIMIT", "0"),
        ("KLYNGEFLOW_LEASE_SECONDS", "0.5"),
        ("KLYNGEFLOW_WEB_TRUSTED_PROXIES", "*"),
        ("KLYNGEFLOW_WEB_TRUSTED_PROXIES", "10.0.0.0/8,proxy.local"),
        ("KLYNGEFLOW_WEB_RATE_LIMITS", "0"),
        ("KLYNGEFLOW_PREFECT_HOST", "0.0.0.0"),
        ("KLYNGEFLOW_PREFECT_HOST", "::"),
        ("KLYNGEFLOW_PREFECT_HOST", "192.0.2.7"),
        ("KLYNGEFLOW_PREFECT_HOST", "drift.kiap.dk"),
        ("KLYNGEFLOW_PREFECT_AUTH", "drift"),
        ("KLYNGEFLOW_PREFECT_AUTH", "drift:kort"),
        ("KLYNGEFLOW_PREFECT_AUTH", ":intet-navn-foran"),
        ("KLYNGEFLOW_KEEP_PEOPLE_DAYS", "31"),
        ("KLYNGEFLOW_KEEP_PEOPLE_MONTHS", "19"),
        ("KLYNGEFLOW_KEEP_ANSWERS_MONTHS", "14"),
        ("KLYNGEFLOW_KEEP_ANSWERS_MONTHS", "11"),
        ("KLYNGEFLOW_KEEP_LINKS_DAYS", "0"),
    ],
)
def test_a_wrong_setting_is_named_with_its_cure_and_without_its_value(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError) as refused:
        load_settings()
    assert variable in str(refused.value)
    assert ".env.example" in str(refused.value)
    assert "too short" not in str(refused.value)


def test_data_may_be_kept_shorter_than_promised_but_not_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().retention == RetentionLimits()
    monkeypatch.setenv("KLYNGEFLOW_KEEP_PEOPLE_DAYS", "5")
    assert load_settings().retention == RetentionLimits(people_days=5)


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEFLOW_SMTP_PORT", "five")
    monkeypatch.setenv("KLYNGEFLOW_WEB_PORT", "six")
    with pytest.raises(ConfigurationError, match=r"(?s)KLYNGEFLOW_WEB_PORT.*KLYNGEFLOW_SMTP_PORT"):
        load_settings()


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEFLOW_SECRET", SECRET)
    monkeypatch.setenv("KLYNGEFLOW_SMTP_PASSWORD", SECRET)
    assert SECRET not in repr(load_settings())


def test_every_setting_is_documented() -> None:
    documented = (PROJECT / ".env.example").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"KLYNGEFLOW_{name.upper()}=" not in documented] == []


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:4200"),
        ("localhost", "http://localhost:4200"),
        ("::1", "http://[::1]:4200"),
        ("0.0.0.0", "http://127.0.0.1:4200"),
        ("::", "http://127.0.0.1:4200"),
        ("192.0.2.7", "http://192.0.2.7:4200"),
    ],
)
def test_our_own_programs_find_prefect_wherever_it_listens(
    monkeypatch: pytest.MonkeyPatch, host: str, address: str
) -> None:
    monkeypatch.setenv("KLYNGEFLOW_PREFECT_HOST", host)
    monkeypatch.setenv("KLYNGEFLOW_PREFECT_AUTH", "drift:et-langt-kodeord")
    settings = load_settings()
    assert settings.prefect_api_url == f"{address}/api"
    assert "et-langt-kodeord" not in repr(settings)
