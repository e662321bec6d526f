"""`klyngeflow preview`: everything that a package makes, from invented answers, and nobody hears of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from cli.preview.preview import preview
from cli.preview.stage import Case
from domain.errors import BadInput, Refused
from domain.package import Package
from tests.cli.desk import Desk
from tests.packages_doc import PageCopy, page_folder, page_package

FEW, MANY = Case(4, 24), Case(19, 24)
MAILS = (
    "coordinator_kit",
    "consultant_posting",
    "invitation",
    "reminder",
    "own_copy",
    "coordinator_delivery",
    "coordinator_thanks",
)


class Index(HTMLParser):
    """The files an index leads to, and what it draws by itself."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.images: list[tuple[str, str]] = []
        self.anchors: list[str] = []
        self.ids: set[str] = set()
        self.outside: list[str] = []
        self.text = file.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found["id"]} if "id" in found else set()
        if tag in ("script", "link", "iframe", "object"):
            self.outside.append(tag)
        if tag == "img":
            self.images.append((found["src"], found.get("alt", "")))
        if tag == "a":
            href = unquote(found["href"])
            (self.anchors if href.startswith("#") else self.links).append(href)


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A preview of the how-to's package with few and with many answers, its pages not drawn."""
    out = tmp_path_factory.mktemp("preview") / "look"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KLYNGEFLOW_HOME", str(out.parent / "home"))
        preview(str(page_folder()), out, (FEW, MANY), pictures=False)
    return out


def titles(package: Package, how: tuple[str, ...] = ("attached", "linked", "page")) -> Iterator[str]:
    for attachment in (*package.kit, *package.delivery):
        if attachment.how in how:
            yield attachment.title


def test_every_document_of_the_package_is_there(looked: Path) -> None:
    names = [file.name for file in looked.rglob("*") if file.suffix in (".pdf", ".pptx")]
    for title in titles(page_package()):
        assert any(title in name for name in names), title


def test_what_goes_by_post_is_there(looked: Path) -> None:
    posted = sorted(file.name.rpartition(" – ")[2] for file in looked.glob("4-af-*/med-posten-fra-kiap/*"))
    assert {"Adresselabel.pdf", "Følgeseddel.pdf"} <= set(posted)


def test_both_rounds_are_there_with_few_and_with_many_answers(looked: Path) -> None:
    decks = sorted(str(file.relative_to(looked)) for file in looked.rglob("*.pptx"))
    for case in ("4-af-24-har-svaret", "19-af-24-har-svaret"):
        assert any(deck.startswith(f"{case}/moedet/") for deck in decks)
        assert any(deck.startswith(f"{case}/opfoelgningen/") for deck in decks)
    compared = [deck for deck in decks if "før og nu" in deck]
    assert [deck.partition("/")[0] for deck in compared] == ["19-af-24-har-svaret"]


@pytest.mark.parametrize("kind", MAILS)
def test_every_kind_of_mail_is_there_as_a_page(looked: Path, kind: str) -> None:
    [page, *_] = sorted(looked.rglob(f"*-{kind}.html"))
    assert "<html" in page.read_text(encoding="utf-8")


def test_the_index_leads_to_every_file_and_to_none_that_is_missing(looked: Path) -> None:
    index = Index(looked / "index.html")
    for link in index.links:
        assert (looked / link).is_file(), link
    made = {str(file.relative_to(looked)) for file in looked.rglob("[!.]*") if file.is_file()}
    assert made - {"index.html"} == set(index.links)
    assert {anchor.removeprefix("#") for anchor in index.anchors} <= index.ids


def test_the_index_asks_the_network_for_nothing(looked: Path) -> None:
    index = Index(looked / "index.html")
    assert index.outside == []
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", index.text)
    assert "url(" not in index.text
    assert "@import" not in index.text


def test_the_same_document_is_shown_once(looked: Path) -> None:
    contents = [file.read_bytes() for file in looked.rglob("*") if file.suffix in (".pdf", ".pptx")]
    assert len(contents) == len(set(contents))
    assert "Som ovenfor" in (looked / "index.html").read_text(encoding="utf-8")


def test_nothing_is_left_but_the_folder(looked: Path) -> None:
    assert [entry.name for entry in looked.parent.iterdir()] == ["look"]
    assert not [file for file in looked.rglob("*") if file.suffix in (".sqlite", ".eml", ".yaml")]


def test_two_previews_of_a_package_are_the_same(looked: Path, desk: Desk) -> None:
    again = desk.folder / "again"
    preview(str(page_folder()), again, (FEW,), pictures=False)
    for file in sorted((again / "4-af-24-har-svaret").rglob("*.p*")):
        assert file.read_bytes() == (looked / file.relative_to(again)).read_bytes(), file.name


def test_a_package_with_faults_is_refused_before_anything_is_made(desk: Desk, tmp_path: Path) -> None:
    broken = PageCopy.into(tmp_path)
    broken.edit("package.yaml", "any: 6", "any: 2")
    with pytest.raises(BadInput):
        preview(str(broken.folder), desk.folder / "look", (FEW,), pictures=False)
    assert not (desk.folder / "look").exists()
    assert desk.run("preview", str(broken.folder)).code == 2


def test_a_folder_that_holds_something_else_is_left_alone(desk: Desk) -> None:
    mine = desk.folder / "mine"
    mine.mkdir()
    (mine / "brev.txt").write_text("vigtigt")
    with pytest.raises(Refused):
        preview(str(page_folder()), mine, (FEW,), pictures=False)
    assert (mine / "brev.txt").read_text() == "vigtigt"


def test_what_an_author_wrote_is_printed_as_it_stands(desk: Desk, tmp_path: Path) -> None:
    package = PageCopy.into(tmp_path)
    package.edit("package.yaml", "title: Faglig sparring", 'title: "<b>{{7*7}}</b> & sparring"')
    preview(str(package.folder), desk.folder / "look", (FEW,), pictures=False)
    text = (desk.folder / "look" / "index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;{{7*7}}&lt;/b&gt; &amp; sparring" in text
    assert "<b>" not in text


def test_blanks_are_told_and_stop_no_preview(desk: Desk, tmp_path: Path) -> None:
    package = PageCopy.into(tmp_path)
    package.edit("texts/help.md", "Alle kan", "[[mangler: tilbuddet]]\n\nAlle kan")
    preview(str(package.folder), desk.folder / "look", (FEW,), pictures=False)
    assert "tilbuddet" in (desk.folder / "look" / "index.html").read_text(encoding="utf-8")


@pytest.mark.long
def test_every_page_is_drawn_at_every_number_of_answers(desk: Desk) -> None:
    said = desk.run("preview", str(page_folder()), "--out", "look")
    assert said.code == 0
    index = Index(desk.folder / "look" / "index.html")
    assert len(index.images) > 200
    for source, words in index.images:
        assert (desk.folder / "look" / source).read_bytes().startswith(b"\x89PNG")
        assert words.startswith("Side ")
