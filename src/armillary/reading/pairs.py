"""Pairing the claims of two codings: which claim of the one is meant by which of the other.

Two claims can be a pair where they stand at one place, or next to it, and share their ends, or one end and the
relation. Of all ways to pair them the one with the greatest sum is taken of what the likenesses exceed one half by (the
Hungarian method): two pairs that are hardly alike must not outweigh one good pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from armillary.casebook.records import About, Claim, Flow, Incident, Position, Quantity, Retraction, Statement, Tie
from armillary.reading.headings import likeness
from armillary.reading.locators import Locator, parse_locator
from armillary.reading.prose import words

_OF_MATTER, _OF_PLACE, _OF_DETAIL = 0.65, 0.25, 0.1  # what they count in the likeness of two claims; the sum is 1
_OF_ENDS, _OF_RELATION, _OF_KIND = 0.5, 0.3, 0.2  # the same in the likeness of their matter
_LEAST_MATTER = 0.5  # both ends, or one of them with the relation or the kind
_LEAST_PLACE = 0.4  # the next paragraph
_LEAST = 0.5  # a pair less alike than this is worse than two claims that stand alone


@dataclass(frozen=True, slots=True)
class Core:
    """What any matter comes down to: two ends and what is between them."""

    subject: str
    relation: str
    object: str


def core_of(matter: object) -> Core:
    """The core of a claim's matter; of a statement that of what is said."""
    match matter:
        case Tie(triple=triple) | Incident(triple=triple):
            return Core(str(triple.subject), triple.relation, str(triple.object))
        case Quantity() as quantity:
            return Core(quantity.subject, quantity.measure, quantity.of)
        case Flow() as flow:
            return Core(flow.giver, flow.relation or flow.goods, flow.receiver)
        case Position() as position:
            return Core(position.actor, position.stance, position.issue)
        case Statement(speaker=speaker, verb=verb, about=about):
            if isinstance(about, About) and about.matter is not None:
                return core_of(about.matter)
            return Core(speaker, verb, (about.actor or about.claim) if about else "")
        case Retraction(claim=claim):
            return Core("", "retracts", claim)
        case _:
            return Core("", "", "")


def likeness_of(a: Claim, b: Claim) -> float:
    """From 0 to 1 how much two claims look like one; 0 where they cannot be."""
    place = place_likeness(parse_locator(a.at), parse_locator(b.at))
    if place < _LEAST_PLACE:
        return 0.0
    matter = _matter_likeness(a, b)
    if matter < _LEAST_MATTER:
        return 0.0
    return _OF_MATTER * matter + _OF_PLACE * place + _OF_DETAIL * _detail_likeness(a, b)


def _matter_likeness(a: Claim, b: Claim) -> float:
    one, other = core_of(a.matter), core_of(b.matter)
    straight = (one.subject == other.subject) + (one.object == other.object)
    crossed = (one.subject == other.object) + (one.object == other.subject)
    ends = max(straight, 0.9 * crossed if one.object and other.object else 0.0) / 2
    relation = one.relation == other.relation
    kind = type(a.matter) is type(b.matter)
    if isinstance(a.matter, Statement) and isinstance(b.matter, Statement):
        # Who says it is half of what a statement is about.
        ends = (ends + (a.matter.speaker == b.matter.speaker)) / 2
    return _OF_ENDS * ends + _OF_RELATION * relation + _OF_KIND * kind


def _detail_likeness(a: Claim, b: Claim) -> float:
    """What decides between claims that are otherwise alike."""
    same = [
        a.when == b.when,
        a.polarity == b.polarity,
        value_of(a) == value_of(b),
        a.where == b.where,
        a.chains == b.chains,
    ]
    one, other = set(words(a.text)), set(words(b.text))
    shared = len(one & other) / max(len(one | other), 1)
    return (sum(same) + shared) / (len(same) + 1)


def value_of(claim: Claim) -> str:
    """The numbers that a claim gives, or its statement speaks of, as written."""
    about = claim.matter.about if isinstance(claim.matter, Statement) else None
    match about.matter if about else claim.matter:
        case Quantity(value=value):
            return value.text
        case Flow(amount=amount) if amount is not None:
            return amount.text
        case Incident(deaths=deaths, injured=injured):
            counts = {"deaths": deaths, "injured": injured}
            return ", ".join(
                " ".join(filter(None, (name, whom, value.text)))
                for name, count in counts.items()
                for whom, value in sorted(count.items())
            )
        case _:
            return ""


def place_likeness(a: Locator, b: Locator) -> float:
    """From 0 to 1 how near two places of one document are."""
    shared_note = bool(set(a.notes) & set(b.notes))
    if not same_section(a.section, b.section):
        return 0.6 if shared_note else 0.0
    if set(a.paragraphs) & set(b.paragraphs) or (not (a.paragraphs or b.paragraphs) and a.pages == b.pages):
        if a.notes == b.notes:
            return 1.0
        return 0.9 if shared_note or not (a.notes and b.notes) else 0.7
    if shared_note:
        return 0.8
    if set(a.pages) & set(b.pages):
        return 0.6
    near = any(abs(one - other) == 1 for one in a.paragraphs for other in b.paragraphs)
    return _LEAST_PLACE if near else 0.0


@lru_cache(maxsize=4096)
def same_section(a: str, b: str) -> bool:
    """Whether two coders mean one section, though one of them shortened its heading; '' may be any."""
    if a == b or not (a and b):
        return True
    one, other = words(a), words(b)
    inner_one, inner_other = words(a.rpartition(",")[2]), words(b.rpartition(",")[2])
    return max(likeness(one, other), likeness(other, one)) >= 3 or inner_one == inner_other


def pair(a: Sequence[Claim], b: Sequence[Claim]) -> list[tuple[int, int, float]]:
    """The pairs of two codings as places in each, with their likeness, in the order of the first."""
    candidates: dict[int, dict[int, float]] = {}
    for place, claim in enumerate(a):
        scores = {other: score for other, claim_b in enumerate(b) if (score := likeness_of(claim, claim_b)) > _LEAST}
        if scores:
            candidates[place] = scores
    found: list[tuple[int, int, float]] = []
    for rows, columns in _groups(candidates):
        table = np.array([[candidates[row].get(column, _LEAST) - _LEAST for column in columns] for row in rows])
        for row, column in assign(table):
            if table[row, column] > 0:
                found.append((rows[row], columns[column], candidates[rows[row]][columns[column]]))
    return sorted(found)


def _groups(candidates: dict[int, dict[int, float]]) -> list[tuple[list[int], list[int]]]:
    """Claims that compete for one another; each group is assigned on its own."""
    takers: dict[int, list[int]] = {}
    for row, scores in candidates.items():
        for column in scores:
            takers.setdefault(column, []).append(row)
    seen: set[int] = set()
    groups = []
    for first in candidates:
        if first in seen:
            continue
        rows, columns, pending = {first}, set[int](), [first]
        while pending:
            for column in candidates[pending.pop()]:
                columns.add(column)
                new = [row for row in takers[column] if row not in rows]
                rows.update(new)
                pending += new
        seen |= rows
        groups.append((sorted(rows), sorted(columns)))
    return groups


def assign(gain: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Rows to columns, each at most once, with the greatest sum of gains (Kuhn 1955; shortest augmenting paths)."""
    if gain.shape[0] > gain.shape[1]:
        return sorted((row, column) for column, row in assign(gain.T))
    rows, columns = gain.shape
    cost = gain.max(initial=0.0) - gain
    of_row, of_column = np.zeros(rows), np.zeros(columns + 1)
    row_of = np.full(columns + 1, -1)  # the last column stands for the row that looks for its own
    for row in range(rows):
        row_of[columns] = row
        here = columns
        shortest = np.full(columns, np.inf)
        came_from = np.full(columns, columns)
        done = np.zeros(columns + 1, dtype=bool)
        while row_of[here] >= 0:
            done[here] = True
            reduced = cost[row_of[here]] - of_row[row_of[here]] - of_column[:columns]
            better = ~done[:columns] & (reduced < shortest)
            shortest[better], came_from[better] = reduced[better], here
            there = int(np.where(done[:columns], np.inf, shortest).argmin())
            step = shortest[there]
            of_row[row_of[done]] += step
            of_column[done] -= step
            shortest[~done[:columns]] -= step
            here = there
        while here != columns:
            before = int(came_from[here])
            row_of[here] = row_of[before]
            here = before
    return sorted((int(row_of[column]), column) for column in range(columns) if row_of[column] >= 0)
