"""What we want of the coordinator now: one thing at a time, with the way to it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.dates import day
from domain.follow_up_choice import LATER
from domain.follow_up_confirmation import Word
from domain.meeting import ROUND_2
from survey_app.coordinator.view import View


@dataclass(frozen=True)
class Wanted:
    """`button` leads to `address`; both are empty where there is nothing to do."""

    text: str
    button: str = ""
    address: str = ""


NOTHING = Wanted("Lige nu mangler vi ikke noget fra dig.")


def wanted(view: View) -> Wanted:
    """The most pressing thing first; the others have their turn when it is done."""
    if view.is_off:
        return Wanted("Du skal ikke gøre mere.")
    if view.word in (Word.ASKED, Word.MISSING):
        return _word_on_follow_up(view)
    if view.wants_members:
        return _member_list(view)
    if view.commitments.may_write and not view.commitments.kept:
        text = "Skriv ned, hvad I aftalte på mødet, mens I husker det."
        return Wanted(text, "Skriv aftalerne", "/k/efter#aftaler")
    if view.meeting_is_over and view.may_choose_follow_up and view.choice == LATER and view.follow_up_dates:
        text = "Fortæl os, om klyngen vil følge op med en ny opgørelse."
        return Wanted(text, "Vælg opfølgning", "/k/efter#opfoelgning")
    if view.round == ROUND_2 and view.plan and view.now < view.plan.survey_opens:
        text = f"Se medlemslisten igennem senest {day(view.plan.survey_opens)}. Passer den, er du færdig."
        return Wanted(text, "Se medlemslisten", "/k/medlemmer")
    if view.is_delivered and not view.meeting_is_over:
        return Wanted("Print det, I skal bruge på mødet.", "Hent materialet", "/k/materiale")
    return NOTHING


def _word_on_follow_up(view: View) -> Wanted:
    if view.word is Word.MISSING:
        return Wanted(f"Du kan også selv ringe til {view.consultant.name} og sige, om den skal begynde.")
    text = f"Svar inden {day(view.plans[ROUND_2].survey_opens)}, gerne i dag. Se så medlemslisten igennem."
    return Wanted(text, "Svar på, om den skal begynde", "/k/efter#opfoelgning")


def _member_list(view: View) -> Wanted:
    if view.plan is None:
        text = "Læg gerne medlemslisten ind allerede nu."
    elif view.now < view.plan.survey_opens:
        text = f"Læg medlemslisten ind senest {day(view.plan.survey_opens)}."
    else:
        closes = day(view.plan.survey_closes)
        text = f"Læg medlemslisten ind i dag. Spørgeskemaet lukker {closes}, også når listen kommer sent."
    return Wanted(text, "Læg medlemslisten ind", "/k/medlemmer")
