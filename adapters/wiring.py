"""Names every real thing in one place; each is made when first asked for, heavy ones in their step only."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.clock import LedgerClock, wall_clock
from adapters.ledger import SqlLedger, open_engine
from adapters.operator_links import LinkFolder
from adapters.sealed_answers import SealedAnswerStore
from adapters.settings import TEMPLATES, Settings, load_settings
from domain.errors import ConfigurationError
from domain.meeting import Consultant
from domain.ports import (
    AnswerStore,
    Appointments,
    BounceBox,
    Calendar,
    Clock,
    Deck,
    Documents,
    Judge,
    Ledger,
    Letters,
    MailTransport,
    ObjectStore,
    Packages,
    Pictures,
    Premises,
    Resolver,
    Runs,
    Seater,
    Tokens,
)
from domain.retention import RetentionLimits

if TYPE_CHECKING:
    from adapters.maildir import MaildirTransport


class LiveServices:
    """Implements `domain.ports.Services` with the real adapters that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.base_url = settings.base_url.rstrip("/")
        self.mail_domain = settings.mail_from_address.partition("@")[2]
        self._held: Ledger | None = None
        self.answers: AnswerStore = SealedAnswerStore(settings.home.resolve() / "answers")

    def writing_with(self, ledger: Ledger) -> LiveServices:
        held = copy.copy(self)
        held._held = ledger
        return held

    @property
    def ledger(self) -> Ledger:
        return self._held or self.database

    @cached_property
    def database(self) -> SqlLedger:
        """Opened when first needed: checking a package leaves no data folder behind."""
        return SqlLedger(open_engine(self.settings.ledger_url), wall_clock, self.settings.lease_seconds)

    @cached_property
    def clock(self) -> Clock:
        return LedgerClock(self.database.clocks)

    @cached_property
    def calendar(self) -> Calendar:
        from adapters.danish_calendar import DanishCalendar

        return DanishCalendar()

    @cached_property
    def packages(self) -> Packages:
        from adapters.packages import PackageFolders

        own = [self.settings.packages] if self.settings.packages else []
        return PackageFolders([*own, TEMPLATES / "packages"], self.settings.contacts)

    @cached_property
    def letters(self) -> Letters:
        from adapters.letters import JinjaLetters

        return JinjaLetters(TEMPLATES)

    @cached_property
    def transport(self) -> MailTransport:
        from adapters.armed_transport import ArmedTransport

        return ArmedTransport(self.mail_server, self.database.restorations)

    @cached_property
    def mail_server(self) -> MailTransport:
        from adapters.message import Sender

        settings = self.settings
        sender = Sender(settings.mail_from_name, settings.mail_from_address)
        if not settings.smtp_host:
            return self.outbox
        from adapters.smtp import SmtpTransport
        from adapters.smtp_connection import SmtpServer

        server = SmtpServer(
            host=settings.smtp_host,
            port=settings.smtp_port,
            security=settings.smtp_security,
            user=settings.smtp_user,
            password=settings.smtp_password.get_secret_value(),
            ca_file=settings.smtp_ca_file,
            timeout=settings.smtp_timeout_seconds,
        )
        return SmtpTransport(server, sender, self.clock)

    @cached_property
    def outbox(self) -> MaildirTransport:
        from adapters.maildir import MaildirTransport
        from adapters.message import Sender

        sender = Sender(self.settings.mail_from_name, self.settings.mail_from_address)
        return MaildirTransport(self.settings.outbox, sender, self.clock)

    @cached_property
    def premises(self) -> Premises:
        from adapters.premises import HomeFolder

        home, least = self.settings.home.resolve(), self.settings.least_free_disk_mb * 1_000_000
        has_outbox = self.settings.outbox.is_dir() or not self.settings.smtp_host
        return HomeFolder(home, self.outbox if has_outbox else None, least)

    @property
    def retention(self) -> RetentionLimits:
        return self.settings.retention

    @cached_property
    def bounce_boxes(self) -> tuple[BounceBox, ...]:
        """Where the settings say that bounces arrive; empty: nowhere."""
        return tuple(self._bounce_boxes())

    def _bounce_boxes(self) -> Iterator[BounceBox]:
        from adapters.bounce_folder import BounceFolder
        from adapters.bounce_imap import BounceMailbox, ImapServer

        settings = self.settings
        if settings.bounces_folder:
            yield BounceFolder(settings.bounces_folder)
        if settings.bounces_imap_host:
            yield BounceMailbox(
                ImapServer(
                    host=settings.bounces_imap_host,
                    port=settings.bounces_imap_port,
                    security=settings.bounces_imap_security,
                    user=settings.bounces_imap_user,
                    password=settings.bounces_imap_password.get_secret_value(),
                    folder=settings.bounces_imap_folder,
                    ca_file=settings.bounces_ca_file,
                )
            )

    @cached_property
    def resolver(self) -> Resolver:
        from adapters.resolver import DnsResolver, NoResolver, RecordedResolver

        match self.settings.domain_lookups:
            case "dns":
                return DnsResolver()
            case "recorded":
                return RecordedResolver()
            case "off":
                return NoResolver()

    @cached_property
    def objects(self) -> ObjectStore:
        settings = self.settings
        if not settings.s3_bucket:
            from adapters.folder_store import FolderStore

            return FolderStore(settings.home.resolve() / "files")
        from adapters.s3_store import S3Store

        return S3Store(
            bucket=settings.s3_bucket,
            prefix=settings.s3_prefix,
            endpoint=settings.s3_endpoint_url,
            region=settings.s3_region,
        )

    @cached_property
    def documents(self) -> Documents:
        from adapters.documents import TypstDocuments

        return TypstDocuments()

    @cached_property
    def appointments(self) -> Appointments:
        from adapters.appointments import IcsAppointments

        return IcsAppointments()

    @cached_property
    def deck(self) -> Deck:
        from adapters.deck import PowerPointDeck

        own = self.settings.deck_master
        return PowerPointDeck(own) if own else PowerPointDeck()

    @cached_property
    def pictures(self) -> Pictures:
        from adapters.pictures import MatplotlibPictures

        return MatplotlibPictures()

    @cached_property
    def seater(self) -> Seater:
        from adapters.seating import SolverSeater

        return SolverSeater()

    @cached_property
    def judge(self) -> Judge:
        from adapters.gate import GreatExpectationsJudge

        return GreatExpectationsJudge()

    @cached_property
    def tokens(self) -> Tokens:
        from adapters.tokens import SecretTokens, load_or_make_secret

        return SecretTokens(load_or_make_secret(self.settings.home, self.settings.secret.get_secret_value()))

    @cached_property
    def operator_links(self) -> LinkFolder:
        return LinkFolder(self.settings.home.resolve() / "operator", wall_clock)

    @cached_property
    def runs(self) -> Runs:
        from adapters.prefect_runs import PrefectRuns

        return PrefectRuns(self.database, self.packages, self.clock, self.settings.lease_seconds)

    @cached_property
    def consultants(self) -> tuple[Consultant, ...]:
        from data_contracts.consultants import read_consultants

        return read_consultants(self.settings.consultants_file)

    def consultant(self, consultant_id: str) -> Consultant:
        for consultant in self.consultants:
            if consultant.id == consultant_id:
                return consultant
        raise ConfigurationError(
            f"No consultant has the id {consultant_id}. Add them to {self.settings.consultants_file}."
        )

    def consultant_for(self, region: str) -> Consultant:
        from data_contracts.consultants import consultant_for

        return consultant_for(region, self.consultants)

    @property
    def caretaker(self) -> Consultant:
        address = self.settings.alerts_to
        return Consultant("caretaker", "KiAP", address) if address else self.consultants[0]

    def package_folder(self, package_id: str) -> Path:
        return Path(self.packages.get(package_id).folder)


def open_services() -> LiveServices:
    return LiveServices(load_settings())


def prepare(services: LiveServices) -> None:
    """Makes the folders and brings the ledger's tables up to date; safe to repeat.

    Raises BadInput before that when KiAP's own PowerPoint file cannot be used.
    """
    from adapters.ledger.migrate import migrate

    if services.settings.deck_master:
        services.deck.check()
    make_home(services)
    migrate(services.database.engine)


def make_home(services: LiveServices) -> None:
    """For its owner only."""
    services.settings.home.mkdir(parents=True, exist_ok=True)
    services.settings.home.chmod(0o700)
