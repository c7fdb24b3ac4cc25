"""Ends: from a word of a parsed sentence to the actors, places or descriptions that it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from armillary.names.finder import Found
from armillary.proposing.cues import Cues
from armillary.proposing.discourse import Discourse
from armillary.proposing.parsing import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEPEST = 4  # heads within heads: fighters of the leader of the network
_OWNING = frozenset({"poss", "compound", "nmod", "amod", "npadvmod"})
_OF = frozenset({"of", "from", "within"})
_REFLEXIVE = frozenset({"itself", "themselves", "himself", "herself"})
_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves", "theirs"})
_PERSON = frozenset({"he", "him", "his", "she", "her", "himself"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "both", "two", "such"})
_GATHERED = frozenset({"people", "organisation"})
_WHEN = frozenset({"when", "while", "as", "after", "before", "once"})
_TWO = frozenset({"two", "both"})
_ANY_GROUP = frozenset({"said", "same", "two", "other", "own"})
_DATES = frozenset(
    [
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ]
)
_REBELS = frozenset({"rebel", "insurgent", "militant", "jihadist", "guerrilla", "extremist"})
_LOYAL = frozenset({"loyal", "allied", "aligned", "affiliated", "subordinate"})
_RENAMED = frozenset({"rebrand", "rename", "know", "call", "dub", "style"})
_HELP = frozenset({"support", "help", "assistance", "aid", "backing"})
_LISTED = frozenset({"conj", "appos", "pobj", "dobj", "nmod", "dep", "npadvmod"})
_SURE, _BY_REFERENCE, _BY_CLASS = 1.0, 0.8, 0.7


@dataclass(frozen=True, slots=True)
class End:
    """What stands at an end: the id of an actor or place, else the words; where, and how surely it is understood."""

    id: str
    kind: str  # actor, place, class (groups in general), new (an actor only described)
    token: int
    text: str = ""
    place: str = ""  # of an actor whose name is also a place's
    level: str = ""
    sure: float = _SURE

    @property
    def name(self) -> str:
        return self.id or self.text


class Ends:
    """Resolves the words of one sentence."""

    def __init__(self, parsed: Parsed, cues: Cues, discourse: Discourse, sentence: int) -> None:
        self.parsed = parsed
        self.cues = cues
        self.discourse = discourse
        self.sentence = sentence
        self.places = discourse.finder.places
        self._known: dict[tuple[int, bool], tuple[End, ...]] = {}

    def resolve(self, token: Token, deep: bool = False) -> tuple[End, ...]:
        """The ends that a word stands for, those joined to it by and/or included; `deep` sees through owned things."""
        key = token.i, deep
        if key not in self._known:
            self._known[key] = ()  # a circle ends here
            found = self._alone(token, deep, 0)
            for other in token.children:
                if other.dep_ == "conj" and other.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
                    found += self.resolve(other, deep)
            self._known[key] = tuple({(end.name, end.kind): end for end in reversed(found)}.values())[::-1]
        return self._known[key]

    def _alone(self, token: Token, deep: bool, depth: int) -> tuple[End, ...]:
        named = self.parsed.names.get(token.i)
        if named is not None:
            if named.kind == "people":
                return ()
            kind = "place" if named.kind == "place" else "actor"
            if kind == "actor" and self.discourse.kind(named.id) in _GATHERED and (listed := self._listed(token)):
                return listed  # neighbouring states, such as X and Y
            return (End(named.id, kind, token.i, named.text, named.place),)
        lower = token.lower_
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "PRP$"):
            return self._pronoun(token, lower)
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and token.tag_ not in ("DT", "VBG"):
            return self._unknown(token) if token.tag_ == "XX" and depth == 0 else ()
        listed = self._listed(token)
        if listed:
            return listed
        lemma = token.lemma_.lower()
        if lemma in self.cues["partitive_nouns"] or lemma in self.cues["place_nouns"] or token.pos_ == "NUM":
            within = self._part_of(token, depth, lemma in self.cues["place_nouns"])
            if within:
                return within
        named_first = self._apposed(token)
        if named_first:
            return named_first
        beside = self._before(token)
        if beside:
            return beside
        owners = self._owners(token, depth) if depth < _DEEPEST else ()
        level = self._level(lemma)
        body = lemma in self.cues["body_nouns"] or bool(level)
        if owners and (body or (deep and lemma in self.cues["owner_nouns"])):
            if lemma in self.cues["class_nouns"] and lemma not in self.cues["local_nouns"] and self._described(token):
                return (self._new(token),)
            if lemma in self.cues["unowned_nouns"]:
                self.discourse.owned[lemma] = owners[0].id
            found = tuple(replace(owner, level=owner.level or level, token=token.i) for owner in owners)
            return (*found, *self._particularly(token))
        if token.text[:1].isupper() and (named_in_part := self._named_in_part(token)):
            return named_in_part
        if lower in ("latter", "former") or lemma in self.cues["group_nouns"] or lower in _TWO:
            referred = self._group_word(token)
            if referred:
                return referred
        if lemma in self.cues["local_nouns"] and token.tag_ == "NNS" and not owners and (men := self._men(token)):
            return men
        if (
            lemma in self.cues["unowned_nouns"]
            and not owners
            and not self._adjectives(token) & self.cues["armed_adjectives"]
        ):
            one = self.discourse.owned.get(lemma, "") or self.discourse.one(False, self.sentence, token.i, group=False)
            return (End(one, "actor", token.i, level=level, sure=0.6),) if self.discourse.is_group(one) else ()
        if lemma in self.cues["state_nouns"] and not owners and (state := self._state(token)):
            return (End(state, "actor", token.i, level=level, sure=_BY_CLASS),)
        if lemma == "country" and any(c.lower_ == "the" for c in token.children) and (land := self._country(token)):
            return (End(land, "place", token.i, sure=_BY_REFERENCE),)
        if lemma in self.cues["class_nouns"] and not owners:
            return self._complement(token) or self._class(token)
        if thing := self._thing(token, lemma):
            return (End(thing, "thing", token.i, token.text),)
        if token.dep_ == "appos" and token.head.i in self.parsed.names:
            return self._alone(token.head, deep, depth + 1)  # X, the preacher who leads Y
        if token.pos_ == "PROPN" and token.ent_type_ == "" and depth <= 1:
            return self._unknown(token)
        return ()

    def _state(self, token: Token) -> str:
        """The state that `the government` and `the army` are of, if one was named, or ''."""
        if not any(c.lower_ == "the" for c in token.children) or any(c.i in self.parsed.names for c in token.children):
            return ""
        return self.discourse.state(self.sentence, token.i)

    def _named_in_part(self, token: Token) -> tuple[End, ...]:
        """The group whose name has a capitalised word: the Council, the Front."""
        if not any(c.lower_ == "the" for c in token.children):
            return ()
        called = self.discourse.called(token.lower_) or self.discourse.called(token.lemma_.lower())
        return (End(called, "actor", token.i, sure=_BY_REFERENCE),) if called else ()

    def _country(self, token: Token) -> str:
        """The country that was named last before a word, or ''."""
        named = [n.place or n.id for at, n in self._standing(token)]
        here = [place for place in named if place in self.places and self.places[place].kind == "country"]
        return here[-1] if here else self.discourse.country_before

    def _standing(self, token: Token) -> list[tuple[int, Found]]:
        """The names before a word that say where something is: in X, from Y."""
        doc = token.doc
        return [(at, n) for at, n in self.parsed.names.items() if at < token.i and doc[at].dep_ == "pobj"]

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
                    if inner.dep_ == "pobj" and depth < _DEEPEST:
                        found += self._alone(inner, False, depth + 1)
                        for other in inner.children:
                            if other.dep_ == "conj":
                                found += self.resolve(other)
            elif is_place and child.dep_ in ("compound", "nmod", "appos", "poss") and child.i in self.parsed.names:
                found += tuple(end for end in self._alone(child, False, depth + 1) if end.kind == "place" or end.place)
        if is_place and not found and (name := self._unknown_place(token)):
            return (End("", "unknown", token.i, name, sure=_BY_CLASS),)
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

    def _particularly(self, token: Token) -> tuple[End, ...]:
        """Those whom a list behind a noun singles out: certain factions, particularly X and Y."""
        return tuple(end for c in token.children if c.dep_ == "appos" for end in self._listed(c))

    def _before(self, token: Token) -> tuple[End, ...]:
        """The name that a description stands beside where the parse has lost it: X, a breakaway faction, said."""
        if token.lemma_.lower() not in self.cues["group_nouns"]:
            return ()
        at = self._left_of(token)
        return self._alone(token.doc[at], False, _DEEPEST) if at >= 0 else ()

    def _left_of(self, token: Token) -> int:
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

    def _pronoun(self, token: Token, lower: str) -> tuple[End, ...]:
        if lower == "whose":
            owned = [t for t in token.ancestors if t.dep_ == "relcl"]
            return self._alone(owned[0].head, False, 1) if owned else ()
        without = self._clause_mates(token)
        if lower in _REFLEXIVE:
            subjects = [c for c in token.head.children if c.dep_ == "nsubj"]
            verb = token.head
            while not subjects and verb.dep_ in ("xcomp", "conj", "advcl", "pcomp", "prep") and verb.head is not verb:
                verb = verb.head
                subjects = [c for c in verb.children if c.dep_ == "nsubj"]
            return tuple(end for c in subjects[:1] if c is not token for end in self.resolve(c))
        if lower in _PERSON:
            one = self.discourse.one(True, self.sentence, token.i)
            return (End(one, "actor", token.i, sure=_BY_REFERENCE),) if one else ()
        if lower in ("its", "their"):
            if by_help := self.helped_in(token.head):
                return tuple(replace(end, token=token.i, sure=0.9) for end in by_help)
            noun = token.head
            if noun.dep_ == "conj" and noun.head.i in self.parsed.names:
                beside = self._alone(noun.head, False, 1)  # X and its leader
                if beside and beside[0].kind == "actor" and not self.discourse.is_person(beside[0].id):
                    return tuple(replace(end, token=token.i) for end in beside)
            own = self._own_subject(token)
            if own and own[0].kind == "actor" and not self.discourse.is_person(own[0].id):
                return own
        if lower in _SINGULAR:
            one = self.discourse.one(False, self.sentence, token.i, () if lower in ("its", "itself") else without)
            return (End(one, "actor", token.i, sure=_BY_REFERENCE),) if one else ()
        if lower in _PLURAL:
            if lower == "they" and (helped := self._helped(token)):
                return self._referred(helped, token)
            one = self.discourse.one(False, self.sentence, token.i, () if lower != "them" else without, group=False)
            return (End(one, "actor", token.i, sure=_BY_REFERENCE),) if one else ()
        if lower == "both":
            return self._referred(self.discourse.several(2, self.sentence, token.i), token)
        if lower in ("other", "others") and lower == "other":
            both = self.discourse.several(2, self.sentence, token.i)
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
        ends = [e for t in (*behind, *inner, *given) for e in self._alone(t, False, 1)]
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
            e for t in tokens for e in self.resolve(t) if e.kind == "actor" and not self.discourse.is_person(e.id)
        )

    def _clause_mates(self, token: Token) -> list[str]:
        """The subjects and objects of the word's own clause, whom it does not mean."""
        verb = token.head
        found = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "dobj")]
        while verb.dep_ == "conj" and not any(child.dep_ in ("nsubj", "nsubjpass") for child in found):
            verb = verb.head
            found += [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        return [self.parsed.names[child.i].id for child in found if child.i in self.parsed.names]

    def _referred(self, ids: Iterable[str], token: Token) -> tuple[End, ...]:
        return tuple(End(i, "actor", token.i, sure=_BY_REFERENCE) for i in ids)

    def _group_word(self, token: Token) -> tuple[End, ...]:
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
            return self._referred(self.discourse.several(number, self.sentence, token.i), token)
        if any(child.dep_ in ("compound", "poss", "nmod") for child in token.children):
            return ()
        one = self.discourse.called(token.lemma_.lower()) or self.discourse.one(
            False, self.sentence, token.i, self._clause_mates(token), group=True
        )
        return (End(one, "actor", token.i, sure=_BY_REFERENCE),) if one else ()

    def _men(self, token: Token) -> tuple[End, ...]:
        """The group spoken of, by its men: the rebels, the insurgents."""
        if token.lemma_.lower() not in _REBELS or [c.lower_ for c in token.children if c.i < token.i] != ["the"]:
            return ()
        if any(child.dep_ in ("relcl", "acl", "prep") for child in token.children):
            return ()
        one = self.discourse.one(False, self.sentence, token.i, self._clause_mates(token), group=True)
        return (End(one, "actor", token.i, sure=_BY_CLASS),) if one else ()

    def _renamed(self, token: Token) -> tuple[End, ...]:
        """The name behind a noun by which it says that it goes: the group, rebranded as X."""
        for child in token.children:
            if child.dep_ == "acl" and child.lemma_ in _RENAMED:
                for named in child.subtree:
                    if named.i in self.parsed.names and named.dep_ in ("pobj", "oprd"):
                        return self._alone(named, False, _DEEPEST)
        return ()

    def _tells_apart(self, child: Token) -> bool:
        """Whether a word before a group's noun says which of several: the northern movements, the new group."""
        if child.dep_ != "amod":
            return False
        named = self.parsed.names.get(child.i)
        if named is not None and named.kind == "people":
            return False
        return child.lower_ not in self.cues["armed_adjectives"] and child.lower_ not in _ANY_GROUP

    def _owners(self, token: Token, depth: int) -> tuple[End, ...]:
        """Whose a noun is: Al-Qaeda's fighters, fighters of Al-Qaeda, Al-Qaeda fighters, Pakistani forces."""
        for child in token.children:
            if child.dep_ in _OWNING or (child.dep_ == "det" and child.tag_ == "PRP$"):
                named = self.parsed.names.get(child.i)
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
            if child.lower_ == "government" and child.dep_ == "compound":  # government forces
                if state := self.discourse.state(self.sentence, token.i):
                    return (End(state, "actor", token.i, sure=_BY_CLASS),)
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
                if found:
                    return found
        return ()

    def _with_joined(self, token: Token, depth: int) -> tuple[End, ...]:
        if token.dep_ == "amod" and token.i not in self.parsed.names:
            return ()
        found = tuple(end for end in self._alone(token, False, depth + 1) if end.kind != "place" or end.place)
        for other in token.children:
            if other.dep_ == "conj" or (
                other.dep_ in ("compound", "nmod") and other.i in self.parsed.names and not found
            ):
                found += self._with_joined(other, depth + 1)
        return tuple(end for end in found if end.kind in ("actor", "new"))

    def _level(self, lemma: str) -> str:
        for level in ("leadership", "mid", "local"):
            if lemma in self.cues[f"{level}_nouns"]:
                return level
        return ""

    def _listed(self, token: Token) -> tuple[End, ...]:
        """The members of a list: groups like X and Y, affiliates such as X, including X."""
        found: tuple[End, ...] = ()
        behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        openers = list(token.children)
        if behind is not None and behind.lower_ == "like" and behind not in openers:
            openers.append(behind)  # which the parse may hang on a name further left
        for child in openers:
            opens = child.lower_ in self.cues["list_openers"] and child.dep_ in ("prep", "acl", "advmod")
            if opens and child.lower_ == "as" and not any(c.lower_ == "such" for c in (*child.children, *child.lefts)):
                before = child.i > 0 and child.nbor(-1).lower_ == "such"
                opens = before
            if opens:
                for inner in child.children:
                    if inner.dep_ in ("pobj", "dobj"):
                        found += self.resolve(inner)
                        found += self._run_on(inner, {end.name for end in found})
        return found

    def _run_on(self, token: Token, had: set[str]) -> tuple[End, ...]:
        """The names that follow in a list, whatever the parse has made of it: up to the next verb or full stop."""
        doc = token.doc
        found: list[End] = []
        comma = False
        depth = 0
        for at in range(token.i + 1, len(doc)):
            word = doc[at]
            depth += (word.text == "(") - (word.text == ")")
            if (
                (word.tag_ in ("VBD", "VBZ", "VBP", "MD") and not depth)
                or word.text in (":", ";", ".")
                or word.lower_ == "in"
                or word.dep_ == "advcl"
            ):
                break
            comma = comma or word.text in (",", "(") or word.lower_ in ("and", "or")
            named = self.parsed.names.get(at)
            if named is not None:
                if comma and named.kind == "actor" and named.id not in had and word.dep_ in _LISTED:
                    had.add(named.id)
                    found.append(End(named.id, "actor", at, named.text, named.place, sure=0.9))
                comma = False
        return tuple(found)

    def _apposed(self, token: Token) -> tuple[End, ...]:
        for child in token.children:
            if child.dep_ == "appos" and child.i in self.parsed.names:
                return self.resolve(child)
            if child.dep_ in ("compound", "nmod") and child.i in self.parsed.names and token.pos_ == "PROPN":
                return self._alone(child, False, _DEEPEST)
        return ()

    def _described(self, token: Token) -> bool:
        """Whether a noun describes an actor by another: a splinter faction of TTP, the group's branch in Yemen."""
        lemma = token.lemma_.lower()
        marks = {child.lower_ for child in token.children}
        part = lemma in ("affiliate", "offshoot", "branch", "splinter", "wing") or bool(
            marks & {"splinter", "breakaway"}
        )
        return part and token.dep_ != "appos" and not any(c.dep_ == "appos" for c in token.children)

    def _new(self, token: Token) -> End:
        return End("", "new", token.i, self.words(token), sure=_BY_CLASS)

    def _complement(self, token: Token) -> tuple[End, ...]:
        """Another group that operates there is X."""
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":
            for other in token.head.children:
                if other.dep_ == "attr" and other.i in self.parsed.names:
                    return self._alone(other, False, _DEEPEST)
        return ()

    def _thing(self, token: Token, lemma: str) -> str:
        """A commodity or an activity: gold, opium, mining."""
        before = token.doc[token.i - 1].lower_ + " " if token.i else ""
        things = self.cues.things
        return things.get(before + lemma) or things.get(lemma) or things.get(token.lower_) or ""

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
                    found = self.resolve(subjects[0])
                    return tuple(replace(e, token=token.i, sure=0.9) for e in found) if len(found) == 1 else ()
                if head.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep"):
                    return ()
            at = head
        return ()

    def _adjectives(self, token: Token) -> set[str]:
        return {child.lower_ for child in token.children if child.dep_ in ("amod", "compound")}

    def _class(self, token: Token) -> tuple[End, ...]:
        """Groups in general: other terrorist organisations, foreign fighters."""
        marks = {child.lower_ for child in token.children}
        plural = token.tag_ in ("NNS", "NNPS")
        if not any(child.dep_ in ("amod", "compound", "nmod", "prep", "poss") for child in token.children):
            return ()  # fighters, whose it does not say
        if not plural and not marks & {"splinter", "breakaway"}:
            return ()
        lemma = token.lemma_.lower()
        if not marks & {*self.cues["armed_adjectives"], "splinter"} and (
            lemma in self.cues["group_nouns"] or marks & {"other", "local"}
        ):
            return ()
        return (End("", "class", token.i, self.words(token), level="", sure=_BY_CLASS),)

    def _unknown_place(self, token: Token) -> str:
        """The name of an unknown place by the noun it stands with: Hiran region, a string of towns in Hiran."""
        within = [p for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "in") for p in c.children]
        for child in (*token.children, *within):
            if is_name(child) and child.i not in self.parsed.names and child.dep_ in ("compound", "nmod", "pobj"):
                return self.name_text(child)
        return ""

    def _unknown(self, token: Token) -> tuple[End, ...]:
        """A name that the casebook does not have."""
        if not is_name(token) or len(token) < 3 or token.tag_ == "NNPS":
            return ()
        return (End("", "unknown", token.i, self.name_text(token), sure=_BY_CLASS),)

    def name_text(self, token: Token) -> str:
        """The capitalised words that end in a token."""
        first = token.i
        while first > 0 and token.doc[first - 1].pos_ == "PROPN" and token.doc[first - 1].i not in self.parsed.names:
            first -= 1
        return token.doc[first : token.i + 1].text

    def words(self, token: Token) -> str:
        """A noun with what stands before it and the phrase with of or in behind it, as in the text."""
        first = min(
            (c.i for c in token.lefts if c.dep_ in ("amod", "compound", "nmod", "poss", "nummod")), default=token.i
        )
        first = min(first, *(c.left_edge.i for c in token.lefts if c.dep_ == "poss"), token.i)
        last = token.i
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "in", "from"):
                last = max(last, child.right_edge.i)
                break
        pieces = token.doc[first : last + 1]
        start = self.parsed.masked.back(pieces.start_char)
        end = self.parsed.masked.back(pieces.end_char - 1) + 1
        names = [
            found
            for at, _, found in self.parsed.masked.names
            if first <= last and pieces.start_char <= at < pieces.end_char
        ]
        return self.source[start : max([end, *(n.end for n in names)])]

    source = ""  # the sentence as in the text; set by the reader


def is_name(token: Token) -> bool:
    """Whether a word is written like a name, and is none of a month or a day."""
    letters = token.text.replace("'", "").replace("’", "")
    return letters.isalpha() and token.text[:1].isupper() and token.lower_ not in _DATES
