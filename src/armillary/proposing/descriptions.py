"""Descriptions: actors that a text does not name but describes by others: a splinter of TTP, its Yemeni branch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from armillary.casebook.records import Actor
from armillary.names.finder import ARMED, Found
from armillary.proposing.callings import Callings, Unknown

_RELATIONS = ("splinter_of", "fronts_for", "affiliate_of", "part_of")  # in the order in which a noun is looked for
_VAGUE = frozenset({"part_of", "affiliate_of"})  # says nothing without a place or an adjective: a unit of the Taliban
_GENERAL = frozenset(
    ["new", "local", "main", "own", "former", "regional", "so-called", "a", "an", "the", "one", "another", "several"]
)
_ACTOR, _STRANGER, _PLACE = 0xE000, 0xE800, 0xF000
_A, _S, _P = "[\ue000-\ue7ff]", "[\ue800-\uefff]", "[\uf000-\uf8ff]"
_AS_OWNER = "[\ue000-\uefff]"
# No verbs or joining words: the Taliban should be the front, but the Taliban's most feared unit.
_NOT = (
    r"(?!(?:is|are|was|were|be|been|has|have|had|will|would|shall|should|may|might|can|could|must|do|does|did|and|or|but"
    r"|to|with|by|for|from|in|on|at|as|that|which|who|when|while|than|of|the|this|not|no)\b)"
)
_BEFORE = rf"((?:(?:{_NOT}[a-z][\w-]{{0,30}}|{_P}|{_P}-based)\s+){{0,3}}?)"
_WHERE = rf"(?:\s+(?:in|based in)\s+(?:the\s+)?(?:[a-z]+\s+)?({_P}))?"
_IS = re.compile(
    rf"({_A}|{_S})[^.;]{{0,40}}?\b(?:is|are|was|were|been|became|become|becomes|remains)\s+(?:an?|the|one|now)?\s*$"
)
_STANDS_BEFORE = re.compile(rf"({_A}|{_S})\s*(?:\([^)]*\)\s*)?,\s*(?:itself\s+)?(?:an?|the|one of the|another)?\s*$")
_STANDS_BEHIND = re.compile(rf"^\s*,?\s*(?:known as|called|named|the|as)?\s*({_A}|{_S})(?!['’]s)")
_AS = re.compile(r"\b(?:as|like)\s+(?:an?|the|one)?\s*$")


@dataclass(frozen=True, slots=True)
class Described:
    """A description: its words and span, the relation to whom, and by what it is told from others."""

    start: int
    end: int
    text: str
    relation: str
    to: str | Unknown  # the id of an actor, or a name that is unknown too
    marks: frozenset[str]
    named: Unknown | None = None  # the unknown name that stands beside it, whose description it is
    owned: bool = True  # the words say whose it is


class Descriptions:
    """Finds descriptions of actors in sentences in which names are known."""

    def __init__(self, callings: Callings, actors: Mapping[str, Actor]) -> None:
        self.actors = actors
        nouns = {relation: callings[relation] for relation in _RELATIONS}
        self._relation = {noun: relation for relation in reversed(_RELATIONS) for noun in nouns[relation]}
        noun = "|".join(sorted((n.replace(" ", r"\s+") for ns in nouns.values() for n in ns), key=len, reverse=True))
        band = "|".join(sorted(callings["bands"], key=len, reverse=True))
        ties = "|".join(sorted(callings["ties_behind"], key=len, reverse=True))
        self._of = re.compile(rf"\b{_BEFORE}\b({noun})\s+(?:of|from|within)\s+(?:the\s+)?({_AS_OWNER}){_WHERE}")
        self._whose = re.compile(rf"({_AS_OWNER})(?:['’]s|['’])?\s+{_BEFORE}({noun})\b(?!['’]?s\b){_WHERE}")
        self._its = re.compile(
            r"\b(?:[Tt]he (?:group|movement|organi[sz]ation|network)['’]s|[Ii]ts|[Tt]heir)\s+"
            rf"{_BEFORE}({noun})\b{_WHERE}"
        )
        self._pro = re.compile(
            rf"(?:\b(?:[Pp]ro|[Aa]nti)-({_A}|{_P}|{_S})|({_A}|{_P}|{_S})-(?:{ties}))\s+((?:[a-z][\w-]{{0,30}}\s+){{0,2}}?)({band})\b{_WHERE}"
        )

    def find(self, text: str, names: list[Found], strangers: list[Unknown], last: str | Unknown) -> Iterator[Described]:
        """The descriptions of a sentence; `last` is the armed group that was named before it."""
        masked = _Mask(text, names, strangers)
        taken: list[tuple[int, int]] = []
        for pattern in (self._of, self._whose, self._its):
            for match in pattern.finditer(masked.text):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                if (found := self._described(match, pattern, masked, last)) is not None:
                    taken.append(match.span())
                    yield found
        for match in self._pro.finditer(masked.text):
            of = match[1] or match[2]
            known = masked.found(of)
            to = known.id if known is not None and known.id in self.actors else masked.stranger(of)
            if match[0][:4].lower() == "anti" or not to:
                continue
            start, end = masked.span(*match.span())
            marks = frozenset({"band", *self._marks(match[3], match[5] or "", masked)})
            yield Described(start, end, text[start:end], "has_ties_with", to, marks)

    def _described(
        self, match: re.Match[str], pattern: re.Pattern[str], masked: _Mask, last: str | Unknown
    ) -> Described | None:
        of, whose = pattern is self._of, pattern is self._whose
        owner, before, noun = (
            (match[3], match[1], match[2])
            if of
            else (match[1], match[2], match[3])
            if whose
            else ("", match[1], match[2])
        )
        place = match[4] if of or whose else match[3]
        who = masked.found(owner)
        to = who.id if who is not None else masked.stranger(owner) or self._own(masked, match.start()) or last
        relation = self._relation[" ".join(noun.split())]
        words = before.split()
        if words and words[-1] in ("splinter", "breakaway", "dissident"):
            relation = "splinter_of"
        marks = self._marks(before, place or "", masked)
        if not to or (isinstance(to, str) and (to not in self.actors or self.actors[to].kind == "person")):
            return None
        head, tail = masked.text[: match.start()], masked.text[match.end() :]
        named = _STANDS_BEFORE.search(head) or _IS.search(head) or _STANDS_BEHIND.match(tail)
        if named is None and _AS.search(head):
            return None
        stranger = masked.stranger(named[1]) if named is not None else None
        if named is not None and stranger is None:
            return None  # it describes somebody whom the casebook knows
        told = bool(marks) if of or whose else any(ord(c) >= _PLACE for c in before + (place or ""))
        if stranger is None and not told and (relation in _VAGUE or not (of or whose)):
            return None
        first = match.start() + (len(match[0]) - len(match[0].lstrip()))
        if not (of or whose):
            first = match.start(1)
        start, end = masked.span(first, match.end())
        words_of = re.sub(
            r"^(?:(?:a|an|the|one|another|its|their)\s+)+", "", masked.source[start:end], flags=re.IGNORECASE
        )
        return Described(end - len(words_of), end, words_of, relation, to, marks, stranger, of or whose)

    def _own(self, masked: _Mask, at: int) -> str | Unknown:
        """The group named last before a place of the sentence."""
        for character in reversed(masked.text[:at]):
            known, unknown = masked.found(character), masked.stranger(character)
            if known is not None and known.id in self.actors and self.actors[known.id].kind in ARMED:
                return known.id
            if unknown is not None and unknown.sure:
                return unknown
        return ""

    def _marks(self, before: str, place: str, masked: _Mask) -> frozenset[str]:
        """What tells a description from others of the same actor: places first, else adjectives."""
        places = [masked.found(c) for c in before + place if ord(c) >= _PLACE]
        if known := frozenset(f.place or f.id for f in places if f is not None):
            return known
        return frozenset(w for w in before.split() if w not in _GENERAL and w not in ("splinter", "breakaway"))


class _Mask:
    """A sentence in which each name is one character, and the way back."""

    def __init__(self, text: str, names: list[Found], strangers: list[Unknown]) -> None:
        self.source = text
        # Of two that overlap the longer: a party of the Philippines, and not the place in its name.
        kept = [n for n in names if not any(s.start <= n.start and n.end <= s.end for s in strangers)]
        self._items: dict[str, Found | Unknown] = {}
        parts: list[str] = []
        self._places: list[int] = []
        at = 0
        items: list[Found | Unknown] = [*kept, *strangers]
        for number, item in enumerate(sorted(items, key=lambda i: i.start)):
            if item.start < at or number >= 0x700:
                continue
            kind = (
                _STRANGER
                if isinstance(item, Unknown)
                else _ACTOR
                if item.kind == "actor" and not item.place
                else _PLACE
            )
            character = chr(kind + number)
            self._items[character] = item
            parts += [text[at : item.start], character]
            self._places += [*range(at, item.start), item.start]
            at = item.end
        parts.append(text[at:])
        self._places += range(at, len(text) + 1)
        self.text = "".join(parts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the masked text stands in the sentence."""
        last = self._items.get(self.text[end - 1])
        return self._places[start], last.end if last is not None else self._places[end - 1] + 1

    def found(self, character: str | None) -> Found | None:
        item = self._items.get(character or "")
        return item if isinstance(item, Found) else None

    def stranger(self, character: str) -> Unknown | None:
        item = self._items.get(character)
        return item if isinstance(item, Unknown) else None
