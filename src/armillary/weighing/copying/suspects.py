"""Suspects: speakers of a casebook that may copy one another, with the answers that say so, for a person to judge."""

from __future__ import annotations

import msgspec
import numpy as np

from armillary.casebook.casebook import Casebook
from armillary.finding import Finding, Place, find
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins
from armillary.weighing.copying.answers import Ints
from armillary.weighing.copying.evidence import shared_answers
from armillary.weighing.copying.search import Copies, find_copies
from armillary.weighing.copying.settings import THRESHOLD, Settings
from armillary.weighing.copying.spoken import Spoken, gather_spoken
from armillary.weighing.evidence import Evidence
from armillary.weighing.likelihood import DECIBANS

KEPT = 0.1  # the least probability with which a pair is kept in a book
AMPLE = 3  # shared questions from which two origins could be compared at all


class SharedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer that two origins share: who else was asked and said so, how likely it is, who published it when."""

    question: str
    value: str
    likelihood: float
    others: int
    others_saying: int
    copier_on: int | None  # day ordinals
    original_on: int | None
    decibans: float


class Suspect(msgspec.Struct, frozen=True, kw_only=True):
    """Two origins that may be one voice, in the likelier direction; it adds up in decibans to the probability.

    `share` is how much of its answers the copier seems to have copied. `errors_db` is what shared and unshared errors
    say, `truths_db`, never above 0, what the answers that are right say; both with the rate left open.
    """

    copier: str
    original: str
    directed: bool
    probability: float
    share: float
    prior_db: float
    evidence_db: float
    shared_true: float
    shared_false: float
    differing: float
    answers: tuple[SharedAnswer, ...]


class Suspicion(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, and what there was to find it in: origins, their answers, and pairs with questions in common."""

    origins: int
    answers: int
    comparable: int  # pairs with at least AMPLE questions in common
    sharing: int  # pairs with at least two shared errors
    suspects: tuple[Suspect, ...]


def suspect_copies(book: Casebook, vocab: Vocabulary, evidence: Evidence, coins: Coins) -> Suspicion:
    """Look for copies among the origins of a casebook that no chain of credit and no verdict tells of.

    Origins of one party may err alike for that party's sake and are not held against each other.
    """
    spoken = gather_spoken(book, vocab, evidence, coins)
    settings = Settings(labels=True)
    found = find_copies(
        spoken.source,
        spoken.question,
        spoken.value,
        posterior=spoken.posterior,
        time=spoken.time,
        settings=settings,
    )
    parties = dict(zip(evidence.origins, evidence.origin_bloc.tolist(), strict=True))
    judged = {frozenset((verdict.copier, verdict.original)) for verdict in book.copying.values()}
    suspects = []
    for row in found.suspected(KEPT).tolist():
        pair = [spoken.origins[int(found.copier[row])], spoken.origins[int(found.original[row])]]
        party = [parties.get(name, name) for name in pair]
        if frozenset(pair) not in judged and party[0] != party[1]:
            suspects.append(_suspect(spoken, found, row, settings))
    return Suspicion(
        origins=len(spoken.origins),
        answers=len(spoken.source),
        comparable=_comparable(spoken.source, spoken.question, len(spoken.origins)),
        sharing=len(found.copier),
        suspects=tuple(suspects),
    )


def find_suspects(book: Casebook, suspicion: Suspicion) -> list[Finding]:
    """C633: pairs of speakers to look at; a note, as it is for people to judge."""
    findings = []
    for pair in suspicion.suspects:
        if pair.probability < THRESHOLD:
            continue
        speaker = book.speakers.get(pair.copier)
        place = speaker.place() if speaker else Place("armillary.toml")
        either = "may copy" if pair.directed else "and"
        tail = "" if pair.directed else " may be one voice"
        message = (
            f"'{pair.copier}' {either} '{pair.original}'{tail}: they share {pair.shared_false:.0f} unlikely answers"
        )
        hint = "see `armillary lineage`, and record in copying/ whether you accept or reject it"
        findings.append(find("C633", place, message, hint))
    return findings


def _comparable(source: Ints, question: Ints, origins: int) -> int:
    """How many pairs have enough questions in common to be compared."""
    gave = np.zeros((origins, int(question.max(initial=-1)) + 1), np.float32)
    gave[source, question] = 1
    common = gave @ gave.T
    return int((np.triu(common, 1) >= AMPLE).sum())


def _suspect(spoken: Spoken, found: Copies, row: int, settings: Settings) -> Suspect:
    copier, original = int(found.copier[row]), int(found.original[row])
    shared = shared_answers(
        spoken.source,
        spoken.question,
        spoken.value,
        found,
        copier,
        original,
        rate=float(found.rate[row]),
        time=spoken.time,
        settings=settings,
    )
    answers = []
    for i in range(len(shared.copier_row)):
        mine, other = int(shared.copier_row[i]), int(shared.original_row[i])
        answers.append(
            SharedAnswer(
                question=spoken.questions[int(spoken.question[mine])],
                value=spoken.values[int(spoken.value[mine])],
                likelihood=float(shared.true[i]),
                others=int(shared.others[i]),
                others_saying=int(shared.saying[i]),
                copier_on=_day(spoken.time[mine]),
                original_on=_day(spoken.time[other]),
                decibans=float(shared.log_odds[i]) * DECIBANS,
            )
        )
    return Suspect(
        copier=spoken.origins[copier],
        original=spoken.origins[original],
        directed=bool(found.directed[row]),
        probability=float(found.probability[row]),
        share=float(found.rate[row]),
        prior_db=found.prior * DECIBANS,
        evidence_db=(float(found.log_odds[row]) - found.prior) * DECIBANS,
        shared_true=float(found.shared_true[row]),
        shared_false=float(found.shared_false[row]),
        differing=float(found.differing[row]),
        answers=tuple(answers),
    )


def _day(time: float) -> int | None:
    return None if np.isnan(time) else int(time)
