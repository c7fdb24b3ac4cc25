"""Ends: from a word of a parsed sentence to the actors, places or descriptions that it stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from armillary.proposing.cues import Cues
from armillary.proposing.discourse import Discourse
from armillary.proposing.end import BY_CLASS, BY_REFERENCE, DEEPEST, End
from armillary.proposing.lists import Lists
from armillary.proposing.parsing import Parsed
from armillary.proposing.references import References
from armillary.proposing.unnamed import Unnamed

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWNING = frozenset({"poss", "compound", "nmod", "amod", "npadvmod"})
_OF = frozenset({"of", "from", "within"})
_GATHERED = frozenset({"people", "organisation"})
_APART = frozenset({"anti", "ex", "non", "pro", "former", "post", "pre", "counter"})
_APART_JOINED = frozenset(f"{word}{dash}" for word in _APART for dash in "-–‑")
_TWO = frozenset({"two", "both"})
_LOYAL = frozenset({"loyal", "allied", "aligned", "affiliated", "subordinate"})


class Ends:
    """Resolves the words of one sentence."""

    def __init__(self, parsed: Parsed, cues: Cues, discourse: Discourse, sentence: int) -> None:
        self.parsed = parsed
        self.cues = cues
        self.discourse = discourse
        self.sentence = sentence
        self.source = ""  # the sentence as in the text; set by the reader
        self.places = discourse.finder.places
        self.references, self.lists, self.unnamed = References(self), Lists(self), Unnamed(self)
        self._known: dict[tuple[int, bool], tuple[End, ...]] = {}

    def resolve(self, token: Token, deep: bool = False) -> tuple[End, ...]:
        """The ends that a word stands for, those joined to it by and/or included; `deep` sees through owned things."""
        key = token.i, deep
        if key not in self._known:
            self._known[key] = ()  # a circle ends here
            found = self.alone(token, deep, 0)
            for other in token.children:
                joined = other.dep_ == "conj" and other.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
                if joined or (
                    other.dep_ == "appos" and (self._are_places(token, other) or self.lists.goes_on(token, other))
                ):
                    found += self.resolve(other, deep)
            self._known[key] = tuple({(end.name, end.kind): end for end in reversed(found)}.values())[::-1]
        return self._known[key]

    def _are_places(self, *tokens: Token) -> bool:
        """Whether words are names of places: the parse takes the next of a list for another name of the first."""
        return all(t.i in self.parsed.names and self.parsed.names[t.i].kind == "place" for t in tokens)

    def alone(self, token: Token, deep: bool, depth: int) -> tuple[End, ...]:
        """The ends that a word stands for by itself; `deep` sees through owned things, `depth` counts heads so far."""
        named = self.parsed.names.get(token.i)
        if named is not None:
            if named.kind == "people" or self.is_set_apart(token):
                return ()
            kind = "place" if named.kind == "place" else "actor"
            if kind == "actor" and self.discourse.kind(named.id) in _GATHERED and (listed := self.lists.listed(token)):
                return listed  # neighbouring states, such as X and Y
            return (End(named.id, kind, token.i, named.text, named.place),)
        lower = token.lower_
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "PRP$"):
            return self.references.pronoun(token, lower)
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and token.tag_ not in ("DT", "VBG"):
            return self.unnamed.unknown(token) if token.tag_ == "XX" and depth == 0 else ()
        listed = self.lists.listed(token)
        if listed:
            return listed
        lemma = token.lemma_.lower()
        if lemma in self.cues["partitive_nouns"] or lemma in self.cues["place_nouns"] or token.pos_ == "NUM":
            within = self._part_of(token, depth, lemma in self.cues["place_nouns"])
            if within:
                return within
        named_first = self.apposed(token)
        if named_first:
            return named_first
        beside = self._before(token)
        if beside:
            return beside
        if self.cues.is_parted(token):
            return ()  # former members of X, ex-X
        owners = self.owners(token, depth) if depth < DEEPEST else ()
        level = self._level(lemma)
        body = lemma in self.cues["body_nouns"] or bool(level)
        if owners and (
            lemma in self.cues["held_nouns"] or (self.discourse.is_person(owners[0].id) and lemma != "head")
        ):
            armed = lemma == "militia" or (lemma in self.cues["group_nouns"] and lemma not in self.cues["held_nouns"])
            own = armed and any(c.dep_ == "poss" for c in token.children)
            return (self.unnamed.new(token),) if own else ()  # the leader's militia is not the leader
        if owners and (body or (deep and lemma in self.cues["owner_nouns"])):
            if (
                lemma in self.cues["class_nouns"]
                and lemma not in self.cues["local_nouns"]
                and self.unnamed.described(token)
            ):
                return (self.unnamed.new(token),)
            if lemma in self.cues["unowned_nouns"]:
                self.discourse.owned[lemma] = owners[0].id
            found = tuple(replace(owner, level=owner.level or level, token=token.i) for owner in owners)
            return (*found, *self.lists.particularly(token))
        if token.text[:1].isupper() and (named_in_part := self.references.named_in_part(token)):
            return named_in_part
        if lower in ("latter", "former") or lemma in self.cues["group_nouns"] or lower in _TWO:
            referred = self.references.group_word(token)
            if referred:
                return referred
        if (
            lemma in self.cues["local_nouns"]
            and token.tag_ == "NNS"
            and not owners
            and (men := self.references.men(token))
        ):
            return men
        if (
            lemma in self.cues["unowned_nouns"]
            and not owners
            and not self.unnamed.adjectives(token) & self.cues["armed_adjectives"]
        ):
            one = self.discourse.owned.get(lemma, "") or self.discourse.one(False, self.sentence, token.i, group=False)
            return (End(one, "actor", token.i, level=level, sure=0.6),) if self.discourse.is_group(one) else ()
        if lemma in self.cues["state_nouns"] and not owners and (state := self.references.state(token)):
            return (End(state, "actor", token.i, level=level, sure=BY_CLASS),)
        if (
            lemma == "country"
            and any(c.lower_ == "the" for c in token.children)
            and (land := self.references.country(token))
        ):
            return (End(land, "place", token.i, sure=BY_REFERENCE),)
        if lemma in self.cues["class_nouns"] and not owners:
            return self.unnamed.complement(token) or self.unnamed.in_general(token)
        if thing := self.unnamed.thing(token, lemma):
            return (End(thing, "thing", token.i, token.text),)
        if token.dep_ == "appos" and token.head.i in self.parsed.names:
            return self.alone(token.head, deep, depth + 1)  # X, the preacher who leads Y
        if token.pos_ == "PROPN" and token.ent_type_ == "" and depth <= 1:
            return self.unnamed.unknown(token)
        return ()

    def _part_of(self, token: Token, depth: int, is_place: bool) -> tuple[End, ...]:
        """What a number or a part is of: dozens of fighters, parts of the country, provinces like Kunar."""
        found: tuple[End, ...] = ()
        if is_place:
            named = [c for c in token.children if c.dep_ == "appos" and c.i in self.parsed.names]
            found = tuple(end for c in named for end in self.resolve(c) if end.kind == "place" or end.place)
            if found:
                return found  # its eastern provinces, particularly Kunar
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ == "pobj" and depth < DEEPEST:
                        found += self.alone(inner, False, depth + 1)
                        for other in inner.children:
                            if other.dep_ == "conj":
                                found += self.resolve(other)
            elif is_place and child.dep_ in ("compound", "nmod", "appos", "poss") and child.i in self.parsed.names:
                found += tuple(end for end in self.alone(child, False, depth + 1) if end.kind == "place" or end.place)
        if is_place and not found and (name := self.unnamed.unknown_place(token)):
            return (End("", "unknown", token.i, name, sure=BY_CLASS),)
        if is_place:
            if token.lemma_.lower() == "border" and len(found) == 2:
                for one, two in (found, found[::-1]):
                    joint = f"{one.place or one.id}-{two.place or two.id}-border"
                    if joint in self.places:
                        return (End(joint, "place", token.i),)
            found = tuple(
                replace(e, id=e.place, kind="place") if e.place else e for e in found if e.place or e.kind == "place"
            )
        return found

    def _before(self, token: Token) -> tuple[End, ...]:
        """The name that a description stands beside where the parse has lost it: X, a breakaway faction, said."""
        if token.lemma_.lower() not in self.cues["group_nouns"]:
            return ()
        at = self.left_of(token)
        return self.alone(token.doc[at], False, DEEPEST) if at >= 0 else ()

    def left_of(self, token: Token) -> int:
        """The place of the name before a comma that a noun with an article stands behind; -1 if there is none."""
        doc = token.doc
        at = token.i - 1
        seen_article = False
        skipped = ("det", "amod", "compound", "advmod", "nummod", "npadvmod")
        while at >= 0 and (doc[at].dep_ in skipped or doc[at].text == "-" or doc[at].lower_ == "while"):
            seen_article = seen_article or doc[at].lower_ in ("a", "an", "the")
            at -= 1
        if not seen_article:
            return -1
        if at < 1 or doc[at].text not in (",", ")"):
            return -1
        at -= 1
        if doc[at + 1].text == ")" or doc[at].text == ")":
            at += doc[at + 1].text == ")"
            while at > 0 and doc[at].text != "(":
                at -= 1
            at -= 1
        return at if at >= 0 and at in self.parsed.names and self.parsed.names[at].kind == "actor" else -1

    def owners(self, token: Token, depth: int) -> tuple[End, ...]:
        """Whose a noun is: Al-Qaeda's fighters, fighters of Al-Qaeda, Al-Qaeda fighters, Pakistani forces."""
        for child in token.children:
            if child.dep_ in _OWNING or (child.dep_ == "det" and child.tag_ == "PRP$"):
                named = self.parsed.names.get(child.i)
                if self.is_set_apart(child):
                    continue
                if named is not None and named.kind == "people" and named.id in self.discourse.finder.actors:
                    if token.lemma_.lower() in self.cues["class_nouns"]:
                        continue
                    others = [
                        self.parsed.names[c.i] for c in child.children if c.dep_ == "conj" and c.i in self.parsed.names
                    ]
                    return tuple(
                        End(n.id, "actor", token.i, n.text, n.place)
                        for n in (named, *others)
                        if n.id in self.discourse.finder.actors
                    )
                found = self._with_joined(child, depth)
                if found:
                    return found
        for child in token.children:
            if child.lower_ in _LOYAL and child.dep_ in ("amod", "acl", "relcl", "appos"):  # forces loyal to X
                lord = [p for c in child.children if c.lower_ in ("to", "with") for p in c.children if p.dep_ == "pobj"]
                if found := tuple(end for inner in lord for end in self._with_joined(inner, depth)):
                    return found
            governs = child.lower_ == "government" and child.dep_ == "compound"  # government forces
            if governs and (state := self.discourse.state(self.sentence, token.i)):
                return (End(state, "actor", token.i, sure=BY_CLASS),)
            if child.dep_ == "acl" and child.tag_ == "VBN":  # threats posed by, militias backed by
                found = tuple(
                    end
                    for agent in child.children
                    if agent.dep_ == "agent" and token.lemma_.lower() in self.cues["owner_nouns"]
                    for inner in agent.children
                    for end in self._with_joined(inner, depth)
                )
                if found:
                    return found
            if child.dep_ == "prep" and child.lower_ in _OF:
                found = tuple(
                    end for inner in child.children if inner.dep_ == "pobj" for end in self._with_joined(inner, depth)
                )
                if child.lower_ != "of" and token.lemma_.lower() not in self.cues["serving_nouns"]:
                    found = tuple(end for end in found if not end.place)  # young men from a land
                if found:
                    return found
        return ()

    def _with_joined(self, token: Token, depth: int) -> tuple[End, ...]:
        if token.dep_ == "amod" and token.i not in self.parsed.names:
            return ()
        found = tuple(end for end in self.alone(token, False, depth + 1) if end.kind != "place" or end.place)
        for other in token.children:
            if other.dep_ == "conj" or (
                other.dep_ in ("compound", "nmod") and other.i in self.parsed.names and not found
            ):
                found += self._with_joined(other, depth + 1)
        return tuple(end for end in found if end.kind in ("actor", "new"))

    def is_set_apart(self, token: Token) -> bool:
        """Whether a name only tells what somebody is against or was: anti-X, ex-X."""
        doc = token.doc
        joined = token.i > 1 and doc[token.i - 1].text in ("-", "–", "‑")
        return (joined and doc[token.i - 2].lower_ in _APART) or (
            token.i > 0 and doc[token.i - 1].lower_ in _APART_JOINED
        )

    def _level(self, lemma: str) -> str:
        for level in ("leadership", "mid", "local"):
            if lemma in self.cues[f"{level}_nouns"]:
                return level
        return ""

    def apposed(self, token: Token) -> tuple[End, ...]:
        """The name that stands beside a noun as its apposition, or before a capitalised one."""
        for child in token.children:
            if child.dep_ == "appos" and child.i in self.parsed.names:
                return self.resolve(child)
            if child.lower_ == "in" and child.nbor().lower_ == "chief":  # commander in chief General X
                held = [p for p in child.children if p.i in self.parsed.names]
                if held:
                    return self.alone(held[0], False, DEEPEST)
            if child.dep_ in ("compound", "nmod") and child.i in self.parsed.names and token.pos_ == "PROPN":
                return self.alone(child, False, DEEPEST)
        return ()
