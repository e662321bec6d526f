"""What an author gets wrong about the meeting itself: group work, documents, slides, post, seats, texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data_contracts.package_copies import faults_told
from tests.packages_doc import PageCopy

HEAD, DECK = "package.yaml", "deck.yaml"
HELP, PRACTICE, OFFERS = "texts/help.md", "texts/practice.md", "texts/offers.md"
SEATING_PLAN = "  - document: seating_plan\n    title: Bordplan\n"

# file · what is there · what is written instead · a piece of the line that is named · what · cure
BROKEN = {
    "a way to carry that there is not": (HEAD, "how: linked", "how: link", "how: link", "»link«", "»linked«"),
    "a document in the mail's body that cannot be": (
        HEAD,
        "document: run_sheet\n    title: Drejebog\n    how: page",
        "document: run_sheet\n    title: Drejebog\n    how: body",
        "how: body",
        "ikke stå i selve mailen",
        "proposed_invitation",
    ),
    "a seating plan without seating": (
        HEAD,
        "delivery:\n",
        f"delivery:\n{SEATING_PLAN}",
        "document: seating_plan",
        "»seating«",
        "table_size",
    ),
    "seats for two": (
        HEAD,
        "posting:",
        "seating:\n  table_size: 2\nposting:",
        "table_size: 2",
        "»table_size« er 2",
        "3 til 12",
    ),
    "a seat that is a word": (
        HEAD,
        "posting:",
        "seating:\n  table_size: seks\nposting:",
        "seks",
        "»seks«",
        "helt tal",
    ),
    "seating misspelt inside": (
        HEAD,
        "posting:",
        "seating:\n  tablesize: 6\nposting:",
        "tablesize",
        "»tablesize« kendes ikke",
        "Mente du »table_size«?",
    ),
    "a sheet that KiAP does not post": (
        HEAD,
        "document: implementation_plan_a3",
        "document: note_sheet",
        "note_sheet",
        "»note_sheet« kendes ikke",
        "implementation_plan",
    ),
    "a way to post that there is not": (
        HEAD,
        "sent: when_ordered",
        "sent: ordered",
        "sent: ordered",
        "»ordered«",
        "when_ordered",
    ),
    "more spare sheets than sense": (HEAD, "spare: 5", "spare: 500", "spare: 500", "er 500", "0 til 50"),
    "a posting without a title": (
        HEAD,
        "  title: Implementeringsplan i stor udgave\n",
        "",
        "posting:",
        "»title« mangler",
        "Tilføj",
    ),
    "a podcast that is no address": (
        HEAD,
        "https://www.example.org/podcast/sparring",
        "www.example.org/podcast",
        "address: www",
        "ikke en webadresse",
        "https://",
    ),
    "a podcast that would run something": (
        HEAD,
        "https://www.example.org/podcast/sparring",
        '"javascript:alert(1)"',
        "javascript",
        "ikke en webadresse",
        "https://",
    ),
    "a measurement point that is no question": (
        HEAD,
        "[ask_easily,",
        "[ask_easly,",
        "measurement_points",
        "»ask_easly«",
        "Mente du »ask_easily«?",
    ),
    "a measurement point in free text": (
        HEAD,
        "[ask_easily,",
        "[share_words,",
        "measurement_points",
        "»share_words«",
        "Mente du",
    ),
    "a measurement point twice": (
        HEAD,
        "[ask_easily,",
        "[ask_time,",
        "measurement_points",
        "to gange",
        "Slet",
    ),
    "group work twice under one id": (HEAD, "id: tomorrow", "id: today", "id: today", "to gange", "andet id"),
    "group work without questions": (
        HEAD,
        "    questions:\n      - ask: Hvem i klyngen ved noget, som du gerne vil kunne spørge om?\n"
        "      - ask: Hvad vil I prøve af, og hvornår begynder I?",
        "    questions: []",
        "questions: []",
        "ingen spørgsmål",
        "mindst et",
    ),
    "a question about an item at any time": (
        HEAD,
        "ask: Hvornår har du sidst spurgt",
        "ask: Hvornår har du »{item}« sidst spurgt",
        "{item}",
        "»{item}« kan ikke stå i »ask«",
        "Slet",
    ),
    "a question that names a section where an item is meant": (
        HEAD,
        "»{item}«",
        "»{section}«",
        "{section}",
        "»{section}« kan ikke stå",
        "»{item}«",
    ),
    "a question that names what there is not": (
        HEAD,
        "»{item}«",
        "»{spørgsmål}«",
        "{spørgsmål}",
        "»{spørgsmål}« kan ikke stå",
        "»{item}«",
    ),
    "an instead that follows the data too": (
        HEAD,
        "otherwise: Hvad virker allerede",
        "otherwise: Hvad virker i »{section}« allerede",
        "otherwise: Hvad virker i",
        "kan ikke stå i »otherwise«",
        "Slet",
    ),
    "an occasion that there is not": (
        HEAD,
        "when: spread",
        "when: spred",
        "when: spred",
        "»spred«",
        "»spread«",
    ),
    "a practice sheet without its text": (
        HEAD,
        "document: practice_sheet",
        "document: practice_sheet",
        "document: practice_sheet",
        "texts/practice.md",
        "Skriv texts/practice.md",
    ),
    "a slide of no group work": (
        DECK,
        "    part: today\n",
        "",
        "kind: group_work",
        "hvilket gruppearbejde",
        "»part:«",
    ),
    "a slide of unknown group work": (
        DECK,
        "part: today",
        "part: todya",
        "part: todya",
        "»todya«",
        "Mente du »today«?",
    ),
    "a part on another slide": (
        DECK,
        "kind: overview",
        "kind: overview\n    part: today",
        "part: today",
        "viser ikke et gruppearbejde",
        "Slet",
    ),
    "offers without their text": (
        DECK,
        "kind: offers",
        "kind: offers",
        "kind: offers",
        "texts/offers.md",
        "Skriv texts/offers.md",
    ),
    "measurement points that nobody chose": (
        DECK,
        "kind: measurement_points",
        "kind: measurement_points",
        "kind: measurement_points",
        "ingen målepunkter",
        "»measurement_points«",
    ),
    "a comment that never ends": (
        HELP,
        "Alle kan",
        "<!-- til alle\n\nAlle kan",
        "<!-- til alle",
        "ikke sluttet",
        "-->",
    ),
    "nothing but a comment": (
        PRACTICE,
        "## Et kvarter på næste personalemøde\n\n- Hvad vil vi gerne kunne spørge hinanden om?\n"
        "- Hvornår på dagen er der plads til det?",
        "<!-- her skriver jeg senere -->",
        "<!--",
        "tom",
        "Skriv noget",
    ),
}
# What another file must lack, for the faults that take two.
LACKING = {
    "a practice sheet without its text": lambda copy: (copy.folder / PRACTICE).unlink(),
    "offers without their text": lambda copy: (copy.folder / OFFERS).unlink(),
    "measurement points that nobody chose": lambda copy: copy.edit(
        HEAD, "measurement_points: [ask_easily, ask_time, learn_mistakes]\n", ""
    ),
}


@pytest.fixture
def package(tmp_path: Path) -> PageCopy:
    return PageCopy.into(tmp_path)


def test_the_package_that_is_broken_here_is_a_good_one(package: PageCopy) -> None:
    assert package.check().faults == ()


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_meeting_is_refused_with_file_line_and_cure(package: PageCopy, case: str) -> None:
    name, old, new, place, what, cure = BROKEN[case]
    package.edit(name, old, new)
    LACKING.get(case, lambda copy: None)(package)
    told = faults_told(package.check(), name, what, cure)
    lines = package.lines(name)
    assert any(place in lines[int(fault.where.rpartition(":")[2]) - 1] for fault in told)


def test_all_of_them_are_told_at_once(package: PageCopy) -> None:
    package.edit(HEAD, "when: spread", "when: spred")
    package.edit(HEAD, "[ask_easily,", "[ask_easly,")
    package.edit(DECK, "part: today", "part: todya")
    (package.folder / PRACTICE).unlink()
    (package.folder / OFFERS).unlink()
    told = "\n".join(str(fault) for fault in package.check().faults)
    for what in ("spred", "ask_easly", "todya", "texts/practice.md", "texts/offers.md"):
        assert what in told


def test_a_podcast_that_is_not_known_yet_is_a_blank_and_no_fault(package: PageCopy) -> None:
    package.edit(HEAD, "https://www.example.org/podcast/sparring", '"[[mangler: podcastens adresse]]"')
    check = package.check()
    assert check.faults == ()
    [blank] = check.blanks
    assert blank.endswith("podcastens adresse")


def test_an_offers_slide_may_have_its_own_points_instead_of_the_text(package: PageCopy) -> None:
    (package.folder / OFFERS).unlink()
    package.edit(DECK, "kind: offers", "kind: offers\n    bullets: [Ring til KAP-enheden]")
    assert package.check().faults == ()


def test_an_authors_comment_in_a_text_is_printed_nowhere(package: PageCopy) -> None:
    package.edit(HELP, "Alle kan", "<!-- kun til mig\n[[mangler]] over to linjer -->\n\nAlle kan")
    check = package.check()
    assert check.faults == ()
    assert check.package is not None
    assert "kun til mig" not in check.package.text("help")


# what happens to it · what an author is told, though nothing is wrong
NOTICED = {
    "group work that no slide shows": (
        (DECK, "    part: today\n", "    part: tomorrow\n"),
        "»today« vises ikke på noget dias",
    ),
    "slides that take longer than the evening": (
        (DECK, "minutes: 25", "minutes: 125"),
        "tager 203 minutter, men programmet varer 120",
    ),
    "seats that no plan shows": (
        (HEAD, "posting:", "seating:\n  table_size: 6\nposting:"),
        "ingen af mailene har en bordplan",
    ),
    "a mail with nothing in it": (
        (HEAD, "how: linked\n  - document: practice_sheet", "how: page\n  - document: practice_sheet"),
        "Mailen »delivery« har intet med",
    ),
}


@pytest.mark.parametrize("case", NOTICED)
def test_what_is_odd_but_works_is_noticed(package: PageCopy, case: str) -> None:
    edit, told = NOTICED[case]
    package.edit(*edit)
    if case == "a mail with nothing in it":
        package.edit(HEAD, "title: Præsentation", "title: Præsentation\n    how: page")
        package.edit(HEAD, "title: Uddelingskopier", "title: Uddelingskopier\n    how: page")
        package.edit(HEAD, "how: linked\n  - document: attendance", "how: page\n  - document: attendance")
    check = package.check()
    assert check.faults == ()
    assert any(told in notice for notice in check.notices), check.notices


def test_a_text_under_a_name_that_nothing_reads_is_noticed_with_the_right_one(package: PageCopy) -> None:
    (package.folder / "texts" / "offer.md").write_text("Tilbud\n", encoding="utf-8")
    assert any("Mente du »offers«?" in notice for notice in package.check().notices)
