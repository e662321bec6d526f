"""What stands on a run that could not go on: a human can act upon it, and a foreign error tells nothing."""

from __future__ import annotations

from domain.errors import BadInput, Fault, Refused
from domain.failures_in_words import failure_in_words


def test_our_own_errors_are_told_with_their_cure() -> None:
    told = failure_in_words(BadInput([Fault("deck.yaml, linje 3", "Ukendt slide.", "Vælg en anden.")]))
    assert "deck.yaml, linje 3: Ukendt slide. Vælg en anden." in told
    assert "Runbook: »Kørslen er stoppet«." in told
    assert "Nej." in failure_in_words(Refused("Nej."))


def test_of_a_foreign_error_only_its_kind_is_told() -> None:
    told = failure_in_words(ValueError("aase@praksis.example kunne ikke læses"))
    assert "aase" not in told
    assert "(ValueError)" in told
    assert "Runbook: »Ukendt fejl«." in told
