"""What both object stores share: which keys there are, and when two contents are the same."""

from __future__ import annotations

import hashlib
import re

from domain.errors import Refused

SEGMENT = re.compile(r"[A-Za-z0-9æøåÆØÅ_-][A-Za-z0-9æøåÆØÅ._ -]{0,150}")


def check_key(key: str) -> str:
    """Refuses a key that leaves the store or that a file system would read differently."""
    segments = key.split("/")
    if not all(SEGMENT.fullmatch(segment) and ".." not in segment for segment in segments):
        raise Refused("The object's key has a part that is no plain file name. Use letters, digits, - and _.")
    return key


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check_same(key: str, stored: str, offered: str) -> None:
    """Refuses to put other bytes under a key that is taken."""
    if stored != offered:
        raise Refused(f"{key} is already stored with other content, and a stored file is never changed.")


def check_whole(key: str, recorded: str, content: bytes) -> bytes:
    """The content, or Refused when it no longer has its recorded checksum."""
    if sha256(content) != recorded:
        raise Refused(f"{key} does not match its checksum. Restore it from a backup, or rerun the report.")
    return content
