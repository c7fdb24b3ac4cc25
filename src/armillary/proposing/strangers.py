"""Strangers: names in a text that look like actors and that the casebook does not have."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from armillary.names.finder import Found
from armillary.names.folding import fold
from armillary.proposing.cues import Cues
from armillary.proposing.ends import Ends
from armillary.proposing.parsing import Parsed
from armillary.proposing.proposals import NewActor
from armillary.proposing.prose import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

# What armed groups, parties and bodies are called, in English and in romanised Arabic, Persian, Pashto and Urdu.
_CALLED = frozenset(
    [
        *("front", "army", "movement", "brigade", "brigades", "group", "party", "council", "network"),
        *("militia", "forces", "force", "battalion", "alliance", "union", "league", "organisation"),
        *("organization", "command", "resistance", "jihad", "islamic", "jaish", "jaysh", "lashkar", "jamaat"),
        *("jamiat", "hizb", "hezb", "harakat", "ansar", "jabhat", "liwa", "katibat", "sipah", "tehrik"),
        *("tehreek", "tahrik", "faction", "guard", "guards", "corps", "agency", "ministry", "directorate"),
        *("coalition",),
    ]
)
_TIES = {"splinter": "splinter_of", "offshoot": "splinter_of", "breakaway": "splinter_of", "affiliate": "affiliate_of"}
_TIES |= {"branch": "affiliate_of", "wing": "part_of", "faction": "part_of", "arm": "part_of", "unit": "part_of"}
_MOST_SPANS = 20


_CAPITALS = re.compile(r"\b[A-Z][\w’'-]*(?: (?:(?:of|al|the|for|and) )?[A-Z][\w’'-]*)+")


def count_strangers(text: str, names: list[Found]) -> int:
    """How many runs of capitalised words look like actors and are no known names."""
    known = [(name.start, name.end) for name in names]
    return sum(
        any(word.lower() in _CALLED for word in re.findall(r"\w+", match[0]))
        and not any(start < match.end() and match.start() < end for start, end in known)
        for match in _CAPITALS.finditer(text)
    )


@dataclass
class Strangers:
    """Gathers unknown names over a document."""

    cues: Cues
    counts: Counter[str] = field(default_factory=Counter)
    written: dict[str, Counter[str]] = field(default_factory=dict)
    beside: dict[str, Counter[str]] = field(default_factory=dict)
    ties: dict[str, tuple[str, str]] = field(default_factory=dict)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def read(self, parsed: Parsed, ends: Ends, sentence: Sentence) -> None:
        """Take note of the unknown names and descriptions of a parsed sentence."""
        beside = {found.id for found in parsed.names.values() if found.kind == "actor"}
        doc = parsed.doc
        at = 0
        while at < len(doc):
            token = doc[at]
            if token.pos_ == "PROPN" and token.i not in parsed.names and token.text[:1].isupper():
                last = at
                while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN" and doc[last + 1].i not in parsed.names:
                    last += 1
                self._note(doc[at : last + 1], parsed, sentence, beside)
                at = last + 1
                continue
            lemma = token.lemma_.lower()
            if lemma in _TIES and token.pos_ == "NOUN":
                self._describe(token, lemma, ends, sentence, parsed)
            at += 1

    def _note(self, piece: object, parsed: Parsed, sentence: Sentence, beside: set[str]) -> None:
        tokens = list(piece)  # type: ignore[call-overload]
        text = " ".join(t.text for t in tokens)
        words = {w.lower() for t in tokens for w in re.findall(r"\w+", t.text)}
        acronym = len(tokens) == 1 and tokens[0].text.isupper() and 2 < len(tokens[0].text) <= 6
        subject = any(t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos") for t in tokens)
        if not subject or not (words & _CALLED or acronym) or (len(words) == 1 and not acronym):
            return
        self._count(text, parsed, sentence, tokens[0], tokens[-1], beside)

    def _count(
        self, text: str, parsed: Parsed, sentence: Sentence, first: Token, last: Token, beside: set[str]
    ) -> None:
        key = fold(text)
        self.counts[key] += 1
        self.written.setdefault(key, Counter())[text] += 1
        self.beside.setdefault(key, Counter()).update(beside)
        start = sentence.plain.offsets[sentence.start + parsed.start(first)]
        stop = min(sentence.start + parsed.start(last) + len(last), sentence.end) - 1
        spans = self.spans.setdefault(key, [])
        if len(spans) < _MOST_SPANS:
            spans.append((start, sentence.plain.offsets[stop] + 1))

    def _describe(self, token: Token, lemma: str, ends: Ends, sentence: Sentence, parsed: Parsed) -> None:
        """A splinter faction of TTP, the group's branch in Yemen: an actor by what it is to another."""
        owners = ends._owners(token, 0)
        if not owners or token.dep_ == "appos" or any(c.dep_ == "appos" for c in token.children):
            return
        if token.tag_ == "NNS" or token.dep_ in ("compound", "attr"):
            return
        words = ends.words(token)
        marks = {c.lower_ for c in token.children} | {lemma}
        tie = next(
            (_TIES[w] for w in ("splinter", "breakaway", "offshoot", lemma) if w in marks and w in _TIES), _TIES[lemma]
        )
        text = re.sub(r"^(?:a|an|the)\s+", "", words, flags=re.IGNORECASE)
        self._count(text, parsed, sentence, token, token, {owner.id for owner in owners})
        self.ties[fold(text)] = (tie, owners[0].id)

    def ranked(self) -> tuple[NewActor, ...]:
        """The strangers, those named most often and beside most actors first."""
        order = sorted(self.counts, key=lambda key: (-self.counts[key] - 0.1 * len(self.beside[key]), key))
        return tuple(
            NewActor(
                name=self.written[key].most_common(1)[0][0],
                times=self.counts[key],
                beside=tuple(actor for actor, _ in self.beside[key].most_common(8)),
                tie=self.ties.get(key, ("", ""))[0],
                to=self.ties.get(key, ("", ""))[1],
                spans=tuple(self.spans.get(key, ())),
            )
            for key in order
        )
