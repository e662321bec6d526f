"""Survey collection: closes the survey and freezes the answers into the data pull."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.ports import OpenedSurvey, Pull, Services
from domain.questionnaire import Answers
from tasks.member_mailing import round_key
from tasks.occasion import Occasion, occasion
from tasks.step import step


@step("survey_collection", "Lukker undersøgelsen og fryser besvarelserne.")
def survey_collection(meeting_id: str, services: Services, *, round: int) -> str:
    it = occasion(meeting_id, services, round)
    key = round_key(meeting_id, round)
    if services.ledger.pulls.get(meeting_id, round) is None:
        invited = services.ledger.invitations.of(meeting_id, round)
        asked = services.ledger.surveys.of(meeting_id, round) or _unopened(it)
        services.answers.close(key)
        answers = services.answers.read_closed(key) if invited else ()
        used = services.answers.used(key)
        services.ledger.pulls.freeze(
            Pull(
                meeting_id=meeting_id,
                round=round,
                package_version=asked.package_version,
                questionnaire=asked.questionnaire,
                invited=_standing_links(meeting_id, services, invited, used),
                used=len(used),
                answers=tuple(Answers(one.values) for one in answers),
                texts=_texts(answers),
                salt=services.tokens.seal(meeting_id, round),
            )
        )
    services.answers.delete(key)
    return "frozen"


def _unopened(it: Occasion) -> OpenedSurvey:
    """The round that nobody was invited to."""
    return OpenedSurvey(it.id, it.round, it.package.version, it.package.questionnaire)


def _standing_links(
    meeting_id: str, services: Services, invited: Mapping[str, str], used: Collection[str]
) -> int:
    """Whoever left the list without having answered was not there to answer."""
    members = {member.id for member in services.ledger.members.of(meeting_id)}
    return sum(member_id in members or link in used for member_id, link in invited.items())


def _texts(answers: tuple[Answers, ...]) -> dict[str, tuple[str, ...]]:
    items = sorted({item for one in answers for item in one.texts})
    return {item: tuple(sorted(one.texts[item] for one in answers if item in one.texts)) for item in items}
