"""Rerunning, as an operator meets it: from where, why, and what it says before it does anything."""

from __future__ import annotations

from dataclasses import dataclass

from domain.acts import Act, ActKind, initials
from domain.errors import Refused
from domain.ports import Services

FROM_STEPS = {
    "kit": "mail 1 til mødelederen",
    "members": "invitationer til medlemmerne",
    "survey": "lukning af spørgeskemaet",
    "gate": "kvalitetskontrol af besvarelserne",
    "report": "præsentation og ark",
    "delivery": "mail 2 til mødelederen",
    "follow-up": "opfølgningen",
}

REASONS = {
    "new_layout": "pakken har fået nyt udseende eller nye tekster",
    "corrected": "noget om mødet er rettet",
    "after_failure": "en kørsel er gået i stå eller mislykket",
    "missing_mail": "nogen mangler deres mail",
    "lost_files": "filer er gået tabt",
    "lost_survey": "den åbne undersøgelse er gået tabt",
    "new_software": "Klyngeflow er opdateret",
}

SHOW_ONLY, DO_IT = "vis kun, hvad der vil ske", "gør det"

NOBODY_TWICE = "Ingen får en mail, de har fået før."


@dataclass(frozen=True)
class PlannedStep:
    """`what` says what is done, or why it is not: a half sentence."""

    round: int
    name: str
    what: str
    is_redone: bool
    mails: int = 0  # that leave, all of them for the first time

    def __str__(self) -> str:
        return f"Runde {self.round}: {self.what}."


@dataclass(frozen=True)
class RerunPlan:
    """`remarks` are whole sentences: what else is good to know beforehand."""

    steps: tuple[PlannedStep, ...]
    remarks: tuple[str, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """All there is to say, as headings and sentences."""
        parts = (
            ("Det bliver gjort", self.does),
            ("Det bliver ikke gjort", self.leaves),
            ("Mails", (self.mails,)),
            ("Godt at vide", self.remarks),
        )
        return tuple((heading, sentences) for heading, sentences in parts if sentences)

    @property
    def does(self) -> tuple[str, ...]:
        return tuple(str(step) for step in self.steps if step.is_redone) or ("Intet trin bliver gjort om.",)

    @property
    def leaves(self) -> tuple[str, ...]:
        return tuple(str(step) for step in self.steps if not step.is_redone)

    @property
    def mails(self) -> str:
        count = sum(step.mails for step in self.steps)
        leave = "Der sendes ingen mail." if count == 0 else f"Der sendes {count} mail{'s' * (count > 1)}."
        return f"{leave} {NOBODY_TWICE}"


def check_rerun(from_step: str, reason: str, by: str) -> None:
    """Raises Refused for a step or reason that there is not, or for no initials."""
    if from_step not in FROM_STEPS:
        raise Refused(f"There is no step {from_step}. Choose one of: {', '.join(FROM_STEPS)}.")
    if reason not in REASONS:
        choices = "; ".join(f"{code} ({text})" for code, text in REASONS.items())
        raise Refused(f"Say why it is rerun, by one of: {choices}.")
    initials(by)


def record_rerun(meeting_id: str, from_step: str, reason: str, by: str, services: Services) -> Act:
    """On record before anything is done. Raises Refused as `check_rerun`."""
    check_rerun(from_step, reason, by)
    act = Act(meeting_id, ActKind.RERUN, initials(by), reason, {"from": from_step})
    return services.ledger.acts.add(act)
