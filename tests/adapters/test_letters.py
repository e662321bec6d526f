"""The mails: what they say, that both parts say the same, and that no value can act in them."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2.defaults import DEFAULT_FILTERS

from adapters.letter_check import own_mail_faults, sample_context
from adapters.letter_templates import sandbox
from adapters.letters import LEFT_OUT, JinjaLetters
from domain.errors import BadInput
from domain.mails import MailKind
from domain.package import Attachment, Contact, Link, Package, PostingRule, SeatingRule
from domain.ports import Text
from domain.questionnaire import Questionnaire

TEMPLATES = Path(__file__).parents[2] / "templates"
LETTERS = JinjaLetters(TEMPLATES)
TO_COORDINATOR = [kind for kind in MailKind if kind.value.startswith("coordinator_")]
TO_MEMBER = [MailKind.INVITATION, MailKind.REMINDER, MailKind.OWN_COPY]
CONTACTS = (
    Contact("midt", "Region Midtjylland", "Kim Kontakt", "kim@region.example", "11 11 11 11"),
    Contact("syd", "Region Syddanmark", "Sanne Syd", "sanne@region.example"),
    Contact("plo", "PLO", "Pia Prøve", "pia@plo.example"),
)


class Reader(HTMLParser):
    """What a person sees of the HTML part, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def seen(html: str) -> Reader:
    reader = Reader()
    reader.feed(html[html.index("<body") :])
    return reader


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return Package(
        id="trivsel",
        title="Trivsel og arbejdsglæde",
        version="1",
        summary="",
        folder=str(tmp_path),
        questionnaire=Questionnaire({}, ()),
        kit=(Attachment("package", "Klyngepakke"), Attachment("programme", "Detaljeret program")),
        delivery=(),
        programme=(),
        deck=(),
        comparison_deck=(),
        contacts=CONTACTS,
        texts={"help": "## Hjælp\n\nDer er **hjælp** at få."},
    )


def compose(kind: MailKind, package: Package, round: int = 1, **changes: Any) -> Text:
    return LETTERS.compose(kind, package, sample_context(package, round) | changes)


def own(package: Package, kind: MailKind, text: str) -> Package:
    (Path(package.folder) / "mails").mkdir(exist_ok=True)
    (Path(package.folder) / "mails" / f"{kind.value}.md.j2").write_text(text)
    return package


@pytest.mark.parametrize("round", [1, 2])
@pytest.mark.parametrize("kind", list(MailKind))
def test_both_parts_of_every_mail_say_the_same(kind: MailKind, round: int, package: Package) -> None:
    text = compose(kind, package, round)
    html = "".join(seen(text.html).words)
    plain = re.sub(r":?\n *https?://\S+", "\n\n", re.sub(r"(?m)^-+$", "", text.plain))
    said = re.split(r"\n\s*\n|(?m:^ *(?:-|\d\.) )", plain)
    assert len(said) > 3
    for block in said:
        assert "".join(block.split()) in html


@pytest.mark.parametrize("round", [1, 2])
@pytest.mark.parametrize("kind", list(MailKind))
def test_every_mail_reads_well_as_plain_text(kind: MailKind, round: int, package: Package) -> None:
    text = compose(kind, package, round)
    assert not re.search(r"\*\*|\]\(|\\|&[a-z]+;|<|\{|None|\n\n\n| ,| \.", text.plain)
    assert max(map(len, text.plain.splitlines())) <= 80
    assert 15 < len(text.subject) < 110
    assert "\n" not in text.subject


@pytest.mark.parametrize("kind", list(MailKind))
def test_the_html_is_danish_and_fetches_nothing(kind: MailKind, package: Package) -> None:
    html = compose(kind, package).html
    assert '<html lang="da">' in html
    assert not seen(html).tags & {"img", "script", "link", "style", "iframe", "form"}
    assert "url(" not in html


@pytest.mark.parametrize("kind", [MailKind.INVITATION, MailKind.REMINDER])
@pytest.mark.parametrize("round", [1, 2])
def test_the_personal_link_stands_once_in_each_part(kind: MailKind, round: int, package: Package) -> None:
    link = "https://klyngeflow.example/s/Ab_cd-EF123"
    text = compose(kind, package, round, link=link)
    assert text.plain.count(link) == 1
    assert seen(text.html).links.count(link) == 1


@pytest.mark.parametrize("kind", [MailKind.INVITATION, MailKind.REMINDER])
def test_the_deadline_is_said_in_words(kind: MailKind, package: Package) -> None:
    assert "torsdag den 11. marts 2027 kl. 16.00" in " ".join(compose(kind, package).plain.split())


@pytest.mark.parametrize("round", [1, 2])
def test_the_invitation_tells_of_time_confidence_and_the_copy(round: int, package: Package) -> None:
    plain = compose(MailKind.INVITATION, package, round).plain
    for word in ("fem minutter", "Ingen kan se", "Print den", "tag den med"):
        assert word in " ".join(plain.split())


def test_a_second_round_is_announced_as_one(package: Package) -> None:
    assert "samme spørgsmål igen" in " ".join(compose(MailKind.INVITATION, package, 2).plain.split())
    assert "samme spørgsmål igen" not in " ".join(compose(MailKind.INVITATION, package, 1).plain.split())


def test_the_own_copy_names_help_for_all_and_the_own_region_only(package: Package) -> None:
    text = compose(MailKind.OWN_COPY, package, link="")
    assert "Der er hjælp at få." in text.plain
    assert "Kim Kontakt" in text.plain
    assert "Pia Prøve" in text.plain
    assert "Sanne Syd" not in text.plain
    assert re.findall(r"http\S+", text.plain) == ["https://klyngeflow.example/mine#EKSEMPEL"]


def test_the_consultant_hears_whom_to_call(package: Package) -> None:
    plain = compose(MailKind.CONSULTANT_NEW_ORDER, package).plain
    assert "Ellen Eksempel" in plain
    assert "12 34 56 78" in plain
    assert "trivsel-prøve" in plain


def test_a_call_for_attention_names_no_person(package: Package) -> None:
    text = compose(MailKind.CONSULTANT_ATTENTION, package)
    for secret in ("Ellen", "ellen.eksempel", "12 34 56 78", "Prøvevej", "Eksempelby"):
        assert secret not in text.subject + text.plain + text.html


@pytest.mark.parametrize(
    "kind",
    [
        MailKind.CONSULTANT_ATTENTION,
        MailKind.CONSULTANT_NEW_ORDER,
        MailKind.ORDER_RECEIVED,
        MailKind.OWN_COPY,
    ],
)
def test_a_personal_page_is_never_told_to_others(kind: MailKind, package: Package) -> None:
    text = compose(kind, package, link="https://klyngeflow.example/k/secret")
    assert "secret" not in text.plain + text.html


def test_the_kit_lists_what_it_carries(package: Package) -> None:
    plain = compose(MailKind.COORDINATOR_KIT, package).plain
    assert "1. Klyngepakke\n2. Detaljeret program" in plain


def test_files_too_big_to_attach_are_linked(package: Package) -> None:
    files = (("Powerpoint", "https://klyngeflow.example/k/x/deck.pptx"),)
    text = compose(MailKind.COORDINATOR_DELIVERY, package, attachments=(), files=files)
    assert "https://klyngeflow.example/k/x/deck.pptx" in text.plain
    assert "https://klyngeflow.example/k/x/deck.pptx" in seen(text.html).links
    assert "Vedhæftet" not in text.plain


def test_what_is_only_on_the_page_is_said_in_one_sentence(package: Package) -> None:
    text = compose(MailKind.COORDINATOR_DELIVERY, package, on_page=("Bordplan", "Deltagerliste", "Plan (A3)"))
    said = "På din side ligger også »Bordplan«, »Deltagerliste« og »Plan (A3)«."
    assert said in " ".join(text.plain.split())


@pytest.mark.parametrize(
    ("rule", "said", "not_said"),
    [
        (None, "Det gør vi", "posten"),
        (PostingRule("implementation_plan", "Plan"), "kommer med posten til Prøvevej 1", "Bestil den"),
        (
            PostingRule("implementation_plan_a3", "Plan", "when_ordered"),
            "Bestil den på din side",
            "kommer med",
        ),
    ],
)
def test_mail_1_says_of_the_post_what_the_package_says(
    rule: PostingRule | None, said: str, not_said: str, package: Package
) -> None:
    plain = " ".join(compose(MailKind.COORDINATOR_KIT, replace(package, posting=rule)).plain.split())
    assert said in plain
    assert not_said not in plain


def test_a_seating_plan_needs_practice_numbers_and_is_explained(package: Package) -> None:
    seated = replace(package, seating=SeatingRule(6))
    kit = " ".join(compose(MailKind.COORDINATOR_KIT, seated).plain.split())
    assert "Husk ydernummeret ud for hver" in kit
    assert "ydernummer" not in compose(MailKind.COORDINATOR_KIT, package).plain
    delivery = compose(MailKind.COORDINATOR_DELIVERY, seated, documents=("deck", "seating_plan"))
    assert "Sådan sidder I" in delivery.plain
    assert "Sådan sidder I" not in compose(MailKind.COORDINATOR_DELIVERY, package).plain


def test_a_proposed_invitation_stands_in_the_mail_as_one_text_to_copy(package: Package) -> None:
    package = replace(
        package, texts={"proposed_invitation": "Kære kolleger\n\n## Mød op\n\nDer er **kage**."}
    )
    text = compose(MailKind.COORDINATOR_KIT, package)
    _, _, quoted = text.plain.partition("lige til at kopiere")
    for words in (
        "Emne: Klyngemøde om trivsel",
        "Mød op",
        "Der er kage.",
        "Mødet: torsdag den 11. marts 2027 kl.",
    ):
        assert words in quoted
    assert "blockquote" in seen(text.html).tags
    assert "kopiere" not in compose(MailKind.COORDINATOR_KIT, package, proposed=None).plain


def test_the_podcast_is_linked_by_its_own_address(package: Package) -> None:
    address = "https://kiap.example/podcast"
    text = compose(MailKind.COORDINATOR_KIT, replace(package, podcast=Link("Hør om trivsel", address)))
    assert seen(text.html).links.count(address) == 2  # in the list, and in the text to copy
    assert "Hør om trivsel" in text.plain


def test_a_podcast_without_an_address_shows_its_blank(package: Package) -> None:
    blank = Link("Hør om trivsel", "[[mangler: adressen]]")
    text = compose(MailKind.COORDINATOR_KIT, replace(package, podcast=blank))
    assert text.plain.count("(mangler: adressen)") == 2


def test_the_thanks_lead_to_where_agreements_are_written(package: Package) -> None:
    text = compose(MailKind.COORDINATOR_THANKS, package)
    assert "https://klyngeflow.example/s/eksempel/efter#aftaler" in seen(text.html).links
    assert "#opfoelgning" in text.plain
    assert "#opfoelgning" not in compose(MailKind.COORDINATOR_THANKS, package, follow_up_choice="no").plain


@pytest.mark.parametrize("kind", list(MailKind))
def test_no_link_shows_another_address_than_it_leads_to(kind: MailKind, package: Package) -> None:
    linked = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', compose(kind, package).html)
    for address, words in linked:
        assert words == address.removeprefix("mailto:") or not re.search(r"://|www\.|@", words)


def test_a_link_in_a_list_is_no_button(package: Package) -> None:
    files = (("Ark til mødenoter", "https://klyngeflow.example/k/x/filer/meeting/note_sheet"),)
    html = compose(MailKind.COORDINATOR_DELIVERY, package, files=files).html
    assert html.count("display:inline-block") == 1


def test_a_delivery_without_numbers_says_so(package: Package) -> None:
    assert "ingen tal" in compose(MailKind.COORDINATOR_DELIVERY, package, has_data=False).plain
    assert "ingen tal" not in compose(MailKind.COORDINATOR_DELIVERY, package, has_data=True).plain


def test_a_comparison_is_told_of_only_when_there_is_one(package: Package) -> None:
    with_it = compose(MailKind.COORDINATOR_DELIVERY, package, 2, is_compared=True)
    without = compose(MailKind.COORDINATOR_DELIVERY, package, 2, is_compared=False)
    assert "ændret sig" in with_it.subject
    assert "ændret sig" not in without.subject + without.plain


EVIL = [
    "[klik](http://evil.example)",
    "<script>alert(1)</script>",
    "<http://evil.example>",
    "http://evil.example",
    "www.evil.example",
    "x@evil.example",
    "{{7*7}} {% if %}",
    "*fed* _kursiv_ **meget** `kode`",
    "# Overskrift",
    "- punkt",
    "1. punkt",
    "&amp; &lt;",
    "a \\ b \\* c",
    "![billede](http://evil.example/x.png)",
    "${jndi:ldap://evil}",
    "| a | b |",
    "--- ===",
]


@pytest.mark.parametrize("evil", EVIL)
def test_values_are_printed_literally(evil: str, package: Package) -> None:
    context = sample_context(package, 1)
    meeting = replace(context["meeting"], order=replace(context["meeting"].order, cluster=f"Klynge {evil}"))
    text = LETTERS.compose(MailKind.COORDINATOR_NUDGE, package, context | {"meeting": meeting})
    reader = seen(text.html)
    assert f"Klynge {evil}" in text.subject
    text = LETTERS.compose(MailKind.COORDINATOR_FOLLOW_UP, package, context | {"meeting": meeting})
    reader = seen(text.html)
    assert f"Klynge {evil}" in " ".join(text.plain.split())
    assert f"Klynge {evil}" in " ".join(reader.words)
    assert not any("evil" in link for link in reader.links)
    assert not reader.tags & {"script", "img", "em", "code", "h1"}


def test_invisible_and_turning_marks_are_dropped(package: Package) -> None:
    context = sample_context(package, 1)
    meeting = replace(
        context["meeting"], order=replace(context["meeting"].order, cluster="A\u202eB\u200b\x07\nC")
    )
    text = LETTERS.compose(MailKind.COORDINATOR_NUDGE, package, context | {"meeting": meeting})
    assert text.subject.endswith("Klynge AB C")


def test_a_packages_own_text_may_use_markdown_but_never_html(package: Package) -> None:
    own_text = "Det er **vigtigt**, se https://kiap.example/x\n\n<script>alert(1)</script>"
    text = compose(MailKind.INVITATION, replace(package, texts={"invitation": own_text}))
    reader = seen(text.html)
    assert "strong" in reader.tags
    assert "https://kiap.example/x" in reader.links
    assert "script" not in reader.tags
    assert "Det er vigtigt" in text.plain


def test_a_package_may_write_a_mail_itself(package: Package) -> None:
    own(
        package,
        MailKind.REMINDER,
        "Emne: Hej {{ order.cluster }}\nForhånd: Kort\n\nHusk {{ plan.survey_closes | day }}.\n",
    )
    text = compose(MailKind.REMINDER, package)
    assert (text.subject, text.plain) == ("Hej Eksempelby", "Husk torsdag den 11. marts 2027.\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ ordre.cluster }}", "Et navn i linjen kendes ikke"),
        ("{{ order.klynge }}", "Et navn i linjen kendes ikke"),
        ("{{ order.__class__ }}", "Skabelonen må ikke bruge dette"),
        ("{{ order.__class__.__mro__[1].__subclasses__() }}", "Skabelonen må ikke bruge dette"),
        ("{{ package.text.__globals__ }}", "Skabelonen må ikke bruge dette"),
        ("{% for x in range(10**9) %}{% endfor %}", "En værdi i linjen kan ikke bruges sådan"),
        ("{{ 1 / 0 }}", "En værdi i linjen kan ikke bruges sådan"),
        ("{{ order.cluster | day }}", "En værdi i linjen kan ikke bruges sådan"),
        ("{{ 'javascript:alert(1)' | url }}", "En værdi i linjen kan ikke bruges sådan"),
        ("{{ order.cluster | dag }}", "Skabelonen kan ikke læses"),
        ("{{ order.cluster", "Skabelonen kan ikke læses"),
        ("{% if round %}", "Skabelonen kan ikke læses"),
    ],
)
def test_a_fault_in_a_template_names_its_file_and_line(line: str, said: str, package: Package) -> None:
    own(package, MailKind.REMINDER, f"Emne: Hej\nForhånd: Kort\n\nKære {{{{ cluster }}}}\n{line}\n")
    with pytest.raises(BadInput) as refused:
        compose(MailKind.REMINDER, package)
    (fault,) = refused.value.faults
    assert fault.where in {"reminder.md.j2:5", "reminder.md.j2:6"}
    assert said in fault.what
    assert "Ellen" not in str(fault)


@pytest.mark.parametrize("round", [1, 2])
@pytest.mark.parametrize("kind", list(MailKind))
def test_an_inbox_shows_a_line_that_was_written_for_it(kind: MailKind, round: int, package: Package) -> None:
    text = compose(kind, package, round)
    found = re.search(r'<div style="display:none[^>]*>([^<]+)</div>', text.html)
    assert found
    assert 30 <= len(found[1]) <= 120
    assert found[1] not in text.plain
    assert not found[1].endswith("…")


def test_a_mail_without_a_line_for_the_inbox_is_refused(package: Package) -> None:
    own(package, MailKind.REMINDER, "Emne: Hej\n\nKære alle\n")
    with pytest.raises(BadInput, match=r"reminder.md.j2:2: Mailen har ingen forhåndslinje"):
        compose(MailKind.REMINDER, package)


def test_a_mail_without_a_subject_is_refused(package: Package) -> None:
    own(package, MailKind.REMINDER, "Kære alle\n")
    with pytest.raises(BadInput, match=r"reminder.md.j2:1: Mailen har intet emne"):
        compose(MailKind.REMINDER, package)


def test_a_mail_without_its_link_is_never_made(package: Package) -> None:
    with pytest.raises(BadInput):
        compose(MailKind.INVITATION, package, link="")


def test_a_packages_own_mails_can_be_checked_before_they_are_needed(package: Package) -> None:
    own(package, MailKind.REMINDER, "Emne: Hej\nForhånd: Kort\n\n{{ ukendt }}\n")
    own(
        package,
        MailKind.INVITATION,
        "Emne: Hej\nForhånd: Kort\n\n{% if round == 2 %}\n{{ ukendt }}\n{% endif %}\n",
    )
    (Path(package.folder) / "mails" / "remindr.md.j2").write_text("")
    assert [fault.where for fault in own_mail_faults(LETTERS, package)] == [
        "invitation.md.j2:5",
        "reminder.md.j2:4",
        "mails/remindr.md.j2",
    ]


def test_a_package_without_own_mails_has_nothing_to_check(package: Package) -> None:
    assert own_mail_faults(LETTERS, package) == []


def test_the_documentation_knows_every_name_and_filter() -> None:
    text = (TEMPLATES.parent / "docs" / "mails.md").read_text()
    own_filters = set(sandbox().filters) - set(DEFAULT_FILTERS)
    missing = [name for name in LEFT_OUT if f"`{name}`" not in text]
    assert missing + [name for name in own_filters if f"`| {name}`" not in text] == []
