"""Checks of the vocabulary itself: entailments, ends and the places a term names."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from graphlib import TopologicalSorter
from itertools import islice
from typing import Any

from armillary.finding import Finding, Place, find
from armillary.text.nearest import did_you_mean
from armillary.vocab.circles import circles
from armillary.vocab.terms import IdScheme
from armillary.vocab.vocabulary import LISTS, Lists

Report = Callable[..., None]  # list, term, message, hint
_ENDS = frozenset({"subject", "object"})
_TERRITORY = frozenset({"where_or_territory_of_subject", "where_or_territory_of_object"})
MOST_HINTS = 20  # looking for the nearest spelling is the slow part, and nobody reads more of them at once
MOST_CIRCLES = 100
DEEPEST = 12  # levels of places or classes, one within the other
LONGEST_PATTERN = 200  # characters of a register's pattern
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
    for (name, item), known, word in _references(lists):
        if (name, item) in places:
            hint = did_you_mean(word, known) if len(findings) < MOST_HINTS else ""
            report(name, item, f"'{item}' refers to an unknown term '{word[:80]}'", hint)
    for word in lists.relations:
        if ("relations", word) in places:
            _lint_relation(lists, word, report)
    for name, parents in (
        ("places", _place_parents(lists)),
        ("classes", _class_parents(lists)),
        ("relations", {r.id: [e.relation for e in r.entails] for r in lists.relations.values()}),
    ):
        _lint_order(name, parents, report)
    for scheme in lists.id_schemes.values():
        _lint_pattern(scheme, report)
    return findings


def _lint_order(name: str, parents: Mapping[str, list[str]], report: Report) -> None:
    """Nothing is within itself, or entails itself; and the order is no deeper than places and classes ever are."""
    verb = "entails" if name == "relations" else "is within"
    found = list(islice(circles(parents), MOST_CIRCLES))
    for circle in found:
        arrows = " → ".join((*circle[:6], "..." if len(circle) > 6 else circle[0]))
        report(name, circle[0], f"'{circle[0]}' {verb} itself: {arrows}", "break the circle")
    if found:
        return
    depth: dict[str, int] = {}
    for word in TopologicalSorter(parents).static_order():
        depth[word] = 1 + max((depth[up] for up in parents.get(word, ())), default=0)
        if depth[word] == DEEPEST + 1:
            report(name, word, f"'{word}' stands more than {DEEPEST} levels deep", "leave out levels")


def _lint_pattern(scheme: IdScheme, report: Report) -> None:
    """A pattern is a regular expression, and one that decides at once whatever it is given."""
    pattern = scheme.pattern
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError, Warning) as problem:
        what = f"the pattern of '{scheme.id}' is not a regular expression: {problem}"
        report("id_schemes", scheme.id, what, "see the patterns of other registers")
        return
    bare = re.sub(r"\\[^1-9]", "", pattern)  # escaped characters do nothing
    open_ended = len(re.findall(r"[*+?]|\{\d*,\d*\}", bare))
    plain = re.findall(r"\((?:[^()*+?|{]|\{\d+\})*\)\{\d+\}", bare)  # groups repeated a fixed number of times
    counted = len(re.findall(r"\)\{\d+\}", bare)) > len(plain)
    odd = re.search(r"\)(?:[*+]|\{\d*,\d*\})|\(\?|\\", bare) is not None
    if odd or counted or open_ended > 3 or bare.count("(") > 4 or len(pattern) > LONGEST_PATTERN:
        hint = "use few groups and repeat none of them; '*', '+' and '?' may stand three times"
        report("id_schemes", scheme.id, f"the pattern of '{scheme.id}' could take for ever", hint)


def _references(lists: Lists) -> Iterator[tuple[tuple[str, str], Any, str]]:
    shorthands = {word for kind in lists.actor_kinds.values() for word in kind.shorthands}
    ends = set(lists.actor_kinds) | shorthands | {"place", "thing"}

    def missing(name: str, item: str, word: str, known: Any) -> Iterator[tuple[tuple[str, str], Any, str]]:
        if word not in known:
            yield (name, item), known, word

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
    for verb in lists.verbs.values():
        yield from missing("verbs", verb.id, verb.about, ("asserts", "denies", "none"))
        if verb.relation:
            yield from missing("verbs", verb.id, verb.relation, lists.relations)
    dimensions = {unit.dimension for unit in lists.units.values()}
    for measure in lists.measures.values():
        yield from missing("measures", measure.id, measure.dimension, dimensions)
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


def _lint_relation(lists: Lists, word: str, report: Report) -> None:
    relation = lists.relations[word]
    if set(relation.denied_by) & set(relation.boasted_by):
        report("relations", word, f"an end of '{word}' both denies and boasts of it", "choose the stronger interest")
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


def _place_parents(lists: Lists) -> dict[str, list[str]]:
    return {p.id: list(p.within) for p in lists.places.values()}


def _class_parents(lists: Lists) -> dict[str, list[str]]:
    return {c.id: [c.within] if c.within else [] for c in lists.classes.values()}
