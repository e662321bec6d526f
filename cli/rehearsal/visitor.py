"""Plays the people at their browsers: follows the links in their mails and sends the pages' own forms."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin

import httpx
from lxml import html

from data_contracts.answers_form import PREFIX
from domain.errors import KlyngeflowError
from domain.meeting import MemberRow
from domain.questionnaire import Answers


class Visitor:
    """One browser without JavaScript."""

    def __init__(self) -> None:
        self._client = httpx.Client(follow_redirects=True, timeout=30)

    def answer(self, link: str, answers: Answers) -> None:
        """From the personal link to the thank-you page."""
        first_step = self._submit(self._open(link), "/s")
        fields = {f"{PREFIX}{item}": str(value) for item, value in answers.values.items()}
        fields |= {f"{PREFIX}{item}": text for item, text in answers.texts.items()}
        # As one who turns back and forth: the look at all answers takes them from any step.
        review = self._submit(first_step, "/s", fields | {"til": "gennemse"})
        self._submit(review, "/s/svar", {"send-blankt": "ja"})

    def hand_in_members(self, link: str, members: tuple[MemberRow, ...]) -> None:
        """The coordinator pastes the list, looks it through row by row, and keeps it."""
        lines = "\n".join(f"{m.email};{m.name};{m.practice_number}" for m in members)
        text = {"tekst": f"e-mail;navn;ydernummer\n{lines}"}
        table = self._submit(self._open(f"{link}/medlemmer"), "/k/medlemmer", text)
        rows = {name: table.xpath(f"//input[@name='{name}']/@value") for name in ("mail", "navn", "yder")}
        self._submit(table, "/k/medlemmer/ret", rows | {"godkend": "ja", "goer": "gem"})

    def order_post(self, link: str) -> None:
        """The coordinator orders as many as the page suggests."""
        page = self._open(f"{link}/materiale")
        (suggested,) = page.xpath("//input[@name='antal']/@value")
        self._submit(page, "/k/post", {"antal": suggested})

    def write_commitments(self, link: str, commitments: tuple[str, ...]) -> None:
        self._submit(self._open(f"{link}/efter"), "/k/aftaler", {"aftaler": "\n".join(commitments)})

    def confirm_follow_up(self, link: str) -> None:
        self._submit(self._open(f"{link}/efter"), "/k/opfoelgning/bekraeft", {"valg": "ja"})

    def _open(self, url: str) -> html.HtmlElement:
        return self._page(self._client.get(url))

    def _submit(
        self, page: html.HtmlElement, action: str, fields: Mapping[str, str | list[str]] | None = None
    ) -> html.HtmlElement:
        form = next(form for form in page.forms if form.get("action").partition("#")[0] == action)
        hidden = {i.name: i.value or "" for i in form.inputs if getattr(i, "type", "") == "hidden"}
        values = hidden | dict(fields or {})
        url = urljoin(page.base_url or "", action)
        if form.get("enctype") == "multipart/form-data":
            parts = {name: (None, value) for name, value in values.items()}
            return self._page(self._client.post(url, files=parts))
        return self._page(self._client.post(url, data=values))

    def _page(self, response: httpx.Response) -> html.HtmlElement:
        if not response.is_success:
            raise KlyngeflowError(
                f"A page of the rehearsal answered {response.status_code}: {response.request.url.path[:3]}"
            )
        return html.document_fromstring(response.content, base_url=str(response.url))
