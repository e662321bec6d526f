"""The states a meeting waits in, and what an operator reads about each."""

from __future__ import annotations

STATES = {
    "AwaitingConsultation": "Venter på, at konsulenten har talt med mødelederen",
    "AwaitingMembers": "Venter på klyngens mailadresser",
    "AwaitingSurveyStart": "Venter på, at spørgeskemaet åbner",
    "AwaitingAnswers": "Spørgeskemaet er åbent",
    "AwaitingRelease": "Venter på en beslutning om tallene",
    "AwaitingTexts": "Venter på, at nogen vælger, hvad der vises af det skrevne",
    "AwaitingDelivery": "Materialet er klar og sendes på den aftalte dag",
    "AwaitingMeeting": "Materialet er sendt, mødet ligger forude",
    "AwaitingFollowUpDecision": "Venter på svar om opfølgning",
    "AwaitingFollowUpConfirmation": "Venter på mødelederens ja til, at opfølgningen begynder",
    "AwaitingRetry": "Prøver igen om lidt",
    "AwaitingLease": "En anden kørsel arbejder på mødet lige nu",
}

IN_SHORT = {
    "AwaitingConsultation": "Venter på samtalen",
    "AwaitingMembers": "Venter på medlemslisten",
    "AwaitingSurveyStart": "Klar til at åbne",
    "AwaitingAnswers": "Åben for svar",
    "AwaitingRelease": "Venter på en beslutning",
    "AwaitingTexts": "Venter på valg af tekster",
    "AwaitingDelivery": "Materialet er klar",
    "AwaitingMeeting": "Materialet er sendt",
    "AwaitingFollowUpDecision": "Venter på svar om opfølgning",
    "AwaitingFollowUpConfirmation": "Venter på mødelederens ja",
    "AwaitingRetry": "Prøver igen om lidt",
    "AwaitingLease": "I gang lige nu",
}
"""For a narrow column."""

STEPS = {
    "intake": "Bestillingen er modtaget, og mødet er planlagt",
    "consultation": "Samtalen er bekræftet",
    "kit_mailing": "Mail 1 er sendt til mødelederen",
    "posting": "Konsulenten ved, hvad der skal sendes med posten",
    "member_mailing": "Medlemmerne er inviteret",
    "survey_collection": "Undersøgelsen er lukket, og besvarelserne er frosset",
    "data_quality_gate": "Besvarelserne er bedømt",
    "report_building": "Materialet er bygget",
    "delivery": "Mail 2 er sendt til mødelederen",
    "thanks": "Tak er sendt efter mødet",
    "follow_up": "Opfølgningen er afklaret",
    "new_dates": "Opfølgningen har fået nye datoer",
    "announcement": "Opfølgningen er varslet til mødelederen",
}
NUMBERED_STEPS = {
    "reminder": "Påmindelse",
    "nudge": "Rykker for medlemslisten",
    "change_told": "Der er givet besked om ændring",
    "change_followed": "Kørslen har fulgt ændring",
}

MAILS = {
    "consultant_new_order": "Ny bestilling, til konsulenten",
    "order_received": "Kvittering for bestillingen, til mødelederen",
    "coordinator_kit": "Mail 1, til mødelederen",
    "coordinator_nudge": "Rykker for medlemslisten",
    "coordinator_link": "Link til mødelederens side",
    "invitation": "Invitationer",
    "reminder": "Påmindelser",
    "coordinator_delivery": "Mail 2, til mødelederen",
    "coordinator_thanks": "Tak efter mødet",
    "coordinator_follow_up": "Spørgsmål om opfølgningen, til mødelederen",
    "consultant_attention": "Besked til konsulenten om at se efter",
    "consultant_posting": "Det, der skal sendes med posten, til konsulenten",
    "consultant_posting_late": "Rykker for posten, til konsulenten",
    "consultant_change": "Besked om en ændring, til konsulenten",
    "coordinator_moved": "Mødet er flyttet, til mødelederen",
    "coordinator_extended": "Længere frist, til mødelederen",
    "coordinator_cancelled": "Aflysning, til mødelederen",
    "coordinator_welcome": "Velkomst til en ny mødeleder",
    "coordinator_farewell": "Tak til den tidligere mødeleder",
    "coordinator_members": "Medlemslisten er rettet, til mødelederen",
    "coordinator_follow_up_changed": "Opfølgningen er ændret, til mødelederen",
    "member_moved": "Mødet er flyttet, til medlemmerne",
    "member_extended": "Længere frist, til dem, der mangler",
    "member_cancelled": "Aflysning, til medlemmerne",
}

OUTCOMES = {
    "claimed": "på vej",
    "handed_over": "på vej",
    "deferred": "venter på mailserveren",
    "held": "holdes tilbage efter en gendannelse",
    "sent": "sendt",
    "rejected": "kunne ikke leveres",
    "unknown": "uvist – sendes ikke igen af sig selv",
}

VERDICTS = {
    "release": "Tallene kan bruges",
    "release_with_remarks": "Tallene kan bruges, med bemærkninger",
    "ask": "Et menneske skal tage stilling",
    "too_few": "Der er for få svar til at vise tal",
    "stop": "Stoppet: en kritisk regel er brudt",
}


def step_in_words(name: str) -> str:
    """The step as operators read it; numbered steps keep their number."""
    kind, _, number = name.rpartition("_")
    return STEPS.get(name) or f"{NUMBERED_STEPS.get(kind, name)} {number}"
