"""A house that takes orders: ledger, letters, package and pages are real, mail server and engine small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from lxml import html
from starlette.testclient import TestClient

from domain.meeting import Meeting, Order
from domain.ordering import ORDER_LIMITS, OrderLimits
from survey_app.app import create_app
from tests.ledgers import ORDER as KNOWN
from tests.tasks.house import House, OnePackage, trivsel

GOOD = {
    "pakke": "trivsel",
    "klynge": "Klynge Ærø",
    "region": "Region Syddanmark",
    "antal": "24",
    "dato": "2027-03-18",
    "tid": "16:00",
    "sted": "Lægehuset, Strandvejen 2",
    "navn": "Ellen Eksempel",
    "mail": "ellen.eksempel@example.org",
    "telefon": "12 34 56 78",
    "adresse": "Prøvevej 1\r\n0000 Eksempelby",
    "oensker": "God tid til gruppearbejdet.\r\nOg kaffe.",
    "samtykke": "ja",
}


class OrderHouse(House):
    """The ledger holds one meeting of another cluster, Klynge Nord."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.packages = OnePackage(trivsel())

    def orders(self) -> list[Order]:
        return [meeting.order for meeting in self.new_meetings()]

    def new_meetings(self) -> list[Meeting]:
        return [meeting for meeting in self.ledger.meetings.all() if meeting.order != KNOWN]


class Visitor:
    """Somebody at a browser without JavaScript, who takes ten seconds for each page."""

    def __init__(self, house: OrderHouse, client: TestClient) -> None:
        self.house, self.client = house, client
        self.page = client.get("/bestil")
        house.wall.shows += timedelta(seconds=10)

    def send(self, step: str = "", **changed: str) -> None:
        """Posts the form with the page's own stamp; `changed` are fields other than the good order's."""
        data = GOOD | {"stempel": self.field("stempel"), "trin": step} | changed
        self.page = self.client.post("/bestil", data=data, follow_redirects=False)

    def press(self, step: str, **changed: str) -> None:
        """Posts the fields that the shown page holds."""
        data = self.shown() | {"trin": step} | changed
        self.page = self.client.post("/bestil", data=data, follow_redirects=False)

    def shown(self) -> dict[str, str]:
        """The form's fields as a browser would send them back: without a text area's own first line break."""
        (form,) = html.document_fromstring(self.page.content).forms
        areas = form.xpath(".//textarea/@name")
        return {
            name: re.sub("\r?\n", "\r\n", value.removeprefix("\n") if name in areas else value)
            for name, value in form.form_values()
        }

    def order(self, **changed: str) -> None:
        self.send(**changed)
        self.press("bestil")

    def field(self, name: str) -> str:
        found = html.document_fromstring(self.page.content).xpath(f"//input[@name='{name}']/@value")
        return str(found[0]) if found else ""

    def fault(self, name: str) -> str:
        """What stands at the field itself."""
        page = html.document_fromstring(self.page.content)
        (field,) = page.xpath(f"//*[contains(@class,'field')][.//*[@id='{name}']]")
        return " ".join(field.xpath("string(.//*[@class='fault'])").split())

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The list on top: where each line leads, and what it says."""
        items = html.document_fromstring(self.page.content).xpath("//*[@role='alert']//li")
        return [("".join(item.xpath("a/@href")), " ".join(item.text_content().split())) for item in items]

    @property
    def text(self) -> str:
        main = html.document_fromstring(self.page.content).xpath("//main")[0]
        return " ".join(main.text_content().split())


def visits(house: OrderHouse, limits: OrderLimits = ORDER_LIMITS) -> Iterator[Visitor]:
    app = create_app(house, order_limits=limits)
    with TestClient(app, base_url=house.base_url, raise_server_exceptions=False) as client:
        yield Visitor(house, client)
