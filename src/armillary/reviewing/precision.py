"""How often proposals hold, by frame and extractor, and what scores the verdicts and gold of a casebook give them.

A score is the share of proposals of its kind that hold. Beta-binomial shrinkage (Gelman et al., Bayesian Data Analysis,
3rd edition, 2.4): the scores that were given before count as STRENGTH verdicts.
"""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from armillary.proposing.evaluation import Kind
from armillary.proposing.measured import read_measured
from armillary.proposing.proposals import Proposal, Proposed, kind_of
from armillary.reviewing.verdicts import DECIDES, Verdict, read_verdicts, standing

STRENGTH = 10.0  # verdicts that the score given by the extractor is worth
_LOWEST, _HIGHEST = 0.01, 0.99
_GOLD = ("gold_right", "gold_wrong")


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """The verdicts on one kind of proposal, and what gold says of it.

    `precision` is what was right of all that was judged, by verdict or gold; None before anything was. `score` is the
    mean that the extractor gave to those judged, `becomes` what verdicts and gold make of it.
    """

    extractor: str
    frame: str
    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    unsure: int = 0
    right: int = 0
    wrong: int = 0
    gold_right: int = 0
    gold_wrong: int = 0
    precision: float | None = None
    score: float = 0.0
    becomes: float = 0.0

    @property
    def held(self) -> int:
        """How many were right, by verdict or gold."""
        return self.right + self.gold_right

    @property
    def judged(self) -> int:
        """How many were right or wrong, by verdict or gold."""
        return self.held + self.wrong + self.gold_wrong


def tally(verdicts: Iterable[Verdict], kinds: Iterable[Kind] = ()) -> list[Tally]:
    """The counts of standing verdicts and of gold by extractor and frame, the most judged first."""
    groups: dict[tuple[str, str], tuple[list[Verdict], list[Kind]]] = {}
    for verdict in standing(verdicts):
        if verdict.proposal is not None and verdict.verdict in DECIDES:
            groups.setdefault(kind_of(verdict.proposal), ([], []))[0].append(verdict)
    for kind in kinds:
        groups.setdefault((kind.extractor, kind.frame), ([], []))[1].append(kind)
    made = [_count(extractor, frame, *group) for (extractor, frame), group in groups.items()]
    return sorted(made, key=lambda t: (-t.judged, t.extractor, t.frame))


def total(tallies: Sequence[Tally]) -> Tally:
    """All kinds together."""
    sums = {name: sum(getattr(t, name) for t in tallies) for name in (*DECIDES, "right", "wrong", *_GOLD)}
    judged = sum(t.judged for t in tallies)
    held = sum(t.held for t in tallies)
    score = sum(t.score * t.judged for t in tallies) / judged if judged else 0.0
    becomes = sum(t.becomes * t.judged for t in tallies) / judged if judged else 0.0
    precision = round(held / judged, 3) if judged else None
    return Tally(extractor="", frame="", precision=precision, score=round(score, 3), becomes=round(becomes, 3), **sums)


class Scores:
    """The scores that verdicts and gold give to proposals."""

    def __init__(self, verdicts: Iterable[Verdict], kinds: Iterable[Kind] = ()) -> None:
        self._tallies = {(t.extractor, t.frame): t for t in tally(verdicts, kinds) if t.judged and t.score}

    def __len__(self) -> int:
        return len(self._tallies)

    def behind(self, proposal: Proposal) -> Tally | None:
        """What the score of a proposal rests on; None where it is as its extractor gave it."""
        return self._tallies.get(kind_of(proposal))

    def of(self, proposal: Proposal) -> float:
        """The score of a proposal: as its extractor gave it, times what is known of such scores."""
        tally = self.behind(proposal)
        if tally is None:
            return proposal.score
        return round(min(max(proposal.score * tally.becomes / tally.score, _LOWEST), _HIGHEST), 3)


def read_scores(root: Path) -> Scores:
    """The scores that a casebook's verdicts and kept gold give."""
    return Scores(read_verdicts(root), read_measured(root))


def sifted(proposed: Proposed, scores: Scores, least: float) -> Proposed:
    """What was proposed without what scores below `least`, which is counted; the scores stay the extractor's own."""
    kept = tuple(one for one in proposed.proposals if scores.of(one) >= least)
    return msgspec.structs.replace(proposed, proposals=kept, below=len(proposed.proposals) - len(kept))


def rescored(proposed: Proposed, scores: Scores) -> Proposed:
    """What was proposed with the scores that verdicts and gold give."""
    made = tuple(msgspec.structs.replace(one, score=scores.of(one)) for one in proposed.proposals)
    return msgspec.structs.replace(proposed, proposals=made)


def _count(extractor: str, frame: str, group: list[Verdict], kinds: list[Kind]) -> Tally:
    counts = {name: sum(v.verdict == name for v in group) for name in DECIDES}
    verdicts = [v for v in group if v.holds is not None]
    right = sum(bool(v.holds) for v in verdicts)
    gold_right, gold_wrong = sum(kind.right for kind in kinds), sum(kind.wrong for kind in kinds)
    judged, held = len(verdicts) + gold_right + gold_wrong, right + gold_right
    given = sum(v.proposal.score for v in verdicts if v.proposal) + sum(k.score * (k.right + k.wrong) for k in kinds)
    score = given / judged if judged else 0.0
    return Tally(
        extractor=extractor,
        frame=frame,
        right=right,
        wrong=len(verdicts) - right,
        gold_right=gold_right,
        gold_wrong=gold_wrong,
        precision=round(held / judged, 3) if judged else None,
        score=round(score, 3),
        becomes=round((STRENGTH * score + held) / (STRENGTH + judged), 3),
        **counts,
    )
