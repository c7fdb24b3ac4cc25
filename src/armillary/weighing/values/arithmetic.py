"""Arithmetic: numbers that are made of others, and whether they add up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.questions import EVER
from armillary.weighing.values.questions import NAMES, NUMBER, ValueQuestion

WHOLE_NUMBERS = frozenset({"count", "persons"})  # of which a sum is exact
ALL = 100.0  # per cent
CHANGE = "change_percent"


class Known(NamedTuple):
    """What is known of one number: from `low` to `high` in the base unit, as people say it, and by which claims."""

    question: ValueQuestion
    low: float
    high: float
    text: str
    claims: tuple[str, ...]


class Names(NamedTuple):
    """Whom a count counts, by name; `whole` where the list is said to be all of it."""

    question: ValueQuestion
    names: tuple[str, ...]
    whole: bool
    claims: tuple[str, ...]


class Reckoning(NamedTuple):
    """Numbers made into another, and how that compares with the number given.

    `how` is parts, list, rate, change or shares. `low` and `high` are what the parts make; `given` is the number that
    it is held against, None where nobody gives one. `fits` is None where the parts need not be all there is and leave
    something over.
    """

    how: str
    parts: tuple[Known, ...]
    low: float
    high: float
    given: Known | None
    fits: bool | None
    times: float = 1.0
    names: Names | None = None


def reckon(known: Sequence[Known], names: Sequence[Names], vocab: Vocabulary) -> list[Reckoning]:
    """Every total that is linked to parts, rate to total, change to what changed and share to the other shares."""
    slack = vocab.constant("value_tolerance")
    found: list[Reckoning] = []
    for given in known:
        for counted in names:
            if counted.question._replace(kind=NUMBER, dimension=given.question.dimension) == given.question:
                found += _of_list(given, counted, known, slack)
        for parts in (_by_whom(given, known), _by_place(given, known, vocab)):
            if parts:
                found.append(_of_parts("parts", given, parts, False, slack))
        found += _of_rate(given, known, slack)
        found += _of_change(given, known)
    return [*found, *_of_shares(known)]


def _of_parts(
    how: str, given: Known, parts: Sequence[Known], whole: bool, slack: float, names: Names | None = None
) -> Reckoning:
    """Parts against their total: never more than it, and where they are the whole no less."""
    low, high = math.fsum(part.low for part in parts), math.fsum(part.high for part in parts)
    loose = 0.0 if given.question.dimension in WHOLE_NUMBERS else slack
    too_many = low > given.high + abs(given.high) * loose
    too_few = high < given.low - abs(given.low) * loose
    fits: bool | None = not too_many
    if fits and too_few and (whole or len(parts) > 1):  # that one part is less than the whole says nothing
        fits = False if whole else None
    return Reckoning(how, tuple(parts), low, high, given, fits, names=names)


def _of_list(given: Known, counted: Names, known: Sequence[Known], slack: float) -> Iterator[Reckoning]:
    """A count against the number of names in its list, or a total against what is known of each who is named."""
    q = given.question
    parts = [
        part
        for name in counted.names
        for part in known
        if part is not given
        and part.question[:3] == (NUMBER, q.sort, name)
        and part.question[3:5] == (q.measure, q.of)
        and part.question.places in (q.places, "")
        and (part.question.first, part.question.last) == (q.first, q.last)
    ]
    if len(parts) > 1:
        yield _of_parts("parts", given, parts, counted.whole and len(parts) == len(counted.names), slack, counted)
    elif q.dimension == "count":
        number = float(len(counted.names))
        fits: bool | None = number <= given.high
        if fits and number < given.low:
            fits = False if counted.whole else None
        yield Reckoning("list", (), number, number, given, fits, names=counted)


def _by_whom(given: Known, known: Iterable[Known]) -> list[Known]:
    """The parts of a total by whose they are: the same number of somebody or something."""
    q = given.question
    if q.of or q.sort == "flow" or q.dimension == "percent":
        return []
    return [part for part in known if part.question.of and part.question._replace(of="") == q]


def _by_place(given: Known, known: Iterable[Known], vocab: Vocabulary) -> list[Known]:
    """The parts of a total by places that lie in its place, none of them in another."""
    q = given.question
    if q.dimension == "percent":
        return []
    around = {part: vocab.place_parents.get(part.question.places, frozenset()) for part in known}
    whole = q.places or (q.subject if q.subject in vocab.places else "")
    inside = [
        part
        for part in around
        if part.question.places
        and " + " not in part.question.places
        and part.question._replace(places=q.places) == q
        and part.question != q
        and (whole in around[part] or not whole)
    ]
    places = {part.question.places for part in inside}
    return [part for part in inside if not around[part] & places]


def _of_rate(given: Known, known: Iterable[Known], slack: float) -> Iterator[Reckoning]:
    """A flow of so much a period over the days of a total of it."""
    q = given.question
    if q.sort != "flow" or q.per or not (EVER[0] < q.first and q.last < EVER[1]):
        return
    days = float(q.last - q.first + 1)
    for rate in known:
        if rate.question == q._replace(per="rate", first=EVER[0], last=EVER[1]):
            low, high = rate.low * days, rate.high * days
            fits = low <= given.high * (1 + slack) and given.low <= high * (1 + slack)
            yield Reckoning("rate", (rate,), low, high, given, fits, times=days)


def _of_change(given: Known, known: Sequence[Known]) -> Iterator[Reckoning]:
    """A change in per cent against the number of its own period and that of the period before it."""
    q = given.question
    if q.measure != CHANGE or not (EVER[0] < q.first and q.last < EVER[1]):
        return
    length = q.last - q.first + 1
    same = [
        item
        for item in known
        if item.question.subject == q.subject and item.question.measure == q.of and item.question.places == q.places
    ]
    after = [item for item in same if (item.question.first, item.question.last) == (q.first, q.last)]
    before = [
        item
        for item in same
        if item.question.last == q.first - 1 and abs(item.question.last - item.question.first + 1 - length) <= 1
    ]
    for old in before:
        for new in after:
            if 0 < old.low <= old.high < math.inf and new.high < math.inf:
                low, high = (new.low / old.high - 1) * ALL, (new.high / old.low - 1) * ALL
                fits = low <= given.high + 1 and given.low <= high + 1  # per cents are rounded
                yield Reckoning("change", (old, new), low, high, given, fits)


def _of_shares(known: Iterable[Known]) -> Iterator[Reckoning]:
    """The shares of one whole, which come to no more than all of it."""
    wholes: dict[ValueQuestion, list[Known]] = {}
    for item in known:
        if item.question.measure == "share" and item.question.of:
            wholes.setdefault(item.question._replace(subject=""), []).append(item)
    for shares in wholes.values():
        if len(shares) > 1:
            low = math.fsum(share.low for share in shares if math.isfinite(share.low))
            high = math.fsum(share.high for share in shares)
            yield Reckoning("shares", tuple(shares), low, high, None, low <= ALL + 1)


def names_counted(rows: Iterable[tuple[ValueQuestion, str, bool, str]]) -> list[Names]:
    """Lists from the names in them: (question, name, partial, claim)."""
    found: dict[ValueQuestion, list[tuple[str, bool, str]]] = {}
    for question, name, partial, claim in rows:
        if question.kind == NAMES:
            found.setdefault(question, []).append((name, partial, claim))
    return [
        Names(
            question,
            tuple(sorted({name for name, _, _ in items})),
            not any(partial for _, partial, _ in items),
            tuple(sorted({claim for _, _, claim in items})),
        )
        for question, items in found.items()
    ]
