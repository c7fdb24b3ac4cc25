"""The cue words of the vocabulary as sets, and the frames by the word that triggers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from armillary.vocab.terms import Frame
from armillary.vocab.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

_VOWELS = "aeiou"
_IRREGULAR = {
    "give": "gave given", "take": "took taken", "fight": "fought", "swear": "swore sworn", "lead": "led",
    "break": "broke broken", "seek": "sought", "meet": "met", "hold": "held", "strike": "struck", "sell": "sold",
    "buy": "bought", "see": "saw seen", "leave": "left", "fall": "fell fallen", "hide": "hid hidden", "pay": "paid",
    "begin": "began begun", "bring": "brought", "send": "sent", "find": "found", "win": "won", "split": "split",
    "shoot": "shot", "overthrow": "overthrew overthrown", "drive": "drove driven", "withdraw": "withdrew withdrawn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame as one of its words calls it: the words that must stand before or behind the trigger."""

    frame: Frame
    head: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Cues:
    """What the vocabulary says about words, ready to be asked word by word."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.vocab = vocab
        self.sets = {name: frozenset(cue.words) for name, cue in vocab.terms("cues").items()}
        self.verbs: dict[str, list[Trigger]] = {}
        self.nouns: dict[str, list[Trigger]] = {}
        for frame in vocab.terms("frames").values():
            verbal = frame.kind == "verb"
            for words in frame.words:
                parts = words.split()
                # Of a noun the last word is the head, of a verb or adjective the first.
                if verbal or frame.kind == "adjective":
                    trigger = Trigger(frame, parts[0], after=tuple(parts[1:]))
                else:
                    trigger = Trigger(frame, parts[-1], before=tuple(parts[:-1]))
                (self.verbs if verbal else self.nouns).setdefault(trigger.head, []).append(trigger)

    @cached_property
    def things(self) -> dict[str, str]:
        """The words for commodities and activities, with the ids of the things."""
        found: dict[str, str] = {}
        for thing in self.vocab.things.values():
            for words in (thing.id.replace("-", " "), thing.label.lower()):
                found.setdefault(words, thing.id)
        return found

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]

    def is_parted(self, noun: Token) -> bool:
        """Whether a noun tells that somebody is no longer what it says: former members, ex-commander."""
        return any(c.lower_.rstrip("-–") in self["parted_adjectives"] for c in noun.lefts)

    def entails(self, relation: str, other: str) -> bool:
        """Whether a relation is a closer way of saying another between the same ends."""
        return other in self._entailed.get(relation, frozenset())

    @cached_property
    def _entailed(self) -> dict[str, frozenset[str]]:
        """For each relation those that it entails between its own ends, at any remove."""
        direct = {
            r.id: {
                e.relation for e in r.entails if (e.subject, e.object) in (("subject", "object"), ("object", "subject"))
            }
            for r in self.vocab.relations.values()
        }
        found: dict[str, frozenset[str]] = {}
        for relation in direct:
            reached: set[str] = set()
            pending = list(direct[relation])
            while pending:
                other = pending.pop()
                if other not in reached:
                    reached.add(other)
                    pending += direct.get(other, ())
            found[relation] = frozenset(reached - {relation})
        return found

    @cached_property
    def denying_forms(self) -> frozenset[str]:
        """Every form of the verbs by which something said is denied, in small letters."""
        return frozenset(form for verb in self["denying_verbs"] for form in inflect(verb))

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every form of every trigger, in small letters: a sentence without one of them holds no claim."""
        found: set[str] = set()
        for lemma in (*self.verbs, *self.nouns):
            found.update(inflect(lemma))
        return frozenset(found)


def inflect(lemma: str) -> Iterator[str]:
    """The forms of an English word, some of which do not exist."""
    yield lemma
    yield from _IRREGULAR.get(lemma, "").split()
    yield from (lemma + "s", lemma + "es", lemma + "ed", lemma + "d", lemma + "ing")
    if lemma.endswith("e"):
        yield lemma[:-1] + "ing"
    if lemma.endswith("y"):
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied")
    if len(lemma) > 2 and lemma[-1] not in _VOWELS and lemma[-2] in _VOWELS:
        yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")
