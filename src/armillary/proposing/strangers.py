"""Strangers: actors that a text names or describes and that the casebook does not have."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from armillary.names.consonants import bones
from armillary.names.finder import ARMED, Finder, Found
from armillary.names.matcher import Found as Same
from armillary.names.spellings import is_known_by_consonants, spell
from armillary.proposing.callings import Callings, Unknown
from armillary.proposing.descriptions import Described, Descriptions
from armillary.proposing.proposals import NewActor
from armillary.proposing.prose import Sentence

_MOST_SPANS = 20
_MOST_BESIDE = 8
_SHORTEST = 2  # words of a name that keeps a general word
_OFTEN = 3  # times that a name with nothing but an article, or a people's, must stand in a document
_PEOPLE = re.compile(r"^\S+(?:an|ese|ish|ist|ic|i)$")  # of one word: what is also a people
_TWICE = 2  # times that a mere abbreviation must stand in a document


@dataclass(slots=True)
class _Noted:
    """What a document says of one stranger."""

    written: Counter[str] = field(default_factory=Counter)
    times: int = 0
    sure: bool = False
    how: Counter[str] = field(default_factory=Counter)
    short: str = ""
    beside: Counter[str] = field(default_factory=Counter)
    tie: tuple[str, str] = ("", "")
    spans: list[tuple[int, int]] = field(default_factory=list)


class Strangers:
    """Gathers unknown names and descriptions over a document."""

    def __init__(self, callings: Callings, finder: Finder, document: str = "") -> None:
        self._document = document
        self._callings = callings
        self._finder = finder
        self._descriptions = Descriptions(callings, finder.actors)
        self._noted: dict[str, _Noted] = {}
        self._short: dict[str, str] = {}  # abbreviation -> key of the name that it was said to be short for
        self._said: dict[str, None] = {}  # names that are surely those of groups, and their abbreviations
        self._passage = -1
        self._last: str | Unknown = ""  # the armed group named last in the passage

    def read(self, sentence: Sentence, names: list[Found], passage: int) -> None:
        """Take note of the unknown names and descriptions of a sentence."""
        if passage != self._passage:
            self._passage, self._last = passage, ""
        text = sentence.text
        unknown = self._callings.names(text, names, self._said)
        keys = [self._name(one, text, sentence) for one in unknown]
        keys += [self._describe(one, sentence) for one in self._descriptions.find(text, names, unknown, self._last)]
        known = dict.fromkeys(n.id for n in names if n.kind == "actor")
        for key in dict.fromkeys(keys):
            self._noted[key].beside.update([*known, *(other for other in dict.fromkeys(keys) if other != key)])
        armed = [(n.end, n.id) for n in names if n.kind == "actor" and self._finder.actors[n.id].kind in ARMED]
        told: list[tuple[int, str | Unknown]] = [*armed, *((one.end, one) for one in unknown if one.sure)]
        self._last = max(told, key=lambda pair: pair[0])[1] if told else self._last

    def _name(self, one: Unknown, text: str, sentence: Sentence) -> str:
        key = self._key(one)
        if one.sure:
            self._said.setdefault(one.text)
        if short := self._callings.short_of(text, one.end, one.text):
            self._short.setdefault(short, key)
            self._said.setdefault(short)
        noted = self._note(key, one.start, one.end, sentence)
        noted.written[one.text] += 1
        noted.sure = noted.sure or one.sure
        noted.how[one.how] += 1
        noted.short = noted.short or short
        return key

    def _describe(self, one: Described, sentence: Sentence) -> str:
        if one.named is not None:
            key = self._key(one.named)
            self._noted[key].tie = one.relation, self._id(one.to)
            self._noted[key].sure = True
            return key
        key = f"{self._id(one.to)} {one.relation} {' '.join(sorted(one.marks))}"
        noted = self._note(key, one.start, one.end, sentence)
        noted.written[one.text] += 1 + 100 * one.owned  # the words that say whose it is tell most
        noted.sure = True
        noted.tie = one.relation, self._id(one.to)
        return key

    def _key(self, one: Unknown) -> str:
        return self._short.get(one.text) or self._common(one.text)

    def _id(self, to: str | Unknown) -> str:
        """The id of an actor, or the key of an unknown name."""
        return to if isinstance(to, str) else self._key(to)

    def _common(self, text: str) -> str:
        """What the spellings of an unknown name share, with or without a general word such as group behind it."""
        folded = next(spell(text), "")
        words = folded.split()
        if len(words) > _SHORTEST and words[-1] in self._callings["general_words"]:
            folded = " ".join(words[:-1])
        return bones(folded) if is_known_by_consonants(folded) else folded

    def _note(self, key: str, start: int, end: int, sentence: Sentence) -> _Noted:
        noted = self._noted.setdefault(key, _Noted())
        noted.times += 1
        if len(noted.spans) < _MOST_SPANS:
            offsets = sentence.plain.offsets
            noted.spans.append((offsets[sentence.start + start], offsets[sentence.start + end - 1] + 1))
        return noted

    def ranked(self) -> tuple[NewActor, ...]:
        """The strangers, first those named most often and beside most others.

        What is only an abbreviation counts for the name that it is short for; one that is short for none and of which
        nothing else says that it is a group must come again.
        """
        for short, key in self._short.items():
            if (alone := self._noted.get(self._common(short))) is not None and key != self._common(short):
                self._join(key, self._common(short), alone)
        self._join_halves()
        kept = {key: noted for key, noted in self._noted.items() if self._is_kept(noted)}
        weight = {key: noted.times + 0.5 * len(noted.beside) for key, noted in kept.items()}
        order = sorted(kept, key=lambda key: (-weight[key], key))
        return tuple(self._made(kept[key], kept) for key in order)

    def _is_kept(self, noted: _Noted) -> bool:
        """Whether enough says that a name is that of a group, and not of a people or a thing."""
        if noted.how["article"] and not noted.sure:
            return noted.how["article"] >= _OFTEN and bool(noted.beside)
        if not noted.tie[0] and set(noted.how) == {"men"} and noted.times < _OFTEN:
            return noted.sure and _PEOPLE.search(_best(noted)) is None
        return noted.sure or (noted.times >= _TWICE and bool(noted.beside))

    def _join_halves(self) -> None:
        """Count the end of a longer name for that (Council for UN Council), and a name in a place for it."""
        called = {key: _best(noted) for key, noted in self._noted.items() if not noted.tie[0]}
        often = sorted(called, key=lambda key: -self._noted[key].times)
        for key in often:
            whole = called[key]
            for other in [o for o in often if o in self._noted and o != key and key in self._noted]:
                half = " " in called[other] and whole.endswith(f" {called[other]}")
                if half or (" " in whole and called[other].startswith(f"{whole} in ")):
                    self._join(key, other, self._noted[other])
                elif " " in whole and called[other].startswith(f"{whole} for "):
                    self._join(other, key, self._noted[key])

    def _join(self, key: str, other: str, alone: _Noted) -> None:
        held = self._noted[key]
        held.times += alone.times
        held.sure = held.sure or alone.sure
        held.how.update(alone.how)
        held.beside.update({name: n for name, n in alone.beside.items() if name != key})
        held.spans = sorted([*held.spans, *alone.spans])[:_MOST_SPANS]
        held.tie = held.tie if held.tie[0] else alone.tie
        del self._noted[other]

    def _made(self, noted: _Noted, kept: dict[str, _Noted]) -> NewActor:
        to = noted.tie[1] if noted.tie[1] in self._finder.actors else ""
        to = to or (_best(kept[noted.tie[1]]) if noted.tie[1] in kept and kept[noted.tie[1]] is not noted else "")
        near = [name for name, _ in noted.beside.most_common()]
        return NewActor(
            name=_best(noted),
            times=noted.times,
            short=noted.short,
            written=tuple(noted.written),
            beside=tuple(name for name in near if name in self._finder.actors)[:_MOST_BESIDE],
            beside_new=tuple(_best(kept[name]) for name in near if name in kept)[:_MOST_BESIDE],
            tie=noted.tie[0] if to else "",
            to=to,
            perhaps=self._perhaps(noted),
            spans=tuple(noted.spans),
            document=self._document,
        )

    def _perhaps(self, noted: _Noted) -> tuple[str, ...]:
        """Whom of the casebook the names mean when they are asked for alone, which forgives more than a text."""
        found: dict[str, None] = {}
        for name in noted.written if not noted.tie[0] else ():
            asked = self._finder.matcher.whom(name)
            ids = (asked.id,) if isinstance(asked, Same) else tuple(c.id for c in asked.candidates) if asked else ()
            found.update(dict.fromkeys(i for i in ids if i in self._finder.actors))
        return tuple(found)


def _best(noted: _Noted) -> str:
    """What a stranger is called most, rather in full than by its abbreviation."""
    return max(noted.written, key=lambda name: (name != noted.short, noted.written[name]))
