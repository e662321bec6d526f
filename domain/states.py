"""The states a meeting waits in, and what an operator reads about each."""

from __future__ import annotations

STATES = {
    "AwaitingConsultation": "Venter på, at konsulenten har talt med mødelederen",
    "AwaitingMembers": "Venter på klyngens mailadresser",
    "AwaitingSurveyStart": "Venter på, at spørgeskemaet åbner",
    "AwaitingAnswers": "Spørgeskemaet er åbent",
    "AwaitingRelease": "Venter på en beslutning om tallene",
    "AwaitingDelivery": "Materialet er klar og sendes på den aftalte dag",
    "AwaitingMeeting": "Materialet er sendt, mødet ligger forude",
    "AwaitingFollowUpDecision": "Venter på svar om opfølgning",
    "AwaitingRetry": "Prøver igen om lidt",
    "AwaitingLease": "Et andet kørende trin arbejder på mødet",
}
