"""Amounts: how many fighters, how much money, how many attacks a sentence says that an actor has or did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from armillary.proposing.cues import Cues, inflect
from armillary.proposing.end import End
from armillary.proposing.ends import Ends
from armillary.proposing.numbers import Number, Numbers
from armillary.proposing.roles import Roles
from armillary.proposing.stance import Stance, read_stance
from armillary.vocab.terms import Measure
from armillary.vocab.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

_COUNTS = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "advmod", "npadvmod", "det", "predet"})
_CHANGE = "change_percent"
_DEFAULT = {"persons": "persons", "count": "items"}
SCORE = 0.7


@dataclass(frozen=True, slots=True)
class Amount:
    """A value that a sentence gives for a measure of an actor; `words` is the amount as it stands in the text."""

    subject: End
    measure: str
    value: str
    words: str
    trigger: Token
    stance: Stance
    of: str = ""
    estimated: bool = False


class Amounts:
    """Reads amounts by the measures and units of a vocabulary."""

    def __init__(self, vocab: Vocabulary, cues: Cues) -> None:
        self.cues = cues
        self.numbers = Numbers(vocab, cues)
        self.measures: dict[str, Measure] = {
            name: m for name, m in vocab.lists.measures.items() if m.nouns or m.verbs or m.names
        }
        self.units = vocab.lists.units

    @cached_property
    def _forms(self) -> frozenset[str]:
        words = {w.split()[-1] for m in self.measures.values() for w in (*m.nouns, *m.names)}
        words |= {w for m in self.measures.values() if m.dimension == "money" for w in m.verbs}
        return frozenset(form for word in words for form in inflect(word))

    def is_wanted(self, text: str) -> bool:
        """Whether a sentence may hold an amount: a number, and a word of what is counted."""
        words = {word.strip(".,;:!?()[]\"'“”‘’").lower() for word in text.split()}
        return (bool(words & self._forms) or "-strong" in text) and next(self.numbers.find(text), None) is not None

    def read(self, ends: Ends) -> Iterator[Amount]:
        """The amounts of a parsed sentence, in order."""
        doc = ends.parsed.doc
        roles = Roles(ends, self.cues)
        for number in self.numbers.find(doc.text):
            tokens = [t for t in doc if number.start <= t.idx < number.end and t.i not in ends.parsed.names]
            if tokens:
                yield from _Reading(self, ends, roles, number, tokens).amounts()

    def counted_by(self, noun: Token) -> list[Measure]:
        """The measures that count what a noun means, those of two words first."""
        lemma = noun.lemma_.lower()
        pairs = {f"{c.lemma_.lower()} {lemma}" for c in noun.lefts if c.dep_ in ("compound", "amod")}
        close = [m for m in self.measures.values() if pairs & set(m.nouns)]
        return close + [m for m in self.measures.values() if {lemma, noun.lower_} & set(m.nouns) and m not in close]

    def unit(self, measure: Measure, noun: Token | None) -> str:
        """The unit that a noun is, where it is one of the measure's dimension."""
        for word in (noun.lower_, noun.lemma_.lower()) if noun is not None else ():
            for unit in self.units.values():
                if unit.dimension == measure.dimension and word in (unit.id, *unit.aliases):
                    return unit.id
        return _DEFAULT.get(measure.dimension, "")


class _Reading:
    """One number of one sentence: what it counts, and whose that is."""

    def __init__(self, maker: Amounts, ends: Ends, roles: Roles, number: Number, tokens: list[Token]) -> None:
        self.maker, self.ends, self.roles, self.number = maker, ends, roles, number
        self.cues, self.measures = maker.cues, maker.measures
        self.top = self._top(tokens)
        self.noun = None if number.unit else self._noun()

    def amounts(self) -> Iterator[Amount]:
        """The amount that the number is; at most one."""
        for measure, whose, trigger, of in self._readings():
            subjects = [end for end in whose if end.id and end.kind == "actor"]
            if subjects:
                yield from self._made(subjects[:1] if len(subjects) > 2 else subjects, measure, trigger, of)
                return

    def _made(self, subjects: list[End], measure: Measure, trigger: Token, of: str) -> Iterator[Amount]:
        stance = read_stance(trigger, None, self.cues)
        if stance.binding or len(subjects) > 1:
            return  # of two together it is the amount of neither
        value = self.number.value(self.maker.unit(measure, self.noun))
        if measure.id == _CHANGE and self._falls():
            value = value if ".." in value else value.replace(value.lstrip("<>=~"), f"-{value.lstrip('<>=~')}")
            value = value.replace("<=-", ">=-") if value.startswith("<=") else value.replace(">=-", "<=-")
        if self.number.per:
            value += f" per {self.number.per}"
        yield Amount(subjects[0], measure.id, value, self._words(), trigger, stance, of, self._is_estimated())

    def _readings(self) -> Iterator[tuple[Measure, tuple[End, ...], Token, str]]:
        """Measures that the number may be of, with whose amount it is then, the surest first."""
        yield from self._by_change() if self.number.unit == "%" else ()
        if self.number.unit == "%":
            return
        verb = self._verb
        counted = self.maker.counted_by(self.noun) if self.noun is not None else []
        for measure in self._money() if self.number.unit else counted:
            if verb is not None and verb.lemma_.lower() in measure.verbs and self._is_object(verb):
                yield measure, self._doers(verb), verb, self._target(measure)
        yield from self._lost(counted)
        yield from self._by_place(counted)
        yield from self._by_number()
        yield from self._gathered(counted)
        for measure in self._money() if self.number.unit else [*counted, *self._unnamed()]:
            if (name := self._name(measure)) is not None:
                yield measure, self._owners(name), name, ""
        standing = (verb is None and self._of_what() is None) or (
            verb is not None
            and self._place[0] in ("nsubj", "nsubjpass", "attr")
            and verb.lemma_.lower() in self.cues["standing_verbs"] | self.cues["amounting_verbs"]
        )
        for measure in counted if standing and self.noun is not None else ():
            if measure.id in ("strength", "core_members", "foreign_fighters", "families") and self.noun is not None:
                yield measure, self.ends.owners(self.noun, 0), self.noun, ""

    def _of_what(self) -> Token | None:
        """The noun that the counted are of, where that is none of number: the deaths of ten fighters."""
        dep, _, head = self._place
        over = head.head if dep == "pobj" and head.lower_ == "of" else None
        if over is None or over.pos_ != "NOUN":
            return None
        lemma = over.lemma_.lower()
        return None if lemma in self.cues["number_nouns"] | self.cues["partitive_nouns"] else over

    def _lost(self, counted: list[Measure]) -> Iterator[tuple[Measure, tuple[End, ...], Token, str]]:
        """Whose people died: twelve of their fighters were killed, a bomb killed or claimed the lives of them."""
        losses = next((m for m in counted if m.id == "losses"), None)
        dep, _, head = self._place
        if losses is None or self.noun is None:
            return
        if (of := self._of_what()) is not None and of.lemma_.lower() in self.cues["dying_nouns"]:
            yield losses, self.ends.owners(self.noun, 0), of, ""
        elif head.pos_ == "VERB" and head.lemma_.lower() in self.cues["dying_verbs"]:
            dies = dep == "nsubj" and head.lemma_.lower() not in ("kill", "slay", "eliminate")
            if dies or dep in ("dobj", "nsubjpass"):
                yield losses, self.ends.owners(self.noun, 0), head, ""

    def _gathered(self, counted: list[Measure]) -> Iterator[tuple[Measure, tuple[End, ...], Token, str]]:
        """Grew to 300, the 300-strong group, 300 belong to them, with 300 under arms: how many somebody is."""
        strength = self.measures.get("strength")
        dep, _, head = self._place
        verb = self._verb
        if strength is None or not (strength in counted or self.noun is None):
            return
        strong = self.top.head
        if strong.lower_ == "strong" and strong.dep_ in ("amod", "nmod", "compound"):  # the 3,000-strong force of X
            yield strength, self.ends.resolve(strong.head), strong.head, ""
        elif verb is not None and dep == "pobj" and head.lower_ == "to" and head.head.i == verb.i:
            if verb.lemma_.lower() in self.cues["reaching_verbs"]:
                yield strength, self._doers(verb), verb, ""
        elif self.noun is not None and dep == "pobj" and head.lower_ == "with":
            over = head.head
            fronted = over.pos_ in ("VERB", "AUX") and head.i < over.i and over.dep_ == "ROOT"
            subjects = self.roles.clauses.grammatical(over, 0) if fronted else [over]
            yield strength, tuple(end for t in subjects for end in self.ends.resolve(t)), self.noun, ""
        elif self.noun is not None and dep in ("nsubj", "nsubjpass"):
            for belongs in (head, *(c for c in head.children if c.dep_ == "xcomp")):
                if belongs.lemma_.lower() in self.cues["belonging_verbs"]:
                    preps = [c for c in belongs.children if c.lower_ in ("to", "for", "with", "under")]
                    lords = [p for c in preps for p in c.children if p.dep_ == "pobj"]
                    yield strength, tuple(end for t in lords for end in self.ends.resolve(t)), belongs, ""

    def _money(self) -> list[Measure]:
        return [m for m in self.measures.values() if m.dimension == "money"]

    def _unnamed(self) -> list[Measure]:
        """What a number without a noun may be of: measures that have a name of their own."""
        return [m for m in self.measures.values() if m.dimension == "persons" and m.names] if self.noun is None else []

    def _top(self, tokens: list[Token]) -> Token:
        """The word of the number on which its other words hang."""
        inside = {t.i for t in tokens}
        return next((t for t in reversed(tokens) if t.head.i not in inside), tokens[-1])

    def _noun(self) -> Token | None:
        """What is counted: the noun that the number stands before, or that follows of."""
        token = self.top
        for _ in range(4):
            of = [p for c in token.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
            if token.pos_ == "NOUN" and token.i != self.top.i and token.lemma_.lower() not in self.cues["number_nouns"]:
                return token
            if of:
                return of[0] if of[0].pos_ in ("NOUN", "PROPN") else None
            if token.dep_ in _COUNTS and token.head.i > token.i:
                token = token.head
                continue
            return None
        return None

    def _phrase(self) -> Token:
        """The head of the phrase of the amount, as its verb or preposition has it."""
        token = self.top
        if self.noun is not None and self.noun.i > token.i and self.noun.dep_ != "pobj":
            token = self.noun
        while token.dep_ in ("conj", "nummod", "compound", "quantmod", "nmod") and token.head.pos_ != "VERB":
            if token.dep_ == "conj" and token.head.pos_ not in ("NOUN", "NUM", "PROPN"):
                break
            token = token.head
        return token

    @cached_property
    def _place(self) -> tuple[str, Token, Token]:
        """How the amount hangs on what: dependency, phrase, head; the words within a number are no prepositions."""
        token = self._phrase()
        if token.dep_ != "pobj" or not self.number.begin <= token.head.idx < self.number.end:
            return token.dep_, token, token.head
        preposition = token.head
        over = preposition.head
        if self.number.begin <= over.idx < self.number.end:
            return over.dep_, over, over.head
        return ("dobj" if over.pos_ in ("VERB", "AUX") else preposition.dep_), preposition, over

    @cached_property
    def _verb(self) -> Token | None:
        """The verb whose object, subject or complement the amount is; through of, at and to where it is an amount."""
        dep, token, head = self._place
        for _ in range(3):
            if head.pos_ in ("VERB", "AUX") and dep != "ROOT":
                return head
            if head.pos_ == "ADJ" and dep == "nsubj":  # has thousands of fighters present in
                return next((c for c in head.children if c.dep_ == "aux" and c.lemma_ == "have"), None)
            if head.pos_ == "NOUN" and head.lemma_.lower() in self.cues["number_nouns"]:
                token = head
            elif dep == "pobj" and head.lower_ in ("of", "to", "at", "between", "in"):
                above = head.head
                token = above if above.pos_ == "NOUN" and above.lemma_ in self.cues["number_nouns"] else head
            else:
                return None
            dep, head = token.dep_, token.head
        return None

    def _is_object(self, verb: Token) -> bool:
        dep, _, head = self._place
        if dep == "pobj":
            return head.lower_ in ("of", "to") and (head.head.i != verb.i or verb.lemma_ == "consist")
        passive = dep == "nsubjpass" and head.i == verb.i
        return passive or dep in ("dobj", "attr", "oprd", "npadvmod") or verb.dep_ == "aux"

    def _doers(self, verb: Token) -> tuple[End, ...]:
        """Who has or does so many: the subject; of a passive by whom it is done."""
        if any(c.dep_ == "nsubjpass" for c in verb.children):
            agents = [p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
            return tuple(end for t in agents for end in self.ends.resolve(t, deep=True))
        over = verb.head.head  # accused Y of killing, where of may hang on either
        given = [over] if over.dep_ == "dobj" else [c for c in over.children if c.dep_ == "dobj"]
        if verb.dep_ == "pcomp" and verb.head.dep_ == "prep" and given:
            subjects = given if verb.head.lower_ in ("of", "for", "from") else []
        elif verb.dep_ == "conj" and verb.head.dep_ == "pcomp":
            return self._doers(verb.head)
        elif verb.dep_ == "aux":
            subjects = [c for t in (verb, verb.head) for c in t.children if c.dep_ == "nsubj" and c.i < verb.i][:1]
        else:
            subjects = self.roles.clauses.grammatical(verb, 0)
        return tuple(end for t in subjects for end in self.ends.resolve(t, deep=True))

    def _by_number(self) -> Iterator[tuple[Measure, tuple[End, ...], Token, str]]:
        """The number of their fighters is, rose to, is put at; they are put at."""
        verb = self._verb
        _, token, head = self._place
        near = [head.head] if head.pos_ == "ADP" else []
        if verb is not None and verb.lemma_.lower() in self.cues["amounting_verbs"]:
            near += [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj") and c.i < token.i]
        for noun in near:
            if noun.lemma_.lower() in ("number", "total"):
                of = [p for c in noun.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
                for what in of:
                    for measure in self.maker.counted_by(what)[:1]:
                        self.noun = self.noun or what
                        yield measure, self.ends.owners(what, 0) or self._spoken_of(what), noun, ""
            elif verb is not None and verb.lemma_ in ("estimate", "put") and self.noun is not None:
                for measure in self.maker.counted_by(self.noun)[:1]:
                    yield measure, self.ends.resolve(noun), verb, ""

    def _spoken_of(self, noun: Token) -> tuple[End, ...]:
        """The group spoken of, where a sentence names none whose the counted are."""
        one = self.ends.discourse.one(False, self.ends.sentence, noun.i, group=True)
        return (End(one, "actor", noun.i, sure=0.6),) if one else ()

    def _by_place(self, counted: list[Measure]) -> Iterator[tuple[Measure, tuple[End, ...], Token, str]]:
        """In ten provinces: where somebody is, or what he has there."""
        dep, _, head = self._place
        verb = self._verb
        if verb is None or dep != "pobj" or head.lower_ != "in":
            return
        has = {c.lemma_.lower() for c in verb.children if c.dep_ == "dobj"}
        for measure in counted:
            if has & set(measure.names) or (not has and not measure.names and verb.lemma_.lower() in measure.verbs):
                yield measure, self._doers(verb), verb, ""

    def _name(self, measure: Measure) -> Token | None:
        """The noun that calls the number what it is: a strength of, revenue of, its share amounts to, a bounty."""
        dep, token, head = self._place
        near = [token]
        if self.number.unit and self.top.head.pos_ == "NOUN":
            near.append(self.top.head)
        if dep == "pobj" and head.lower_ in ("of", "at", "to", "between"):
            near.append(head.head)
        verb = self._verb
        if verb is not None and verb.lemma_.lower() in self.cues["amounting_verbs"]:
            near += [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj") and c.i < self.top.i]
        return next((t for t in near if t.lemma_.lower() in measure.names), None)

    def _owners(self, name: Token) -> tuple[End, ...]:
        """Whose strength, revenue or bounty it is."""
        if owners := self.ends.owners(name, 0):
            return owners
        for child in name.children:
            if child.dep_ == "prep" and child.lower_ in ("on", "for"):
                return tuple(e for p in child.children if p.dep_ == "pobj" for e in self._with_owner(p))
        head = name.head
        if name.dep_ == "pobj" and head.lower_ == "with":
            verb = head.head
            while verb.pos_ not in ("VERB", "AUX") and verb.head is not verb:
                if found := self.ends.resolve(verb):
                    return found
                verb = verb.head
            return self._doers(verb)
        if name.dep_ in ("dobj", "attr") and head.lemma_ in ("have", "maintain", "boast", "command"):
            return self._doers(head)
        if head.pos_ == "VERB" and name.dep_ in ("dobj", "nsubjpass"):  # placed a bounty ... on his head
            on = [p for c in head.children if c.lower_ == "on" for p in c.children if p.dep_ == "pobj"]
            return tuple(e for p in on for e in self._with_owner(p))
        return ()

    def _with_owner(self, token: Token) -> tuple[End, ...]:
        owned = [c for c in token.children if c.dep_ == "poss"]
        return self.ends.resolve(token, deep=True) or tuple(e for t in owned for e in self.ends.resolve(t))

    def _by_change(self) -> Iterator[tuple[Measure, tuple[End, ...], Token, str]]:
        """A 90 % reduction in their attacks: of whom, and of what."""
        measure = self.measures.get(_CHANGE)
        noun = next(
            (t for t in (self.top.head, self.top.head.head) if measure and t.lemma_.lower() in measure.names), None
        )
        if measure is None or noun is None:
            return
        inside = [p for c in noun.children if c.lower_ in ("in", "of") for p in c.children if p.dep_ == "pobj"]
        for what in inside:
            of = next((m.id for m in self.maker.counted_by(what) if m.id != _CHANGE), "")
            if of and (owners := self.ends.owners(what, 0)):
                yield measure, owners, noun, of
            elif of and noun.dep_ == "dobj" and noun.head.lemma_ in ("see", "suffer", "experience", "have"):
                yield measure, self._doers(noun.head), noun, of

    def _falls(self) -> bool:
        return any(t.lemma_.lower() in self.cues["falling_nouns"] for t in (self.top.head, self.top.head.head))

    def _target(self, measure: Measure) -> str:
        """Against whom so many attacks or operations were."""
        if measure.id not in ("attacks", "operations_against") or self.noun is None:
            return ""
        on = [p for c in self.noun.children if c.lower_ in ("against", "on") for p in c.children if p.dep_ == "pobj"]
        ids = [e.id for p in on for e in self.ends.resolve(p) if e.id and e.kind == "actor"]
        return ids[0] if len(ids) == 1 else ""

    def _is_estimated(self) -> bool:
        around = (self.top, self.top.head, self._phrase(), self._phrase().head, self._phrase().head.head)
        return self.number.estimated or any(
            "estimat" in t.lower_ or any("estimat" in c.lower_ for c in t.children) for t in around
        )

    def _words(self) -> str:
        """The amount as it stands in the text: the number with what it counts, and nothing else."""
        end = self.number.end
        if self.noun is not None and self.noun.idx >= self.number.end:
            between = self.ends.parsed.doc.text[self.number.end : self.noun.idx]
            end = self.noun.idx + len(self.noun.text) if len(between) < 40 else end
        back = self.ends.parsed.masked.back
        return self.ends.source[back(self.number.start) : back(end - 1) + 1]
