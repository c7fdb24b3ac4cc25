"""Deeds told by a noun: the verb that carries it, who does it, and who is what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from armillary.proposing.clauses import Clauses, is_passive
from armillary.proposing.end import End
from armillary.proposing.ends import Ends

if TYPE_CHECKING:
    from spacy.tokens import Token

_CARRYING = frozenset(["in", "into", "to", "on", "as", "under", "with", "upon", "for", "from", "at"])
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


class Deeds:
    """Finds whose the deeds and roles are that nouns of one sentence tell."""

    def __init__(
        self, ends: Ends, clauses: Clauses, resolve: Callable[[Iterable[Token], bool], tuple[End, ...]]
    ) -> None:
        self.clauses = clauses
        self.resolve = resolve
        self.ends = ends
        self.cues = ends.cues

    def carrier(self, noun: Token, light: frozenset[str]) -> Token | None:
        """The light verb whose noun is the deed: provides support, came under attack, was a supporter."""
        top = noun
        while top.dep_ in ("conj", "appos") and top.head.pos_ in ("NOUN", "PROPN"):
            top = top.head
        verbs = light or self.cues["light_verbs"] | self.cues["receiving_verbs"]
        head = top.head
        if top.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in self.cues["partitive_nouns"]:
            top = head.head  # launched a series of operations
            head = top.head
        if top.dep_ in ("dobj", "attr", "oprd", "nsubjpass", "acomp", "dative") and head.lemma_ in verbs:
            return head
        behind = top.dep_ == "pobj" and head.dep_ in ("prep", "agent") and head.lower_ in _CARRYING
        if behind and head.head.pos_ in ("VERB", "AUX") and head.head.lemma_ in verbs:
            return head.head
        if top.dep_ == "nsubj" and head.lemma_ == "be" and any(c.dep_ == "acomp" for c in head.children):
            return head
        if top.dep_ == "nsubj" and head.lemma_ in ("exist", "be", "continue", "remain", "persist", "date"):
            return head if any(c.dep_ == "expl" for c in head.children) else None
        return None

    def doer(self, noun: Token, light: frozenset[str]) -> list[Token]:
        """Whose deed a noun is, by the verb that carries it."""
        for child in noun.children:  # the guidance that X provided
            if child.dep_ == "relcl" and child.lemma_ in self.cues["light_verbs"] and not is_passive(child):
                doers = [c for c in child.children if c.dep_ == "nsubj" and c.lower_ not in _RELATIVE]
                if doers:
                    return doers
        verb = self.carrier(noun, light)
        if verb is None or (verb.lemma_ == "be" and noun.dep_ == "nsubj"):
            return []
        receiving = verb.lemma_ in self.cues["receiving_verbs"] and verb.lemma_ not in light
        if receiving:
            return []
        if noun.dep_ == "nsubjpass":
            return [p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
        if is_passive(verb):
            return self.clauses.objects(verb) if verb.dep_ != "acl" else [verb.head]
        found = self.clauses.grammatical(verb, 0)
        return [token for token in found if token.i != noun.i]

    def bearer(self, noun: Token) -> tuple[End, ...]:
        """Who is what a noun says: by apposition, by a copula, by a name that it precedes, or by a list behind it."""
        listed = self.ends.lists.listed(noun)
        if listed:
            return listed
        for child in noun.children:
            if child.dep_ == "appos":
                found = self.ends.resolve(child)
                if found:
                    return found
        plural = noun.tag_ in ("NNS", "NNPS")
        after = noun.doc[noun.i + 1 : noun.i + 3]
        if len(after) == 2 and noun.dep_ == after[1].dep_ == "nsubj" and after[0].text == ",":
            return self.ends.alone(after[1], False, 0)  # X's leader, Y, said
        if plural and noun.dep_ == "conj" and any(c.lower_ == "other" for c in noun.children):
            return self.ends.resolve(noun.head)[:1]  # X and other leaders of Y
        if noun.dep_ in ("compound", "nmod", "amod"):
            if noun.head.i in self.ends.parsed.names:
                return self.ends.resolve(noun.head) if plural else self.ends.alone(noun.head, False, 0)
            return self.ends.apposed(noun.head) if noun.head.pos_ == "NOUN" else ()
        top = noun
        while top.dep_ == "conj" and top.head.pos_ == "NOUN" and top.head.i not in self.ends.parsed.names:
            top = top.head
        head = top.head
        if top.dep_ == "appos":
            # Of a list only the name beside it is one: X, a faction of Y, and Z.
            return self.ends.resolve(head) if plural else self.ends.alone(head, False, 0)
        beside = -1 if plural else self.ends.left_of(noun)
        if beside >= 0:
            return self.ends.resolve(noun.doc[beside])
        if top.dep_ in ("attr", "oprd") and head.pos_ in ("VERB", "AUX"):
            objects = [c for c in head.children if c.dep_ == "dobj"]
            return self.resolve(objects or self.clauses.grammatical(head, 0), False)
        if top.dep_ == "pobj" and head.lower_ in ("as", "on", "among", "under") and top is not noun.head:
            up = head.head
            if up.dep_ == "relcl" or up.pos_ in ("VERB", "AUX"):
                objects = [c for c in up.children if c.dep_ == "dobj"]
                if up.lemma_ in ("succeed", "replace", "follow"):
                    objects = [*self.clauses.grammatical(up, 0), *objects]  # X succeeded Y as its leader
                subject = self.clauses.objects(up) if is_passive(up) else (objects or self.clauses.grammatical(up, 0))
                if not is_passive(up) and not self.resolve(subject, False):
                    subject = self.clauses.grammatical(up, 0)  # began life as the wing of
                if head.lower_ == "among" and up.lemma_ == "be":  # among these affiliates are X and Y
                    subject = [c for c in up.children if c.dep_ in ("nsubj", "attr") and c.i > up.i][:1] or subject
                    found = self.resolve(subject, False)
                    more = self.ends.lists.run_on(subject[0], {e.name for e in found}) if subject else ()
                    return (*found, *more)
                return self.resolve(subject, False)
            if up.pos_ in ("NOUN", "PROPN"):
                return self.ends.resolve(up)
        return ()

    def itself(self, noun: Token) -> tuple[End, ...]:
        """A role that names nobody is an actor of its own: a splinter faction of TTP."""
        return (End("", "new", noun.i, self.ends.unnamed.words(noun), sure=0.7),)

    def victims(self, noun: Token) -> list[Token]:
        """Who was killed or hit in what a noun tells: X was killed in a strike."""
        verb = noun.head.head
        if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "by", "during") or verb.pos_ != "VERB":
            return []
        if verb.lemma_ == "die" or (is_passive(verb) and verb.lemma_ in self.cues["harming_verbs"]):
            return self.clauses.grammatical(verb, 0)
        return []

    def clause(self, noun: Token, light: frozenset[str]) -> tuple[End, ...]:
        """The subject of the clause whose predicate a deed that nobody owns stands in, or who is helped in it."""
        if helped := self.ends.references.helped_in(noun):
            return helped
        carried = self.carrier(noun, light) is not None and noun.head.lower_ != "under"
        if carried or any(c.lower_ in ("the", "this", "these", "that") for c in noun.children):
            return ()
        at = noun
        for _ in range(4):
            head = at.head
            if at.dep_ not in ("pobj", "prep", "dobj", "conj", "acomp", "pcomp", "advmod") or head is at:
                return ()
            if head.pos_ in ("VERB", "AUX"):
                if (
                    head.lemma_.lower()
                    in self.cues["saying_verbs"]
                    | self.cues["demanding_verbs"]
                    | self.cues["receiving_verbs"]
                    | self.cues["reacting_verbs"]
                ):
                    return ()
                found = self.resolve(self.clauses.grammatical(head, 0), False)
                return tuple(replace(e, sure=min(e.sure, 0.7)) for e in found if e.kind == "actor")
            at = head
        return ()
