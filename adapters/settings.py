"""The settings: environment variables KLYNGEFLOW_*, each with a default that works on one machine."""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import ConfigurationError
from domain.retention import RetentionLimits

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = PROJECT / "templates"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, never bound here
SHORTEST_PASSWORD = 12


class Settings(BaseSettings):
    """Read once by `adapters.wiring`; documented in `.env.example`."""

    model_config = SettingsConfigDict(env_prefix="KLYNGEFLOW_", env_file=".env", extra="ignore")

    home: Path = Field(Path("klyngeflow-data"), description="folder for everything the system keeps")
    database_url: str = Field("", description="SQLAlchemy URL of the ledger; empty: a SQLite file in HOME")
    secret: SecretStr = Field(SecretStr(""), description="at least 32 characters; empty: a file in HOME")
    base_url: str = Field("http://127.0.0.1:8400", description="what links in mails begin with")
    web_host: str = "127.0.0.1"
    web_port: int = 8400
    web_trusted_proxies: str = Field("", description="addresses or networks, with commas; empty: no proxy")
    web_rate_limits: float = Field(1, ge=0.1, description="how many times the usual one sender may ask")
    web_log: Path | None = Field(None, description="file for what the pages log; empty: stderr")
    orders_a_day: int = Field(40, ge=1, description="most orders on the page that nobody has confirmed yet")
    orders_a_day_to_one_address: int = Field(3, ge=1, description="of those, with one mail address")
    prefect_host: str = Field("127.0.0.1", description="where the Prefect server listens")
    prefect_port: int = 4200
    prefect_url: str = Field("", description="where browsers find Prefect; empty: http://HOST:PORT")
    prefect_auth: SecretStr = Field(SecretStr(""), description="user:password, asked for by the server")
    operator_port: int = Field(8401, description="of the operator page, on 127.0.0.1 always")
    packages: Path | None = Field(None, description="a folder of further package folders")
    consultants: Path | None = Field(None, description="YAML file; empty: HOME/consultants.yaml")
    alerts_to: str = Field("", description="who hears of the house's own faults; empty: the first consultant")
    contacts: Path = TEMPLATES / "contacts.yaml"
    deck_master: Path | None = Field(None, description="KiAP's own PowerPoint file, see docs/deck-master.md")
    lease_seconds: float = Field(60, ge=1)
    worker_limit: int = Field(2, ge=1)

    domain_lookups: Literal["dns", "recorded", "off"] = Field(
        "dns", description="whether the domains of a member list are looked up; recorded: in rehearsals"
    )

    mail_from_name: str = "KiAP Klynger"
    mail_from_address: str = "klynger@kiap.dk"
    smtp_host: str = Field("", description="empty: mails go to the Maildir HOME/outbox and to nobody")
    smtp_port: int = 587
    smtp_security: Literal["starttls", "tls"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_ca_file: Path | None = None
    smtp_timeout_seconds: float = 30

    bounces_folder: Path | None = Field(None, description="Maildir or folder of .eml files with bounces")
    bounces_imap_host: str = Field("", description="mailbox that gets nothing but bounces")
    bounces_imap_port: int = 993
    bounces_imap_security: Literal["tls", "starttls"] = "tls"
    bounces_imap_user: str = ""
    bounces_imap_password: SecretStr = SecretStr("")
    bounces_imap_folder: str = "INBOX"
    bounces_ca_file: Path | None = None

    s3_bucket: str = Field("", description="empty: files go to the folder HOME/files")
    s3_prefix: str = ""
    s3_endpoint_url: str | None = None
    s3_region: str = "eu-north-1"

    keep_links_days: int = Field(30, ge=1, le=30, description="members' links after the survey closed")
    keep_answers_months: int = Field(13, ge=12, le=13, description="after a meeting without a follow-up")
    keep_files_days: int = Field(30, ge=1, le=30, description="documents after the follow-up's delivery")
    keep_people_days: int = Field(30, ge=1, le=30, description="names and addresses after the same")
    keep_people_months: int = Field(18, ge=14, le=18, description="after the meeting, whatever is unfinished")
    keep_record_years: int = Field(5, ge=2, le=5, description="the rest of a meeting's record")
    keep_runs_days: int = Field(90, ge=7, le=365, description="Prefect's ended runs with logs and artifacts")
    keep_logs_days: int = Field(30, ge=2, le=90, description="HOME/logs")
    keep_outbox_days: int = Field(30, ge=1, le=30, description="HOME/outbox")
    least_free_disk_mb: int = Field(1000, ge=50, description="with less an operator is told")

    @model_validator(mode="after")
    def check(self) -> Settings:
        secret = self.secret.get_secret_value()
        if secret and len(secret) < 32:
            raise ValueError("KLYNGEFLOW_SECRET is shorter than 32 characters. Try: openssl rand -hex 32")
        if not all(_is_network(part) for part in self.web_trusted_proxies.split(",") if part):
            raise ValueError(
                "KLYNGEFLOW_WEB_TRUSTED_PROXIES must be addresses or networks, such as 127.0.0.1,10.0.0.0/8"
            )
        if not _is_loopback(self.prefect_host) and not self.prefect_auth.get_secret_value():
            raise ValueError(
                "KLYNGEFLOW_PREFECT_HOST is open to others, so KLYNGEFLOW_PREFECT_AUTH must be set, to "
                "user:password; without it anybody could operate every meeting"
            )
        if not _is_login(self.prefect_auth.get_secret_value()):
            raise ValueError(
                "KLYNGEFLOW_PREFECT_AUTH must be user:password, the password at least 12 characters long"
            )
        if not self.base_url.startswith(("http://", "https://")):
            raise ValueError("KLYNGEFLOW_BASE_URL must begin with http:// or https://")
        return self

    @cached_property
    def ledger_url(self) -> str:
        return self.database_url or f"sqlite:///{self.home.resolve() / 'ledger.sqlite'}"

    @property
    def consultants_file(self) -> Path:
        return self.consultants or self.home / "consultants.yaml"

    @property
    def outbox(self) -> Path:
        return self.home / "outbox"

    @property
    def retention(self) -> RetentionLimits:
        names = (field.name for field in fields(RetentionLimits))
        return RetentionLimits(**{name: getattr(self, f"keep_{name}") for name in names})

    @property
    def operator_url(self) -> str:
        return f"http://127.0.0.1:{self.operator_port}"

    @property
    def prefect_address(self) -> str:
        """Where this machine's own programs reach the server."""
        everywhere = self.prefect_host in EVERYWHERE
        return f"http://{_in_url('127.0.0.1' if everywhere else self.prefect_host)}:{self.prefect_port}"

    @property
    def prefect_api_url(self) -> str:
        return f"{self.prefect_address}/api"

    @property
    def prefect_page(self) -> str:
        """What an operator's browser opens."""
        return (self.prefect_url or self.prefect_address).rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_login(written: str) -> bool:
    user, colon, password = written.partition(":")
    return not written or bool(user and colon and len(password) >= SHORTEST_PASSWORD)


def _is_network(written: str) -> bool:
    try:
        ip_network(written.strip())
    except ValueError:
        return False
    return True


def load_settings() -> Settings:
    """Raises ConfigurationError naming each wrong variable and its cure."""
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for fault in error.errors(include_input=False, include_url=False):
            variable = "".join(f"KLYNGEFLOW_{str(part).upper()}: " for part in fault["loc"])
            lines.append(f"{variable}{fault['msg'].removeprefix('Value error, ')}. See .env.example.")
        raise ConfigurationError("\n".join(lines)) from None
