"""What an author gets wrong in a package's YAML, and what they are told: file, line, what and cure."""

from __future__ import annotations

import pytest

from tests.data_contracts.package_copies import Copy, faults_told

HEAD, QUESTIONS, EVENING, DECK = "package.yaml", "questionnaire.yaml", "programme.yaml", "deck.yaml"
FIRST_SCALE = "scale: frequency\n        favourable: [1, 2]"

# file · what is there · what is written instead · a piece of the line that is named · what · cure
BROKEN = {
    "a tab": (HEAD, "  any: 5", "\tany: 5", "\tany", "tabulator", "to mellemrum"),
    "broken yaml": (HEAD, "kit:\n", "kit: [\n", "proposed", "kan ikke læses", "indrykning"),
    "a key twice": (HEAD, "id: trivsel", "id: trivsel\nid: andet", "id: andet", "to gange", "Slet den ene"),
    "an anchor": (HEAD, "id: trivsel", "id: &a trivsel", "&a", "henvisninger", "helt ud"),
    "an alias": (HEAD, "id: trivsel", "id: &a trivsel\nx: *a", "x: *a", "henvisninger", "helt ud"),
    "a merge key": (HEAD, "limits:", "limits:\n  <<: *x", "<<", "henvisninger", "helt ud"),
    "a python object": (
        HEAD,
        "id: trivsel",
        "id: !!python/object/apply:os.system [ls]",
        "!!python",
        "mærke",
        "Slet mærket",
    ),
    "a tag of our own": (HEAD, "id: trivsel", "id: !include x", "!include", "mærke", "Slet mærket"),
    "two documents": (HEAD, "\nlimits:", "\n---\nlimits:", "---", "flere dele", "kun én"),
    "a misspelt key": (HEAD, "summary:", "sumary:", "sumary", "»sumary« kendes ikke", "Mente du »summary«?"),
    "a key from nowhere": (HEAD, "id: trivsel", "id: trivsel\nqqq: 1", "qqq", "»qqq«", "Brug en af: id"),
    "a misspelt key deep down": (
        QUESTIONS,
        FIRST_SCALE,
        FIRST_SCALE.replace("favourable", "favorable"),
        "favorable",
        "»favorable« kendes ikke",
        "Mente du »favourable«?",
    ),
    "pages of another kind": (
        QUESTIONS,
        "\nscales:",
        "\npages: one_per_sektion\nscales:",
        "pages:",
        "»one_per_sektion« kendes ikke",
        "Mente du »one_per_section«?",
    ),
    "pages as a number": (
        QUESTIONS,
        "\nscales:",
        "\npages: 1\nscales:",
        "pages:",
        "»1« kendes ikke",
        "Brug en af: one_per_section, all_on_one",
    ),
    "a missing key": (
        EVENING,
        "  - minutes: 10\n    title",
        "  - title",
        "- title: Velkomst",
        "»minutes«",
        "Tilføj",
    ),
    "a yes for a text": (HEAD, 'version: "1.0"', "version: yes", "version", "»yes« kan læses", '"yes"'),
    "a no for a name": (HEAD, "id: trivsel", "id: trivsel\nno: yes", "no: yes", "»no«", "ét ord"),
    "a bare decimal": (HEAD, 'version: "1.0"', "version: 1.0", "version", "»1.0« kan læses", '"1.0"'),
    "a bare number": (HEAD, 'version: "1.0"', "version: 7", "version", "»7« kan læses", '"7"'),
    "no as a label": (QUESTIONS, "[Helt uenig,", "[no,", "[no,", "»no« kan læses", '"no"'),
    "08 for a number": (HEAD, "closes_days_before: 7", "closes_days_before: 08", ": 08", "»08«", "helt tal"),
    "08 for a text": ("contacts.yaml", '"3866 5299"', "08", "phone: 08", "»08« kan læses", '"08"'),
    "a word for a number": (EVENING, "minutes: 10", "minutes: ti", ": ti", "»ti«", "helt tal"),
    "an empty text": (
        HEAD,
        "title: Trivsel og arbejdsglæde",
        "title:",
        "title:",
        "mangler en tekst",
        "kolonet",
    ),
    "a blank text": (
        HEAD,
        "title: Trivsel og arbejdsglæde",
        'title: " "',
        "title:",
        "er tom",
        "Skriv en tekst",
    ),
    "a list for a text": (
        HEAD,
        'version: "1.0"',
        "version: [[mangler: x]]",
        "version",
        "liste",
        "anførselstegn",
    ),
    "a text for a list": (HEAD, "[5, 10]", "om 5 dage", "om 5 dage", "en liste", "»- «"),
    "a text for a map": (
        HEAD,
        "limits:\n  any: 5\n  counts: 8\n  texts: 10",
        "limits: 5",
        "limits: 5",
        "navne",
        "»navn",
    ),
    "an id like a path": (HEAD, "id: trivsel", "id: ../trivsel", "id: ..", "pakkes id", "små bogstaver"),
    "a limit below its floor": (
        HEAD,
        "any: 5",
        "any: 4",
        "any: 4",
        "ikke være under 5",
        "Skriv 5 eller mere",
    ),
    "counts below their floor": (HEAD, "counts: 8", "counts: 7", "counts: 7", "under 8", "Skriv 8"),
    "texts below their floor": (HEAD, "texts: 10", "texts: 0", "texts: 0", "under 10", "Skriv 10"),
    "counts before anything": (HEAD, "any: 5", "any: 9", "counts: 8", "lavere end »any«", "samme tal"),
    "a reminder after the close": (HEAD, "[5, 10]", "[5, 20]", "[5, 20]", "efter 20 dage", "under 14"),
    "a reminder on the close": (HEAD, "[5, 10]", "[5, 14]", "[5, 14]", "efter 14 dage", "under 14"),
    "reminders out of order": (HEAD, "[5, 10]", "[10, 5]", "[10, 5]", "den forrige", "stigende"),
    "closed before it opens": (
        HEAD,
        "closes_days_before: 7",
        "closes_days_before: 25",
        ": 25",
        "før det åbner",
        "under 21",
    ),
    "delivery before the close": (
        HEAD,
        "delivery_days_before: 5",
        "delivery_days_before: 9",
        ": 9",
        "lukker 7 dage",
        "efter lukningen",
    ),
    "no time to answer": (
        HEAD,
        "shortest_survey_days: 7",
        "shortest_survey_days: 15",
        ": 15",
        "giver 14",
        "1 til 14",
    ),
    "a late follow-up": (
        HEAD,
        "follow_up_months: 9",
        "follow_up_months: 13",
        ": 13",
        "13 måneder",
        "6 til 12",
    ),
    "an unknown document": (
        HEAD,
        "document: run_sheet",
        "document: runsheet",
        "runsheet",
        "»runsheet«",
        "Mente du »run_sheet«?",
    ),
    "a document of the other mail": (
        HEAD,
        "document: deck",
        "document: questionnaire",
        "document: questionnaire",
        "i »delivery«",
        "deck, handouts",
    ),
    "a document twice": (
        HEAD,
        "document: handouts",
        "document: deck",
        "document: deck",
        "to gange",
        "Slet den ene",
    ),
    "a path out of the folder": (
        HEAD,
        "document: deck",
        "document: ../../etc/passwd",
        "passwd",
        "passwd",
        "deck, handouts",
    ),
    "an empty mail": (
        HEAD,
        "delivery:\n",
        "delivery: []\nx:\n",
        "delivery: []",
        "»delivery« er tom",
        "mindst et af",
    ),
    "an item id twice": (
        QUESTIONS,
        "id: workload_room",
        "id: workload_pace",
        "id: workload_pace",
        "to gange",
        "andet id",
    ),
    "an item id twice, far apart": (
        QUESTIONS,
        "id: joy_laughter",
        "id: workload_pace",
        "id: workload_pace",
        "to gange",
        "andet id",
    ),
    "a section id twice": (QUESTIONS, "id: joy\n", "id: strain\n", "id: strain\n", "to gange", "andet id"),
    "an item id with capitals": (
        QUESTIONS,
        "id: workload_room",
        "id: Workload",
        "id: Workload",
        "»Workload«",
        "små bogstaver",
    ),
    "an unknown scale": (
        QUESTIONS,
        "scale: frequency",
        "scale: frekvency",
        "frekvency",
        "»frekvency«",
        "Mente du »frequency«?",
    ),
    "no scale": (
        QUESTIONS,
        "        scale: frequency\n",
        "",
        "id: workload_pace",
        "mangler en skala",
        "agreement, frequency",
    ),
    "five labels' answers on a scale of four": (
        QUESTIONS,
        "[Helt uenig, Uenig, Hverken eller,",
        "[Helt uenig, Uenig,",
        "favourable: [4, 5]",
        "fra 1 til 4",
        "Ret tallet",
    ),
    "an answer off the scale": (
        QUESTIONS,
        "favourable: [1, 2]",
        "favourable: [0, 1]",
        "[0, 1]",
        "Svaret 0",
        "Ret tallet",
    ),
    "nothing favourable": (
        QUESTIONS,
        "favourable: [1, 2]",
        "favourable: []",
        "favourable: []",
        "ikke, hvilke svar",
        "[4, 5]",
    ),
    "favourable forgotten": (
        QUESTIONS,
        "        favourable: [1, 2]\n",
        "",
        "id: workload_pace",
        "ikke, hvilke svar",
        "Tilføj",
    ),
    "everything favourable": (
        QUESTIONS,
        "[1, 2]",
        "[1, 2, 3, 4, 5]",
        "[1, 2, 3",
        "samme side",
        "højeste eller",
    ),
    "the middle favourable": (QUESTIONS, "[1, 2]", "[3]", "[3]", "samme side", "højeste eller"),
    "both ends favourable": (QUESTIONS, "[1, 2]", "[1, 5]", "[1, 5]", "samme side", "højeste eller"),
    "one answer twice": (QUESTIONS, "[1, 2]", "[1, 1]", "[1, 1]", "to gange", "Slet det ene"),
    "two labels alike": (
        QUESTIONS,
        "Uenig, Hverken",
        "Enig, Hverken",
        "labels: [Helt uenig",
        "er ens",
        "sin egen",
    ),
    "a free text on a scale": (
        QUESTIONS,
        "kind: text",
        "kind: text\n        scale: agreement",
        "agreement",
        "frit svar",
        "Slet linjen",
    ),
    "an unknown kind": (QUESTIONS, "kind: text", "kind: txt", "kind: txt", "»txt«", "Mente du »text«?"),
    "a long label": (
        QUESTIONS,
        "short: Nye",
        "short: Rigtig mange fine friske nye",
        "short: Rigtig",
        "plads til 45",
        "kortere",
    ),
    "no minutes": (EVENING, "minutes: 10", "minutes: 0", "minutes: 0", "0 minutter", "1 til 240"),
    "an empty programme": (EVENING, "programme:\n", "programme: []\nx:\n", "x:", "»x«", "programme"),
    "an unknown slide": (
        DECK,
        "kind: overview",
        "kind: overveiw",
        "overveiw",
        "»overveiw«",
        "Mente du »overview«?",
    ),
    "a slide of an unknown section": (
        DECK,
        "section: balance",
        "section: balence",
        "balence",
        "»balence«",
        "Mente du »balance«?",
    ),
    "a section slide without a section": (
        DECK,
        "    section: balance\n",
        "",
        "kind: section",
        "hvilket emne",
        "workload",
    ),
    "a section on another slide": (
        DECK,
        "kind: overview",
        "kind: overview\n    section: joy",
        "section: joy",
        "viser ikke et emne",
        "Slet",
    ),
    "a comparison too early": (
        DECK,
        "kind: overview",
        "kind: comparison_overview",
        "kind: comparison_overview",
        "sammenligning",
        "comparison_deck",
    ),
    "a contact without a mail address": (
        "contacts.yaml",
        "kap-h@regionh.dk",
        "kap-h",
        "kap-h",
        "mailadresse",
        "navn@sted.dk",
    ),
    "an impossible date": (
        "contacts.yaml",
        "    checked: null",
        "    checked: 2026-02-30",
        "2026-02-30",
        "ikke en dato",
        "2026-11-22",
    ),
    "a contact twice": ("contacts.yaml", "id: midtjylland", "id: hovedstaden", "", "to gange", "andet id"),
    "a blank written wrongly": (
        "texts/help.md",
        "## Hjælp",
        "[[mangler]]\n\n## Hjælp",
        "[[mangler]]",
        "udestående",
        "[[mangler: hvad",
    ),
}


@pytest.mark.parametrize("row", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_package_is_refused_with_file_line_and_cure(copy: Copy, row: tuple[str, ...]) -> None:
    name, old, new, place, what, cure = row
    copy.edit(name, old, new)
    check = copy.check()
    told = faults_told(check, name, what, cure)
    lines = copy.path(name).read_text(encoding="utf-8").split("\n")
    places = [lines[int(fault.where.rpartition(":")[2]) - 1] for fault in told]
    assert any(place.strip("\n") in line for line in places), places
    assert not any("Traceback" in str(fault) for fault in check.faults)


def test_all_faults_of_all_files_are_told_at_once(copy: Copy) -> None:
    copy.edit(HEAD, "any: 5", "any: 2")
    copy.edit(HEAD, "summary:", "sumary:")
    copy.edit(QUESTIONS, "id: workload_room", "id: workload_pace")
    copy.edit(QUESTIONS, "favourable: [4, 5]", "favorable: [4, 5]")
    copy.edit(DECK, "section: balance", "section: balence")
    copy.edit("contacts.yaml", "kap-h@regionh.dk", "kap-h")
    copy.path("texts/help.md").unlink()
    told = "\n".join(str(fault) for fault in copy.check().faults)
    for what in (
        "»any« er 2",
        "sumary",
        "workload_pace",
        "favorable",
        "balence",
        "mailadresse",
        "texts/help.md",
    ):
        assert what in told


def test_one_mistake_is_told_once(copy: Copy) -> None:
    copy.edit(QUESTIONS, "scale: frequency", "scale: frekvency")
    assert len(copy.check().faults) == 1
