"""Currency: whether what was so when it was last seen may be taken to be so still, in days and never in likelihood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins, weights_of_evidence
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.questions import NEVER
from armillary.weighing.voices import Tally
from armillary.weighing.votes import Hearing

CURRENCIES = ("", "current", "ageing", "lapsed", "ended", "stands")
NONE, CURRENT, AGEING, LAPSED, ENDED, STANDS = range(6)


@dataclass(frozen=True, slots=True)
class Currency:
    """One row a question, as of a day: rows of CURRENCIES, and days as ordinals, NEVER where there is none.

    `last_seen` is the newest audible assertion. It was over some day from `ended` to `ended_last`, by claims or, as
    `gone` says, since an end exists no longer. The `ending_` columns are who says that it ended, sorted by question,
    and whether the voice is heard.
    """

    kind: Ints
    last_seen: Ints
    ended: Ints
    ended_last: Ints
    gone: Bools
    ending_question: Ints
    ending_origin: Ints
    ending_day: Ints
    ending_heard: Bools

    def still(self, half_life: Floats, as_of: int) -> Floats:
        """What is left after so many half-lives: 1 of what stands, 0 of what ended, NaN where nobody saw it."""
        late = np.maximum(0, as_of - self.last_seen)
        left = np.where(np.isinf(half_life), 1.0, np.exp2(-late / half_life))
        return np.where(self.kind == ENDED, 0.0, np.where(self.last_seen >= NEVER, np.nan, left))


def date_all(
    evidence: Evidence,
    hearing: Hearing,
    odds: Floats,
    tally: Tally,
    coins: Coins,
    vocab: Vocabulary,
    as_of: int,
) -> Currency:
    """The currency of every question; `odds` is what each vote would add by itself.

    It ended where an end exists no more, or where audible endings outweigh what was seen on or after the last of them,
    endings losing half their weight each half-life until the newest sighting: so an old ending yields to a tie that is
    seen again.
    """
    e, votes, n = evidence, hearing.votes, len(evidence.questions)
    head = tally.stands_for
    heard = (head >= 0) & (votes.side > 0) & ~votes.of_class
    heard &= tally.audible[np.maximum(head, 0)]
    day = np.minimum(votes.seen, as_of)
    seen = np.full(n, -NEVER, np.int64)
    np.maximum.at(seen, votes.question[heard], day[heard])

    question, origin, ended, latest_end, weight = _endings(e, hearing, coins, as_of, seen > -NEVER)
    width = max(len(e.blocs), 1)
    names, voice = np.unique(question * width + e.origin_bloc[origin], return_inverse=True)
    strongest, latest = np.zeros(len(names)), np.full(len(names), -NEVER, np.int64)
    np.maximum.at(strongest, voice, weight)
    np.maximum.at(latest, voice, latest_end)
    loud = strongest >= vocab.constant("audible") / DECIBANS * (1 - 1e-9)
    of = names // width
    last_end = np.full(n, -NEVER, np.int64)
    np.maximum.at(last_end, of[loud], latest[loud])
    first_end = np.full(n, -NEVER, np.int64)  # the most precise of those that say so
    told = loud[voice] & (latest_end == last_end[question])
    np.maximum.at(first_end, question[told], ended[told])
    for_ending = np.bincount(of[loud], strongest[loud], n)
    newest = np.full(len(head), -NEVER, np.int64)
    np.maximum.at(newest, head[heard], day[heard])
    later = newest >= last_end[votes.question]
    against_it = np.bincount(votes.question[later], np.abs(odds[later]), n)
    over = (last_end > -NEVER) & (
        for_ending * np.exp2(-np.maximum(0, seen - last_end) / e.q_half_life) > against_it * (1 + 1e-9)
    )
    gone = np.where(seen > -NEVER, e.q_gone, NEVER)
    gone = np.where(gone <= as_of, gone, NEVER)
    with_end = gone <= np.where(over, last_end, NEVER)  # an end's end tells the day more closely
    first = np.where(with_end, gone, np.where(over, first_end, NEVER))
    kind = np.select(
        [
            seen == -NEVER,
            first < NEVER,
            e.q_event,
            as_of - seen <= e.q_half_life,
            as_of - seen <= 2 * e.q_half_life,
        ],
        [NONE, ENDED, STANDS, CURRENT, AGEING],
        LAPSED,
    ).astype(np.int64)
    order = np.lexsort((origin, ended, question))
    return Currency(
        kind,
        np.where(seen == -NEVER, NEVER, seen),
        first,
        np.where(with_end, first, np.where(over, last_end, NEVER)),
        (first < NEVER) & with_end,
        question[order],
        origin[order],
        ended[order],
        loud[voice][order],
    )


def _endings(
    e: Evidence, hearing: Hearing, coins: Coins, as_of: int, asserted: Bools
) -> tuple[Ints, Ints, Ints, Ints, Floats]:
    """Who says of which question that it ended, on which days, first and last, and with what weight.

    A no to an own earlier yes says so too. Of an origin those nearest the root count, as with votes.

    What ended at a place, or of a part, ends a more general question only where nobody asserts that otherwise.
    """
    _, no = weights_of_evidence(coins.sens, coins.spec)
    t = e.b_testimony[hearing.ballots]
    question = e.b_question[hearing.ballots]
    yes = (e.t_side[t] > 0) & ~e.t_of_class[t]
    ends = yes & (e.t_cut[t] <= as_of)
    width = max(len(e.questions), 1)
    key = question * width + e.t_question[t]
    open_still = np.zeros(len(e.questions), bool)
    open_still[question[yes & ~np.isin(key, key[ends])]] = True
    ends &= (e.t_question[t] == question) | ~open_still[question]
    back = e.b_testimony[hearing.taken_back]
    rows = np.concatenate((t[ends], back))
    found = np.concatenate((question[ends], e.b_question[hearing.taken_back]))
    days = np.concatenate((e.t_cut[t[ends]], e.t_first[back]))
    latest = np.concatenate((e.t_end_last[t[ends]], np.maximum(e.t_first[back], e.t_last[back])))
    coin = np.concatenate((e.t_end_coin[t[ends]], e.t_coin[back]))
    weight = e.t_weight[rows] * -no[coin]
    names, group = np.unique(found * max(len(e.origins), 1) + hearing.whose.origin[rows], return_inverse=True)
    nearest = np.full(len(names), NEVER, np.int64)
    np.minimum.at(nearest, group, e.t_relays[rows])
    kept = asserted[found] & (e.t_relays[rows] == nearest[group])
    return found[kept], hearing.whose.origin[rows][kept], days[kept], latest[kept], weight[kept]
