"""The rehearsal's own folder and settings: nothing in it reaches anybody."""

from __future__ import annotations

import hashlib
import shutil
import socket
from pathlib import Path

from pydantic import SecretStr

from adapters.settings import Settings, load_settings


def build(out: Path, package_id: str, package_folder: Path, seed: int = 1) -> Settings:
    """Settings for a stack of its own in OUT/system, on free ports, with the Maildir as its only mail.

    The same seed gives the same secret, so that two rehearsals of a day make the same documents. Contacts
    and deck master are those of the real system, so that the documents look as they will.
    """
    real = load_settings()
    home = (out / "system").resolve()
    shutil.copytree(package_folder, home / "packages" / package_id)
    _keep_secret(home / "secret", seed)
    web, prefect, operator = _free_ports(3)
    (home / "consultants.yaml").write_text(
        "consultants:\n"
        "  - id: proeve\n"
        "    name: Prøve Konsulent\n"
        "    email: konsulent@kiap.example\n"
        '    phone: "12 34 56 78"\n'
    )
    return Settings(
        _env_file=None,
        home=home,
        database_url="",
        secret=SecretStr(""),
        base_url=f"http://127.0.0.1:{web}",
        web_host="127.0.0.1",
        web_port=web,
        prefect_port=prefect,
        operator_port=operator,
        packages=home / "packages",
        consultants=home / "consultants.yaml",
        contacts=real.contacts,
        deck_master=real.deck_master,
        domain_lookups="recorded",
        smtp_host="",
        s3_bucket="",
    )


def _keep_secret(file: Path, seed: int) -> None:
    """In the file that commands in another window read as well."""
    file.write_text(hashlib.sha256(f"rehearsal {seed}".encode()).hexdigest())
    file.chmod(0o600)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
