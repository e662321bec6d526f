"""What the checks of stored bytes call their subjects."""

from __future__ import annotations


def subject_of_pull(round: int) -> str:
    """A stored file is called by its key instead."""
    return f"pull of round {round}"
