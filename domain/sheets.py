"""Every printed sheet as data, one function each, drawn by the template of the same name.

Two have another name: `package` draws `package_sheet`, and `handouts` draws `data_free_handouts` too.
`implementation_plan` draws both sizes of paper.
"""

from domain.sheets_handouts import data_free_handouts, handouts
from domain.sheets_kit import package_sheet, programme, proposed_invitation, questionnaire
from domain.sheets_meeting import implementation_plan, note_sheet, practice_sheet
from domain.sheets_own_copy import own_copy
from domain.sheets_parts import Sheet
from domain.sheets_people import attendance_list, seating_plan, table_count
from domain.sheets_posting import address_label, packing_slip
from domain.sheets_run_sheet import run_sheet

__all__ = [
    "Sheet",
    "address_label",
    "attendance_list",
    "data_free_handouts",
    "handouts",
    "implementation_plan",
    "note_sheet",
    "own_copy",
    "package_sheet",
    "packing_slip",
    "practice_sheet",
    "programme",
    "proposed_invitation",
    "questionnaire",
    "run_sheet",
    "seating_plan",
    "table_count",
]
