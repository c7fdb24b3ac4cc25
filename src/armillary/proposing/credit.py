"""Credit within the text: according to whom something is said, carried on over sentences while they go on saying it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from armillary.proposing.cues import Cues
from armillary.proposing.ends import Ends
from armillary.proposing.parsing import Parsed
from armillary.proposing.stance import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_AGAIN = frozenset({"they", "he", "she", "it"})
_SPEAKING_KINDS = frozenset({"person", "intergovernmental", "media"})
_SOURCE_NOUN = re.compile(r"\b(?:report|statement|study|article|assessment|letter|agreement)\b", re.IGNORECASE)
_OPEN, _CLOSED = re.compile(r"[“]|(?:^|\s)\""), re.compile(r"[”]|\"(?=[\s.,;]|$)")


class Creditor:
    """Keeps who was last said to say something, sentence by sentence."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self.last: tuple[str, ...] = ()
        self.here: tuple[str, ...] = ()  # of the sentence at hand, wherever in it
        self.quoting = False

    def new_passage(self) -> None:
        """A paragraph does not go on with the sayings of the one above, unless a quotation is open."""
        if not self.quoting:
            self.last = ()
        self.here = ()

    def skip(self, text: str) -> None:
        """Pass over a sentence that was not parsed."""
        self._follow(text)
        if not self.quoting:
            self.last = ()

    def _follow(self, text: str) -> None:
        opened, closed = len(_OPEN.findall(text)), len(_CLOSED.findall(text))
        self.quoting = opened > closed if opened or closed else self.quoting

    def read(self, parsed: Parsed, ends: Ends) -> None:
        """Find the credit of a sentence: according to X, as X noted, X says; or that of the sentence before."""
        found: tuple[str, ...] = ()
        goes_on = False
        was_quoting = self.quoting
        for token in parsed.doc:
            lower = token.lower_
            if lower == "according" and token.i + 1 < len(parsed.doc) and token.nbor(1).lower_ == "to":
                found = found or self._named([c for c in token.subtree if c.dep_ == "pobj"][:1], ends)
            elif token.pos_ == "VERB" and token.lemma_.lower() in self.cues["saying_verbs"]:
                said_as = any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children)
                said_as = said_as or (token.tag_ == "VBN" and token.i > 0 and token.nbor(-1).lower_ == "as")
                if said_as or token.dep_ == "parataxis":
                    found = found or self._named(self._who(token), ends)
                elif token.dep_ == "ROOT" or token.head.dep_ == "ROOT":
                    who = self._who(token)
                    if who and who[0].lower_ in _AGAIN and who[0].pos_ == "PRON":
                        goes_on = True
                    elif who and self._speaks(token, who[0], ends):
                        found = found or self._named(who, ends)
        if not found and (goes_on or was_quoting):
            found = self.last
        self.here = found
        self._follow(parsed.masked.text)
        self.last = found

    def of(self, stance: Stance, ends: Ends) -> tuple[str, ...]:
        """Whose word a deed stands on."""
        own = self._named([*stance.deniers, *stance.sayers], ends)
        return own or self.here

    def _who(self, verb: Token) -> list[Token]:
        found = [c for c in verb.children if c.dep_ in ("nsubj", "agent")]
        found = [next((p for p in c.children if p.dep_ == "pobj"), c) if c.dep_ == "agent" else c for c in found]
        by = [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "by" for p in c.children if p.dep_ == "pobj"]
        return found or by or (self._who(verb.head) if verb.dep_ == "conj" else [])

    def _speaks(self, verb: Token, token: Token, ends: Ends) -> bool:
        """Whether the subject of a verb says something: in a clause, a quotation, or because that is its trade."""
        if any(c.dep_ == "ccomp" for c in verb.children) or self.quoting or _OPEN.search(ends.source):
            return True
        kinds = {ends.discourse.kind(end.id) for end in ends.resolve(token)}
        return token.lemma_.lower() in self.cues["speakers"] or bool(kinds & _SPEAKING_KINDS)

    def _named(self, tokens: list[Token], ends: Ends) -> tuple[str, ...]:
        names: list[str] = []
        for token in tokens:
            if token.pos_ == "PRON" and token.lower_ in _AGAIN | {"who", "which", "we", "i"}:
                names += self.last
                continue
            known = [end.id for end in ends.resolve(token) if end.id and end.kind == "actor"]
            words = ends.words(token).strip(' "“”,') if token.i not in ends.parsed.names else ""
            if known and not _SOURCE_NOUN.search(token.text):
                names += known
            elif words:
                names.append(words)
        return tuple(dict.fromkeys(n for n in names if n))
