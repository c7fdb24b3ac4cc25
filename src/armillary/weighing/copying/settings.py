"""What the search for copies presumes: stated once, the same for every data set."""

from __future__ import annotations

from dataclasses import dataclass

THRESHOLD = 0.9  # the probability from which a pair is named as suspected


@dataclass(frozen=True, slots=True)
class Settings:
    """Presumptions, each with its reason.

    rates: shares of its answers that a copier may have copied, equally likely beforehand; a fifth is the least that is
        looked for.
    copied: how many other sources a source is taken to copy before anything is seen. It is spread over all others, so
        that many sources do not make accidents likely.
    likeliest: the most that is presumed of one pair, however few sources there are.
    strangest: the least probability that two sources come to one wrong answer by themselves, so that a single shared
        slip never decides.
    alike: how much likelier two sources are to err alike than the share of all who do suggests: there are schools,
        conventions and questions that only some find hard.
    others: how many answers of others a source's own chance of an error counts for.
    least: the fewest shared errors for a pair to be looked at.
    labels: whether a value means the same in every question (classes, yes and no); then what a source says by habit
        is no surprise.
    rounds, tolerance: when the exchange between truth and copies stops; tolerance in the weight of an answer.
    """

    rates: tuple[float, ...] = (0.2, 0.4, 0.6, 0.8, 0.95)
    copied: float = 0.2
    likeliest: float = 0.05
    strangest: float = 0.02
    alike: float = 2.0
    others: float = 1.0
    least: int = 2
    labels: bool = False
    rounds: int = 12
    tolerance: float = 1e-3

    def prior(self, sources: int) -> float:
        """The probability beforehand that one given source copies another given one."""
        return min(self.likeliest, self.copied / max(sources - 1, 1))
