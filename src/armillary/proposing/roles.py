"""Roles: where by its trigger an end of a frame stands, as subject, object, possessor or behind a preposition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from armillary.proposing.cues import Cues
from armillary.proposing.ends import End, Ends

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
_CARRYING = frozenset(["in", "into", "to", "on", "as", "under", "with", "upon", "for", "from", "at"])
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_THROUGH = frozenset({"xcomp", "advcl", "pcomp", "conj", "ccomp", "acl", "relcl"})


class Roles:
    """Finds the ends of a trigger in one sentence."""

    def __init__(self, ends: Ends, cues: Cues) -> None:
        self.ends = ends
        self.cues = cues
        self.takes_things = False  # whether any noun stands for a thing at the end that is sought

    def find(
        self, trigger: Token, roles: Iterable[str], kind: str, light: frozenset[str]
    ) -> tuple[tuple[End, ...], str]:
        """The ends at the first role that has any, and that role."""
        owned_by = False
        for role in roles:
            if role == "subj" and owned_by:
                continue  # the presence of those whom nobody knows is not that of who speaks of it
            found = self.at(trigger, role, kind, light)
            owned_by = owned_by or (role == "of" and kind == "noun" and any(c.lower_ == "of" for c in trigger.children))
            if found:
                return found, role
        return (), ""

    def at(self, trigger: Token, role: str, kind: str, light: frozenset[str]) -> tuple[End, ...]:
        """The ends at one role; roles are written as in the frames."""
        deep = role.endswith("+")  # what is owned stands for its owner
        name = role.rstrip("+")
        match name:
            case "subj":
                return self._resolve(self.subject(trigger) if kind == "verb" else self.doer(trigger, light), deep)
            case "obj":
                return self._resolve(self.objects(trigger), deep)
            case "poss":
                return self._resolve([c for c in trigger.children if c.dep_ == "poss"], deep)
            case "compound":
                return self._compound(trigger)
            case "bearer":
                return self.bearer(trigger)
            case "dative":
                return self._resolve(self._given(trigger, kind, light), deep)
            case "between":
                return self._resolve(self.between(trigger, kind, light), deep)
            case "clause":
                return self._clause(trigger, light)
            case "victim":
                return self._resolve(self._victims(trigger), True)
            case "where":
                return self._where(trigger)
            case _:
                return self._resolve(self._behind(trigger, (name,), kind, light), deep)

    def _given(self, trigger: Token, kind: str, light: frozenset[str]) -> list[Token]:
        """To whom a thing is given: provided him shelter, provided him with shelter."""
        verb = self.carrier(trigger, light) if kind != "verb" else trigger
        if verb is None:
            return []
        given = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
        top = trigger
        while top.dep_ == "conj":
            top = top.head
        if not given and top.dep_ == "pobj" and top.head.lower_ == "with":
            given = [c for c in verb.children if c.dep_ == "dobj"] or self.objects(verb)
        return given

    def between(self, trigger: Token, kind: str, light: frozenset[str]) -> list[Token]:
        """Those between whom something is, if need be further on than the parse has it."""
        found = self._behind(trigger, ("between", "among"), kind, light)
        if found or kind == "verb":
            return found
        for token in trigger.doc[trigger.i + 1 : trigger.i + 9]:
            if token.pos_ in ("VERB", "AUX"):
                break
            if token.lower_ == "between":
                return [c for c in token.children if c.dep_ == "pobj"]
        return []

    def sides(self, tokens: list[Token]) -> tuple[tuple[End, ...], tuple[End, ...]]:
        """The two sides of a between: what stands before and, and what stands behind it."""
        if len(tokens) != 1:
            return (), ()
        alone = self.ends._alone(tokens[0], False, 0)
        joined = tuple(end for c in tokens[0].children if c.dep_ == "conj" for end in self.ends.resolve(c))
        return alone, joined

    def _clause(self, noun: Token, light: frozenset[str]) -> tuple[End, ...]:
        """The subject of the clause whose predicate a deed that nobody owns stands in, or who is helped in it."""
        if helped := self.ends.helped_in(noun):
            return helped
        if self.carrier(noun, light) is not None or any(
            c.lower_ in ("the", "this", "these", "that") for c in noun.children
        ):
            return ()
        at = noun
        for _ in range(4):
            head = at.head
            if at.dep_ not in ("pobj", "prep", "dobj", "conj", "acomp", "pcomp", "advmod") or head is at:
                return ()
            if head.pos_ in ("VERB", "AUX"):
                if (
                    head.lemma_.lower()
                    in self.cues["saying_verbs"] | self.cues["demanding_verbs"] | self.cues["receiving_verbs"]
                ):
                    return ()
                found = self._resolve(self._grammatical(head, 0), False)
                return tuple(replace(e, sure=min(e.sure, 0.7)) for e in found if e.kind == "actor")
            at = head
        return ()

    def _victims(self, noun: Token) -> list[Token]:
        """Who was killed or hit in what a noun tells: X was killed in a strike."""
        verb = noun.head.head
        if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "by", "during") or verb.pos_ != "VERB":
            return []
        if verb.lemma_ == "die" or (is_passive(verb) and verb.lemma_ in self.cues["harming_verbs"]):
            return self._grammatical(verb, 0)
        return []

    def _where(self, trigger: Token) -> tuple[End, ...]:
        """The place in which the sentence says that something is."""
        for at, named in self.ends.parsed.names.items():
            token = trigger.doc[at]
            if (
                (named.place or named.kind == "place")
                and token.dep_ == "pobj"
                and token.head.lower_ in ("in", "across")
            ):
                return (End(named.place or named.id, "place", at, named.text, named.place, sure=0.8),)
        return ()

    def _resolve(self, tokens: Iterable[Token], deep: bool) -> tuple[End, ...]:
        found: tuple[End, ...] = ()
        for token in tokens:
            found += self.ends.resolve(token, deep)
            if self.takes_things:
                found += self._things(token, {end.token for end in found})
        return found

    def _things(self, token: Token, had: set[int]) -> tuple[End, ...]:
        """The commodities and activities that a noun and those joined to it name, known or not."""
        joined = (token, *(c for c in token.subtree if c.dep_ == "conj" and c.head in (token, *token.conjuncts)))
        return tuple(
            End("", "thing", t.i, self.ends.words(t), sure=0.8)
            for t in joined
            if t.i not in had and t.pos_ == "NOUN" and not self.ends.resolve(t)
        )

    def _compound(self, trigger: Token) -> tuple[End, ...]:
        found: tuple[End, ...] = ()
        for child in trigger.children:
            if child.dep_ in ("compound", "nmod", "amod", "npadvmod", "poss") and child.i in self.ends.parsed.names:
                for inner in (child, *(c for c in child.subtree if c is not child and c.i in self.ends.parsed.names)):
                    named = self.ends.parsed.names[inner.i]
                    if named.kind != "people":
                        found += tuple(e for e in self.ends.resolve(inner) if e not in found)
                    elif named.id in self.ends.discourse.finder.actors:
                        found += (End(named.id, "actor", inner.i, named.text, named.place),)
        return found

    # --------------------------------------------------------------------- verbs

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
        return self._grammatical(verb, depth)

    def _grammatical(self, verb: Token, depth: int) -> list[Token]:
        """Who or what a verb agrees with, or would if it had a subject of its own."""
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                if child.lower_ in _RELATIVE and verb.dep_ == "relcl":
                    return self._described(verb.head)
                return [child]
        head = verb.head
        if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
            return self._grammatical(head, depth + 1) if depth < _DEEPEST else []
        if verb.dep_ == "xcomp" and head.pos_ == "NOUN":
            return self._whose(head, depth)
        if verb.dep_ == "xcomp" and head.pos_ in ("VERB", "AUX", "ADJ"):
            given = [c for c in head.children if c.dep_ == "dobj"]
            if given and head.lemma_ in _GIVES_CONTROL:
                return given
            return self._grammatical(head, depth + 1) if depth < _DEEPEST else []
        if verb.dep_ == "ccomp" and head.lemma_ in _GIVES_CONTROL:
            return [c for c in head.children if c.dep_ in ("dobj", "nsubj")][-1:]
        if verb.dep_ == "advcl" and head.pos_ in ("VERB", "AUX"):
            return self._grammatical(head, depth + 1) if depth < _DEEPEST else []
        if verb.dep_ == "acl":
            if verb.tag_ in ("VBG", "VBN") and not is_passive(verb) and self.ends.resolve(head):
                return [head]
            return self._whose(head, depth)
        if verb.dep_ == "relcl" and is_infinitive(verb):
            return self._whose(head, depth)
        if verb.dep_ == "pcomp":
            up = head.head
            if is_passive(up) and (doer := self.subject(up, depth + 1)):
                return doer  # is used by X for smuggling
            given = [c for c in up.children if c.dep_ == "dobj"]
            if head.lower_ == "of" and given and up.lemma_ in self.cues["charging_verbs"]:
                return given  # accuses X of sheltering
            if up.pos_ == "ADJ" and up.dep_ in ("acomp", "xcomp", "oprd", "conj"):
                return self._grammatical(up.head, depth + 1) if depth < _DEEPEST else []
            if up.pos_ in ("VERB", "AUX"):
                return self._grammatical(up, depth + 1) if depth < _DEEPEST else []
            return self._whose(up, depth)
        return []

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
            return self._grammatical(noun.head, depth + 1) if depth < _DEEPEST else []
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
            return self._grammatical(noun.head, depth + 1) if depth < _DEEPEST else []
        if noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "AUX"):
            return self._grammatical(noun.head.head, depth + 1) if depth < _DEEPEST else []
        return [c for c in noun.children if c.dep_ == "compound" and c.i in self.ends.parsed.names]

    def objects(self, verb: Token) -> list[Token]:
        """The logical object of a verb: to whom it is done."""
        if is_passive(verb):
            if verb.dep_ == "acl" and not any(c.dep_ == "nsubjpass" for c in verb.children):
                noun = verb.head
                if noun.dep_ == "attr" and not self.ends.resolve(noun):
                    return [c for c in noun.head.children if c.dep_ == "nsubj"]  # X is the largest city held by Y
                return [noun]
            return self._grammatical(verb, 0)
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

    # --------------------------------------------------------------------- nouns

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
            return self.objects(verb) if verb.dep_ != "acl" else [verb.head]
        found = self._grammatical(verb, 0)
        return [token for token in found if token.i != noun.i]

    def bearer(self, noun: Token) -> tuple[End, ...]:
        """Who is what a noun says: by apposition, by a copula, by a name that it precedes, or by a list behind it."""
        listed = self.ends._listed(noun)
        if listed:
            return listed
        for child in noun.children:
            if child.dep_ == "appos":
                found = self.ends.resolve(child)
                if found:
                    return found
        plural = noun.tag_ in ("NNS", "NNPS")
        if plural and noun.dep_ == "conj" and any(c.lower_ == "other" for c in noun.children):
            return self.ends.resolve(noun.head)[:1]  # X and other leaders of Y
        if noun.dep_ in ("compound", "nmod", "amod"):
            if noun.head.i in self.ends.parsed.names:
                return self.ends.resolve(noun.head) if plural else self.ends._alone(noun.head, False, 0)
            return self.ends._apposed(noun.head) if noun.head.pos_ == "NOUN" else ()
        top = noun
        while top.dep_ == "conj" and top.head.pos_ == "NOUN" and top.head.i not in self.ends.parsed.names:
            top = top.head
        head = top.head
        if top.dep_ == "appos":
            return self.ends.resolve(head)
        beside = -1 if plural else self.ends._left_of(noun)
        if beside >= 0:
            return self.ends.resolve(noun.doc[beside])
        if top.dep_ in ("attr", "oprd") and head.pos_ in ("VERB", "AUX"):
            objects = [c for c in head.children if c.dep_ == "dobj"]
            return self._resolve(objects or self._grammatical(head, 0), False)
        if top.dep_ == "pobj" and head.lower_ in ("as", "on", "among", "under") and top is not noun.head:
            up = head.head
            if up.dep_ == "relcl" or up.pos_ in ("VERB", "AUX"):
                objects = [c for c in up.children if c.dep_ == "dobj"]
                if up.lemma_ in ("succeed", "replace", "follow"):
                    objects = [*self._grammatical(up, 0), *objects]  # X succeeded Y as its leader
                subject = self.objects(up) if is_passive(up) else (objects or self._grammatical(up, 0))
                if not is_passive(up) and not self._resolve(subject, False):
                    subject = self._grammatical(up, 0)  # began life as the wing of
                if head.lower_ == "among" and up.lemma_ == "be":  # among these affiliates are X and Y
                    subject = [c for c in up.children if c.dep_ in ("nsubj", "attr") and c.i > up.i][:1] or subject
                    found = self._resolve(subject, False)
                    more = self.ends._run_on(subject[0], {e.name for e in found}) if subject else ()
                    return (*found, *more)
                return self._resolve(subject, False)
            if up.pos_ in ("NOUN", "PROPN"):
                return self.ends.resolve(up)
        return ()

    def itself(self, noun: Token) -> tuple[End, ...]:
        """A role that names nobody is an actor of its own: a splinter faction of TTP."""
        return (End("", "new", noun.i, self.ends.words(noun), sure=0.7),)

    def _behind(self, trigger: Token, words: tuple[str, ...], kind: str, light: frozenset[str]) -> list[Token]:
        """What stands behind a preposition of a trigger, or of the verb that carries it."""
        holders = [trigger]
        named_apart: list[Token] = []
        if kind == "verb":
            holders += [c for c in trigger.children if c.dep_ in ("dobj", "prt", "advmod", "acomp", "oprd", "attr")]
            holders += [
                c
                for c in trigger.children
                if c.dep_ == "conj" and c.pos_ == trigger.pos_ and not any(o.dep_ == "dobj" for o in c.children)
            ]
            things = [c for c in trigger.children if c.dep_ == "dobj"]
            holders += [
                p for t in things for c in t.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"
            ]
            calls = [c for c in trigger.children if c.dep_ == "prep" and c.lower_ == "for"]
            holders += [p for c in calls for p in c.children if p.dep_ == "pobj"]  # called for attacks on
        else:
            carrier = self.carrier(trigger, light)
            named_apart = [c for c in trigger.children if c.dep_ == "appos"]
            holders += named_apart + [c for a in named_apart for c in a.subtree if c.dep_ in ("conj", "appos")]
            # The parse hangs a place on what the deed is of: the presence of groups in a land.
            inner = [p for c in trigger.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
            if trigger.dep_ == "advmod" and trigger.head.pos_ == "ADP":
                holders.append(trigger.head.head)  # together with
            if carrier is not None:
                holders.append(carrier)
                holders += [c for c in carrier.children if c.dep_ == "acomp"]
            elif trigger.dep_ == "acomp" or trigger.tag_ == "JJ":
                holders.append(trigger.head)
            up = trigger
            while up.dep_ == "conj" and up.head.pos_ == trigger.pos_:
                up = up.head
                holders.append(up)
            holders += [c for c in trigger.children if c.dep_ == "conj" and c.pos_ == trigger.pos_] + inner
        several: list[Token] = []
        for holder in holders:
            found = [
                c
                for prep in _prepositions(holder)
                if prep.lower_ in words
                for c in prep.children
                if c.dep_ in ("pobj", "pcomp")
            ]
            if (
                found
                and holder not in named_apart
                and holder.dep_ not in ("appos",)
                and not (several and holder.dep_ == "conj")
            ):
                return several or found
            several += found
        return several


def _prepositions(token: Token) -> Iterable[Token]:
    """The prepositions of a word, and those that hang on them: along with, in addition to."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.pos_ in ("ADP", "SCONJ", "ADV", "PART"):
            yield child
            for inner in child.children:
                if inner.dep_ == "prep" or (inner.dep_ == "conj" and inner.pos_ == "ADP"):
                    yield inner


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
