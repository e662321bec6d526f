"""Every printed sheet as data, one function each, drawn by the template of the same name.

Two have another name: `package` draws `package_sheet`, and `handouts` draws `data_free_handouts` too.
"""

from domain.sheets_handouts import handouts
from domain.sheets_kit import package_sheet, programme, proposed_invitation, questionnaire
from domain.sheets_meeting import data_free_handouts, implementation_plan, note_sheet
from domain.sheets_own_copy import own_copy
from domain.sheets_run_sheet import run_sheet

__all__ = [
    "data_free_handouts",
    "handouts",
    "implementation_plan",
    "note_sheet",
    "own_copy",
    "package_sheet",
    "programme",
    "proposed_invitation",
    "questionnaire",
    "run_sheet",
]
