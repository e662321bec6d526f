"""What a comparison says in words: plain Danish, counts before shares, uncertainty in the same breath."""

from __future__ import annotations

from domain.deck_words import counted, whole_percent
from domain.figures import HIDDEN_REASONS, Figures, ItemComparison, ItemFigures

# Beyond these the two groups may differ for other reasons than the meeting; both are shares of the whole.
RESPONSE_RATE_MOVED, ROSTER_MOVED = 0.10, 0.15
FEW_ANSWERS = 15

# Conventional readings of |Cliff's delta| (Romano et al. 2006).
_NEGLIGIBLE = 0.147
_DELTA_WORDS = ((0.33, "lidt"), (0.474, "noget"), (1.01, "tydeligt"))

_UNPAIRED = (
    "Svarene er anonyme i begge runder. Vi sammenligner derfor to grupper og ikke den enkelte læges svar "
    "før og nu."
)
_HIDDEN = "Kan ikke sammenlignes."


def difference_sentence(
    k1: int, n1: int, k2: int, n2: int, delta: float | None, *, may_be_chance: bool
) -> str:
    """k1 of n1 favourable answers then and k2 of n2 now; `delta` is Cliff's, positive when now is better."""
    then, now = counted(k1, n1), counted(k2, n2)
    moved = k2 * n1 - k1 * n2
    if moved == 0:
        level = f"Lige så stor en del svarer positivt nu som sidst: {now} mod {then}."
    else:
        part = "En større del" if moved > 0 else "En mindre del"
        level = f"{part} svarer positivt nu: {now} mod {then} sidst."
    return " ".join(filter(None, [level, _reading(moved, delta, may_be_chance=may_be_chance)]))


def in_short(pair: ItemComparison) -> str:
    """What a pair of numbers says, for the slide where the numbers themselves stand beside it."""
    if pair.difference is None or pair.interval is None:
        return pair.not_compared or ""
    low, high = pair.interval
    may_be_chance = abs(pair.difference) <= (pair.noise_band or 0) or low <= 0 <= high
    if pair.difference == 0:
        return "Lige så mange svarer positivt."
    who = "Flere" if pair.difference > 0 else "Færre"
    weight = "Det kan være tilfældigt." if may_be_chance else "Mere, end tilfældigheder plejer at give."
    return f"{who} svarer positivt. {weight}"


def _reading(moved: float, delta: float | None, *, may_be_chance: bool) -> str:
    parts = [] if delta is None else [_delta_in_words(delta)]
    if moved and not may_be_chance:
        parts.append("Forskellen er større, end tilfældigheder normalt giver.")
    elif moved or abs(delta or 0) >= _NEGLIGIBLE:
        parts.append("Forskellen er ikke større, end at den kan skyldes tilfældigheder.")
    return " ".join(parts)


def why_not_comparable(
    asked_then: tuple[object, ...] | None,
    asked_now: tuple[object, ...] | None,
    first: ItemFigures,
    second: ItemFigures,
) -> str | None:
    """None when the item can be compared. `asked_*` are from `Questionnaire.question_asked`."""
    if asked_then != asked_now:
        return what_changed(asked_then, asked_now)
    if asked_now is not None and asked_now[0] == "text":
        return "Svar i fri tekst sammenlignes ikke i tal."
    return _what_is_hidden(first, second)


def what_changed(asked_then: tuple[object, ...] | None, asked_now: tuple[object, ...] | None) -> str:
    """Why a question that was not asked in the same way twice is not compared; the two must differ."""
    if asked_then is None:
        return "Spørgsmålet er nyt og blev ikke stillet sidst."
    if asked_now is None:
        return "Spørgsmålet blev stillet sidst, men ikke denne gang."
    names = ("svarformen", "ordlyden", "svarmulighederne", "hvilke svar der tæller som positive")
    pairs = zip(names, asked_then, asked_now, strict=True)
    changed = [name for name, then, now in pairs if then != now]
    listed = " og ".join(filter(None, [", ".join(changed[:-1]), changed[-1]]))
    return f"Kan ikke sammenlignes, fordi spørgsmålet er ændret siden sidst: {listed}."


def caveats(first: Figures, second: Figures, compared: int, typical_band: float | None) -> tuple[str, ...]:
    """Whole sentences to print with every comparison; `typical_band` is in ± percentage points."""
    sentences = [_UNPAIRED, *who_answered_caveats(first, second)]
    sentences += [_few_answers_caveat(first, second), _noise_caveat(compared, typical_band)]
    return tuple(sentence for sentence in sentences if sentence)


def who_answered_caveats(first: Figures, second: Figures) -> tuple[str, ...]:
    """What it means for a comparison when the response or the cluster itself has moved; often nothing."""
    sentences = (_response_caveat(first, second), _roster_caveat(first, second))
    return tuple(sentence for sentence in sentences if sentence)


def _delta_in_words(delta: float) -> str:
    if abs(delta) < _NEGLIGIBLE:
        return "Set over hele svarskalaen er svarene stort set som sidst."
    how_much = next(word for limit, word in _DELTA_WORDS if abs(delta) < limit)
    direction = "mere" if delta > 0 else "mindre"
    return f"Set over hele svarskalaen er svarene {how_much} {direction} positive end sidst."


def _what_is_hidden(first: ItemFigures, second: ItemFigures) -> str | None:
    shown_then, shown_now = first.favourable is not None, second.favourable is not None
    if shown_then and shown_now:
        return None
    if shown_now:
        return f"{_HIDDEN} Om første runde: {_hidden_reason(first)}."
    if shown_then:
        return f"{_HIDDEN} Om denne runde: {_hidden_reason(second)}."
    return f"{_HIDDEN} Om første runde: {_hidden_reason(first)}. Om denne: {_hidden_reason(second)}."


def _hidden_reason(item: ItemFigures) -> str:
    return HIDDEN_REASONS[item.hidden or ""]


def _response_caveat(first: Figures, second: Figures) -> str:
    moved = abs(second.answered * first.invited - first.answered * second.invited)
    if moved <= RESPONSE_RATE_MOVED * first.invited * second.invited:
        return ""
    then, now = counted(first.answered, first.invited), counted(second.answered, second.invited)
    return f"Sidst svarede {then}, nu {now}. En forskel kan skyldes, at det ikke er de samme, der svarer."


def _roster_caveat(first: Figures, second: Figures) -> str:
    if abs(second.invited - first.invited) <= ROSTER_MOVED * first.invited:
        return ""
    return (
        f"Klyngen er ikke den samme som sidst: {first.invited} var inviteret dengang, {second.invited} nu. "
        "En forskel kan skyldes, hvem der er kommet til eller gået fra."
    )


def _few_answers_caveat(first: Figures, second: Figures) -> str:
    fewest = min(first.answered, second.answered)
    if fewest >= FEW_ANSWERS:
        return ""
    weight = (
        f" Én læge flytter en andel med omkring {whole_percent(1 / fewest)} procentpoint." if fewest else ""
    )
    return f"Der er få svar: {first.answered} sidst og {second.answered} nu.{weight}"


def _noise_caveat(compared: int, typical_band: float | None) -> str:
    if typical_band is None:
        return "Ingen spørgsmål kan sammenlignes mellem de to runder."
    return (
        f"Selv hvis intet har ændret sig, vil et af de {compared} spørgsmål typisk flytte sig omkring "
        f"{typical_band:.0f} procentpoint ved et tilfælde. Se derfor på mønstret og ikke på det enkelte tal."
    )
