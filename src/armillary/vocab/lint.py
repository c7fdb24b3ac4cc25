"""Checks of the vocabulary itself: entailments, ends, priors and the places a term names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from armillary.finding import Finding, Place, find
from armillary.text.nearest import did_you_mean
from armillary.vocab.vocabulary import LISTS, Lists

_ENDS = frozenset({"subject", "object"})
_TERRITORY = frozenset({"where_or_territory_of_subject", "where_or_territory_of_object"})
_WORD = re.compile(r"[A-Za-z0-9]+(?:[-_./+ ][A-Za-z0-9]+)*")


def lint_vocabulary(lists: Lists, places: Mapping[tuple[str, str], Place]) -> list[Finding]:
    """Everything wrong with the terms that `places` locates; the shipped terms under them are taken as sound."""
    findings: list[Finding] = []

    def report(name: str, word: str, message: str, hint: str = "") -> None:
        place = places.get((name, word))
        if place is not None:
            findings.append(find("V501", place, message, hint))

    for name in LISTS:
        for word in getattr(lists, name):
            if not _WORD.fullmatch(word):
                report(name, word, f"'{word[:80]}' is not a word", "letters, digits, hyphens or underscores")
    for word, known, message in _references(lists):
        report(*word, message, did_you_mean(message.rsplit("'", 2)[-2], known))
    for word in lists.relations:
        _lint_relation(lists, word, report)
    for name, parents in (("places", _place_parents(lists)), ("classes", _class_parents(lists))):
        for word in parents:
            if _circular(word, parents):
                report(name, word, f"'{word}' is within itself", "break the circle")
    for item in lists.id_schemes.values():
        try:
            re.compile(item.pattern)
        except re.error as problem:
            report("id_schemes", item.id, f"the pattern of '{item.id}' is not a regular expression: {problem}")
    return findings


def _references(lists: Lists) -> Iterator[tuple[tuple[str, str], Any, str]]:
    shorthands = {word for kind in lists.actor_kinds.values() for word in kind.shorthands}
    ends = set(lists.actor_kinds) | shorthands | {"place", "thing"}

    def missing(name: str, item: str, word: str, known: Any) -> Iterator[tuple[tuple[str, str], Any, str]]:
        if word not in known:
            yield (name, item), known, f"'{item}' refers to an unknown term '{word}'"

    for relation in lists.relations.values():
        for entailment in relation.entails:
            yield from missing("relations", relation.id, entailment.relation, lists.relations)
        for word in (*relation.subject, *relation.object):
            yield from missing("relations", relation.id, word, ends)
        for word in (*relation.denied_by, *relation.boasted_by, *relation.rolls_up):
            yield from missing("relations", relation.id, word, _ENDS)
        yield from missing("relations", relation.id, relation.dimension, lists.dimensions)
        yield from missing("relations", relation.id, relation.tone, lists.tones)
        yield from missing("relations", relation.id, relation.nature, lists.natures)
        for prior in relation.priors:
            yield from missing("relations", relation.id, prior.subject, ends)
            yield from missing("relations", relation.id, prior.object, ends)
    for verb in lists.verbs.values():
        yield from missing("verbs", verb.id, verb.about, ("asserts", "denies", "none"))
        if verb.relation:
            yield from missing("verbs", verb.id, verb.relation, lists.relations)
    for thing in lists.things.values():
        if thing.flow_relation:
            yield from missing("things", thing.id, thing.flow_relation, lists.relations)
    for place in lists.places.values():
        for word in place.within:
            yield from missing("places", place.id, word, lists.places)
    for item in lists.classes.values():
        if item.within:
            yield from missing("classes", item.id, item.within, lists.classes)
        for word in item.of:
            yield from missing("classes", item.id, word, lists.actor_kinds)


def _lint_relation(lists: Lists, word: str, report: Any) -> None:
    relation = lists.relations[word]
    direct = {r.id: [e.relation for e in r.entails if e.relation in lists.relations] for r in lists.relations.values()}
    if _circular(word, direct):
        report("relations", word, f"'{word}' entails itself", "break the circle")
    if set(relation.denied_by) & set(relation.boasted_by):
        report("relations", word, f"an end of '{word}' both denies and boasts of it", "choose the stronger interest")
    if not 0 < relation.prior < 1:
        report("relations", word, f"the prior of '{word}' is {relation.prior:g}", "a probability between 0 and 1")
    if relation.nature == "event" and relation.half_life is not None:
        report("relations", word, f"'{word}' is an event and has a half-life", "events stand; remove it")
    if relation.nature != "event" and not relation.half_life:
        report("relations", word, f"'{word}' has no half-life", "say how long it may be presumed to last")
    for entailment in relation.entails:
        known = _ENDS | _TERRITORY
        if entailment.subject not in _ENDS or entailment.object not in known:
            report(
                "relations",
                word,
                f"'{word}' entails between ends that do not exist",
                "ends: " + ", ".join(sorted(known)),
            )
        general = lists.relations.get(entailment.relation)
        if general is not None and general.prior < relation.prior:
            report(
                "relations",
                word,
                f"'{word}' has prior {relation.prior:g}, above {general.prior:g} of '{general.id}', which it entails",
                "a general relation is never less likely than a specific one",
            )


def _place_parents(lists: Lists) -> dict[str, list[str]]:
    return {p.id: list(p.within) for p in lists.places.values()}


def _class_parents(lists: Lists) -> dict[str, list[str]]:
    return {c.id: [c.within] if c.within else [] for c in lists.classes.values()}


def _circular(word: str, parents: Mapping[str, list[str]]) -> bool:
    seen: set[str] = set()
    pending = list(parents.get(word, ()))
    while pending:
        here = pending.pop()
        if here == word:
            return True
        if here not in seen:
            seen.add(here)
            pending += parents.get(here, ())
    return False
