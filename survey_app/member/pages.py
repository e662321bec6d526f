"""The member's pages: introduction, questionnaire, thanks. Only answers that are sent change anything."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from data_contracts.answers_form import PREFIX, WHOLE_FORM, read_answers
from domain.ports import Services
from survey_app.background import Background
from survey_app.downloads import pdf_download
from survey_app.failures import failure
from survey_app.forms import PostedForm, posted_form
from survey_app.member import own_copy
from survey_app.member.asking import step_or_review, step_page
from survey_app.member.copy_address import copy_way, read_wish
from survey_app.member.links import Link, find_link, package_as_asked
from survey_app.member.posted import PAGE, READING_KEY, TOKEN, answers_posted
from survey_app.member.refusals import not_open
from survey_app.member.sending import send
from survey_app.member.steps import lost_the_way, page_asked_for
from survey_app.mine.rounds import find_round
from survey_app.pages import page

KIB = 1024
AnswersForm = Annotated[PostedForm, Depends(posted_form(256 * KIB))]


def member_pages(services: Services, background: Background) -> APIRouter:
    router = APIRouter()

    @router.api_route("/s", methods=["GET", "HEAD"])
    @router.api_route("/s/svar", methods=["GET", "HEAD"])
    def again() -> Response:
        """Where a reload leads, when the link has left the address bar. Only the tab knows whose it is."""
        return page("member/again")

    @router.api_route("/s/{token}", methods=["GET", "HEAD"])
    def introduction(token: str) -> Response:
        link = find_link(services, token)
        if link is None:
            return failure(404)
        way = copy_way(services, link).name
        return not_open(services, link) or page("member/introduction", link=link, way=way)

    @router.post("/s")
    def questionnaire(form: AnswersForm) -> Response:
        """One step, or the look at all answers. Carries the answers to and fro; nothing is kept."""
        link = find_link(services, form.get(TOKEN))
        if link is None:
            return failure(404)
        return not_open(services, link) or _asked_for(services, link, form)

    @router.post("/s/svar")
    def submit(form: AnswersForm) -> Response:
        link = find_link(services, form.get(TOKEN))
        if link is None:
            return failure(404)
        return not_open(services, link) or send(services, background, link, form)

    @router.post("/kopi.pdf")
    def printed_copy(form: AnswersForm) -> Response:
        """Carries the answers to and fro; nothing is kept. Named by the round's reading key, which the
        copy holds anyway: a meeting's id can be worked out by whoever knows the order."""
        asked = find_round(services, form.get(READING_KEY))
        package = package_as_asked(services, asked.meeting, asked.number)
        read = read_answers(package.questionnaire, form.with_prefix(PREFIX))
        if read.faults:
            return failure(400)
        given = own_copy.Given(
            asked.meeting.id, asked.number, asked.meeting.order.region, package, read.answers
        )
        return pdf_download(own_copy.pdf_of(services, given), own_copy.PDF_NAME)

    return router


def _asked_for(services: Services, link: Link, form: PostedForm) -> Response:
    questionnaire = link.package.questionnaire
    read = answers_posted(questionnaire, form)
    wish = read_wish(services, link, form)
    number = page_asked_for(questionnaire, form.get(PAGE))
    if not number:
        lost = replace(read, faults={**read.faults, WHOLE_FORM: lost_the_way()})
        return step_page(link, lost, 1, wish)
    return step_or_review(services, link, read, number, wish)
