"""The ledger's tables: what is true of every meeting, apart from Prefect's own database."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect

from domain.meeting import COPENHAGEN

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware moment, stored as UTC, read back as Copenhagen time on every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC).astimezone(COPENHAGEN)


def _meeting() -> Column[str]:
    return Column("meeting_id", String(60), ForeignKey("orders.meeting_id"), primary_key=True)


def _round() -> Column[int]:
    return Column("round", Integer, primary_key=True)


orders = Table(
    "orders",
    metadata,
    Column("meeting_id", String(60), primary_key=True),
    Column("package_id", String(40), nullable=False),
    Column("cluster", String(200), nullable=False),
    Column("region", String(40), nullable=False),
    Column("coordinator_name", String(200), nullable=False),
    Column("coordinator_email", String(254), nullable=False),
    Column("phone", String(40), nullable=False),
    Column("postal_address", Text, nullable=False),
    Column("meeting_starts", Instant, nullable=False),
    Column("members_expected", Integer, nullable=False),
    Column("meeting_place", String(200), nullable=False),
    Column("wishes", Text, nullable=False),
    Column("terms", String(20), nullable=False),
    Column("consultant_id", String(40), nullable=False),
    Column("ordered_at", Instant, nullable=False),
    Column("rehearsal", Boolean, nullable=False),
)

plans = Table(
    "plans",
    metadata,
    _meeting(),
    _round(),
    Column("survey_opens", Instant, nullable=False),
    Column("reminders", Text, nullable=False),
    Column("survey_closes", Instant, nullable=False),
    Column("delivery", Instant, nullable=False),
    Column("meeting_starts", Instant, nullable=False),
    Column("thanks", Instant, nullable=False),
)

members = Table(
    "members",
    metadata,
    _meeting(),
    Column("member_id", String(32), primary_key=True),
    Column("email", String(254), nullable=False),
    Column("name", String(200), nullable=False),
    Column("practice_number", String(20), nullable=False),
)

# No used flag, no time: what became of a link is known only by the open round's own store.
invitations = Table(
    "invitations",
    metadata,
    _meeting(),
    _round(),
    Column("member_id", String(32), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
)

surveys = Table(
    "surveys",
    metadata,
    _meeting(),
    _round(),
    Column("package_version", Text, nullable=False),
    Column("questionnaire", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    _meeting(),
    _round(),
    Column("kind", String(40), primary_key=True),
    Column("choice", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Column("initials", String(20), nullable=False),
    Column("decided_at", Instant, nullable=False),
)

steps = Table(
    "steps",
    metadata,
    _meeting(),
    _round(),
    Column("step", String(40), primary_key=True),
    Column("summary", Text, nullable=False),
    Column("done_at", Instant, nullable=False),
)

mails = Table(
    "mails",
    metadata,
    _meeting(),
    _round(),
    Column("kind", String(40), primary_key=True),
    Column("recipient", String(40), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("resent", Integer, primary_key=True),
    Column("message_id", String(200), nullable=False, unique=True),
    Column("outcome", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("detail", String(200), nullable=False),
    Column("first_try", Instant, nullable=False),
    Column("next_try", Instant),
)

pulls = Table(
    "pulls",
    metadata,
    _meeting(),
    _round(),
    Column("content_hash", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("frozen_at", Instant, nullable=False),
)

verdicts = Table(
    "verdicts",
    metadata,
    _meeting(),
    _round(),
    Column("pull_hash", String(64), nullable=False),
    Column("outcome", String(40), nullable=False),
    Column("findings", Text, nullable=False),
    Column("judged_at", Instant, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    _meeting(),
    _round(),
    Column("pull_hash", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("released_at", Instant, nullable=False),
)

files = Table(
    "files",
    metadata,
    _meeting(),
    Column("group", String(20), primary_key=True),
    Column("document", String(40), primary_key=True),
    Column("round", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("key", String(300), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("media_type", String(100), nullable=False),
)

postings = Table(
    "postings",
    metadata,
    _meeting(),
    Column("document", String(40), primary_key=True),
    Column("copies", Integer, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("posted_on", Date),
    Column("posted_by", String(20), nullable=False),
)

commitments = Table(
    "commitments",
    metadata,
    _meeting(),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
)

coordinator_links = Table(
    "coordinator_links",
    metadata,
    _meeting(),
    Column("generation", Integer, nullable=False),
)

link_requests = Table(
    "link_requests",
    metadata,
    _meeting(),
    Column("number", Integer, primary_key=True),
    Column("asked_at", Instant, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    _meeting(),
    Column("number", Integer, primary_key=True),
    Column("round", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("by", String(20), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# Mails leave only while every restored backup has been armed.
restorations = Table(
    "restorations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("backed_up_at", Instant, nullable=False),
    Column("restored_at", Instant, nullable=False),
    Column("armed_at", Instant),
    Column("armed_by", String(20), nullable=False),
)

leases = Table(
    "leases",
    metadata,
    _meeting(),
    Column("token", Integer, nullable=False),
    Column("expires_at", Instant),
)

# `until` is on the meeting's own clock, `wakes_at` on the wall's.
waits = Table(
    "waits",
    metadata,
    _meeting(),
    _round(),
    Column("state", String(40), nullable=False),
    Column("until", Instant),
    Column("wakes_at", Instant),
)

runs = Table(
    "runs",
    metadata,
    _meeting(),
    _round(),
    Column("attempt", Integer, primary_key=True),
    Column("flow_run_id", String(36)),
    Column("due", Instant),
)

rehearsal_clocks = Table(
    "rehearsal_clocks",
    metadata,
    _meeting(),
    Column("shows", Instant, nullable=False),
    Column("shown_at", Instant, nullable=False),
    Column("leaps_to", Instant),
    Column("leaps_at", Instant),
    Column("allowed_until", Instant),
    Column("wait_seconds", Float, nullable=False),
)

# No foreign key: a receipt outlives the meeting that it tells of. Empty for what is the house's.
purges = Table(
    "purges",
    metadata,
    Column("receipt", String(32), primary_key=True),
    Column("meeting_id", String(60), nullable=False, index=True),
    Column("what", String(20), nullable=False),
    Column("round", Integer, nullable=False),
    Column("counts", Text, nullable=False),
    Column("rule", String(200), nullable=False),
    Column("purged_at", Instant, nullable=False),
    Column("swept_at", Instant),
)

# What was found when a stored file (its key) or a frozen pull was last looked at.
checks = Table(
    "checks",
    metadata,
    _meeting(),
    Column("subject", String(300), primary_key=True),
    Column("fault", String(200), nullable=False),
    Column("checked_at", Instant, nullable=False),
)

# `meeting_id` is empty for a trouble of the whole house.
alerts = Table(
    "alerts",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("meeting_id", String(60), primary_key=True),
    _round(),
    Column("sentence", Text, nullable=False),
    Column("recipient", String(40), nullable=False),
    Column("since", Instant, nullable=False),
    Column("told_at", Instant),
    Column("times", Integer, nullable=False),
    Column("stands", Boolean, nullable=False),
)

alert_mails = Table(
    "alert_mails",
    metadata,
    Column("recipient", String(40), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("news", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("detail", String(200), nullable=False),
    Column("claimed_at", Instant, nullable=False),
    Column("next_try", Instant),
)

# Places in the frozen pull's own order, as JSON by item; `number` counts the choices of a round.
text_choices = Table(
    "text_choices",
    metadata,
    _meeting(),
    _round(),
    Column("number", Integer, nullable=False),
    Column("pull_hash", String(64), nullable=False),
    Column("positions", Text, nullable=False),
    Column("initials", String(20), nullable=False),
    Column("chosen_at", Instant, nullable=False),
)

bounces = Table(
    "bounces",
    metadata,
    _meeting(),
    Column("message_id", String(200), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("code", String(20), nullable=False),
    Column("reported_at", Instant, nullable=False),
)

# Who had a meeting before another coordinator took over; gone as soon as they have been thanked.
former_coordinators = Table(
    "former_coordinators",
    metadata,
    _meeting(),
    Column("number", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),
)
