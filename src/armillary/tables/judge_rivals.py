"""Judging questions with answers of their own: one right answer, and places in a hierarchy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from armillary.tables.copies import Discount, discount_copies, discounted
from armillary.tables.explained import Rivalry, explain_places, explain_single, rivalry
from armillary.tables.hierarchy import Hierarchy
from armillary.tables.judged import DIGITS, Columns, Judged, best, votes_of
from armillary.tables.kinds import COARSER, COIN
from armillary.tables.records import Remarks
from armillary.tables.rivals import Fitted, fit_rivals
from armillary.tables.votes import Votes, share_out
from armillary.weighing.engines.blocks import Floats
from armillary.weighing.engines.run import Run

HALF = 0.5


def judge_single(votes: Votes, voices: int, run: Run, copies: bool, wrong: float | None, remarks: Remarks) -> Judged:
    """One answer is right, and every other is wrong."""
    votes, discount = prepare(votes, copies, remarks, plain=True)
    rivals = rivalry(votes)
    pairs = explain_single(rivals)
    alike = discount is not None and discount.alike
    fit = fit_rivals(pairs, votes.voice, votes.weights(), voices, np.array([COIN, 1 - COIN]), run, wrong, alike)
    chosen = best(rivals.start, fit.posterior, votes_of(rivals.own, len(rivals.value)))
    judgements, answers = tell(rivals, chosen, fit.posterior)
    settings = learned(fit)
    return Judged("single", "code", judgements, answers, coins_of(fit, votes, voices), {}, discount, settings)


def judge_places(
    votes: Votes, values: list[str], hierarchy: Hierarchy, voices: int, run: Run, copies: bool, remarks: Remarks
) -> Judged:
    """A coarser true answer is right, only less exact: the finest answer is given that is more likely true than not."""
    votes, discount = prepare(votes, copies, remarks)
    rivals = rivalry(votes)
    pairs, links = explain_places(rivals, values, hierarchy)
    presumed = np.array([COIN - COARSER, COARSER, 1 - COIN])
    fit = fit_rivals(
        pairs, votes.voice, votes.weights(), voices, presumed, run, wrong_answers=float(max(hierarchy.size, 2))
    )
    likelihood = fit.posterior + np.bincount(links[:, 1], fit.posterior[links[:, 0]], len(fit.posterior))
    said = np.repeat(1 - fit.unsaid, np.diff(rivals.start))
    depth = np.array([hierarchy.depth(values[code]) for code in rivals.value.tolist()], float)
    enough = np.round(likelihood, DIGITS) >= np.round(HALF * said, DIGITS)
    chosen = best(rivals.start, np.where(enough, depth + 1, 0.0), np.round(likelihood, DIGITS))
    judgements, answers = tell(rivals, chosen, likelihood)
    coins = coins_of(fit, votes, voices)
    coins["coarser"] = fit.right[coins["source"], 1]
    coins["accuracy"] = coins["accuracy"] + coins["coarser"]
    return Judged("place", "code", judgements, answers, coins, {}, discount, learned(fit))


def prepare(votes: Votes, copies: bool, remarks: Remarks, plain: bool = False) -> tuple[Votes, Discount | None]:
    """Votes without denials, one for each voice and question, and discounted where they are copies."""
    if votes.denies is not None:
        remarks.add("T803", f"{int(votes.denies.sum()):,} denials are not counted", "for yes or no, say kind='several'")
        votes = votes.keep(~votes.denies)
    votes = share_out(votes, remarks)
    if not copies or not len(votes):
        return votes, None
    discount = discount_copies(votes.voice, votes.question, votes.value, votes.time, plain=plain)
    return replace(votes, weight=discounted(votes.weight, discount.own)), discount


def tell(rivals: Rivalry, chosen: np.ndarray, likelihood: Floats) -> tuple[Columns, Columns]:
    """Judgements and answers of questions whose rivals were judged."""
    count = votes_of(rivals.own, len(rivals.value))
    lengths = np.diff(rivals.start)
    everybody = np.add.reduceat(count, rivals.start[:-1]) if len(lengths) else np.zeros(0, int)
    likelihood = np.clip(likelihood, 0.0, 1.0)
    judgements: Columns = {
        "question": rivals.question,
        "value": rivals.value[chosen],
        "likelihood": likelihood[chosen],
        "voices": everybody,
        "agreeing": count[chosen],
    }
    answers: Columns = {
        "question": np.repeat(rivals.question, lengths),
        "value": rivals.value,
        "likelihood": likelihood,
        "voices": count,
    }
    return judgements, answers


def coins_of(fit: Fitted, votes: Votes, voices: int) -> Columns:
    """How often each source that voted is plainly right."""
    count = np.bincount(votes.voice, minlength=voices)
    spoke = np.flatnonzero(count)
    return {"source": spoke, "votes": count[spoke], "accuracy": fit.right[spoke, 0]}


def learned(fit: Fitted) -> dict[str, object]:
    """What was learned of all sources together."""
    return {
        "wrong answers": fit.wrong_answers,
        "strength": fit.strength,
        "taught by questions": fit.questions_taught,
        "rounds": fit.rounds,
    }
