"""Flows: rates and totals between the same ends, of the same goods, over the same time, add up."""

from __future__ import annotations

from typing import NamedTuple

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.counts import ABOUT, bounds
from armillary.casebook.checks.units import units_by_name
from armillary.casebook.records import Claim, Flow
from armillary.finding import Finding, find
from armillary.text.dates import Precision, as_written
from armillary.vocab.vocabulary import Vocabulary

UNIT = {Precision.DAY: 1, Precision.MONTH: 30, Precision.YEAR: 365, Precision.DECADE: 3652}  # days
SLACK = 1.05  # months and years differ in length, and amounts are rounded
MOST_RATES = 100  # that a total is compared with
SCALES = ((1e12, "trillion "), (1e9, "billion "), (1e6, "million "))


class Span(NamedTuple):
    """The days a flow ran: at the longest, and at the shortest that its dates allow."""

    first: float
    last: float
    inner_first: float
    inner_last: float
    approximate: bool


class Stated(NamedTuple):
    """A rate in units a day, or a total in units, with the days that it is stated for (None: undated)."""

    low: float
    high: float
    span: Span | None
    claim: Claim
    flow: Flow


def check_flows(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L309: totals that no rate can make; one finding for a total, with the arithmetic.

    A rate is a floor under every total whose time it overlaps, and a ceiling over those whose time it covers.
    """
    units = units_by_name(vocab)
    rates: dict[tuple[object, ...], list[Stated]] = {}
    totals: dict[tuple[object, ...], list[Stated]] = {}
    for claim in book.claims.values():
        flow = claim.matter
        if type(flow) is not Flow or flow.amount is None or claim.polarity != "asserts":
            continue
        unit = units.get(flow.amount.unit.casefold())
        if not vocab.modalities[claim.modality].votes or (unit is None and flow.amount.unit):
            continue
        factor, kind = (1.0, "") if unit is None else (unit.factor, unit.dimension)
        if unit is not None and kind == "money":  # rates of exchange move too much to compare currencies
            factor, kind = 1.0, unit.id
        key: tuple[object, ...] = (flow.giver, flow.receiver, flow.goods, kind, claim.where)
        low, high = (bound * factor for bound in bounds(flow.amount))
        span = _span(claim, flow, book)
        if flow.per:
            days = vocab.lists.periods[flow.per].days
            rates.setdefault(key, []).append(Stated(low / days, high / days, span, claim, flow))
        elif span is not None:
            totals.setdefault(key, []).append(Stated(low, high, span, claim, flow))
    out = []
    for key, stated in totals.items():
        if key in rates:
            # Each rate once, the strongest first: the search for one that breaks a total ends early, and always soon.
            each = {(rate.low, rate.high, rate.span or rate.claim.source): rate for rate in reversed(rates[key])}
            falling = sorted(each.values(), key=lambda rate: -rate.low)[:MOST_RATES]
            rising = sorted(each.values(), key=lambda rate: rate.high)[:MOST_RATES]
            for total in stated:
                finding = _too_small(total, falling, vocab) or _too_large(total, rising, vocab)
                if finding is not None:
                    out.append(finding)
    return out


def _too_small(total: Stated, rates: list[Stated], vocab: Vocabulary) -> Finding | None:
    span = total.span
    assert span is not None
    for rate in rates:
        if rate.low * (span.last - span.first + 1) <= total.high * SLACK:
            return None
        over = _overlap(rate, total)
        if over is None:
            continue
        days = over.inner_last - over.inner_first + 1
        if over.approximate:
            days *= 1 - ABOUT
        if rate.low * days > total.high * SLACK:
            return _say(rate, total, over, 0, vocab)
    return None


def _too_large(total: Stated, rates: list[Stated], vocab: Vocabulary) -> Finding | None:
    span = total.span
    assert span is not None
    days = span.last - span.first + 1
    if span.approximate:
        days *= 1 + ABOUT
    for rate in rates:
        if rate.high * days * SLACK >= total.low:
            return None
        over = _overlap(rate, total)
        if over is not None and over.first == span.first and over.last == span.last:
            return _say(rate, total, span, 1, vocab)
    return None


def _overlap(rate: Stated, total: Stated) -> Span | None:
    """The days that both are stated for; an undated rate holds for the totals of its own source."""
    a, b = rate.span, total.span
    assert b is not None
    if a is None:
        return b if rate.claim.source == total.claim.source else None
    first, last = max(a.first, b.first), min(a.last, b.last)
    if first > last:
        return None
    inner = max(a.inner_first, b.inner_first), min(a.inner_last, b.inner_last)
    return Span(first, last, *(inner if inner[0] <= inner[1] else (first, first - 1)), a.approximate or b.approximate)


def _span(claim: Claim, flow: Flow, book: Casebook) -> Span | None:
    """When a flow ran; one that is still running is known up to the day its source appeared."""
    when = claim.when
    if when is None:
        return None
    source = book.sources.get(claim.source)
    read = source.date.last if source is not None and source.date is not None else None
    if not flow.per and (when.first is None or (when.last is None and read is None)):
        return None  # a total wants a beginning and an end
    written = as_written(when)
    first, last = float("-inf"), float("inf") if read is None else float(read)
    after = before = 0
    if written.first is not None and when.first_precision is not None:
        after = UNIT[when.first_precision] - 1
        first = written.first
    if written.last is not None and when.last_precision is not None:
        before = UNIT[when.last_precision] - 1
        last = written.last
    if "/" not in when.text and ".." not in when.text:  # the whole of one day, month or year
        after = before = 0
    last = max(first, last)
    return Span(first, last, first + after, last - before, when.approximate)


def _say(rate: Stated, total: Stated, over: Span, side: int, vocab: Vocabulary) -> Finding:
    period = vocab.lists.periods[rate.flow.per]
    value = rate.flow.amount
    given = total.flow.amount
    assert value is not None
    assert given is not None
    count = (over.last - over.first + 1) / period.days
    count = round(count) if count >= 10 else round(count, 1)
    made = _number(bounds(value)[side] * count)
    bound = "" if value.low == value.high and not value.approximate else ("at least ", "at most ")[side]
    message = (
        f"{value.text} a {period.id} over {count:g} {period.id}{'' if count == 1 else 's'} is"
        f" {bound}{made}{value.unit}; the total given is {given.text}"
    )
    hint = "check amounts, dates and who received; if the sources disagree, say so in a note"
    return find("L309", total.claim.place("amount"), message, hint, (rate.claim.place("amount"),))


def _number(amount: float) -> str:
    for size, word in SCALES:
        if abs(amount) >= size:
            return f"{amount / size:.4g} {word}"
    return f"{amount:,.0f} "
