"""The key that a member's own copy carries: a link, a code to type and a QR code, made in memory only."""

from __future__ import annotations

import segno

from domain.own_key import OwnKey, in_groups, own_code
from domain.ports import Services
from domain.questionnaire import Answers, Questionnaire

# Any mask can be read; trying all eight for the prettiest takes five times as long.
MASK = 3


def own_key(
    services: Services, meeting_id: str, round: int, questionnaire: Questionnaire, answers: Answers
) -> OwnKey:
    code = own_code(services.tokens.reading_key(meeting_id, round), questionnaire, answers)
    return key_of(services.base_url, code)


def key_of(base_url: str, code: str) -> OwnKey:
    page = f"{base_url}/mine"
    link = f"{page}#{code}"
    return OwnKey(page, link, in_groups(code), qr_code(link))


def qr_code(text: str) -> str:
    """An SVG of one path with its quiet zone; its box has one unit for each module."""
    made = segno.make(text, error="m", micro=False, boost_error=False, mask=MASK)
    return made.svg_inline(border=4, svgclass=None, lineclass=None, light="#fff", omitsize=True)
