"""The whole way past every page in every state, from the order to the second round's comparison."""

from __future__ import annotations

from tests.survey_app.journeys import answering, coordinating, ordering
from tests.survey_app.journeys.visits import Visits


def walk(visits: Visits) -> None:
    ordering.look_around(visits)
    ordering.order(visits)
    ordering.order_again_for_another_day(visits)
    run = visits.run
    run.until_the_consultation()
    run.until_the_members()
    coordinating.enter(visits)
    coordinating.hand_in_members(visits)
    run.until_the_survey_opens()
    coordinating.look_at_the_rest(visits)
    run.until_the_answers()
    answering.come_too_early(visits)
    code = answering.answer(visits)
    answering.leave_all_blank(visits)
    answering.compare(visits, "mine-før-mødet", code)
    visits.go_and_see(mødeleder_mens_der_svares="/k")
    run.others_answer(11)
    run.until_the_release()
    answering.come_too_late(visits)
    visits.go_and_see(mødeleder_lukket="/k")
    run.until_the_meeting()
    coordinating.fetch_the_files(visits)
    run.until_the_word_on_follow_up()
    answering.compare(visits, "mine-efter-mødet", code)
    coordinating.close_the_meeting(visits)
    run.until_the_follow_up()
    coordinating.confirm_the_follow_up(visits)
    run.until_the_second_start()
    visits.go_and_see(mødeleder_opfølgning="/k", medlemsliste_opfølgning="/k/medlemmer")
    run.until_the_answers()
    later = answering.answer(visits, round="-2")
    run.others_answer(10)
    run.until_the_release()
    run.until_the_comparison()
    answering.compare(visits, "mine-dengang-og-nu", code, later)
    visits.go_and_see(mødeleder_sammenlignet="/k", materiale_sammenlignet="/k/materiale")
