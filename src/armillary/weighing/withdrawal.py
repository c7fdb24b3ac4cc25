"""Withdrawal: what each question would be judged had one of its voices not spoken, there or anywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.coherence import DayOrder, cohere, distinct, find
from armillary.weighing.evidence import Bools, Evidence, Floats, Ints
from armillary.weighing.votes import Votes


@dataclass(frozen=True, slots=True)
class Voices:
    """One row a voice, sorted by question: a bloc, its contribution, and whether it can be heard at all.

    `odds` and `assessed` are the question's without the bloc, whatever else the bloc says being left out as well.
    """

    question: Ints
    bloc: Ints
    contribution: Floats
    audible: Bools
    odds: Floats
    assessed: Bools

    def of(self, question: int) -> range:
        """The rows of a question."""
        return range(*(int(at) for at in np.searchsorted(self.question, (question, question + 1))))


def withdraw_each(
    evidence: Evidence, votes: Votes, contribution: Floats, audible: Bools, own: Floats, order: DayOrder
) -> Voices:
    """Judge every question without each of its voices in turn, exactly as if all were judged anew."""
    n, width = len(own), max(len(evidence.blocs), 1)
    voice = votes.question * width + evidence.origin_bloc[votes.origin]
    keys = distinct(voice)
    of_vote = np.searchsorted(keys, voice)
    share, heard, yes = (
        np.bincount(of_vote, values, len(keys)).astype(float)
        for values in (contribution, audible, audible & (votes.side > 0))
    )
    all_heard = np.bincount(votes.question, audible, n)
    all_yes = np.bincount(votes.question, audible & (votes.side > 0), n)

    def look_up(values: Floats, x: Ints, world: Ints) -> Floats:
        """What a bloc adds to questions, 0 where it has no voice."""
        at = find(keys, x * width + world)
        return np.where(at >= 0, values[at], 0.0)

    def silent(x: Ints, world: Ints) -> Bools:
        return all_yes[x] - look_up(yes, x, world) < 0.5

    # A world is the casebook without one bloc, a node a question in it; only what can reach a voice's question counts.
    nodes = fresh = np.sort((keys % width) * n + keys // width)
    while len(fresh):
        world, x = fresh // n, fresh % n
        owner, under = order.below(x)
        lifting = all_yes[under] > 0.5
        found = [world[owner[lifting]] * n + under[lifting]]
        held = silent(x, world)
        owner, over = order.above(x[held])
        found.append(world[held][owner] * n + over)
        reached = distinct(np.concatenate(found))
        fresh = reached[find(nodes, reached) < 0]
        nodes = distinct(np.concatenate((nodes, fresh)))

    world, x = nodes // n, nodes % n
    owner, under = order.below(x)
    at = find(nodes, world[owner] * n + under)
    assessed = all_heard[x] - look_up(heard, x, world) > 0.5
    odds = cohere(own[x] - look_up(share, x, world), assessed, ~silent(x, world), at[at >= 0], owner[at >= 0])
    mine = np.searchsorted(nodes, (keys % width) * n + keys // width)
    return Voices(keys // width, keys % width, share, heard > 0.5, odds[mine], assessed[mine])
