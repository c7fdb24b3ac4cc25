"""Likeness: who shares blanks and coverage as well as values, found before anything is held to be true.

Sources that are right alike, or that mean the same thing by a question, agree on values; where they are silent they
differ, and so they do in what is finer than anybody needs. So coverage and such trifles accuse, values can only clear.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.copying.answers import Answers, Bools, Floats, Ints
from armillary.weighing.copying.pairs import Scene, candidates, meetings
from armillary.weighing.copying.settings import THRESHOLD, Settings

LEAST = 10  # answers that two share; with fewer, to be alike is no surprise
RATES = (0.9, 0.95, 0.98, 0.995)  # shares of blanks and values that are copied, equally likely beforehand
AGREEING = 0.85  # the share of disputed questions on which two good sources of one sense agree
SUPPORT = np.log(10)  # the most that agreement on values speaks for a copy: too little by itself
CLEARED = 0.8  # two who agree on less of what is disputed have not copied
TRADE = 0.7  # two honest sources may have so much of their coverage in common by their trade, at least
USUAL, MOST_USUAL = 0.98, 0.99  # or as much as this quantile of pairs that have not copied; and at most
NAMED = np.log(THRESHOLD / (1 - THRESHOLD))
STRATA = 8  # kinds of question, by how many answer them


@dataclass(frozen=True, slots=True)
class Alike:
    """Pairs `low` < `high` with answers in common, and the natural log-odds that one is a copy of the other.

    `matching` says which agree so often that they might be one voice, whatever they cover; nobody is accused for it.
    `after` are the shared answers that low gave after high, `before` those it gave before.
    """

    low: Ints
    high: Ints
    log_odds: Floats
    matching: Bools
    after: Ints
    before: Ints

    def suspected(self) -> Ints:
        """Which pairs are probable enough to be named, the likeliest first."""
        some = np.flatnonzero(self.log_odds >= NAMED)
        return some[np.argsort(-self.log_odds[some], kind="stable")]


def find_alike(answers: Answers, fine: Floats | None = None) -> Alike:
    """Compare all pairs that share enough answers; `fine` is every answer to the last digit, if answers are rounded.

    Of each of three likenesses, coverage as a whole, one's answers being among the other's, and trifles, a copier has
    the rate, an honest source what is usual among pairs that values clear, and what both have by chance is no sign.
    """
    a = answers
    nothing = np.zeros(len(a.source))
    low, high = candidates(Scene(a, nothing, nothing + 1, nothing, nothing), LEAST)
    asked = a.by_question(nothing + 1)
    edges = np.unique(np.quantile(asked[asked > 0], np.linspace(0, 1, STRATA + 1)[1:-1])) if len(asked) else asked
    kind = np.searchsorted(edges, asked, side="right")
    kinds = len(edges) + 1
    total = np.bincount(kind[asked > 0], minlength=kinds).clip(1).astype(float)
    held = np.bincount(a.source * kinds + kind[a.question], minlength=a.sources * kinds).reshape(-1, kinds)
    both = np.zeros((len(low), kinds))
    same, near, exact, after, before = (np.zeros(len(low)) for _ in range(5))
    disputed = np.bincount(a.g_question, minlength=len(asked)) > 1
    for pair, one, two in meetings(a, low, high):
        both += np.bincount(pair * kinds + kind[a.question[one]], minlength=both.size).reshape(both.shape)
        alike: Bools = a.group[one] == a.group[two]
        same += np.bincount(pair, alike & disputed[a.question[one]], len(low))
        near += np.bincount(pair, alike, len(low))
        if fine is not None:
            exact += np.bincount(pair, alike & (fine[one] == fine[two]), len(low))
        after += np.bincount(pair, alike & (a.time[one] > a.time[two]), len(low))
        before += np.bincount(pair, alike & (a.time[one] < a.time[two]), len(low))
    apart = both.sum(axis=1) - near
    cleared = same < CLEARED * (same + apart)
    mine, theirs = held[low].astype(float), held[high].astype(float)
    p, q = mine / total, theirs / total
    neither, unlike = total - mine - theirs + both, mine + theirs - 2 * both
    most = total * np.sqrt(p * (1 - p) * q * (1 - q))
    whole = _usual(both - total * p * q, most, cleared)
    coverage = [
        np.full((len(low), len(RATES)), 0.0),  # neither here nor there
        _weigh(((both, p), (neither, 1 - p)), unlike, whole),
        _weigh(((both, q), (neither, 1 - q)), unlike, whole),
        _weigh(((both, q),), mine - both, _usual(both - mine * q, mine * (1 - q), cleared)),
        _weigh(((both, p),), theirs - both, _usual(both - theirs * p, theirs * (1 - p), cleared)),
    ]
    rates = np.array(RATES)
    values = np.outer(same, np.log(rates / AGREEING)) + np.outer(apart, np.log((1 - rates) / (1 - AGREEING)))
    evidence = np.minimum(values, SUPPORT) + np.logaddexp.reduce(coverage) - np.log(len(coverage))
    if fine is not None and near.any():
        met, same_digits = near[:, None], exact[:, None]
        chance = np.full(met.shape, float(np.median(exact[near >= LEAST] / near[near >= LEAST])))
        usual = _usual(same_digits - met * chance, met * (1 - chance), cleared)
        evidence += _weigh(((same_digits, chance),), met - same_digits, usual)
    few = same < LEAST  # where nobody errs, all cover and say what is so
    evidence[few] = np.minimum(evidence[few], 0.0)
    prior = Settings().prior(a.present)
    beforehand = np.log(2 * prior) - np.log1p(-2 * prior) - np.log(len(RATES))
    log_odds = np.logaddexp.reduce(evidence, axis=1) + beforehand
    matching = (np.logaddexp.reduce(values, axis=1) + beforehand >= NAMED) & ~few
    return Alike(low, high, log_odds, matching, after.astype(np.int64), before.astype(np.int64))


def _usual(more: Floats, most: Floats, cleared: Bools) -> float:
    """How much more than chance is usual among pairs that have not copied, of the most that it could be."""
    if not cleared.any():
        return TRADE
    excess = more[cleared].sum(axis=1) / np.maximum(most[cleared].sum(axis=1), 1e-9)
    return min(max(TRADE, float(np.quantile(excess, USUAL))), MOST_USUAL)


def _weigh(alike: tuple[tuple[Floats, Floats], ...], unlike: Floats, usual: float) -> Floats:
    """Log-likelihood ratios of a copy, of shape (pairs, rates): counts that are alike with their chance, and unlike."""
    columns = []
    for rate in RATES:
        more = max(rate, usual)
        said = np.sum(unlike, axis=1) * np.log((1 - more) / (1 - usual))
        for count, chance in alike:
            said += np.sum(count * np.log((more + (1 - more) * chance) / (usual + (1 - usual) * chance)), axis=1)
        columns.append(said)
    return np.stack(columns, axis=1)
