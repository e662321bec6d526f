"""Writes what a preview made: the files, their pages as pictures, and one index that shows them all."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.page_pictures import decks_as_pdf, pictures_of
from adapters.settings import TEMPLATES
from cli.preview.play import Act
from data_contracts.package import PackageCheck
from domain.mails import FileAttachment, OutgoingMail
from domain.package import Package

PAGES = "billeder"
PDF, PPTX = ".pdf", ".pptx"


@dataclass(frozen=True)
class ShownDocument:
    """One file of the preview; `pages` are its pictures, and both are paths from the index."""

    name: str
    file: str
    anchor: str
    pages: tuple[str, ...] = ()
    seen_before: bool = False


@dataclass(frozen=True)
class ShownMail:
    subject: str
    to: str
    file: str
    attachments: tuple[str, ...]


@dataclass(frozen=True)
class ShownAct:
    title: str
    documents: tuple[ShownDocument, ...]
    mails: tuple[ShownMail, ...]


@dataclass(frozen=True)
class ShownCase:
    title: str
    anchor: str
    acts: tuple[ShownAct, ...]


class Show:
    """Takes the acts case by case; the same file a second time is not shown again, only pointed to."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._contents: dict[str, FileAttachment] = {}
        self._cases: list[ShownCase] = []
        self._mails: set[bytes] = set()

    def add(self, title: str, acts: Sequence[Act]) -> int:
        """Writes the case's files into a folder of its own; returns how many of them are new."""
        before = len(self._contents)
        folder = _slug(title)
        self._cases.append(ShownCase(title, folder, tuple(self._act(folder, act) for act in acts)))
        return len(self._contents) - before

    @property
    def drawable(self) -> int:
        return sum(file.name.endswith((PDF, PPTX)) for file in self._contents.values())

    def draw(self) -> Iterator[int]:
        """Turns file after file into pictures, decks only where there is LibreOffice; tells their pages."""
        pages: dict[str, tuple[str, ...]] = {}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for kind in (self._of(PDF), decks_as_pdf(self._of(PPTX))):
                for key, drawn in zip(kind, pool.map(self._pages, kind, kind.values()), strict=True):
                    pages[key] = drawn
                    yield len(drawn)
        self._cases = [_with_pages(case, pages) for case in self._cases]

    def _of(self, suffix: str) -> dict[str, bytes]:
        return {key: file.content for key, file in self._contents.items() if file.name.endswith(suffix)}

    def write_index(self, package: Package, check: PackageCheck) -> Path:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES / "preview"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        template = environment.get_template("index.html.j2")
        index = self._out / "index.html"
        index.write_text(template.render(package=package, check=check, cases=self._cases), encoding="utf-8")
        return index

    def _act(self, folder: str, act: Act) -> ShownAct:
        documents = tuple(self._document(folder, act, file) for file in act.documents)
        mails = tuple(self._mail(folder, mail) for mail in act.mails if self._is_new(mail))
        return ShownAct(act.title, documents, mails)

    def _document(self, folder: str, act: Act, file: FileAttachment) -> ShownDocument:
        key = hashlib.sha256(file.content).hexdigest()[:16]
        path = f"{folder}/{_slug(act.title)}/{file.name}"
        if key in self._contents:
            return ShownDocument(file.name, path, key, seen_before=True)
        self._contents[key] = file
        self._write(path, file.content)
        return ShownDocument(file.name, path, key)

    def _is_new(self, mail: OutgoingMail) -> bool:
        """The same words to somebody else are not shown twice."""
        digest = hashlib.sha256(re.sub(r"/[sk]/\w+", "", mail.text).encode()).digest()
        is_new = digest not in self._mails
        self._mails.add(digest)
        return is_new

    def _mail(self, folder: str, mail: OutgoingMail) -> ShownMail:
        path = f"{folder}/mails/{len(self._mails):02d}-{mail.kind.value}.html"
        self._write(path, mail.html.encode())
        names = tuple(file.name for file in mail.attachments)
        return ShownMail(mail.subject, mail.to_name or "et medlem", path, names)

    def _pages(self, key: str, pdf: bytes) -> tuple[str, ...]:
        paths = []
        for number, picture in enumerate(pictures_of(pdf), start=1):
            paths.append(f"{PAGES}/{key}-{number:02d}.png")
            self._write(paths[-1], picture)
        return tuple(paths)

    def _write(self, path: str, content: bytes) -> None:
        file = self._out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _with_pages(case: ShownCase, pages: dict[str, tuple[str, ...]]) -> ShownCase:
    acts = (
        replace(act, documents=tuple(replace(d, pages=pages.get(d.anchor, ())) for d in act.documents))
        for act in case.acts
    )
    return replace(case, acts=tuple(acts))


def _slug(title: str) -> str:
    """A folder name without blanks or Danish letters."""
    plain = title.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
