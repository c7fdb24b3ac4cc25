"""The reader: from one parsed sentence to the ties that its words propose, by the frames of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from armillary.proposing.cues import Cues, Trigger
from armillary.proposing.discourse import Discourse
from armillary.proposing.ends import End, Ends
from armillary.proposing.parsing import Parsed
from armillary.proposing.roles import Roles
from armillary.proposing.stance import Stance, read_stance
from armillary.vocab.terms import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST_ENDS = 16  # on each side: a list longer than that is a table
# Relations whose words often stand for something else where the subject is of another sort.
_STRICT = frozenset(
    ["pledges_allegiance_to", "leads", "member_of", "affiliate_of", "part_of", "splinter_of", "praises"]
)
_PLACED = frozenset(["present_in", "controls", "runs_camp_in"])  # what stands behind these is a place, known or not
_BOTH_WAYS = frozenset(["fights", "attacks"])
# Participles that join two names, with the frame that says what they say: Taliban-controlled Kabul, X-backed Y.
_JOINED = {
    **dict.fromkeys(("controlled", "held", "ruled", "run"), "controlling"),
    **dict.fromkeys(("backed", "supported", "sponsored"), "supporting"),
    **dict.fromkeys(("linked", "allied", "aligned"), "linked"),
    "affiliated": "affiliated",
    "funded": "funding",
    "trained": "training",
    "armed": "supplying",
}
_TURNED = frozenset({"linked", "affiliated"})  # what is linked stands behind
_NO_OTHER_NAME = frozenset({"a", "an", "notably", "particularly", "especially", "including", "namely", "mainly"})
_ONE_OF_MANY = frozenset({"a", "an", "some", "several", "many", "another"})
_WINDOW = 9  # words between a verb and the noun that its idiom needs


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that a sentence proposes: ends, frame, the trigger, and how it is put."""

    subject: End
    relation: str
    object: End
    frame: Frame
    trigger: Token
    carrier: Token | None
    stance: Stance

    @property
    def polarity(self) -> str:
        return "denies" if self.stance.negated != (self.frame.polarity == "denies") else "asserts"


_PLAIN = Stance(False, False, "stated", False, (), ())


class SentenceReader:
    """Reads the ties of one parsed sentence."""

    def __init__(self, parsed: Parsed, source: str, cues: Cues, discourse: Discourse, number: int) -> None:
        self.parsed = parsed
        self.cues = cues
        self.discourse = discourse
        self.ends = Ends(parsed, cues, discourse, number)
        self.ends.source = source
        self.roles = Roles(self.ends, cues)

    def ties(self) -> Iterator[Tie]:
        """Every tie, in the order of the triggers."""
        for token in self.parsed.doc:
            if token.i in self.parsed.names:
                continue
            yield from self._of(token)
        yield from self._joined()
        yield from self._possessed()

    def _of(self, token: Token) -> Iterator[Tie]:
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma == token.lower_ and lemma.endswith("s") and lemma[:-1] in self.cues.nouns:
            lemma = lemma[:-1]  # a plural that the model does not know
        verbal = token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBG", "VBD")
        adjectival = token.pos_ == "ADJ" or token.tag_ in ("JJ", "JJR", "VBN")
        done = False
        if verbal and token.dep_ != "amod":
            for trigger in sorted(self.cues.verbs.get(lemma, ()), key=_specific):
                if self._fits(token, trigger):
                    found = list(self._read(token, trigger.frame))
                    yield from found
                    done = done or bool(found)
                    if found and trigger.after and not _is_side(trigger):
                        break  # the longer idiom stands for its verb alone
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "ADV") and not done:
            best: list[Tie] = []
            for trigger in sorted(
                self.cues.nouns.get(lemma, ()) or self.cues.nouns.get(token.lower_, ()), key=_specific
            ):
                if (trigger.frame.kind == "adjective") != adjectival and token.pos_ != "PROPN":
                    continue
                if self._fits(token, trigger):
                    best += self._read(token, trigger.frame)
                    if best and trigger.before:
                        break
            yield from best

    def _fits(self, token: Token, trigger: Trigger) -> bool:
        """Whether the other words of a trigger, and those that its frame needs, stand by it."""
        doc = token.doc
        if trigger.before:
            begin = token.i - len(trigger.before)
            if begin < 0 or any(
                word not in (doc[begin + place].lower_, doc[begin + place].lemma_.lower())
                for place, word in enumerate(trigger.before)
            ):
                near = {w for c in token.children for w in (c.lemma_.lower(), c.lower_)}
                if not set(trigger.before) <= near:
                    return False
        if trigger.after:
            near = {w for t in doc[token.i + 1 : token.i + 1 + _WINDOW] for w in (t.lemma_.lower(), t.lower_)}
            near |= {
                w
                for c in token.children
                if c.dep_ in ("dobj", "nsubjpass", "prt", "oprd")
                for w in (c.lemma_.lower(), c.lower_)
            }
            if not set(trigger.after) <= near:
                return False
            if (
                token.i + 1 < len(doc)
                and len(trigger.after) == 1
                and trigger.after[0] in ("to", "on", "over", "with", "of")
            ):
                preps = {c.lower_ for c in token.children}
                if trigger.after[0] not in preps:
                    return False
        frame = trigger.frame
        if frame.needs:
            near = {token.lemma_.lower(), token.lower_} | {
                w for c in token.subtree for w in (c.lemma_.lower(), c.lower_)
            }
            if frame.kind != "verb":
                near |= {w for t in (token.head, token.head.head) for w in (t.lemma_.lower(), t.lower_)}
                near |= {c.lower_ for c in token.head.children}
                carrier = self.roles.carrier(token, frozenset(frame.light))
                near |= {carrier.lemma_.lower()} if carrier is not None else set()
            if not set(frame.needs) & near:
                return False
        return True

    def _read(self, token: Token, frame: Frame) -> Iterator[Tie]:
        light = frozenset(frame.light)
        kind = frame.kind
        if kind == "role" and frame.relation == "leads" and any(c.lower_ in _ONE_OF_MANY for c in token.children):
            frame = self.cues.vocab.terms("frames")["member"]  # a leader of theirs is not their leader
        if token.lemma_ == "accuse" and self._charges(token):
            return
        if kind == "role" and frame.relation == "member_of" and self._speaks(token):
            return  # a spokesman of theirs said: that is credit
        carrier = self.roles.carrier(token, light) if kind in ("noun", "role", "adjective") else None
        if kind == "adjective":
            subjects, objects = self._adjective(token, frame, light)
            if "bearer" in frame.object:
                subjects, objects = objects, subjects
        else:
            roles = [role for role in frame.subject if role != "itself"]
            if frame.relation == "present_in" and token.lemma_ in self.cues["sending_verbs"]:
                sent = [c.lemma_.lower() for c in token.children if c.dep_ == "dobj"]
                men = self.cues["local_nouns"] | self.cues["body_nouns"]
                roles = roles[:1] if sent and sent[0] not in men else roles
            subjects, where = self.roles.find(token, roles, kind, light)
            self.roles.takes_things = frame.generic and "thing" in self.cues.vocab.end_sorts[frame.relation][1]
            objects, _ = self.roles.find(
                token, [r for r in frame.object if r.rstrip("+") != where.rstrip("+")], kind, light
            )
            self.roles.takes_things = False
            if kind == "role":
                objects = self._owned_before(token, frame, objects)
            if not subjects and objects and frame.id == "tie" and where == "":
                subjects = self._spoken_of(token, carrier, objects)
            if not subjects and "itself" in frame.subject and objects and token.tag_ == "NN":
                subjects = self.roles.itself(token)
            if where == "between":
                one, other = self.roles.sides(self.roles.between(token, kind, light))
                subjects, objects = (one, other) if one and other else (subjects, ())
            if not (subjects and objects) and carrier is not None and kind == "noun" and self._receives(carrier):
                if not subjects:
                    subjects, _ = self.roles.find(token, ("from", "poss", "compound", "by", "subj"), kind, light)
                objects = tuple(e for t in self.roles._grammatical(carrier, 0) for e in self.ends.resolve(t))
        pairs = list(self._pairs(subjects[:_MOST_ENDS], objects[:_MOST_ENDS], frame))
        if not pairs:
            return
        beside = kind == "role" and carrier is None and token.dep_ in ("appos", "compound", "nmod", "amod", "nsubj")
        stance = _PLAIN if beside else read_stance(token, carrier, self.cues)
        if stance.binding or self._presupposed(carrier, stance):
            return
        for subject, relation, object_ in pairs:
            yield Tie(subject, relation, object_, frame, token, carrier, stance)

    def _charges(self, token: Token) -> bool:
        """Whether a verb accuses of a deed that a frame has words for, so that the deed is what is claimed."""
        deeds = [c for p in token.children if p.lower_ == "of" for c in p.children if c.dep_ in ("pcomp", "pobj")]
        return any(deed.lemma_.lower() in self.cues.verbs or deed.lemma_.lower() in self.cues.nouns for deed in deeds)

    def _speaks(self, token: Token) -> bool:
        """Whether a noun only says who the speaker of the sentence is."""
        while token.dep_ in ("compound", "nmod", "amod", "appos"):
            token = token.head
        return token.dep_ in ("nsubj", "pobj") and any(
            t.lemma_.lower() in self.cues["saying_verbs"] or t.lower_ == "according"
            for t in (token.head, token.head.head)
        )

    def _presupposed(self, carrier: Token | None, stance: Stance) -> bool:
        """Whether what is denied is only the growth of a tie: avoid deepening their ties."""
        return stance.negated and carrier is not None and carrier.lemma_ in self.cues["growing_verbs"]

    def _owned_before(self, token: Token, frame: Frame, objects: tuple[End, ...]) -> tuple[End, ...]:
        """Whose these affiliates are, if the sentence does not say: whose they were when last spoken of."""
        if objects:
            self.discourse.owners[frame.id] = tuple(end.id for end in objects if end.id)
            return objects
        if any(c.lower_ in ("these", "those") for c in token.children):
            return tuple(End(i, "actor", token.i, sure=0.8) for i in self.discourse.owners.get(frame.id, ()))
        return ()

    def _spoken_of(self, token: Token, carrier: Token | None, objects: tuple[End, ...]) -> tuple[End, ...]:
        """Whose a tie is that is only said to be with others: these relations with X, there are contacts with X."""
        there = carrier is not None and any(c.dep_ == "expl" for c in carrier.children)
        if not there and not any(c.lower_ in ("this", "these") for c in token.children):
            return ()
        one = self.discourse.one(False, self.ends.sentence, token.i, [end.id for end in objects], group=True)
        return (End(one, "actor", token.i, sure=0.7),) if one else ()

    def _receives(self, verb: Token) -> bool:
        return verb.lemma_ in self.cues["receiving_verbs"]

    def _adjective(self, token: Token, frame: Frame, light: frozenset[str]) -> tuple[tuple[End, ...], tuple[End, ...]]:
        """The bearer, who is the subject of the copula or the noun described, and the other end."""
        roles = frame.subject if "bearer" in frame.object else frame.object
        objects, _ = self.roles.find(token, roles, "adjective", light)
        head = token.head
        if token.dep_ in ("acomp", "attr", "oprd", "xcomp", "conj", "ROOT", "advcl", "ccomp") and (
            head.pos_ in ("VERB", "AUX")
        ):
            given = [c for c in head.children if c.dep_ == "dobj"]
            tokens = given if token.dep_ == "oprd" and given else self.roles._grammatical(head, 0)
        elif token.dep_ in ("amod", "acl", "appos", "relcl"):
            tokens = [head]
            if head.dep_ == "dobj" and head.head.lemma_ in ("have", "keep", "maintain"):  # has fighters present in
                tokens = self.roles._grammatical(head.head, 0) or tokens
        else:
            tokens = []
        return tuple(end for t in tokens for end in self.ends.resolve(t)), objects

    def _pairs(
        self, subjects: tuple[End, ...], objects: tuple[End, ...], frame: Frame
    ) -> Iterator[tuple[End, str, End]]:
        if subjects and objects:
            for subject in subjects:
                for object_ in objects:
                    if subject.name == object_.name and subject.kind == object_.kind:
                        continue
                    fitted = self._fit(subject, frame, object_)
                    if fitted is not None:
                        yield fitted
            return
        if (frame.mutual or (frame.relation in _BOTH_WAYS and self._is_mutual(subjects))) and len(subjects) > 1:
            groups = [end for end in subjects if end.kind != "place"]
            for place, one in enumerate(groups):
                for other in groups[place + 1 :]:
                    if one.name != other.name:
                        fitted = self._fit(one, frame, other)
                        if fitted is not None:
                            yield fitted

    def _stands_in(self, end: End) -> bool:
        """Whether an end stands behind a preposition of place."""
        token = self.parsed.doc[end.token]
        return token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near", "around")

    def _is_mutual(self, subjects: tuple[End, ...]) -> bool:
        """Whether what several do they do to each other: the two sides fought, X and Y attacked each other's men."""
        words = {c.lower_ for end in subjects for c in self.parsed.doc[end.token].children}
        behind = self.parsed.doc[subjects[0].token :] if subjects else ()
        one = any(
            word.lower_ in ("each", "one") and word.i + 1 < len(word.doc) and word.nbor().lower_ in ("other", "another")
            for word in behind
        )
        return bool(words & {"two", "both"}) or one

    def _fit(self, subject: End, frame: Frame, object_: End) -> tuple[End, str, End] | None:
        """The tie with ends of sorts that its relation can have; None if there is no such tie."""
        vocab = self.cues.vocab
        relation = frame.relation
        subjects, objects = vocab.end_sorts[relation]
        if subject.kind == "thing" or (object_.kind == "thing" and "thing" not in objects):
            return None
        if frame.id == "founding" and not self.discourse.is_person(subject.id):
            return None
        if frame.id == "kin" and (subject.level or object_.level):
            return None  # a son of the commander
        if not frame.generic and "class" in (subject.kind, object_.kind):
            return None
        if subject.kind != "actor" and object_.kind != "actor" and "place" not in (subject.kind, object_.kind):
            return None
        if object_.kind == "unknown" and objects & {"place"} and (relation in _PLACED or self._stands_in(object_)):
            object_ = replace(object_, kind="place")
        if "unknown" in (subject.kind, object_.kind) and relation not in _STRICT:
            return None  # a word in capitals that nobody knows is an actor only where somebody belongs to or leads one
        general = subject.kind == "class" or (subject.kind, object_.kind) == ("place", "place")
        if general and relation != "present_in" and not (object_.kind == "actor" and frame.generic):
            return None
        # A place that hosts: what it entails is that the guest is there.
        if subject.kind == "place" and "place" not in subjects:
            for entailed in vocab.relations[relation].entails:
                if entailed.object == "where_or_territory_of_subject" and entailed.subject == "object":
                    return None if object_.kind == "place" else (object_, entailed.relation, subject)
            return None
        object_ = self._as_place(object_, objects)
        if object_.kind == "place" and "place" not in objects:
            return None
        if object_.kind in ("actor", "class", "new", "unknown") and objects == {"place"}:
            return None
        if (
            object_.kind == "actor"
            and not (objects & {self._kind(object_), "actor"})
            and "place" in objects
            and not object_.place
        ):
            return None
        kind = self._kind(subject) if subject.kind == "actor" else ""
        if relation in _STRICT and kind and kind not in subjects:
            return None
        return subject, relation, object_

    def _kind(self, end: End) -> str:
        actor = self.discourse.finder.actors.get(end.id)
        return actor.kind if actor else ""

    def _as_place(self, end: End, sorts: frozenset[str]) -> End:
        """A state whose name is also its land's is the land where a relation wants one."""
        if end.kind == "actor" and end.place and "place" in sorts and self._kind(end) not in sorts:
            return replace(end, id=end.place, kind="place")
        return end

    def same(self) -> Iterator[tuple[Token, Token]]:
        """Two names that the sentence gives to one: X (XY), Minister Y, Z, also known as W; by their tokens."""
        doc = self.parsed.doc
        for token in doc:
            if token.i not in self.parsed.names:
                continue
            for child in token.children:
                if child.dep_ == "appos" and child.i in self.parsed.names and self._renames(token, child):
                    yield token, child
            if token.i + 2 < len(doc) and doc[token.i + 1].text == "," and token.i + 2 in self.parsed.names:
                other = doc[token.i + 2]
                if self._is_title(token, other) and other.dep_ != "appos" and self._has_title(token, other):
                    yield token, other
            if token.i + 2 < len(doc) and doc[token.i + 1].text == "(" and token.i + 2 in self.parsed.names:
                yield token, doc[token.i + 2]
            before_name = token.dep_ in ("compound", "nmod") and token.head.i == token.i + 1
            if before_name and token.i + 1 in self.parsed.names and self._is_title(token, doc[token.i + 1]):
                yield token, doc[token.i + 1]
            if (
                token.dep_ == "pobj"
                and token.head.lower_ == "as"
                and token.head.head.lemma_ in ("know", "call", "refer")
            ):
                for named in self.roles.objects(token.head.head):
                    if named.i in self.parsed.names and named.i != token.i:
                        yield named, token

    def _renames(self, token: Token, other: Token) -> bool:
        """Whether the second name is another for the first, and not its place, an example or the next of a list."""
        if any(self.parsed.names[t.i].kind == "place" for t in (token, other)):
            return False
        if token.i + 1 < other.i and token.nbor().text not in (",", "("):
            return False
        return not any(c.lower_ in _NO_OTHER_NAME or c.dep_ in ("cc", "conj") for c in other.children)

    def _is_title(self, token: Token, other: Token) -> bool:
        """Whether a name is the office of the person named behind it."""
        kinds = [self._kind(End(self.parsed.names[t.i].id, "actor", t.i)) for t in (token, other)]
        return kinds == ["person", "person"]

    def _has_title(self, *tokens: Token) -> bool:
        """Whether one of the names begins with an office: Minister for Trade."""
        return any(
            word.lower() in self.cues["leadership_nouns"]
            for t in tokens
            for word in self.parsed.names[t.i].text.split()[:3]
        )

    def _people(self, token: Token) -> tuple[End, ...]:
        """The state whose people's name a word is: Turkish-backed."""
        named = self.parsed.names[token.i]
        known = named.kind == "people" and named.id in self.discourse.finder.actors
        return (End(named.id, "actor", token.i, named.text, named.place),) if known else ()

    def _possessed(self) -> Iterator[Tie]:
        """X's Y and Y of X, two names: a body of a group, or a leader's group."""
        frames = self.cues.vocab.terms("frames")
        for at in self.parsed.names:
            token = self.parsed.doc[at]
            of = token.dep_ == "pobj" and token.head.lower_ == "of"
            head = token.head.head if of else token.head
            if not (of or token.dep_ == "poss") or head.i not in self.parsed.names:
                continue
            for owner in self.ends._alone(token, False, 0):
                for owned in self.ends._alone(head, False, 0):
                    if of and not self.discourse.is_person(owner.id):
                        continue
                    if owner.kind != "actor" or owned.kind != "actor" or not self.discourse.is_group(owned.id):
                        continue
                    if self.discourse.is_person(owner.id):
                        yield Tie(owner, "leads", owned, frames["leader"], head, None, _PLAIN)
                    elif self._kind(owner) not in ("state", "people", "organisation"):
                        yield Tie(owned, "part_of", owner, frames["being_part"], head, None, _PLAIN)

    def _joined(self) -> Iterator[Tie]:
        """Taliban-controlled Afghanistan, X-backed Y: a name and a participle in one word, and a name."""
        doc = self.parsed.doc
        frames = self.cues.vocab.terms("frames")
        for token in doc:
            joined = token.lower_.startswith(("-", "–"))
            if token.lower_.lstrip("-–") not in _JOINED or token.i < 2 - joined or token.i + 1 >= len(doc):
                continue
            before = doc[token.i - 1]
            one = before if joined else doc[token.i - 2]
            other = doc[token.i + 1]
            frame = frames.get(_JOINED[token.lower_.lstrip("-–")])
            if frame is None or not (joined or before.text in "-–"):
                continue
            if one.i in self.parsed.names and other.i in self.parsed.names:
                for subject in self.ends._alone(one, False, 0) or self._people(one):
                    for object_ in self.ends._alone(other, False, 0):
                        if frame.id == "controlling":
                            object_ = replace(object_, id=object_.place or object_.id, kind="place")
                        elif object_.kind != "actor":
                            continue
                        if subject.kind == "actor":
                            ends = (object_, subject) if frame.id in _TURNED else (subject, object_)
                            yield Tie(ends[0], frame.relation, ends[1], frame, token, None, _PLAIN)


def _is_side(trigger: Trigger) -> bool:
    """Whether a trigger only adds at whose side its verb is done, which has an object of its own."""
    return trigger.after[0] in ("alongside", "beside", "together", "with", "side")


def _specific(trigger: Trigger) -> int:
    return -len(trigger.before) - len(trigger.after)
