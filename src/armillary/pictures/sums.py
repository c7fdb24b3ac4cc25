"""Sums: the numbers of a book that are made of others, with the arithmetic in words."""

from __future__ import annotations

import math
from collections.abc import Iterable

from armillary.pictures.amounts import WHOLE, amount, bounds_text, whole
from armillary.pictures.value_records import Sum, Summand
from armillary.pictures.valued import Valued
from armillary.weighing.values.arithmetic import ALL, CHANGE, Known, Reckoning, names_counted, reckon
from armillary.weighing.values.questions import NAMES, NUMBER

MOST_NAMED = 3


def sums_of(seen: Valued, rows: Iterable[int]) -> list[Sum]:
    """Every sum that one of these questions is a part or the total of."""
    e = seen.ballots.evidence
    wanted = {e.questions[row] for row in rows}
    measures = {q.measure for q in wanted} | {q.of for q in wanted if q.measure == CHANGE}
    near = [
        row for row, q in enumerate(e.questions) if q.measure in measures or (q.measure == CHANGE and q.of in measures)
    ]
    known = [item for row in near if (item := known_number(seen, row))]
    counted = names_counted(
        (e.questions[row], e.answers[int(e.t_answer[t])].word, e.answers[int(e.t_answer[t])].about, claim)
        for row in near
        if e.questions[row].kind == NAMES
        for t in seen.ballots.told(row)
        if seen.ballots.heard[t] and seen.ballots.weight[t] > 0
        for claim in (e.claims[int(e.t_claim[t])],)
    )
    found = reckon(known, counted, seen.book.vocab)
    return [_show(seen, item) for item in found if _numbers_in(item) & wanted]


def known_number(seen: Valued, row: int) -> Known | None:
    """What is known of a number: as people say it where they agree, else the weighed range."""
    judged = seen.judged(row)
    if judged.question.kind != NUMBER or judged.weighed is None:
        return None
    low, high = judged.weighed.said
    if judged.question.dimension in WHOLE:
        low, high = whole(low, high)
    if math.isinf(low) and judged.question.dimension != "percent":
        low = 0.0
    claims = dict.fromkeys(
        seen.ballots.evidence.claims[claim] for vote in judged.votes if judged.fits(vote) for claim in vote.claims
    )
    return Known(judged.question, low, high, seen.text(judged), tuple(claims))


def _numbers_in(item: Reckoning) -> set[object]:
    return {part.question for part in (*item.parts, *([item.given] if item.given else []))}


def _show(seen: Valued, item: Reckoning) -> Sum:
    low, high = (None if math.isinf(edge) else edge for edge in (item.low, item.high))
    return Sum(
        how=item.how,
        says=_sentence(seen, item),
        fits=item.fits,
        parts=[_summand(seen, part, item) for part in item.parts],
        made=(low, high),
        given=_summand(seen, item.given, item) if item.given else None,
    )


def _summand(seen: Valued, known: Known, item: Reckoning) -> Summand:
    q = known.question
    label = q.subject
    if item.how == "parts" and known is not item.given:
        same = item.given is not None and item.given.question.subject == q.subject
        label = (q.of or q.places) if same else q.subject
    return Summand(label=seen.book.names.get(label, label), text=known.text, claims=list(known.claims))


def _sentence(seen: Valued, item: Reckoning) -> str:
    """The arithmetic and whether it fits, such as '24 + 18 = 42 of 45: 3 left over'."""
    if item.how == "list" and item.names and item.given:
        return f"{len(item.names.names)} named of {item.given.text}: {_verdict(item)}"
    bare = [_bare(part.low, part.high) for part in item.parts]
    made = _made(item)
    if item.how == "rate" and item.given:
        rate = item.parts[0].text
        period = rate.rpartition(" a ")[2]
        days = seen.book.vocab.lists.periods[period].days if period in seen.book.vocab.lists.periods else 1.0
        count = item.times / days
        unit = item.given.text.rpartition(" ")[2]
        return f"{rate} × {count:,.0f} {period}s = {made} {unit}, given {item.given.text}: {_verdict(item)}"
    if item.how == "change" and item.given:
        return f"{bare[0]} before, {bare[1]} after = {made} %, given {item.given.text}: {_verdict(item)}"
    if item.how == "shares":
        return f"{' + '.join(bare)} = {made} % of one whole: {_verdict(item)}"
    assert item.given is not None
    given = _bare(item.given.low, item.given.high)
    left = f"{' + '.join(bare)} = {made} of {given}" if len(bare) > 1 else f"{made} of {given}"
    return f"{left}: {_verdict(item)}"


def _bare(low: float, high: float) -> str:
    return bounds_text(None if math.isinf(low) or (low == 0 < high) else low, None if math.isinf(high) else high, "")


def _made(item: Reckoning) -> str:
    return _bare(item.low, item.high)


def _verdict(item: Reckoning) -> str:
    if item.fits:
        return "fits"
    if item.how == "shares":
        return f"does not add up, {amount(item.low - ALL)} points too much"
    if item.given is None or item.how in ("rate", "change"):
        return "does not fit"
    over = item.low - item.given.high
    short = item.given.low - item.high
    if item.fits is None:
        return f"{amount(short)} left over"
    if over > 0:
        return f"does not add up, {amount(over)} too many"
    return f"does not add up, {amount(short)} missing"
