"""The pages for whoever comes without a link."""

from __future__ import annotations

from dataclasses import replace

from lxml import html
from starlette.testclient import TestClient

from domain.meeting import REGIONS, Consultant
from domain.package import FLOOR_ANY, FLOOR_COUNTS, FLOOR_TEXTS
from tests.survey_app.fakes import House


def test_the_front_page_leads_to_the_order(client: TestClient) -> None:
    (button,) = html.fromstring(client.get("/").content).xpath("//main//a[@class='button']")
    assert client.get(button.get("href")).status_code == 200


def test_a_package_that_is_still_being_written_is_not_offered(house: House, client: TestClient) -> None:
    assert "»Trivsel og arbejdsglæde«" in client.get("/").text
    house.packages.package = replace(house.packages.package, blanks=("package.yaml:40 noget",))
    assert "»Trivsel og arbejdsglæde«" not in client.get("/").text


def test_everybody_who_follows_a_region_can_be_reached(house: House, client: TestClient) -> None:
    south = Consultant("syd", "Sif Syd", "syd@kiap.example", "11 22 33 44")
    rest = Consultant("rest", "Rie Rest", "rest@kiap.example")
    house.consultant_for = lambda region: south if region == REGIONS[-1] else rest  # type: ignore[method-assign]
    for path in ("/", "/privatliv"):
        page = client.get(path).text
        assert page.count("mailto:syd@kiap.example") == page.count("mailto:rest@kiap.example") == 1
        assert "tel:+4511223344" in page
        assert ", ".join(REGIONS[:-1]) in page


def test_the_privacy_page_tells_the_limits_as_they_are(client: TestClient) -> None:
    words = " ".join(html.fromstring(client.get("/privatliv").content).text_content().split())
    assert f"Har færre end {FLOOR_ANY} svaret, vises intet." in words
    assert f"Ved {FLOOR_ANY}–{FLOOR_COUNTS - 1} svar" in words
    assert f"fra {FLOOR_COUNTS} svar" in words
    assert f"tidligst ved {FLOOR_TEXTS} svar" in words


def test_every_page_leads_to_privacy_without_leaving_what_is_being_filled_in(client: TestClient) -> None:
    (link,) = html.fromstring(client.get("/bestil").content).xpath("//footer//a[@href='/privatliv']")
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")
