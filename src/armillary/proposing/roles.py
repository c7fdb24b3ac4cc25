"""Roles: where by its trigger an end of a frame stands, as subject, object, possessor or behind a preposition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from armillary.proposing.charges import find_charge
from armillary.proposing.clauses import Clauses
from armillary.proposing.cues import Cues
from armillary.proposing.deeds import Deeds
from armillary.proposing.end import End
from armillary.proposing.ends import Ends

if TYPE_CHECKING:
    from spacy.tokens import Token


class Roles:
    """Finds the ends of a trigger in one sentence."""

    def __init__(self, ends: Ends, cues: Cues) -> None:
        self.ends = ends
        self.cues = cues
        self.clauses = Clauses(ends, cues)
        self.deeds = Deeds(ends, self.clauses, self._resolve)
        self.takes_things = False  # whether any noun stands for a thing at the end that is sought

    def find(
        self, trigger: Token, roles: Iterable[str], kind: str, light: frozenset[str]
    ) -> tuple[tuple[End, ...], str]:
        """The ends at the first role that has any, and that role."""
        owned_by = False
        charge = find_charge(trigger, self.cues) if kind == "noun" else None
        for role in roles:
            if role in ("subj", "clause") and charge is not None:
                return self._resolve(self.clauses.accused(charge), False), role
            if role == "subj" and owned_by:
                continue  # the presence of those whom nobody knows is not that of who speaks of it
            found = self._at(trigger, role, kind, light)
            owned_by = owned_by or (role == "of" and kind == "noun" and any(c.lower_ == "of" for c in trigger.children))
            if found:
                return found, role
        return (), ""

    def _at(self, trigger: Token, role: str, kind: str, light: frozenset[str]) -> tuple[End, ...]:
        """The ends at one role; roles are written as in the frames."""
        deep = role.endswith("+")  # what is owned stands for its owner
        name = role.rstrip("+")
        match name:
            case "subj":
                return self._resolve(
                    self.clauses.subject(trigger) if kind == "verb" else self.deeds.doer(trigger, light), deep
                )
            case "obj":
                return self._resolve(self.clauses.objects(trigger), deep)
            case "poss":
                return self._resolve([c for c in trigger.children if c.dep_ == "poss"], deep)
            case "compound":
                return self._compound(trigger)
            case "bearer":
                return self.deeds.bearer(trigger)
            case "dative":
                return self._resolve(self._given(trigger, kind, light), deep)
            case "between":
                return self._resolve(self.between(trigger, kind, light), deep)
            case "clause":
                return self.deeds.clause(trigger, light)
            case "victim":
                return self._resolve(self.deeds.victims(trigger), True)
            case "where":
                return self._where(trigger)
            case _:
                return self._resolve(self._behind(trigger, (name,), kind, light), deep)

    def is_with_another(self, trigger: Token, roles: Iterable[str]) -> bool:
        """Whether a name stands behind `with` or `alongside` further on, known or not."""
        words = {role.rstrip("+") for role in roles} & {"with", "alongside", "beside"}
        behind = (t for t in trigger.subtree if t.i > trigger.i and t.dep_ == "pobj" and t.pos_ == "PROPN")
        return any(token.head.lower_ in words for token in behind)

    def _given(self, trigger: Token, kind: str, light: frozenset[str]) -> list[Token]:
        """To whom a thing is given: provided him shelter, provided him with shelter."""
        verb = self.deeds.carrier(trigger, light) if kind != "verb" else trigger
        if verb is None:
            return []
        given = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
        top = trigger
        while top.dep_ == "conj":
            top = top.head
        if not given and top.dep_ == "pobj" and top.head.lower_ == "with":
            given = [c for c in verb.children if c.dep_ == "dobj"] or self.clauses.objects(verb)
        return given

    def between(self, trigger: Token, kind: str, light: frozenset[str]) -> list[Token]:
        """Those between whom something is, if need be further on than the parse has it."""
        found = self._behind(trigger, ("between", "among"), kind, light)
        if found or kind == "verb":
            return found
        for token in trigger.doc[trigger.i + 1 : trigger.i + 9]:
            if token.pos_ in ("VERB", "AUX") and token.i != trigger.head.i:
                break  # but: clashes broke out between
            if token.lower_ == "between":
                return [c for c in token.children if c.dep_ == "pobj"]
        return []

    def sides(self, tokens: list[Token]) -> tuple[tuple[End, ...], tuple[End, ...]]:
        """The two sides of a between: what stands before and, and what stands behind it."""
        if len(tokens) != 1 or any(self.ends.lists.goes_on(tokens[0], c) for c in tokens[0].children):
            return (), ()  # between A, B and C: each with each
        alone = self.ends.alone(tokens[0], False, 0)
        joined = tuple(end for c in tokens[0].children if c.dep_ == "conj" for end in self.ends.resolve(c))
        return alone, joined

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
            End("", "thing", t.i, self.ends.unnamed.words(t), sure=0.8)
            for t in joined
            if t.i not in had and t.pos_ == "NOUN" and not self.ends.resolve(t)
        )

    def _compound(self, trigger: Token) -> tuple[End, ...]:
        found: tuple[End, ...] = ()
        for child in trigger.children:
            if child.dep_ in ("compound", "nmod", "amod", "npadvmod", "poss") and child.i in self.ends.parsed.names:
                for inner in (child, *(c for c in child.subtree if c is not child and c.i in self.ends.parsed.names)):
                    named = self.ends.parsed.names[inner.i]
                    if self.ends.is_set_apart(inner):
                        continue
                    if named.kind != "people":
                        found += tuple(e for e in self.ends.resolve(inner) if e not in found)
                    elif named.id in self.ends.discourse.finder.actors:
                        found += (End(named.id, "actor", inner.i, named.text, named.place),)
        return found

    # --------------------------------------------------------------------- verbs

    # --------------------------------------------------------------------- nouns

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
            carrier = self.deeds.carrier(trigger, light)
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
                for inner in (
                    prep,
                    *(p for p in prep.children if p.dep_ == "prep" and p.i == prep.i + 1),
                )  # from across
                for c in inner.children
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
