"""The key on the own copy: a phone's camera reads it from the screen and from paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy
import pymupdf
import pytest
from starlette.testclient import TestClient

from adapters.documents import TypstDocuments
from adapters.letters import JinjaLetters
from adapters.settings import TEMPLATES
from data_contracts.invented_answers import invent_answers
from domain.questionnaire import Answers
from survey_app.background import Background
from survey_app.member.copy_address import Recipient
from survey_app.member.links import find_link
from survey_app.member.own_copy import mail_copy
from survey_app.mine.own_key import own_key
from tests.survey_app.fakes import MEETING, QUESTIONNAIRE, House
from tests.tasks.house import trivsel

SENT = {"svar-q1": "4", "svar-q2": "2", "svar-t1": "Patienterne"}
ON_PAPER_DPI = 150  # a poor printer and a poor camera


def read_qr(png: bytes) -> str:
    picture = cv2.imdecode(numpy.frombuffer(png, numpy.uint8), cv2.IMREAD_COLOR)
    words, *_ = cv2.QRCodeDetector().detectAndDecode(picture)
    return str(words)


def link_for(house: House) -> str:
    return own_key(house, MEETING, 1, QUESTIONNAIRE, Answers({"q1": 4, "q2": 2})).link


def test_the_thank_you_page_carries_link_code_and_picture(house: House, client: TestClient) -> None:
    text = client.post("/s/svar", data={"link": house.token(), **SENT}).text
    link = link_for(house)
    assert f'href="{link}"' in text
    assert link.partition("#")[0].removeprefix("http://") in text
    assert "style=" not in text
    assert "<svg" in text


def test_the_questionnaire_itself_carries_no_key(house: House, client: TestClient) -> None:
    for page in (client.get(f"/s/{house.token()}"), client.post("/s", data={"link": house.token(), **SENT})):
        assert "/mine" not in page.text


def test_the_mail_and_its_pdf_carry_the_same_key(tmp_path: Path) -> None:
    package = trivsel()
    house = House(tmp_path, package)
    house.documents, house.letters = TypstDocuments(), JinjaLetters(TEMPLATES)
    (answers,) = invent_answers(package.questionnaire, 1, 5)
    link = find_link(house, house.token())
    assert link is not None
    background = Background()
    mail_copy(house, background, link, answers, Recipient("Åse", "aase@hjem.example"))
    background.stop()
    (mail,) = house.transport.mails
    key = own_key(house, MEETING, 1, package.questionnaire, answers)
    assert key.link in mail.text
    assert key.code in mail.text
    assert f'href="{key.link}"' in mail.html
    with pymupdf.open(stream=mail.attachments[0].content) as pdf:
        pages = [page.get_pixmap(dpi=ON_PAPER_DPI).tobytes("png") for page in pdf]
        printed = " ".join(page.get_text() for page in pdf)
    assert key.code in printed
    assert key.link in [read_qr(png) for png in pages]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_on_the_screen_is_read_in_light_and_dark(
    browser: Any, real_house: House, scheme: str
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto(f"{real_house.base_url}/s/{real_house.token()}")
    page.set_content(_form(real_house))
    page.get_by_role("button").click()
    shown = page.locator(".qr").screenshot()
    assert read_qr(shown).startswith(f"{real_house.base_url}/mine#")
    page.close()


def _form(house: House) -> str:
    """All answers in one post, as the last page of the questionnaire sends them."""
    items = house.packages.package.questionnaire.scale_items
    fields = {"link": house.token()} | {f"svar-{item.id}": "2" for item in items}
    hidden = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in fields.items())
    return f'<form method="post" action="{house.base_url}/s/svar">{hidden}<button>Send</button></form>'
