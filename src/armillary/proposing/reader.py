"""The reader: from one parsed sentence to the ties that its words propose, by the frames of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from armillary.proposing.cues import Cues, Trigger
from armillary.proposing.discourse import Discourse
from armillary.proposing.end import End
from armillary.proposing.ends import Ends
from armillary.proposing.joined import Joined
from armillary.proposing.pairing import Pairing
from armillary.proposing.parsing import Parsed
from armillary.proposing.roles import Roles
from armillary.proposing.stance import Stance, read_stance
from armillary.proposing.tie import PLAIN, Tie
from armillary.vocab.terms import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST_ENDS = 16  # on each side: a list longer than that is a table
_ONE_OF_MANY = frozenset({"a", "an", "some", "several", "many", "another"})
_ONCE = frozenset({"once", "formerly", "previously", "originally", "sometime"})
_BESIDE = frozenset({"appos", "compound", "nmod", "amod", "nsubj", "npadvmod", "dep"})  # where a role is no predicate
_WINDOW = 9  # words between a verb and the noun that its idiom needs


class SentenceReader:
    """Reads the ties of one parsed sentence."""

    def __init__(self, parsed: Parsed, source: str, cues: Cues, discourse: Discourse, number: int) -> None:
        self.parsed = parsed
        self.cues = cues
        self.discourse = discourse
        self.ends = Ends(parsed, cues, discourse, number)
        self.ends.source = source
        self.roles = Roles(self.ends, cues)
        self.pairing = Pairing(parsed, cues, discourse)
        self.joined = Joined(self.ends, self.roles.clauses, self.pairing)

    def ties(self) -> Iterator[Tie]:
        """Every tie, in the order of the triggers."""
        for token in self.parsed.doc:
            if token.i in self.parsed.names:
                continue
            yield from self._of(token)
        yield from self.joined.joined()
        yield from self.joined.possessed()

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
                carrier = self.roles.deeds.carrier(token, frozenset(frame.light))
                near |= {carrier.lemma_.lower()} if carrier is not None else set()
            if not set(frame.needs) & near:
                return False
        return True

    def _read(self, token: Token, frame: Frame) -> Iterator[Tie]:
        light = frozenset(frame.light)
        kind = frame.kind
        if kind == "role" and (self.cues.is_parted(token) or any(c.lower_ in _ONCE for c in token.children)):
            return  # a former leader of theirs, once part of theirs
        if kind == "role" and frame.relation == "leads" and self._is_one_of_many(token):
            frame = self.cues.vocab.terms("frames")["member"]  # a leader of theirs is not their leader
        if token.lemma_ == "accuse" and self._charges(token):
            return
        if kind == "role" and frame.relation == "member_of" and self._speaks(token):
            return  # a spokesman of theirs said: that is credit
        beside = kind == "role" and token.dep_ in _BESIDE
        carried = kind in ("noun", "role", "adjective") and not beside
        carrier = self.roles.deeds.carrier(token, light) if carried else None
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
                subjects = self.roles.deeds.itself(token)
            if where == "between":
                one, other = self.roles.sides(self.roles.between(token, kind, light))
                subjects, objects = (one, other) if one and other else (subjects, ())
            if not (subjects and objects) and carrier is not None and kind == "noun" and self._receives(carrier):
                if not subjects:
                    subjects, _ = self.roles.find(token, ("from", "poss", "compound", "by", "subj"), kind, light)
                objects = tuple(e for t in self.roles.clauses.grammatical(carrier, 0) for e in self.ends.resolve(t))
        if frame.mutual and not objects and self.roles.is_with_another(token, frame.object):
            return  # done with somebody whom nobody knows
        pairs = list(self.pairing.pairs(subjects[:_MOST_ENDS], objects[:_MOST_ENDS], frame))
        if not pairs:
            return
        stance = PLAIN if beside else read_stance(token, carrier, self.cues)
        if stance.binding or self._presupposed(carrier, stance):
            return
        if carrier is not None and carrier.lemma_ in self.cues["growing_verbs"]:
            stance = replace(stance, hedged=False, modality="stated")  # what may deepen a tie does not doubt it
        for subject, relation, object_ in pairs:
            yield Tie(subject, relation, object_, frame, token, carrier, stance)

    def _is_one_of_many(self, token: Token) -> bool:
        """Whether a leader is one of several: a leader, X commander Y, two commanders."""
        several = token.dep_ in ("compound", "nmod") or token.tag_ == "NNS"
        mid = several and token.lemma_.lower() in self.cues["mid_nouns"]
        return mid or any(c.lower_ in _ONE_OF_MANY for c in token.children)

    def _charges(self, token: Token) -> bool:
        """Whether a verb accuses of a deed that a frame has words for, so that the deed is what is claimed."""
        deeds = [c for p in token.children if p.lower_ == "of" for c in p.children if c.dep_ in ("pcomp", "pobj")]
        return any(deed.lemma_.lower() in self.cues.verbs or deed.lemma_.lower() in self.cues.nouns for deed in deeds)

    def _speaks(self, token: Token) -> bool:
        """Whether a noun only says who the speaker of the sentence is."""
        while token.dep_ in ("compound", "nmod", "amod", "appos"):
            token = token.head
        return token.dep_ in ("nsubj", "pobj", "npadvmod", "dep") and any(
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
            tokens = given if token.dep_ == "oprd" and given else self.roles.clauses.grammatical(head, 0)
        elif token.dep_ in ("amod", "acl", "appos", "relcl"):
            tokens = [head]
            if head.dep_ == "dobj" and head.head.lemma_ in ("have", "keep", "maintain"):  # has fighters present in
                tokens = self.roles.clauses.grammatical(head.head, 0) or tokens
        else:
            tokens = []
        return tuple(end for t in tokens for end in self.ends.resolve(t)), objects


def _is_side(trigger: Trigger) -> bool:
    """Whether a trigger only adds at whose side its verb is done, which has an object of its own."""
    return trigger.after[0] in ("alongside", "beside", "together", "with", "side")


def _specific(trigger: Trigger) -> int:
    return -len(trigger.before) - len(trigger.after)
