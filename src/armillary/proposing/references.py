"""References: whom pronouns, `the group`, `the rebels`, `the country` and `the government` stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from armillary.names.finder import Found
from armillary.proposing.end import BY_CLASS, BY_REFERENCE, DEEPEST, End, Resolver

if TYPE_CHECKING:
    from spacy.tokens import Token

_REFLEXIVE = frozenset({"itself", "themselves", "himself", "herself"})
_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves", "theirs"})
_PERSON = frozenset({"he", "him", "his", "she", "her", "himself"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "both", "two", "such"})
_WHEN = frozenset({"when", "while", "as", "after", "before", "once"})
_TWO = frozenset({"two", "both"})
_ANY_GROUP = frozenset({"said", "same", "two", "other", "own"})
_REBELS = frozenset({"rebel", "insurgent", "militant", "jihadist", "guerrilla", "extremist"})
_RENAMED = frozenset({"rebrand", "rename", "know", "call", "dub", "style"})
_HELP = frozenset({"support", "help", "assistance", "aid", "backing"})


class References:
    """Resolves the words of one sentence that point to what was named before."""

    def __init__(self, ends: Resolver) -> None:
        self.ends = ends
        self.parsed = ends.parsed
        self.cues = ends.cues
        self.discourse = ends.discourse

    def state(self, token: Token) -> str:
        """The state that `the government` and `the army` are of, if one was named, or ''."""
        if not any(c.lower_ == "the" for c in token.children) or any(c.i in self.parsed.names for c in token.children):
            return ""
        return self.discourse.state(self.ends.sentence, token.i)

    def named_in_part(self, token: Token) -> tuple[End, ...]:
        """The group whose name has a capitalised word: the Council, the Front."""
        if not any(c.lower_ == "the" for c in token.children):
            return ()
        called = self.discourse.called(token.lower_) or self.discourse.called(token.lemma_.lower())
        return (End(called, "actor", token.i, sure=BY_REFERENCE),) if called else ()

    def country(self, token: Token) -> str:
        """The country that was named last before a word, or ''."""
        named = [n.place or n.id for at, n in self._standing(token)]
        here = [place for place in named if place in self.ends.places and self.ends.places[place].kind == "country"]
        return here[-1] if here else self.discourse.country_before

    def _standing(self, token: Token) -> list[tuple[int, Found]]:
        """The names before a word that say where something is: in X, from Y."""
        doc = token.doc
        return [(at, n) for at, n in self.parsed.names.items() if at < token.i and doc[at].dep_ == "pobj"]

    def pronoun(self, token: Token, lower: str) -> tuple[End, ...]:
        """Whom a pronoun, given in small letters too, means."""
        if lower == "whose":
            owned = [t for t in token.ancestors if t.dep_ == "relcl"]
            return self.ends.alone(owned[0].head, False, 1) if owned else ()
        without = self._clause_mates(token)
        if lower in _REFLEXIVE:
            subjects = [c for c in token.head.children if c.dep_ == "nsubj"]
            verb = token.head
            while not subjects and verb.dep_ in ("xcomp", "conj", "advcl", "pcomp", "prep") and verb.head is not verb:
                verb = verb.head
                subjects = [c for c in verb.children if c.dep_ == "nsubj"]
            return tuple(end for c in subjects[:1] if c is not token for end in self.ends.resolve(c))
        if lower in _PERSON:
            one = self.discourse.one(True, self.ends.sentence, token.i)
            return (End(one, "actor", token.i, sure=BY_REFERENCE),) if one else ()
        if lower in ("its", "their"):
            if by_help := self.helped_in(token.head):
                return tuple(replace(end, token=token.i, sure=0.9) for end in by_help)
            noun = token.head
            if noun.dep_ == "conj" and noun.head.i in self.parsed.names:
                beside = self.ends.alone(noun.head, False, 1)  # X and its leader
                if beside and beside[0].kind == "actor" and not self.discourse.is_person(beside[0].id):
                    return tuple(replace(end, token=token.i) for end in beside)
            own = self._own_subject(token)
            if own and own[0].kind == "actor" and not self.discourse.is_person(own[0].id):
                return own
        if lower in _SINGULAR:
            one = self.discourse.one(False, self.ends.sentence, token.i, () if lower in ("its", "itself") else without)
            return (End(one, "actor", token.i, sure=BY_REFERENCE),) if one else ()
        if lower in _PLURAL:
            if lower == "they" and (helped := self._helped(token)):
                return self._referred(helped, token)
            one = self.discourse.one(
                False, self.ends.sentence, token.i, () if lower != "them" else without, group=False
            )
            return (End(one, "actor", token.i, sure=BY_REFERENCE),) if one else ()
        if lower == "both":
            return self._referred(self.discourse.several(2, self.ends.sentence, token.i), token)
        if lower in ("other", "others") and lower == "other":
            both = self.discourse.several(2, self.ends.sentence, token.i)
            return self._referred(both, token)
        return ()

    def _helped(self, token: Token) -> tuple[str, ...]:
        """Whom `they` in a clause of time means behind a clause in which one side is given something: the other."""
        verb = token.head
        if verb.dep_ != "advcl" or not any(c.lower_ in _WHEN for c in verb.children):
            return ()
        main = verb.head
        if main.lemma_.lower() not in self.cues["helping_verbs"] or main.i > token.i:
            return ()
        given = [c for c in main.children if c.dep_ in ("dobj", "dative")]
        behind = [p for c in main.children if c.dep_ in ("dative", "prep") and c.lower_ == "to" for p in c.children]
        inner = [p for g in given for c in g.children if c.lower_ == "to" for p in c.children if p.dep_ == "pobj"]
        ends = [e for t in (*behind, *inner, *given) for e in self.ends.alone(t, False, 1)]
        found = [e.id for e in ends if e.kind == "actor" and self.discourse.is_group(e.id)]
        return tuple(found[:1])

    def helped_in(self, deed: Token) -> tuple[End, ...]:
        """Whose deed it is in which one side is helped by another: supports X in the fight against Y."""
        prep = deed.head
        if deed.dep_ != "pobj" or prep.lower_ not in ("in", "with", "during"):
            return ()
        help_ = prep.head
        if help_.pos_ in ("VERB", "AUX"):
            given = [c for c in help_.children if c.dep_ == "dobj" and c.i < deed.i]
            if help_.lemma_.lower() in self.cues["helping_verbs"] and given and given[0].lemma_.lower() not in _HELP:
                return self._groups(given)
            given += [p for c in help_.children if c.dep_ == "prep" and c.i < prep.i for p in c.children]
            help_ = next((t for t in given if t.lemma_.lower() in _HELP), help_)
        if help_.lemma_.lower() not in _HELP:
            above = [t for t in help_.ancestors if t.lemma_.lower() in _HELP]
            if help_.i not in self.parsed.names or not above:
                return ()
            help_ = above[0]  # the parse hangs the deed on the name: support for X in its fight
        behind = [c for c in help_.children if c.dep_ == "prep" and c.lower_ in ("for", "of", "to")]
        return self._groups([p for c in behind for p in c.children if p.dep_ == "pobj" and p.i < deed.i])

    def _groups(self, tokens: Iterable[Token]) -> tuple[End, ...]:
        return tuple(
            e for t in tokens for e in self.ends.resolve(t) if e.kind == "actor" and not self.discourse.is_person(e.id)
        )

    def _clause_mates(self, token: Token) -> list[str]:
        """The subjects and objects of the word's own clause, whom it does not mean."""
        verb = token.head
        found = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "dobj")]
        while verb.dep_ in ("conj", "advcl") and not any(child.dep_ in ("nsubj", "nsubjpass") for child in found):
            verb = verb.head
            found += [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        return [self.parsed.names[child.i].id for child in found if child.i in self.parsed.names]

    def _referred(self, ids: Iterable[str], token: Token) -> tuple[End, ...]:
        return tuple(End(i, "actor", token.i, sure=BY_REFERENCE) for i in ids)

    def group_word(self, token: Token) -> tuple[End, ...]:
        """`the group`, `these organisations`, `the two groups`: what was named before; nothing for `other groups`."""
        if renamed := self._renamed(token):
            return renamed
        marks = {child.lower_ for child in token.children}
        if token.lower_ in _TWO:
            marks.add(token.lower_)
        if "two" in marks and not marks & {"the", "these", "those", "both"}:
            return ()
        if not marks & _POINTING or marks & {"other", "various", "several", "many", "some", "such"}:
            return ()
        if any(child.dep_ in ("relcl", "acl") for child in token.children) and "the" in marks:
            return ()
        if any(self._tells_apart(child) for child in token.children):
            return ()
        if token.dep_ == "pobj" and token.head.lower_ == "between":
            marks.add("two")
        if token.tag_ in ("NNS", "NNPS") or token.lower_ in _TWO:
            number = 2 if marks & _TWO else 0
            if number == 0 and not marks & {"these", "those", "the"}:
                return ()
            return self._referred(self.discourse.several(number, self.ends.sentence, token.i), token)
        if any(child.dep_ in ("compound", "poss", "nmod") for child in token.children):
            return ()
        one = self.discourse.called(token.lemma_.lower()) or self.discourse.one(
            False, self.ends.sentence, token.i, self._clause_mates(token), group=True
        )
        return (End(one, "actor", token.i, sure=BY_REFERENCE),) if one else ()

    def men(self, token: Token) -> tuple[End, ...]:
        """The group spoken of, by its men: the rebels, the insurgents."""
        if token.lemma_.lower() not in _REBELS or [c.lower_ for c in token.children if c.i < token.i] != ["the"]:
            return ()
        if any(child.dep_ in ("relcl", "acl", "prep") for child in token.children):
            return ()
        one = self.discourse.one(False, self.ends.sentence, token.i, self._clause_mates(token), group=True)
        return (End(one, "actor", token.i, sure=BY_CLASS),) if one else ()

    def _renamed(self, token: Token) -> tuple[End, ...]:
        """The name behind a noun by which it says that it goes: the group, rebranded as X."""
        for child in token.children:
            if child.dep_ == "acl" and child.lemma_ in _RENAMED:
                for named in child.subtree:
                    if named.i in self.parsed.names and named.dep_ in ("pobj", "oprd"):
                        return self.ends.alone(named, False, DEEPEST)
        return ()

    def _tells_apart(self, child: Token) -> bool:
        """Whether a word before a group's noun says which of several: the northern movements, the new group."""
        if child.dep_ != "amod":
            return False
        named = self.parsed.names.get(child.i)
        if named is not None and named.kind == "people":
            return False
        return child.lower_ not in self.cues["armed_adjectives"] and child.lower_ not in _ANY_GROUP

    def _own_subject(self, token: Token) -> tuple[End, ...]:
        """The subject of the clause that its or their stands in, unless the word is in that subject."""
        at = token
        for _ in range(8):
            head = at.head
            if head is at:
                return ()
            if head.pos_ in ("VERB", "AUX"):
                if at.dep_ in ("nsubj", "nsubjpass"):
                    return ()
                subjects = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ != "PRON"]
                if subjects:
                    found = self.ends.resolve(subjects[0])
                    return tuple(replace(e, token=token.i, sure=0.9) for e in found) if len(found) == 1 else ()
                if head.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep"):
                    return ()
            at = head
        return ()
