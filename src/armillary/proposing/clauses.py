"""Clauses: who does what a verb says, and to whom it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from armillary.proposing.charges import blamed_on, find_charge, to_blame
from armillary.proposing.cues import Cues
from armillary.proposing.ends import Ends

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEPEST = 5  # verbs climbed through
_GIVES_CONTROL = frozenset(
    [
        "allow",
        "enable",
        "force",
        "help",
        "let",
        "permit",
        "encourage",
        "press",
        "urge",
        "ask",
        "order",
        "lead",
        "prompt",
        "push",
        "call",
    ]
)
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


class Clauses:
    """Finds the logical subjects and objects of the verbs of one sentence."""

    def __init__(self, ends: Ends, cues: Cues) -> None:
        self.ends = ends
        self.cues = cues

    def subject(self, verb: Token, depth: int = 0) -> list[Token]:
        """The logical subject of a verb: who does it, also where the verb leaves that to another."""
        if depth > _DEEPEST:
            return []
        passive = is_passive(verb)
        if passive:
            return [
                p
                for c in verb.children
                if c.dep_ in ("agent", "prep") and c.lower_ == "by"
                for p in c.children
                if p.dep_ == "pobj"
            ]
        return self.grammatical(verb, depth)

    def grammatical(self, verb: Token, depth: int) -> list[Token]:
        """Who or what a verb agrees with, or would if it had a subject of its own."""
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                if child.lower_ in _RELATIVE and verb.dep_ == "relcl":
                    return self._described(verb.head)
                return [child]
        head = verb.head
        if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
            return self.grammatical(head, depth + 1) if depth < _DEEPEST else []
        if verb.dep_ == "xcomp" and head.pos_ == "NOUN":
            return self._whose(head, depth)
        if verb.dep_ == "xcomp" and head.pos_ in ("VERB", "AUX", "ADJ"):
            given = [c for c in head.children if c.dep_ == "dobj"]
            if head.dep_ == "acl" and is_passive(head):
                return [head.head]  # a group believed to have
            if given and head.lemma_ in _GIVES_CONTROL:
                return given
            return self.grammatical(head, depth + 1) if depth < _DEEPEST else []
        if verb.dep_ == "ccomp" and head.lemma_ in _GIVES_CONTROL:
            return [c for c in head.children if c.dep_ in ("dobj", "nsubj")][-1:]
        if verb.dep_ == "advcl" and head.pos_ in ("VERB", "AUX"):
            return self.grammatical(head, depth + 1) if depth < _DEEPEST else []
        if verb.dep_ == "acl":
            if verb.tag_ in ("VBG", "VBN") and not is_passive(verb) and self.ends.resolve(head):
                return [head]
            return self._whose(head, depth)
        if verb.dep_ == "relcl" and is_infinitive(verb):
            return self._whose(head, depth)
        if verb.dep_ == "pcomp":
            up = head.head
            if (charge := find_charge(verb, self.cues)) is not None:
                return self.accused(charge)
            if is_passive(up) and (doer := self.subject(up, depth + 1)):
                return doer  # is used by X for smuggling
            if up.pos_ == "ADJ" and up.dep_ in ("acomp", "xcomp", "oprd", "conj"):
                return self.grammatical(up.head, depth + 1) if depth < _DEEPEST else []
            if up.pos_ in ("VERB", "AUX"):
                return self.grammatical(up, depth + 1) if depth < _DEEPEST else []
            return self._whose(up, depth)
        return []

    def accused(self, charge: Token) -> list[Token]:
        """Whom a verb charges: accuses X of sheltering, X is blamed for, blames an attack on X."""
        blamed = blamed_on(charge)
        if blamed is not None:
            return [blamed]
        beside = to_blame(charge)
        held = [c for c in beside.children if c.dep_ == "nsubj"] if beside is not None else []
        return held or self.objects(charge)

    def _described(self, noun: Token) -> list[Token]:
        """Who a noun with a relative clause is: itself, or the subject of which it is said."""
        if noun.dep_ == "attr" and noun.i not in self.ends.parsed.names and noun.head.lemma_ == "be":
            return [c for c in noun.head.children if c.dep_ == "nsubj"] or [noun]  # it is a group that
        return [noun]

    def _whose(self, noun: Token, depth: int) -> list[Token]:
        """Who has a noun that carries a deed: the refusal of, its ability to."""
        while noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and not any(c.dep_ == "poss" for c in noun.children):
            noun = noun.head
        owned = [c for c in noun.children if c.dep_ == "poss"]
        if owned and noun.dep_ == "dobj" and noun.head.lemma_ in self.cues["needing_verbs"]:
            return self.grammatical(noun.head, depth + 1) if depth < _DEEPEST else []
        if owned:
            return owned
        of = [
            p
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ in ("of", "by")
            for p in c.children
            if p.dep_ == "pobj"
        ]
        if of and noun.lemma_ in self.cues["attempting_nouns"]:
            return of
        if noun.dep_ in ("dobj", "attr", "oprd") and noun.head.pos_ in ("VERB", "AUX"):
            return self.grammatical(noun.head, depth + 1) if depth < _DEEPEST else []
        if noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "AUX"):
            return self.grammatical(noun.head.head, depth + 1) if depth < _DEEPEST else []
        return [c for c in noun.children if c.dep_ == "compound" and c.i in self.ends.parsed.names]

    def objects(self, verb: Token) -> list[Token]:
        """The logical object of a verb: to whom it is done."""
        if is_passive(verb):
            if verb.dep_ == "acl" and not any(c.dep_ == "nsubjpass" for c in verb.children):
                noun = verb.head
                if noun.dep_ == "attr" and not self.ends.resolve(noun):
                    return [c for c in noun.head.children if c.dep_ == "nsubj"]  # X is the largest city held by Y
                return [noun]
            return self.grammatical(verb, 0)
        found = [c for c in verb.children if c.dep_ == "dobj" and c.lower_ not in _RELATIVE]
        if found:
            return found
        if verb.lemma_ in _GIVES_CONTROL:
            clauses = [c for c in verb.children if c.dep_ == "ccomp"]
            given = [c for clause in clauses for c in clause.children if c.dep_ == "nsubj"]
            if given:
                return given
        subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in _RELATIVE]
        if verb.dep_ == "relcl" and subjects and not any(c.lower_ == "whose" for c in subjects[0].subtree):
            return [verb.head]
        behind = any(c.dep_ == "prep" and c.i < other.i for other in verb.children for c in verb.children)
        for other in () if behind else verb.children:
            if other.dep_ == "conj" and other.pos_ == "VERB" and not any(c.dep_ in ("nsubj",) for c in other.children):
                shared = [c for c in other.children if c.dep_ == "dobj"]
                if not any(c.lower_ in ("itself", "themselves", "himself") for c in shared):
                    return shared
                return [p for c in other.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
        return []


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with to and without a subject."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.lefts) and not any(
        c.dep_ in ("nsubj", "nsubjpass") for c in verb.children
    )


def is_passive(verb: Token) -> bool:
    """Whether the grammatical subject of a verb is its logical object."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ == "nsubj" for c in verb.children):
        return False
    if verb.dep_ in ("acl", "amod"):
        return True
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN" and not any(c.dep_ in ("aux", "dobj") for c in verb.children):
        return is_passive(verb.head)
    return verb.dep_ in ("advcl", "ccomp") and not any(c.dep_ in ("aux", "nsubj") for c in verb.children)
