"""Pairing: of the ends that a frame has found, those between which its relation can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from armillary.proposing.cues import Cues
from armillary.proposing.discourse import Discourse
from armillary.proposing.end import End
from armillary.proposing.parsing import Parsed
from armillary.vocab.terms import Frame

# Relations whose words often stand for something else where the subject is of another sort.
_STRICT = frozenset(
    ["pledges_allegiance_to", "leads", "member_of", "affiliate_of", "part_of", "splinter_of", "praises"]
)
_PLACED = frozenset(["present_in", "controls", "runs_camp_in"])  # what stands behind these is a place, known or not
_BOTH_WAYS = frozenset(["fights", "attacks"])


class Pairing:
    """Makes pairs of the ends of one sentence."""

    def __init__(self, parsed: Parsed, cues: Cues, discourse: Discourse) -> None:
        self.parsed = parsed
        self.cues = cues
        self.discourse = discourse

    def pairs(
        self, subjects: tuple[End, ...], objects: tuple[End, ...], frame: Frame
    ) -> Iterator[tuple[End, str, End]]:
        """The ties that a frame makes of its ends; of several on one side alone, with one another if it is mutual."""
        if subjects and objects:
            for subject in subjects:
                for object_ in objects:
                    if subject.name == object_.name and subject.kind == object_.kind:
                        continue
                    fitted = self._fit(subject, frame, object_)
                    if fitted is not None:
                        yield fitted
            return
        if (frame.mutual or self._is_mutual(subjects, frame)) and len(subjects) > 1:
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

    def _is_mutual(self, subjects: tuple[End, ...], frame: Frame) -> bool:
        """Whether what several do they do to each other: the two sides fought, X and Y attacked each other's men."""
        if frame.relation not in _BOTH_WAYS or frame.kind != "verb":
            return False
        words = {c.lower_ for end in subjects for c in self.parsed.doc[end.token].children}
        behind = self.parsed.doc[subjects[0].token :] if subjects else ()
        one = any(
            word.lower_ in ("each", "one") and word.i + 1 < len(word.doc) and word.nbor().lower_ in ("other", "another")
            for word in behind
        )
        return one or (frame.relation == "fights" and bool(words & {"two", "both"}))

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
            and not (objects & {self.kind(object_), "actor"})
            and "place" in objects
            and not object_.place
        ):
            return None
        kind = self.kind(subject) if subject.kind == "actor" else ""
        if relation in _STRICT and kind and kind not in subjects:
            return None
        if relation == "member_of" and self.kind(object_) == "person":
            return None  # joined the minister for talks
        return subject, relation, object_

    def kind(self, end: End) -> str:
        """The kind of the actor at an end, or ''."""
        actor = self.discourse.finder.actors.get(end.id)
        return actor.kind if actor else ""

    def _as_place(self, end: End, sorts: frozenset[str]) -> End:
        """A state whose name is also its land's is the land where a relation wants one."""
        if end.kind == "actor" and end.place and "place" in sorts and self.kind(end) not in sorts:
            return replace(end, id=end.place, kind="place")
        return end
