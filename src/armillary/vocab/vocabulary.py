"""The vocabulary: every list of terms, loaded from YAML into one value that is passed wherever words are needed."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

from functools import cached_property
from typing import Any

import msgspec

from armillary.vocab import terms

LISTS: dict[str, type[msgspec.Struct]] = {
    "actor_kinds": terms.ActorKind,
    "callings": terms.Cue,
    "classes": terms.Class,
    "confidence": terms.Term,
    "coverage_reasons": terms.CoverageReason,
    "credibility": terms.Credibility,
    "cues": terms.Cue,
    "dimensions": terms.Dimension,
    "frames": terms.Frame,
    "grades": terms.Grade,
    "homonyms": terms.Homonym,
    "id_schemes": terms.IdScheme,
    "incident_types": terms.Term,
    "issues": terms.Term,
    "levels": terms.Term,
    "lever_kinds": terms.Term,
    "likelihood": terms.Likelihood,
    "markings": terms.Marking,
    "measures": terms.Measure,
    "modalities": terms.Modality,
    "named_reasons": terms.NamedReason,
    "natures": terms.Term,
    "periods": terms.Period,
    "places": terms.PlaceTerm,
    "polarities": terms.Term,
    "positions": terms.Term,
    "relations": terms.Relation,
    "source_kinds": terms.SourceKind,
    "speaker_kinds": terms.SpeakerKind,
    "stances": terms.Stance,
    "things": terms.Thing,
    "tones": terms.Term,
    "units": terms.Unit,
    "verbs": terms.Verb,
    "weighing": terms.Constant,
}


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """The lists themselves, id to term; what is cached and what a casebook adds to."""

    actor_kinds: dict[str, terms.ActorKind] = {}
    callings: dict[str, terms.Cue] = {}
    classes: dict[str, terms.Class] = {}
    confidence: dict[str, terms.Term] = {}
    coverage_reasons: dict[str, terms.CoverageReason] = {}
    credibility: dict[str, terms.Credibility] = {}
    cues: dict[str, terms.Cue] = {}
    dimensions: dict[str, terms.Dimension] = {}
    frames: dict[str, terms.Frame] = {}
    grades: dict[str, terms.Grade] = {}
    homonyms: dict[str, terms.Homonym] = {}
    id_schemes: dict[str, terms.IdScheme] = {}
    incident_types: dict[str, terms.Term] = {}
    issues: dict[str, terms.Term] = {}
    levels: dict[str, terms.Term] = {}
    lever_kinds: dict[str, terms.Term] = {}
    likelihood: dict[str, terms.Likelihood] = {}
    markings: dict[str, terms.Marking] = {}
    measures: dict[str, terms.Measure] = {}
    modalities: dict[str, terms.Modality] = {}
    named_reasons: dict[str, terms.NamedReason] = {}
    natures: dict[str, terms.Term] = {}
    periods: dict[str, terms.Period] = {}
    places: dict[str, terms.PlaceTerm] = {}
    polarities: dict[str, terms.Term] = {}
    positions: dict[str, terms.Term] = {}
    relations: dict[str, terms.Relation] = {}
    source_kinds: dict[str, terms.SourceKind] = {}
    speaker_kinds: dict[str, terms.SpeakerKind] = {}
    stances: dict[str, terms.Stance] = {}
    things: dict[str, terms.Thing] = {}
    tones: dict[str, terms.Term] = {}
    units: dict[str, terms.Unit] = {}
    verbs: dict[str, terms.Verb] = {}
    weighing: dict[str, terms.Constant] = {}


class Vocabulary:
    """Every list of terms by id, and what follows from them; never changed once made."""

    def __init__(self, lists: Lists, fingerprint: str) -> None:
        self.lists = lists
        self.fingerprint = fingerprint
        self.relations = lists.relations
        self.places = lists.places
        self.things = lists.things
        self.classes = lists.classes
        self.grades = lists.grades
        self.modalities = lists.modalities
        self.verbs = lists.verbs

    def constant(self, name: str) -> float:
        """A number of the weighing."""
        return self.lists.weighing[name].value

    def terms(self, name: str) -> dict[str, Any]:
        """One list by its name in the YAML files."""
        return getattr(self.lists, name)  # type: ignore[no-any-return]

    @cached_property
    def end_sorts(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """For each relation the kinds of actor, and `place` and `thing`, that may be its subject and its object."""
        shorthands: dict[str, set[str]] = {}
        for kind in self.lists.actor_kinds.values():
            for word in (*kind.shorthands, kind.id):
                shorthands.setdefault(word, set()).add(kind.id)

        def spell_out(words: tuple[str, ...]) -> frozenset[str]:
            result: set[str] = set()
            for word in words:
                result |= shorthands.get(word, {word})
            return frozenset(result)

        return {r.id: (spell_out(r.subject), spell_out(r.object)) for r in self.relations.values()}

    @cached_property
    def place_parents(self) -> dict[str, frozenset[str]]:
        """Every place that contains a place, itself left out."""
        result: dict[str, frozenset[str]] = {}

        def parents(place: str) -> frozenset[str]:
            if place not in result:
                result[place] = frozenset()  # a circle is a finding; it must not hang us
                direct = [p for p in self.places[place].within if p in self.places]
                result[place] = frozenset(direct).union(*(parents(p) for p in direct))
            return result[place]

        for place in self.places:
            parents(place)
        return result

    @cached_property
    def class_parents(self) -> dict[str, frozenset[str]]:
        """Every class that a class is within, itself included."""
        result: dict[str, frozenset[str]] = {}
        for name in self.classes:
            chain = []
            at = name
            while at in self.classes and at not in chain:
                chain.append(at)
                at = self.classes[at].within
            result[name] = frozenset(chain)
        return result
