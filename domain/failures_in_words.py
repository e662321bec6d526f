"""The message on a run that could not go on: what happened and what to do, never a foreign error's text."""

from __future__ import annotations

from domain.errors import KlyngeflowError

UNKNOWN_MEETING = (
    "Der er intet møde med det id. Mødernes id står på deres sider i oversigten »overblik« og i "
    "»klyngeflow status«. Start kørslen igen med det rigtige. Runbook: »Ukendt møde«."
)


def failure_in_words(fault: Exception) -> str:
    """Our own errors are written for a human and name nobody; another one's text may hold anything."""
    if isinstance(fault, KlyngeflowError):
        return (
            f"Kørslen er stoppet, og intet er tabt. Grunden: {fault}\n\n"
            "Ret det. Kørslen begynder selv igen, op til tre gange; derefter skal du køre mødet igen med "
            "»rerun«. Ingen får en mail to gange. Runbook: »Kørslen er stoppet«."
        )
    return (
        f"Kørslen er stoppet af en fejl, som systemet ikke kender ({type(fault).__name__}). Intet er tabt, "
        "og kørslen begynder selv igen, op til tre gange. Bliver det ved, så giv loggen til den, der driver "
        "systemet. Runbook: »Ukendt fejl«."
    )
