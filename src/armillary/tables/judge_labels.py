"""Judging questions that share one list of answers, and questions of which several answers may be true."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from armillary.tables.copies import discount_copies, discounted
from armillary.tables.judged import DIGITS, Columns, Judged
from armillary.tables.kinds import NAMED_FALSE, NAMED_FALSE_STRENGTH, NAMED_TRUE, NAMED_TRUE_STRENGTH
from armillary.tables.labels import Labelled, Presumed, fit_labels, presumed_labels
from armillary.tables.records import Remarks
from armillary.tables.votes import Votes, no_votes, parts, share_out
from armillary.weighing.engines.blocks import Floats
from armillary.weighing.engines.run import Run

HALF = 0.5
MOST_OMISSIONS = 50_000_000  # beyond this many, what sources leave out is not counted


def judge_labels(
    votes: Votes, labels: int, voices: int, run: Run, reversal: bool, copies: bool, remarks: Remarks
) -> Judged:
    """One of the labels is true of each question."""
    if votes.denies is not None:
        remarks.add("T803", f"{int(votes.denies.sum()):,} denials are not counted", "for yes or no, say kind='several'")
        votes = votes.keep(~votes.denies)
    votes = share_out(votes, remarks)
    real, labels = labels, max(labels, 2)  # one label alone is weighed against one that nobody gives
    cell = votes.voice * np.int32(labels)
    cell += votes.value
    question, weight, discount = votes.question, votes.weight, None
    if copies and len(votes):
        discount = discount_copies(votes.voice, votes.question, votes.value, votes.time)
        weight = discounted(votes.weight, discount.own)
    votes = no_votes()  # a cell tells voice and value: of large tables no more is kept
    fit = fit_labels(question, cell, weight, voices, presumed_labels(labels), run, reversal)
    spoken = np.zeros(voices, np.int64)
    for part in parts(question):  # numpy counts in columns twice as wide
        spoken += np.bincount(cell[part] // labels, minlength=voices)
    coins, confusion = _coins(fit, spoken)
    given = _given(fit, question, cell, labels)
    del question, cell, weight
    told = fit.posterior[:, : max(real, 1)]
    chosen = np.round(told, DIGITS).argmax(axis=1).astype(np.int32) if len(told) else np.zeros(0, np.int32)
    count = np.diff(fit.start).astype(np.int32)
    at = np.arange(len(count))
    judgements: Columns = {
        "question": fit.question,
        "value": chosen,
        "likelihood": told[at, chosen] if len(told) else np.zeros(0),
        "voices": count,
        "agreeing": given[at, chosen] if len(told) else count,
    }
    some = given > 0
    answers: Columns = {
        "question": np.repeat(fit.question, some.sum(axis=1)),
        "value": np.broadcast_to(np.arange(labels, dtype=np.int32), some.shape)[some],
        "likelihood": told[some[:, : told.shape[1]]],
        "voices": given[some],
    }
    known = (confusion["truth"] < real) & (confusion["said"] < real)
    confusion = {name: column[known] for name, column in confusion.items()}
    settings = {"prior": fit.prior.tolist(), "strength": fit.strength.tolist()} | _learned(fit)
    return Judged("label", "code", judgements, answers, coins, confusion, discount, settings)


def judge_several(votes: Votes, voices: int, run: Run, reversal: bool, copies: bool, remarks: Remarks) -> Judged:
    """Each answer to a question is true or not. Without denials in the table, whoever answers a question denies what
    he leaves out; the presumptions are then those of the Latent Truth Model (Zhao et al. 2012)."""
    discount = None
    if copies and len(votes):
        discount = discount_copies(votes.voice, votes.question, _lists(votes), votes.time)
        votes = replace(votes, weight=discounted(votes.weight, discount.own))
    q, v = votes.question, votes.value
    new = np.ones(len(q), bool)
    new[1:] = (q[1:] != q[:-1]) | (v[1:] != v[:-1])
    item = np.cumsum(new) - 1
    asked, value = q[new], v[new]
    if votes.denies is None:
        presumed = Presumed(
            np.array([[1 - NAMED_FALSE, NAMED_FALSE], [1 - NAMED_TRUE, NAMED_TRUE]]),
            np.array([NAMED_FALSE_STRENGTH, NAMED_TRUE_STRENGTH]),
        )
        item_, voice, said, weight = _with_omissions(votes, item, asked, voices, remarks)
    else:
        presumed = presumed_labels(2)
        item_, voice, said, weight = item, votes.voice, ~votes.denies, votes.weight
    cell = (voice.astype(np.int64) * 2 + said).astype(np.int32)
    fit = fit_labels(item_, cell, weight, voices, presumed, run, reversal)
    likelihood = fit.posterior[:, 1] if len(fit.posterior) else np.zeros(0)
    yes = np.bincount(item_, said, len(asked)).astype(int)
    answers: Columns = {"question": asked, "value": value, "likelihood": likelihood, "voices": yes}
    accepted = np.round(likelihood, DIGITS) > HALF
    everybody = np.bincount(item_, minlength=len(asked))
    judgements = {name: column[accepted] for name, column in answers.items() if name != "voices"}
    judgements |= {"voices": everybody[accepted], "agreeing": yes[accepted]}
    coins, _ = _coins(fit, np.bincount(votes.voice, minlength=voices))
    coins["sens"], coins["spec"] = fit.confusion[coins["source"], 1, 1], fit.confusion[coins["source"], 0, 0]
    settings = {"prior": float(fit.prior[1]), "strength": fit.strength.tolist()} | _learned(fit)
    settings["omissions deny"] = votes.denies is None
    return Judged("several", "code", judgements, answers, coins, {}, discount, settings)


def _lists(votes: Votes) -> np.ndarray:
    """Of every vote, a number for all that its voice says of its question, as lists are copied whole."""
    said = votes.value.astype(np.int64) * 2 + (0 if votes.denies is None else votes.denies)
    _, place = np.unique(np.stack((votes.question, votes.voice)), axis=1, return_inverse=True)
    order = np.lexsort((said, place))
    parts_ = np.split(said[order], np.flatnonzero(np.diff(place[order])) + 1)
    known: dict[bytes, int] = {}
    numbers = np.array([known.setdefault(part.tobytes(), len(known)) for part in parts_])
    return numbers[place]


def _with_omissions(
    votes: Votes, item: np.ndarray, asked: np.ndarray, voices: int, remarks: Remarks
) -> tuple[np.ndarray, np.ndarray, np.ndarray, Floats | None]:
    """Yes of who names an answer, no of who answers the question without it; in the order of items and voices."""
    key = np.unique(votes.question.astype(np.int64) * voices + votes.voice)
    weight_of = None
    if votes.weight is not None:  # who left an answer out did so with the weight of his answer to the question
        _, place = np.unique(votes.question.astype(np.int64) * voices + votes.voice, return_inverse=True)
        weight_of = np.zeros(len(key))
        np.maximum.at(weight_of, place, votes.weight)
    speakers_q, speakers = key // voices, key % voices
    first = np.searchsorted(speakers_q, asked)
    count = np.searchsorted(speakers_q, asked, side="right") - first
    if int(count.sum()) > MOST_OMISSIONS:
        remarks.add(
            "T806",
            f"What sources leave out would make {int(count.sum()):,} votes and is not counted",
            "questions with so many answers and sources are better asked apart, with polarity for what is denied",
        )
        return item, votes.voice, np.ones(len(item), bool), votes.weight
    everyone = np.repeat(np.arange(len(asked)), count)
    at = np.repeat(first, count) + np.arange(len(everyone)) - np.repeat(np.cumsum(count) - count, count)
    voice = speakers[at]
    said = np.zeros(len(everyone), bool)
    said[np.searchsorted(everyone * voices + voice, item.astype(np.int64) * voices + votes.voice)] = True
    return everyone, voice, said, None if weight_of is None else weight_of[at]


def _given(fit: Labelled, question: np.ndarray, cell: np.ndarray, labels: int) -> np.ndarray:
    """How many gave each question each answer, of shape (questions, labels)."""
    given = np.empty((len(fit.start) - 1, labels), np.int32)
    done = 0
    for part in parts(question):
        begin, done = done, int(np.searchsorted(fit.start, part.stop))
        length = np.diff(fit.start[begin : done + 1])
        item = np.repeat(np.arange(done - begin) * labels, length) + cell[part] % labels
        given[begin:done] = np.bincount(item, minlength=(done - begin) * labels).reshape(-1, labels)
    return given


def _coins(fit: Labelled, votes: np.ndarray) -> tuple[Columns, Columns]:
    """How often each source is right, over what is true as often as it is here; and all it says for what is true.

    `votes` is how many each source has.
    """
    spoke, labels = np.flatnonzero(votes), len(fit.prior)
    right = np.einsum("skk,k->s", fit.confusion, fit.prior)
    coins: Columns = {"source": spoke, "votes": votes[spoke], "accuracy": np.clip(right[spoke], 0.0, 1.0)}
    if labels == 2:
        coins |= {"sens": fit.confusion[spoke, 1, 1], "spec": fit.confusion[spoke, 0, 0]}
    cells = labels * labels
    confusion: Columns = {
        "source": np.repeat(spoke, cells),
        "truth": np.tile(np.repeat(np.arange(labels), labels), len(spoke)),
        "said": np.tile(np.arange(labels), labels * len(spoke)),
        "probability": fit.confusion[spoke].ravel(),
        "taught": fit.taught[spoke].ravel(),
    }
    return coins, confusion


def _learned(fit: Labelled) -> dict[str, object]:
    return {"taught by questions": fit.questions_taught, "rounds": fit.rounds}
