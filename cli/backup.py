"""`klyngeflow backup`, `restore` and `arm`: losing the machine loses no meeting and mails nobody twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from rich import print as say

from adapters.backup import CONSULTANTS, LEDGER, OBJECTS, SECRET, Backup, write_backup
from adapters.durable_files import write_whole
from adapters.ledger.copying import check_empty, read_all, write_all
from adapters.tokens import load_or_make_secret
from adapters.wiring import LiveServices, make_home, open_services
from cli.commands import ready_services
from domain.dates import day_and_time
from domain.errors import Refused
from domain.mail_counts import how_many

# What is deleted here lives on in the backups: so none may outlive the shortest promise by much.
KEEP_BACKUPS_DAYS = 30


def make_backup(file: Path) -> None:
    services = ready_services()
    revision, rows = read_all(services.database.engine)
    parts = _parts(services, rows)
    manifest = write_backup(file, services.clock.real_now(), version("klyngeflow"), revision, parts)
    meetings = len(rows["orders"])
    say(f"{file}: {meetings} meetings, {len(manifest.parts)} parts, {file.stat().st_size // 1000} kB.")
    say("It holds the secret of all personal links: keep it as carefully as the machine itself.")
    last_day = services.clock.now().date() + timedelta(days=KEEP_BACKUPS_DAYS)
    say(f"It holds names, addresses and answers as well: delete it by {last_day}, and make a new one.")
    say("Answers of surveys that are open now are left out; docs/privacy.md says why.")


def restore_backup(file: Path) -> None:
    """Raises BadInput for a damaged file, Refused for a house that is in use, before any effect.

    The ledger comes last: a restore that was cut off can be repeated.
    """
    backup, services = Backup(file), open_services()
    backup.check()
    _refuse_another_secret(services, backup)
    make_home(services)
    check_empty(services.database.engine, backup.manifest.revision)
    for key, read in backup.under(OBJECTS):
        services.objects.put(key, read(), "application/octet-stream")
    if not services.settings.secret.get_secret_value():
        _keep(backup, SECRET, services.settings.home / SECRET)
    _keep(backup, CONSULTANTS, services.settings.consultants_file)
    rows = {name: read().decode().splitlines() for name, read in backup.under(LEDGER)}
    made_at, now = backup.manifest.made_at, services.clock.real_now()
    write_all(services.database.engine, backup.manifest.revision, rows, made_at, now)
    say(f"Restored {len(rows['orders'])} meetings as they were {day_and_time(made_at)}.")
    say("No mail leaves before you have looked around and said `klyngeflow arm`.")


def show_held() -> None:
    restorations = ready_services().database.restorations
    since = restorations.backed_up_at()
    if since is None:
        say("Mails leave as they should; nothing is held.")
        return
    say(f"No mail leaves. The restored backup was made {day_and_time(since)}.")
    for (meeting_id, kind), count in restorations.held().items():
        print(f"  {meeting_id}  {kind.value} {how_many(kind, count)}".rstrip())
    say("`--held send` sends these too, `--held keep` never does: some may have been sent after the backup.")


def let_mails_leave(held: str, initials: str) -> None:
    restorations = ready_services().database.restorations
    if not initials.strip():
        raise Refused("Say who arms the sending: --by AB.")
    if restorations.backed_up_at() is None:
        raise Refused("Nothing is held: mails leave already.")
    ways = {"send": restorations.arm_sending_held, "keep": restorations.arm_keeping_held}
    if held not in ways:
        raise Refused("Say what becomes of the held mails: --held send or --held keep.")
    ways[held](initials.strip()[:20])
    say(f"Mails leave again; those that were held: {held}.")


def _parts(services: LiveServices, rows: Mapping[str, list[str]]) -> Iterator[tuple[str, bytes]]:
    for name, lines in rows.items():
        yield f"{LEDGER}/{name}", "\n".join(lines).encode()
    for key in sorted({json.loads(line)["key"] for line in rows["files"]}):
        yield f"{OBJECTS}/{key}", services.objects.get(key)
    yield SECRET, _secret(services)
    if services.settings.consultants_file.is_file():
        yield CONSULTANTS, services.settings.consultants_file.read_bytes()


def _secret(services: LiveServices) -> bytes:
    return load_or_make_secret(services.settings.home, services.settings.secret.get_secret_value())


def _refuse_another_secret(services: LiveServices, backup: Backup) -> None:
    """Under another secret every link that was mailed would be dead."""
    given = services.settings.secret.get_secret_value().encode()
    file = services.settings.home / SECRET
    present = given or (file.read_bytes().strip() if file.is_file() else b"")
    if present and present != backup.part(SECRET):
        raise Refused(
            "This installation has another secret than the backup. Set KLYNGEFLOW_SECRET to the backup's, "
            f"or remove it and {file}."
        )


def _keep(backup: Backup, name: str, target: Path) -> None:
    """What lies there already stays."""
    if name in backup.manifest.parts and not target.exists():
        write_whole(target, backup.part(name))
