"""How often proposals hold, by frame and extractor, and what scores the verdicts of a casebook give them.

A score is the share of proposals of its kind that hold. Beta-binomial shrinkage (Gelman et al., Bayesian Data Analysis,
3rd edition, 2.4): the scores that were given before count as STRENGTH verdicts.
"""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

from collections.abc import Iterable, Sequence

import msgspec

from armillary.proposing.proposals import Proposal, kind_of
from armillary.reviewing.verdicts import DECIDES, Verdict, standing

LEAST = 10  # verdicts on a kind of proposal before its score moves
STRENGTH = 10.0  # verdicts that the score given by the extractor is worth
_LOWEST, _HIGHEST = 0.01, 0.99


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """The verdicts on one kind of proposal. `precision` is right / (right + wrong); None before there is either.

    `score` is the mean that the extractor gave to those judged, `becomes` what the verdicts make of it: the same where
    there are too few.
    """

    extractor: str
    frame: str
    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    unsure: int = 0
    right: int = 0
    wrong: int = 0
    precision: float | None = None
    score: float = 0.0
    becomes: float = 0.0


def tally(verdicts: Iterable[Verdict]) -> list[Tally]:
    """The counts of standing verdicts by extractor and frame, the most judged first."""
    groups: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in standing(verdicts):
        if verdict.proposal is not None and verdict.verdict in DECIDES:
            groups.setdefault(kind_of(verdict.proposal), []).append(verdict)
    made = [_count(extractor, frame, group) for (extractor, frame), group in groups.items()]
    return sorted(made, key=lambda t: (-(t.right + t.wrong), t.extractor, t.frame))


def total(tallies: Sequence[Tally]) -> Tally:
    """All kinds together."""
    sums = {name: sum(getattr(t, name) for t in tallies) for name in (*DECIDES, "right", "wrong")}
    judged = sums["right"] + sums["wrong"]
    score = sum(t.score * (t.right + t.wrong) for t in tallies) / judged if judged else 0.0
    becomes = sum(t.becomes * (t.right + t.wrong) for t in tallies) / judged if judged else 0.0
    precision = round(sums["right"] / judged, 3) if judged else None
    return Tally(extractor="", frame="", precision=precision, score=round(score, 3), becomes=round(becomes, 3), **sums)


class Scores:
    """The scores that verdicts give to proposals."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        counts = [t for t in tally(verdicts) if t.right + t.wrong >= LEAST]
        self._factors = {(t.extractor, t.frame): t.becomes / t.score for t in counts if t.score}

    def __len__(self) -> int:
        return len(self._factors)

    def of(self, proposal: Proposal) -> float:
        """The score of a proposal: as its extractor gave it, times what verdicts on its kind say of such scores."""
        factor = self._factors.get(kind_of(proposal))
        return proposal.score if factor is None else round(min(max(proposal.score * factor, _LOWEST), _HIGHEST), 3)


def rescored(proposals: Iterable[Proposal], scores: Scores) -> tuple[Proposal, ...]:
    """The proposals with the scores that verdicts give them."""
    return tuple(msgspec.structs.replace(one, score=scores.of(one)) for one in proposals)


def _count(extractor: str, frame: str, group: list[Verdict]) -> Tally:
    counts = {name: sum(v.verdict == name for v in group) for name in DECIDES}
    judged = [v for v in group if v.holds is not None]
    right = sum(bool(v.holds) for v in judged)
    wrong = len(judged) - right
    score = sum(v.proposal.score for v in judged if v.proposal) / len(judged) if judged else 0.0
    enough = len(judged) >= LEAST
    becomes = (STRENGTH * score + right) / (STRENGTH + len(judged)) if enough else score
    return Tally(
        extractor=extractor,
        frame=frame,
        right=right,
        wrong=wrong,
        precision=round(right / len(judged), 3) if judged else None,
        score=round(score, 3),
        becomes=round(becomes, 3),
        **counts,
    )
