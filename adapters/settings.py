"""The settings: environment variables KLYNGEFLOW_*, each with a default that works on one machine."""

from __future__ import annotations

from functools import cached_property
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import ConfigurationError

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = PROJECT / "templates"


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
    prefect_port: int = 4200
    packages: Path | None = Field(None, description="a folder of further package folders")
    consultants: Path | None = Field(None, description="YAML file; empty: HOME/consultants.yaml")
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

    s3_bucket: str = Field("", description="empty: files go to the folder HOME/files")
    s3_prefix: str = ""
    s3_endpoint_url: str | None = None
    s3_region: str = "eu-north-1"

    @model_validator(mode="after")
    def check(self) -> Settings:
        secret = self.secret.get_secret_value()
        if secret and len(secret) < 32:
            raise ValueError("KLYNGEFLOW_SECRET is shorter than 32 characters. Try: openssl rand -hex 32")
        if not all(_is_network(part) for part in self.web_trusted_proxies.split(",") if part):
            raise ValueError(
                "KLYNGEFLOW_WEB_TRUSTED_PROXIES must be addresses or networks, such as 127.0.0.1,10.0.0.0/8"
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
    def prefect_api_url(self) -> str:
        return f"http://127.0.0.1:{self.prefect_port}/api"


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
