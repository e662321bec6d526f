"""What a member's forms post beside the answers: each field is used once and not kept."""

from __future__ import annotations

from data_contracts.answers_form import ReadForm, read_answers
from domain.questionnaire import Questionnaire
from survey_app.forms import PostedForm

TOKEN = "link"  # noqa: S105
# On the form for the PDF: the round it was answered in.
READING_KEY = "noegle"
# The page to go to, said by the button that was pressed.
PAGE = "til"
COPY_ADDRESS, NO_MAIL = "kopi-til", "kopi-nej"
# The consent to send nothing.
SEND_BLANK = "send-blankt"
BESIDE_THE_ANSWERS = frozenset({TOKEN, PAGE, COPY_ADDRESS, NO_MAIL, SEND_BLANK})


def answers_posted(questionnaire: Questionnaire, form: PostedForm) -> ReadForm:
    """Any field that no form of ours has is a fault."""
    fields = ((name, value) for name, value in form.fields if name not in BESIDE_THE_ANSWERS)
    return read_answers(questionnaire, fields)
