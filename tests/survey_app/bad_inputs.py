"""Every bad input that the pages must bear, and the test that sends it over HTTP.

A test is named by its file, its function and, where it has a table, the row's key as the file spells it.
"""

from __future__ import annotations

ORDERS = "order/test_bad_orders.py::test_is_told_at_its_field_and_on_top_and_nothing_is_lost"
NO_FORM = "order/test_bad_orders.py::test_what_is_no_such_form_gets_a_danish_page"
ORDERING = "order/test_ordering.py::"
ROWS = "coordinator/test_members.py::test_each_row_has_its_verdict"
READ = "coordinator/test_uploads.py::test_is_read_into_the_table_and_not_kept_yet"
REFUSED = "coordinator/test_uploads.py::test_is_refused_with_a_reason_and_changes_nothing"
TOLD = "coordinator/test_uploads.py::test_a_row_of_a_file_is_told_of_at_its_place"
SIZES = "coordinator/test_members.py::test_a_file_of_an_unusual_size_is_confirmed_without_choosing_it_again"
CPR = "coordinator/test_members.py::test_a_list_with_a_personal_number_is_refused_and_the_number_not_repeated"
LINKS = "test_same_time.py::test_they_get_one_and_the_same_page"
ANSWERS = "member/test_bad_answers.py::test_is_refused_at_every_door_and_nothing_is_lost"
LITERAL = (
    "member/test_bad_answers.py::"
    "test_what_looks_like_code_is_printed_literally_on_every_page_and_kept_as_written"
)
JOURNEY = "member/test_journey.py::"

BAD_INPUTS: dict[str, dict[str, str]] = {
    "Orders": {
        "an empty form": "order/test_bad_orders.py::test_an_empty_form_asks_for_everything_at_once",
        "20 MB": f"{NO_FORM}[20 MB]",
        "UTF-16": "order/test_bad_orders.py::test_another_encoding_is_refused_with_a_hint[UTF-16]",
        "CP1252": "order/test_bad_orders.py::test_another_encoding_is_refused_with_a_hint[CP1252]",
        "an unknown package": f"{ORDERS}[unknown package]",
        "31 February": f"{ORDERS}[31 February]",
        "a two-digit year": f"{ORDERS}[a two-digit year]",
        "a meeting in the past": f"{ORDERS}[in the past]",
        "a meeting too soon": f"{ORDERS}[too soon]",
        "02:30 in the hour that is skipped": (
            "order/test_bad_orders.py::test_the_hour_that_summer_time_skips_is_told_at_the_time"
        ),
        "a name with an encoded newline and Bcc": f"{ORDERS}[an encoded newline and Bcc]",
        "a name like ../../x": f"{ORDERS}[a path as cluster]",
        "a name of 500 characters": f"{ORDERS}[a cluster of 500 characters]",
        "a right-to-left override": f"{ORDERS}[a right-to-left override]",
        "no address": f"{ORDERS}[no address]",
        "two addresses": f"{ORDERS}[two addresses]",
        "the same order twice": f"{ORDERING}test_ordering_twice_gives_the_same_receipt_and_one_meeting",
        "the same cluster with another date": (
            f"{ORDERING}test_another_date_is_asked_about_and_nothing_happens_without_an_answer"
        ),
    },
    "Member lists": {
        "BOM and ;": f"{READ}[BOM and semicolons]",
        "a missing heading": f"{REFUSED}[no heading for addresses]",
        "a renamed heading": f"{REFUSED}[a renamed heading]",
        "7 members": f"{SIZES}[7, 80]",
        "80 members": f"{SIZES}[7, 80]",
        "one address in two cases": f"{ROWS}[twice]",
        "two GPs with one mailbox": f"{ROWS}[shared]",
        "two addresses in one cell": f"{TOLD}[two addresses in one cell]",
        "an address that poses as another": f"{TOLD}[another's address as a name]",
        "æøå in the domain": "coordinator/test_uploads.py::test_danish_letters_in_a_domain_are_taken",
        "no-break spaces, zero-width marks": (
            "coordinator/test_uploads.py::test_hidden_marks_in_a_file_are_removed_and_told"
        ),
        "a quoted newline in a name": f"{TOLD}[a quoted newline in a name]",
        "=cmd|…": f"{TOLD}[a formula]",
        "a CPR number in any column": CPR,
        "a CPR number in a cell of the table": (
            "coordinator/test_members.py::test_a_personal_number_typed_into_the_table_is_emptied"
        ),
        "the coordinator also a member": f"{ROWS}[the coordinator]",
        "xlsx": f"{READ}[xlsx]",
        "xlsm": f"{REFUSED}[a macro workbook by name]",
        "a zip bomb": f"{REFUSED}[a zip bomb]",
    },
    "Questionnaire": {
        "an unknown link": f"{LINKS}[unknown]",
        "an expired link": f"{LINKS}[withdrawn]",
        "another cluster's link": f"{LINKS}[of another house]",
        "a closed survey": f"{JOURNEY}test_a_form_opened_before_the_close_is_not_accepted_after_it",
        "a POST without the form's token": f"{JOURNEY}test_a_form_without_its_token_is_refused",
        "the same POST twice": f"{JOURNEY}test_a_second_submit_changes_nothing",
        "two tabs with different answers": (
            "member/test_bad_answers.py::test_of_two_tabs_with_different_answers_the_first_wins"
        ),
        "a value outside the scale": f"{ANSWERS}[above the scale]",
        "an extra field": f"{ANSWERS}[an extra field]",
        "1e999": f"{ANSWERS}[infinity]",
        "NaN": f"{ANSWERS}[not a number]",
        "Arabic digits": f"{ANSWERS}[Arabic digits]",
        "1 MB of free text": "member/test_bad_answers.py::test_a_megabyte_is_turned_away_unread",
        "<script> on the page": LITERAL + "[<script>]",
        "{{7*7}} on the page": LITERAL + "[{{7*7}}]",
        "${jndi:…} on the page": LITERAL + "[${jndi:]",
        "code on the PDF": (
            "member/test_bad_answers.py::test_what_looks_like_code_is_printed_literally_on_the_pdf"
        ),
        "code on a slide": "../adapters/test_deck.py::test_markup_and_formulas_are_printed_literally",
        "control characters": f"{ANSWERS}[an escape mark]",
        "lone surrogates": f"{ANSWERS}[a lone surrogate]",
        "only blanks": "member/test_bad_answers.py::test_only_blanks_are_unanswered",
    },
}
