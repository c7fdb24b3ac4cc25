"""Interests: whom an answer serves, and on which days."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.casebook.casebook import Casebook
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.credit import Credits
from armillary.weighing.questions import EVER, Bond, Order, Question, bonds

Days = tuple[int, int]


class Interests:
    """The stance of every speaker on every question: an end that gains by denying or boasting has a party that does."""

    def __init__(self, book: Casebook, vocab: Vocabulary, credits: Credits, order: Order) -> None:
        self.vocab = vocab
        self.credits = credits
        self.order = order
        self._wholes = bonds({actor.id: actor.part_of for actor in book.actors.values()})
        self._governors: dict[str, list[Bond]] = {}
        for actor in book.actors.values():
            for place in bonds({actor.id: actor.territory}).get(actor.id, ()):
                self._governors.setdefault(place.to, []).append(Bond(actor.id, place.first, place.last))
            if actor.id in vocab.places and not actor.territory:  # a state that has its country's name
                self._governors.setdefault(actor.id, []).append(Bond(actor.id, *EVER))
        self._within: dict[str, tuple[Bond, ...]] = {}
        self._days: dict[tuple[str, str, str, bool], tuple[Days, ...]] = {}

    def stance_of(self, speaker: str, question: Question, first: int, last: int) -> str:
        """The interest a speaker has in an answer about the days from `first` to `last`."""
        relation = self.vocab.relations[question.relation]
        for stance, ends in (("no_serves_me", relation.denied_by), ("yes_serves_me", relation.boasted_by)):
            for end in self.order.ends_of(question, ends):
                if any(a <= last and first <= b for a, b in self._interested(speaker, question, end)):
                    return stance
        return "free"

    def _interested(self, speaker: str, question: Question, end: str) -> tuple[Days, ...]:
        name = question.subject if end == "subject" else question.object
        place = self.order.is_place(question, end)
        key = (speaker, name, end, place)
        found = self._days.get(key)
        if found is None:
            parties = self.credits.parties_of(speaker)
            owners = self._governing(name) if place else (Bond(name, *EVER),)
            found = self._days[key] = tuple(
                (max(owner.first, first), min(owner.last, last))
                for owner in owners
                for first, last in self._shared(parties, owner.to)
                if owner.first <= last and first <= owner.last
            )
        return found

    def _shared(self, parties: frozenset[str], end: str) -> Iterator[Days]:
        """The days on which an end is one of the parties, a part of one, or a whole that one is part of."""
        if end in parties:
            yield EVER
            return
        yield from ((whole.first, whole.last) for whole in self._up(end) if whole.to in parties)
        for party in parties:
            yield from ((whole.first, whole.last) for whole in self._up(party) if whole.to == end)

    def _governing(self, place: str) -> list[Bond]:
        """Who governs a place, or a place that it lies in, and when."""
        around = {place} | self.vocab.place_parents[place]
        return [bond for name in sorted(around) for bond in self._governors.get(name, ())]

    def _up(self, actor: str) -> tuple[Bond, ...]:
        """Every whole that an actor is part of, directly or through others, and when."""
        found = self._within.get(actor)
        if found is None:
            reached: list[Bond] = []
            pending = [Bond(actor, *EVER)]
            while pending:
                here = pending.pop()
                for whole in self._wholes.get(here.to, ()):
                    bond = Bond(whole.to, max(here.first, whole.first), min(here.last, whole.last))
                    if bond.first <= bond.last and bond not in reached:
                        reached.append(bond)
                        pending.append(bond)
            found = self._within[actor] = tuple(reached)
        return found
