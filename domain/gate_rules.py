"""What the data-quality gate asks of a frozen pull, how grave a breach is, and what the operator reads."""

from __future__ import annotations

from domain.questionnaire import Answers, Item, Questionnaire
from domain.verdict import CRITICAL, DOUBTFUL, REMARK, Finding

LOWEST_RESPONSE_RATE = 0.5
HIGHEST_UNANSWERED_SHARE = 0.2
STRAIGHT_LINE_ITEMS = 10
HIGHEST_STRAIGHT_LINED_SHARE = 0.1

SEVERITY = {
    "could_not_be_checked": CRITICAL,
    "columns": CRITICAL,
    "outside_scale": CRITICAL,
    "more_than_invited": CRITICAL,
    "used_links": DOUBTFUL,
    "response_rate": DOUBTFUL,
    "item_unanswered": DOUBTFUL,
    "straight_lining": DOUBTFUL,
    "some_straight_lining": REMARK,
    "empty_answer": REMARK,
}

_SENTENCES = {
    "could_not_be_checked": "{count} af kontrollens regler kunne ikke køres. Data kan ikke frigives uden.",
    "columns": "Data har {count} felt(er), som spørgeskemaet ikke spørger om.",
    "outside_scale": "{count} svar på spørgsmålet {item} ligger uden for svarskalaen.",
    "more_than_invited": "Antallet af besvarelser er {count}, men kun {invited} er inviteret.",
    "used_links": "Antallet af besvarelser er {count}, men {used} links er brugt. Tallene burde være ens.",
    "response_rate": "{count} af {invited} inviterede har svaret. Det er under halvdelen.",
    "item_unanswered": "Spørgsmålet {item} mangler svar i {count} af {answered} besvarelser.",
    "straight_lining": "{count} af {answered} besvarelser har samme svar hele vejen igennem, "
    "også hvor spørgsmålene vender modsat. De kan være udfyldt uden at blive læst.",
    "some_straight_lining": "{count} af {answered} besvarelser har samme svar hele vejen igennem. "
    "Det er så få, at det næppe flytter billedet.",
    "empty_answer": "{count} af {answered} besvarelser er sendt uden et eneste svar på skalaerne.",
}


def finding(rule: str, count: int, *, item: Item | None = None, **numbers: int) -> Finding:
    """A breach of `rule` as the operator reads it. `numbers` are the other counts its sentence names."""
    named = f"»{item.label}« ({item.id})" if item else ""
    return Finding(
        rule=f"{rule}:{item.id}" if item else rule,
        severity=SEVERITY[rule],
        count=count,
        sentence=_SENTENCES[rule].format(count=count, item=named, **numbers),
    )


def is_straight_lined(questionnaire: Questionnaire, answers: Answers) -> bool:
    """The same raw value to ten or more items, among them reversed ones where the questionnaire has any."""
    answered = [item for item in questionnaire.scale_items if item.id in answers.values]
    if len(answered) < STRAIGHT_LINE_ITEMS:
        return False
    if len({str(answers.values[item.id]) for item in answered}) > 1:
        return False
    directions = {questionnaire.direction(item) for item in questionnaire.scale_items}
    return {questionnaire.direction(item) for item in answered} == directions
