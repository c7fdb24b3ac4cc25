"""What the origins of a casebook answered, as a table in which copies can be looked for: ties, and stated amounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Flow, Incident, Quantity
from armillary.text.values import Value
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins
from armillary.weighing.copying.answers import Bools, Floats, Ints, arrange
from armillary.weighing.copying.truth import PRIOR_ACCURACY, probabilities
from armillary.weighing.credit import Credits
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import contributions
from armillary.weighing.learning import direct_votes
from armillary.weighing.likelihood import likelihood
from armillary.weighing.questions import NEVER

NO, YES = 0, 1  # the values of ties; amounts are numbered from 2


@dataclass(frozen=True, slots=True)
class Spoken:
    """One row an answer; `origins`, `questions` and `values` say what the numbers stand for.

    `posterior` is the probability that the answer is true, `time` the day on which it was published, NaN where that is
    not known.
    """

    origins: list[str]
    questions: list[str]
    values: list[str]
    source: Ints
    question: Ints
    value: Ints
    time: Floats
    posterior: Floats


def gather_spoken(book: Casebook, vocab: Vocabulary, evidence: Evidence, coins: Coins) -> Spoken:
    """Every answer of an origin that has no interest in it, on ties at the claims' own dates and on amounts.

    What an answer's giver gains by is left out: two who deny what they have done need not have copied each other.
    """
    e = evidence
    votes = direct_votes(e, None)
    gains = contributions(votes, coins.sens, coins.spec)
    true = likelihood(np.bincount(votes.question, gains, len(e.questions)).astype(float))[votes.question]
    free: Bools = np.array([stance == "free" for _, stance, _ in e.coins], bool)[votes.coin]
    known = e.t_known[e.b_testimony[votes.ballot]]
    ties = [
        (e.origins[o], _tie(e, q), "yes" if side > 0 else "no", float(day) if day < NEVER else np.nan, p)
        for o, q, side, day, p in zip(
            votes.origin[free].tolist(),
            votes.question[free].tolist(),
            votes.side[free].tolist(),
            known[free].tolist(),
            np.where(votes.side > 0, true, 1 - true)[free].tolist(),
            strict=True,
        )
    ]
    return _number(ties, sorted(set(_amounts(book, vocab))))


def _tie(e: Evidence, row: int) -> str:
    q = e.questions[row]
    where = ", ".join(filter(None, (q.level, q.object_level, q.place)))
    return f"{q.subject} {q.relation} {q.object}" + (f" ({where})" if where else "")


def _number(ties: list[tuple[str, str, str, float, float]], amounts: list[tuple[str, str, str, float]]) -> Spoken:
    rows = [*(tie[:4] for tie in ties), *amounts]
    origins, questions = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    values = ["no", "yes", *sorted({row[2] for row in rows} - {"no", "yes"})]
    source, question, value = (
        _numbers([row[0] for row in rows], origins),
        _numbers([row[1] for row in rows], questions),
        _numbers([row[2] for row in rows], values),
    )
    time = np.array([row[3] for row in rows], float)
    posterior = np.ones(len(rows))
    posterior[: len(ties)] = [tie[4] for tie in ties]
    if amounts:
        told = arrange(source[len(ties) :], question[len(ties) :], value[len(ties) :], time=time[len(ties) :])
        plain = probabilities(told, np.ones(len(told.source)), np.full(told.sources, PRIOR_ACCURACY))
        posterior[len(ties) :] = np.where(told.row >= 0, plain[told.row], 1.0)
    return Spoken(origins, questions, values, source, question, value, time, posterior)


def _numbers(words: list[str], known: list[str]) -> Ints:
    at = {word: i for i, word in enumerate(known)}
    return np.array([at[word] for word in words], np.int64)


def _amounts(book: Casebook, vocab: Vocabulary) -> Iterator[tuple[str, str, str, float]]:
    """Origin, what was counted, what it was said to be, and when; hedged amounts are answers of their own."""
    credits_ = Credits(book, vocab)
    for claim in book.claims.values():
        if claim.polarity != "asserts" or not vocab.modalities[claim.modality].votes:
            continue
        when = claim.when.text if claim.when else ""
        for chain in claim.chains:
            credit = credits_.follow(claim, chain)
            for what, value in _counted(claim.matter, when):
                low = "" if value.low is None else f"{value.low:g}"
                high = "" if value.high is None else f"{value.high:g}"
                said = " ".join(filter(None, (low if low == high else f"{low}..{high}", value.unit)))
                yield credit.origin, what, said, np.nan if credit.known is None else float(credit.known)


def _counted(matter: object, when: str) -> Iterator[tuple[str, Value]]:
    at = f", {when}" if when else ""
    match matter:
        case Quantity(subject=subject, measure=measure, of=of, value=value):
            yield f"{subject} {measure}{f' of {of}' if of else ''}{at}", value
        case Flow(giver=giver, receiver=receiver, goods=goods, per=per, amount=amount) if amount is not None:
            yield f"{goods} from {giver} to {receiver}{f' a {per}' if per else ''}{at}", amount
        case Incident(triple=triple, event=event, deaths=deaths, injured=injured):
            for noun, counts in (("dead", deaths), ("hurt", injured)):
                yield from ((f"{who} {noun}, {event or triple}{at}", value) for who, value in counts.items())
