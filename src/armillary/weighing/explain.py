"""Explanations: why a question is judged as it is, origin by origin, in decibans that add up."""

from __future__ import annotations

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins, coins_from, weights_of_evidence
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import DECIBANS, Judgements, likelihood, word_for
from armillary.weighing.records import Contribution, Explanation, NotCounted
from armillary.weighing.votes import heard_by, weight_in_time

WORD_OF_SIDE = {1: "asserts", -1: "denies"}


def explain(evidence: Evidence, judgements: Judgements, coins: Coins, vocab: Vocabulary, row: int) -> Explanation:
    """Everything behind the judgement of question `row`: prior + contributions + coherence = 10 log10 of the odds."""
    e, j = evidence, judgements
    mine = np.flatnonzero(j.votes.question == row)
    order = mine[np.argsort(-np.abs(j.contribution[mine]), kind="stable")]
    contributions = [_contribution(e, j, int(i)) for i in order]
    own, odds = float(j.own[row]), float(j.odds[row])
    lifted_by = int(j.floor[row])
    return Explanation(
        question=row,
        prior_db=float(e.q_prior[row]) * DECIBANS,
        coherence_db=(odds - own) * DECIBANS,
        lifted_by=lifted_by,
        odds_db=odds * DECIBANS,
        coins=f"learned from {coins.taught_by}" if coins.taught_by else "prior",
        contributions=tuple(contributions),
        load_bearing=tuple(sorted(e.blocs[bloc] for q, bloc in j.load_bearing if q == row)),
        would_change=tuple(_would_change(e, j, vocab, row)) if j.assessed[row] else (),
        not_counted=tuple(_not_counted(e, j, row)),
    )


def _contribution(e: Evidence, j: Judgements, vote: int) -> Contribution:
    ballot = int(j.votes.ballot[vote])
    question, origin, side = int(j.votes.question[vote]), int(j.votes.origin[vote]), int(j.votes.side[vote])
    speaker, stance, grade = e.coins[int(j.votes.coin[vote])]
    # every claim that carries the origin's word on this side, the one that votes first
    carriers = [int(b) for b in np.flatnonzero(e.b_question == question) if _is(e, int(b), origin, side)]
    carriers.sort(key=lambda b: (b != ballot, b))
    claims = tuple(dict.fromkeys(e.claims[int(e.t_claim[e.b_testimony[b]])] for b in carriers))
    return Contribution(
        origin=e.origins[origin],
        speaker=speaker,
        bloc=e.blocs[int(e.origin_bloc[origin])],
        stance=stance,
        grade=grade,
        polarity=WORD_OF_SIDE[side],
        weight=float(j.votes.weight[vote]),
        relays=int(j.votes.relays[vote]),
        decibans=float(j.contribution[vote]) * DECIBANS,
        claims=claims,
    )


def _is(e: Evidence, ballot: int, origin: int, side: int) -> bool:
    t = int(e.b_testimony[ballot])
    return int(e.t_origin[t]) == origin and int(e.t_side[t]) == side


def _not_counted(e: Evidence, j: Judgements, row: int) -> list[NotCounted]:
    """Claims on the question that do not vote, each with the reason."""
    reasons: dict[str, str] = {}
    voting = {int(b) for b in j.votes.ballot[j.votes.question == row]}
    chosen = {
        (int(j.votes.origin[i]), int(j.votes.side[i])): e.claims[int(e.t_claim[e.b_testimony[j.votes.ballot[i]]])]
        for i in np.flatnonzero(j.votes.question == row)
    }
    in_time = weight_in_time(e, j.as_of)
    heard = heard_by(e, j.known_by)
    for ballot in np.flatnonzero(e.b_question == row):
        t = int(e.b_testimony[ballot])
        claim = e.claims[int(e.t_claim[t])]
        if int(ballot) in voting:
            continue
        if not heard[t]:
            known = j.known_by is None or int(e.t_known[t]) <= j.known_by
            reasons.setdefault(claim, "retracted or withdrawn" if known else "not published by then, or undated")
        elif in_time[t] <= 0:
            late = j.as_of >= int(e.t_cut[t])
            reasons.setdefault(claim, "ended before this date" if late else "of a later date")
        else:
            voter = chosen.get((int(e.t_origin[t]), int(e.t_side[t])))
            if voter != claim:
                reasons.setdefault(claim, f"the same origin already votes, nearer its root, by {voter}")
    for i in np.flatnonzero(e.u_question == row):
        reasons.setdefault(e.claims[int(e.u_claim[i])], e.u_reason[int(i)])
    counted = {claim for claim in chosen.values()}
    return [NotCounted(claim=claim, reason=reason) for claim, reason in sorted(reasons.items()) if claim not in counted]


def _would_change(e: Evidence, j: Judgements, vocab: Vocabulary, row: int) -> list[str]:
    """The least evidence that would move the word: one voice less, or the fewest, poorest free voices more."""
    odds = float(j.odds[row])
    word = word_for(float(likelihood(np.array(odds))), vocab)

    def moves(new: float) -> bool:
        return word_for(float(likelihood(np.array(new))), vocab) != word

    result = []
    mine = np.flatnonzero(j.votes.question == row)
    blocs = e.origin_bloc[j.votes.origin[mine]] if len(mine) else mine
    least: tuple[float, str] | None = None
    for bloc in sorted({int(b) for b in blocs}):
        weight = float(j.contribution[mine[blocs == bloc]].sum())
        if moves(max(odds - weight, float(j.own[j.floor[row]]) if j.floor[row] >= 0 else -np.inf)) and (
            least is None or abs(weight) < least[0]
        ):
            least = (abs(weight), f"withdrawal of {e.blocs[bloc]}")
    if least:
        result.append(least[1])
    for what, side in (("denial", 1), ("assertion", 0)):
        found = _fewest(vocab, what, side, odds, moves)
        if found:
            result.append(found)
    return result


def _fewest(vocab: Vocabulary, what: str, side: int, odds: float, moves: object) -> str:
    weight = vocab.modalities["stated"].weight * vocab.lists.credibility["6"].weight
    for count in (1, 2, 3):
        for grade in ("D", "C", "B", "A"):
            sens, spec = coins_from([("", "free", grade)], vocab)
            gains = weights_of_evidence(sens, spec)
            gain = float(gains[1][0] if side else gains[0][0]) * weight * count
            if moves(odds + gain):  # type: ignore[operator]
                return f"{('one', 'two', 'three')[count - 1]} {grade} {what}{'s' if count > 1 else ''}"
    return ""
