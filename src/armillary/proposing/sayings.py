"""Sayings: who says something in a parsed sentence, and of which of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from armillary.proposing.cues import Cues
from armillary.proposing.ends import Ends

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL = frozenset({"they", "he", "she", "it"})
RELATIVE = frozenset({"who", "which", "that"})
_SPEAKING_KINDS = frozenset({"person", "intergovernmental", "media"})
_PREPOSITIONS = frozenset({"according", "per", "citing"})
_CLOSING = frozenset({",", "”", '"', "''"})
_PERIODS = frozenset({"day", "week", "month", "year", "hour", "cent", "capita", "person", "head", "annum"})
_OPEN = re.compile(r"[“]|(?:^|\s)\"")


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says something, as tokens, and the words from the first to the last that it is said of.

    `apart` are words among these that it is not said of.
    """

    who: tuple[Token, ...]
    first: int
    last: int
    apart: frozenset[int] = frozenset()

    def covers(self, token: Token) -> bool:
        """Whether a word stands on this word."""
        return self.first <= token.i <= self.last and token.i not in self.apart


class Words:
    """The words at which a saying is looked for, made once for a vocabulary."""

    def __init__(self, cues: Cues) -> None:
        # Of what is denied the stance of the deed tells by whom.
        self.verbs = (cues["saying_verbs"] | cues["attesting_verbs"] | {"cast"}) - cues["denying_verbs"]
        self.nouns = frozenset().union(
            *(cues[name] for name in ("telling_nouns", "claiming_nouns", "opinion_nouns", "saying_occasions"))
        )


class Sayings:
    """Finds who says something in one sentence."""

    def __init__(self, ends: Ends, cues: Cues, words: Words, quoting: bool) -> None:
        self.ends = ends
        self.cues = cues
        self.words = words
        self.verbs = words.verbs
        self.doc = ends.parsed.doc
        self.quoting = quoting or _OPEN.search(ends.source) is not None

    def read(self) -> Iterator[Saying]:
        """Every saying of the sentence, in the order of its words."""
        for token in self.doc:
            lemma = token.lemma_.lower()
            if token.lower_ in _PREPOSITIONS and (who := self._by_preposition(token)):
                yield self._whole(who)
            elif lemma in self.verbs and _is_verb(token):
                if lemma != "cast" or self._casts_doubt(token):
                    yield from self._of_verb(token)
            elif lemma in self.words.nouns and token.pos_ == "NOUN":
                yield from self._of_noun(token, lemma)

    def _of_noun(self, token: Token, lemma: str) -> Iterator[Saying]:
        """The report that, X's claim that, in X's view, in an interview."""
        told = self.cues["telling_nouns"]
        if any(c.dep_ in ("acl", "ccomp", "relcl") and _opened_by_that(c) for c in token.children):
            own = tuple(c for c in token.children if c.dep_ == "poss" and c.lower_ not in ("its", "their"))
            if own or lemma in told:
                yield self._below(token, own or (token,))
        elif who := self._in_the_view(token) or (
            self._occasion(token) if lemma in self.cues["saying_occasions"] else ()
        ):
            yield self._whole(who)

    def main_subject(self) -> tuple[Token, ...]:
        """The subject of the sentence where it is somebody whose trade is to say things."""
        return tuple(t for t in self.subjects() if t.lemma_.lower() in self.cues["speakers"] and t.pos_ == "NOUN")

    def subjects(self) -> list[Token]:
        """The subject of the main clause, where it has one."""
        root = next((t for t in self.doc if t.dep_ == "ROOT"), None)
        return [c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")][-1:] if root is not None else []

    def can_speak(self, token: Token, verb: Token) -> bool:
        """Whether the subject of a verb is somebody who says something with it."""
        lemma, doing = token.lemma_.lower(), verb.lemma_.lower()
        if token.lower_ == "it" or token.lower_ in ("this", "that", "these", "those", "there"):
            return token.lower_ == "it" and doing not in self.cues["showing_verbs"] and self._is_clausal(verb)
        does = doing in self.cues["doing_verbs"] and not self._is_clausal(verb)
        if token.lower_ in PERSONAL or token.lower_ in ("who", "which"):
            return not does
        if token.pos_ == "PRON":
            return False
        speaker = lemma in self.cues["speakers"] or lemma in self.cues["telling_nouns"]
        found = [end for end in self.ends.resolve(token) if end.kind == "actor"]
        kinds = {self.ends.discourse.kind(end.id) for end in found}
        known = bool(found) or token.pos_ == "PROPN"
        if doing in ("place", "put", "list", "detail"):
            return speaker and any(c.dep_ == "dobj" for c in verb.children)
        if self._is_clausal(verb):
            return speaker or known or doing not in self.cues["showing_verbs"]
        if does:
            return lemma in self.cues["telling_nouns"] and doing in ("find", "show", "conclude", "document", "reveal")
        if speaker or kinds & _SPEAKING_KINDS:
            return True
        plain = doing in self.cues["plain_saying_verbs"] or self._casts_doubt(verb)
        return known and plain and any(c.dep_ == "dobj" for c in verb.children)

    def who(self, verb: Token) -> tuple[Token, ...]:
        """The subjects of a saying verb: those of its clause, by whom it is said, or the name just before it."""
        found = [c for c in verb.children if c.dep_ == "nsubj"][-1:]
        if found and found[0].lower_ in RELATIVE and verb.dep_ == "relcl":
            return (verb.head,)
        if not found:
            agents = [c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
            found = [p for c in agents for p in c.children if p.dep_ == "pobj"]
        if not found and verb.tag_ == "VBD" and verb.dep_ == "acl" and verb.head.dep_ == "ROOT":
            found = [verb.head]  # of which the parse has made a noun: a witness alleged
        if not found and verb.tag_ == "VBG" and verb.dep_ == "acl":
            return self._of_statement(verb)
        if (
            not found
            and verb.dep_ == "pcomp"
            and verb.head.lower_ == "as"
            and verb.head.head.lemma_ in ("quote", "cite")
        ):
            found = [c for c in verb.head.head.children if c.dep_ == "nsubjpass"]
        if not found and verb.dep_ in ("conj", "advcl") and verb.head.pos_ in ("VERB", "AUX") and verb.i > verb.head.i:
            shared = [c for c in verb.head.children if c.dep_ == "nsubj"][-1:]
            found = shared if verb.dep_ == "conj" or verb.tag_ == "VBG" else []
        if not found and verb.i > 0 and verb.nbor(-1).text in _CLOSING:
            found = [c for c in verb.rights if c.dep_ in ("dobj", "attr", "npadvmod", "oprd")][:1]
            ends_it = bool(found) and found[0].right_edge.i >= len(self.doc) - 2
            found = found if ends_it and self._is_source(found[0]) else []
        if not found and verb.tag_ in ("VBD", "VBZ", "VBP"):
            found = self._just_before(verb)
        return tuple(self._counted(t) for t in found)

    def _counted(self, token: Token) -> Token:
        """Of whom two or some are spoken of: two of the interviewees."""
        if token.pos_ != "NUM" and token.lemma_.lower() not in self.cues["partitive_nouns"]:
            return token
        of = [p for c in token.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
        return of[0] if of else token

    def _of_verb(self, verb: Token) -> Iterator[Saying]:
        if who := self._read_in(verb):
            yield self._whole(who)
            return
        who = (*self.who(verb), *self._cited(verb))
        said_as = any(c.dep_ in ("mark", "advmod") and c.lower_ == "as" for c in verb.children)
        said_as = said_as or (verb.tag_ == "VBN" and verb.i > 0 and verb.nbor(-1).lower_ == "as")
        if not who or not (said_as or self.can_speak(who[0], verb)):
            return
        if any(c.dep_ == "neg" for c in verb.children):
            return
        if said_as or verb.dep_ == "parataxis" or self._ends_quote(verb):
            yield self._whole(who)
        elif verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT"):
            first = 0 if verb.dep_ == "ROOT" else verb.left_edge.i
            yield Saying(who, first, len(self.doc) - 1, self._apart(verb))
        else:
            yield self._below(verb, who)

    def _apart(self, verb: Token) -> frozenset[int]:
        """The words of clauses beside a saying: when X had come, Y said; Y described X, joining Z."""
        clauses = [c for c in verb.children if c.dep_ == "advcl"]
        if self._is_clausal(verb):
            opened = [c for c in clauses if any(m.dep_ in ("mark", "advmod") for m in c.lefts)]
            clauses = [c for c in opened if c.i < verb.i]
        return frozenset(t.i for c in clauses for t in c.subtree)

    def _whole(self, who: tuple[Token, ...]) -> Saying:
        return Saying(who, 0, len(self.doc) - 1)

    def _below(self, token: Token, who: tuple[Token, ...]) -> Saying:
        return Saying(who, token.left_edge.i, token.right_edge.i)

    def _by_preposition(self, token: Token) -> tuple[Token, ...]:
        """According to X, per X, citing X."""
        lower = token.lower_
        behind = token.nbor(1) if token.i + 1 < len(self.doc) else None
        if lower == "according" and behind is not None and behind.lower_ == "to":
            return tuple(t for t in token.subtree if t.dep_ == "pobj" and t.head.lower_ in ("to", "according"))[:1]
        if lower == "per" and token.dep_ == "prep":
            objects = [c for c in token.children if c.dep_ == "pobj" and c.lemma_.lower() not in _PERIODS]
            return tuple(t for t in objects[:1] if self._is_source(t))
        if lower == "citing" and token.head.lemma_.lower() not in self.verbs:
            return tuple(t for t in token.children if t.dep_ == "dobj" and self._is_source(t))[:1]
        return ()

    def _cited(self, verb: Token) -> tuple[Token, ...]:
        """Behind whom further ones stand: X, citing Y, said."""
        citing = [c for c in verb.subtree if c.lower_ == "citing" and c.head.i in (verb.i, *(s.i for s in verb.lefts))]
        return tuple(t for c in citing for t in c.children if t.dep_ == "dobj" and self._is_source(t))[:1]

    def _in_the_view(self, token: Token) -> tuple[Token, ...]:
        """In X's view, in the words of X."""
        if token.lemma_.lower() not in self.cues["opinion_nouns"] or token.dep_ != "pobj":
            return ()
        if token.head.lower_ not in ("in", "by", "from", "on"):
            return ()
        owners = [c for c in token.children if c.dep_ == "poss"]
        owners += [p for c in token.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
        return tuple(t for t in owners[:1] if self._is_source(t))

    def _occasion(self, token: Token) -> tuple[Token, ...]:
        """In an interview, X ...: the subject of the verb that the phrase stands before."""
        if token.dep_ != "pobj" or token.head.lower_ != "in" or token.head.dep_ != "prep":
            return ()
        verb = token.head.head
        if verb.pos_ != "VERB" or token.i > verb.i or verb.dep_ != "ROOT" or verb.lemma_.lower() in self.verbs:
            return ()
        found = [c for c in verb.children if c.dep_ == "nsubj"][-1:]
        return tuple(t for t in found if self.ends.resolve(t) or t.lemma_.lower() in self.cues["speakers"])

    def _read_in(self, verb: Token) -> tuple[Token, ...]:
        """Documented in a report, as stated in a letter: what it is read in."""
        if verb.tag_ != "VBN":
            return ()
        inside = [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "in" for p in c.children]
        return tuple(t for t in inside if t.dep_ == "pobj" and t.lemma_.lower() in self.cues["telling_nouns"])[:1]

    def _of_statement(self, verb: Token) -> tuple[Token, ...]:
        """X released a statement claiming: X; a report stating: the report."""
        noun = verb.head
        if noun.lemma_.lower() not in self.cues["telling_nouns"] | self.cues["saying_occasions"]:
            return ()
        if noun.dep_ == "dobj":
            found = [c for c in noun.head.children if c.dep_ == "nsubj"][-1:]
            if found:
                return tuple(found)
        return (noun,)

    def _just_before(self, verb: Token) -> list[Token]:
        """Who stands right before a verb that the parse has given no subject: X, the spokesman, said."""
        at = verb.i - 1
        while at >= 0 and (self.doc[at].text in (",", ")") or self.doc[at].dep_ in ("aux", "advmod", "neg")):
            at -= 1
        if at < 0:
            return []
        token = self.doc[at]
        if token.i in self.ends.parsed.names:
            return [token] if self.ends.parsed.names[token.i].kind == "actor" else []
        if token.pos_ not in ("NOUN", "PROPN"):
            return []
        begin = token.i
        while begin > 0 and self.doc[begin - 1].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"):
            begin -= 1
        if begin > 1 and self.doc[begin - 1].text == "," and begin - 2 in self.ends.parsed.names:
            named = self.ends.parsed.names[begin - 2]
            if named.kind == "actor" and self.ends.discourse.is_person(named.id):
                return [self.doc[begin - 2]]
        personal = self.cues["speakers"] | self.cues["mid_nouns"] | self.cues["leadership_nouns"]
        return [token] if token.lemma_.lower() in personal else []

    def _is_source(self, token: Token) -> bool:
        lemma = token.lemma_.lower()
        if lemma in self.cues["speakers"] or lemma in self.cues["telling_nouns"]:
            return True
        return token.pos_ == "PROPN" or token.i in self.ends.parsed.names or token.lower_ in ("his", "her", "their")

    def _is_clausal(self, verb: Token) -> bool:
        """Whether a verb has what is said with it: a clause, a quotation, concerns that something is so."""
        if self.quoting or any(c.dep_ == "ccomp" for c in verb.children):
            return True
        objects = [c for c in verb.children if c.dep_ == "dobj"]
        return any(c.dep_ in ("acl", "ccomp", "relcl") and _opened_by_that(c) for o in objects for c in o.children)

    def _ends_quote(self, verb: Token) -> bool:
        """Whether a verb stands behind the quotation that it belongs to: "...," he added."""
        before = self.doc[: verb.i].text
        return bool(re.search(r"[,.?!][”\"]\s*[^”\"“]{0,60}$", before)) and verb.i - verb.left_edge.i >= 0

    def _casts_doubt(self, verb: Token) -> bool:
        return verb.lemma_ == "cast" and any(c.dep_ == "dobj" and c.lemma_ == "doubt" for c in verb.children)


def _opened_by_that(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)


def _is_verb(token: Token) -> bool:
    """Whether a word is a verb, or governs a clause and has a subject as one does: estimate, claim, report."""
    return token.pos_ == "VERB" or {"nsubj", "ccomp"} <= {c.dep_ for c in token.children}
