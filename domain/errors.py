"""The refusals: each says what was seen, where, and the cure."""

from __future__ import annotations

from dataclasses import dataclass


class KlyngeflowError(Exception):
    """Base of everything we refuse on purpose; its text is meant for a human."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in an input: where it stands, what was seen, and the cure."""

    where: str
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.cure}".rstrip()


class BadInput(KlyngeflowError):
    """An input was refused before any effect. `faults` has one entry per thing to mend."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class NotFound(KlyngeflowError):
    """There is no such meeting, package or file."""


class Refused(KlyngeflowError):
    """A rule says no; the text says which and what to do."""


class LeaseTaken(Refused):
    """Another run works on the meeting right now; this one may try again when that has left."""


class LeaseLost(KlyngeflowError):
    """Another run works on the meeting now; this one must stop without a further effect."""


class TryAgain(KlyngeflowError):
    """A step could not finish for a passing reason; it is safe to call it again later."""


class ConfigurationError(KlyngeflowError):
    """A setting is wrong; the text names the variable and the cure."""
