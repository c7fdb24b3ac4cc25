"""Drawing: who states something himself in a source in which he credits others with it too."""

from __future__ import annotations

import numpy as np

from armillary.weighing.coherence import distinct, ranges, spread
from armillary.weighing.columns import Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.votes import Hearing, Votes


def who_draws(evidence: Evidence, hearing: Hearing) -> tuple[Ints, Ints]:
    """Votes of authors who in a source credit others with what they state there themselves, and those others' votes.

    An author who saw it himself draws on nobody.
    """
    e, votes = evidence, hearing.votes
    ballots = hearing.ballots[~e.t_of_class[e.b_testimony[hearing.ballots]]]
    t = e.b_testimony[ballots]
    works = int(max(e.p_source.max(initial=-1), e.t_root.max(initial=-1))) + 1
    starts = np.searchsorted(e.p_testimony, np.arange(len(e.t_root) + 1))  # they come in order of testimonies
    passes = starts[1:] > starts[:-1]
    # what is passed on nowhere that anybody writes for himself draws nobody
    cited = np.zeros(works + 1, bool)
    cited[e.p_source] = True
    states = (e.t_root[t] >= 0) & cited[e.t_root[t]] & ~hearing.whose.copied[t]
    kept = states | passes[t]
    ballots, t, states = ballots[kept], t[kept], states[kept]
    row = _row_of(e, votes, e.b_question[ballots], hearing.whose.origin[t], e.t_side[t])
    place = (e.b_question[ballots] * 2 + (e.t_side[t] > 0)) * works
    width = len(votes.question) + 1
    relays = np.append(votes.relays, -1)  # of no vote
    as_near = e.t_relays[t] == relays[row]  # what others make of it farther from the root is no matter
    seen_by_themselves = np.zeros(width, bool)
    seen_by_themselves[row[states & as_near & e.t_eye[t]]] = True
    states &= (row >= 0) & ~seen_by_themselves[row]
    stated = distinct((place[states] + e.t_root[t[states]]) * width + row[states])
    owner, at = spread(starts, t)
    passed = distinct((place[owner] + e.p_source[at])[row[owner] >= 0] * width + row[owner][row[owner] >= 0])
    owner, at = ranges(
        np.searchsorted(passed, stated // width * width), np.searchsorted(passed, (stated // width + 1) * width)
    )
    author, drawn = stated[owner] % width, passed[at] % width
    bloc = e.origin_bloc[votes.origin]
    apart = (bloc[author] != bloc[drawn]) & ~votes.of_class[author] & ~votes.of_class[drawn]
    pairs = distinct(author[apart] * width + drawn[apart])
    return pairs // width, pairs % width


def _row_of(e: Evidence, votes: Votes, question: Ints, origin: Ints, side: Ints) -> Ints:
    """The vote of an origin on a side of a question, -1 where it has none."""

    def key(question: Ints, origin: Ints, side: Ints) -> Ints:
        return (question * max(len(e.origins), 1) + origin) * 2 + (side > 0)

    keys, wanted = key(votes.question, votes.origin, votes.side), key(question, origin, side)
    at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    return np.where(keys[at] == wanted, at, -1) if len(keys) else np.full(len(wanted), -1, np.int64)
