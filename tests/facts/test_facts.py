"""The acceptance list: a test a fact, through the Python API, on the shipped casebook."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

import armillary
from armillary.pictures.threat import threat
from tests.facts.reading import book, listed, matching, rank

FACTS = listed("facts")["facts"]


@pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])
def test_the_picture_says(fact: dict[str, Any]) -> None:
    wrong = next(check for kind, check in CHECKS.items() if kind in fact)(fact)
    assert not wrong, f"{fact['says']} ({fact['see']}): " + "; ".join(wrong)


def test_every_fact_is_said_once_and_has_its_place_in_the_paper() -> None:
    assert len({fact["id"] for fact in FACTS}) == len(FACTS) >= 60
    assert all(fact["says"] and fact["see"] for fact in FACTS)


def _tie(fact: dict[str, Any]) -> list[str]:
    where = {key: fact[key] for key in ("level", "object_level", "place") if key in fact}
    found = []
    for day, wanted in fact["at"].items():
        at = day.isoformat() if isinstance(day, date) else str(day)
        held = [*matching(fact["tie"], at, **where)]
        said = _row(held[0], wanted) if held else [] if wanted.keys() <= {"unheard", "not"} else ["no such row"]
        found += [f"at {at}: {text}" for text in said]
    return found


def _row(row: Any, wanted: dict[str, Any]) -> list[str]:
    """What a row says against what is wanted of it."""
    end = msgspec.to_builtins(row.ended) or {}
    checks: dict[str, Callable[[Any], bool]] = {
        "unheard": lambda _: row.standing == "not_assessed" and not row.on_record,
        "standing": lambda allowed: row.standing in allowed,
        "currency": lambda allowed: row.currency in allowed,
        "not": lambda barred: row.currency not in barred,
        "at_least": lambda word: rank(row.word) >= rank(word),
        "at_most": lambda word: rank(row.word) <= rank(word),
        "ended": lambda day: str(end.get("when")).startswith(day),
        "with": lambda who: who in str(end),
        "voices": lambda least: row.voices_for >= least,
        "denied_by": lambda names: set(names) <= set(row.denied_by),
        "not_denied_by": lambda names: not set(names) & set(row.denied_by),
        "on_record": lambda _: bool(row.on_record),
    }
    assert wanted.keys() <= checks.keys(), wanted.keys() - checks.keys()
    seen = f"{row.standing}, {row.word or 'no word'} ({row.likelihood}), {row.currency}, ended {row.ended}"
    return [f"wants {key} {value}, is {seen}" for key, value in wanted.items() if not checks[key](value)]


def _exists(fact: dict[str, Any]) -> list[str]:
    [row] = book().sql("SELECT exists_first, exists_last FROM actors WHERE id = ?", [fact["exists"]])
    found = {"since": str(row["exists_first"]), "until": str(row["exists_last"])}
    return [f"{key} {found[key]}" for key in found if not found[key].startswith(fact.get(key, ""))]


def _value(fact: dict[str, Any]) -> list[str]:
    what, measure = fact["value"].split()
    narrow = {key: fact[key] for key in ("of", "place", "as_of") if key in fact}
    values = armillary.quantity(book(), what, measure, **narrow).values
    rivals = [rival for value in values for rival in value.rivals]
    if "answer" in fact:
        return [] if {rival.text for rival in rivals} == {fact["answer"]} else [str([rival.text for rival in rivals])]
    if "rival" in fact:
        said = {(rival.text, voice.speaker) for rival in rivals for voice in rival.voices}
        return [] if (fact["rival"], fact["by"]) in said and len(rivals) > 1 else [str(said)]
    ranges = [value.range for value in values if value.range]
    if "near" in fact:
        low, high = fact["near"] * 0.75, fact["near"] * 1.25
        close = any(low <= (r[0] or 0) <= fact["near"] <= (r[1] or 0) <= high for r in ranges)
        return [] if close else [str(ranges)]
    return [] if tuple(fact["range"]) in [tuple(r) for r in ranges] else [str(ranges)]


def _said(fact: dict[str, Any]) -> list[str]:
    speaker, verb = fact["said"].split()
    every = [json.loads(row["matter"]) for row in book().sql("SELECT matter FROM claims WHERE kind = 'statement'")]
    same = [item for item in every if item["verb"] == verb and all(word in json.dumps(item) for word in fact["about"])]
    speakers = {item["speaker"] for item in same}
    return [] if speaker in speakers and not speakers & set(fact.get("never_by", ())) else [f"said by {speakers}"]


def _commitment(fact: dict[str, Any]) -> list[str]:
    every = book().sql("SELECT * FROM commitments")
    if "demanded" in fact:
        meant = [row for row in every if re.search(fact["commitment"], row["undertaking"])]
        return [] if any(row.get("demanded_by") for row in meant) else [f"{len(meant)} such, none with demanded_by"]
    [row] = [row for row in every if row["id"] == fact["commitment"]]
    wrong = [] if fact["obligor"] in row["obligor"] else [str(row["obligor"])]
    if "mechanism" in fact and row["mechanism"] != [fact["mechanism"]]:
        wrong.append(f"mechanism {row['mechanism']}")
    return wrong


def _incident(fact: dict[str, Any]) -> list[str]:
    page = armillary.incident(book(), fact["incident"])
    ties = {f"{tie.subject} {tie.relation} {tie.object}" for tie in page.ties}
    deaths = {value.question.of: value.range for value in page.values if value.question.measure == "deaths"}
    wrong = [f"{who}: {deaths.get(who)}" for who, n in fact.get("deaths", {}).items() if deaths.get(who) != (n, n)]
    return wrong + ([] if fact["tie"] in ties else [str(ties)])


def _threat(fact: dict[str, Any]) -> list[str]:
    [found] = [one for one in threat(book(), actor=fact["threat"]) if one.actor == fact["threat"]]
    aspects = ("capability", "intent", "local", "regional", "external", "trend")
    words = {name: getattr(found, name).finding for name in aspects}
    wrong = [name for name in aspects if name in fact and words[name] not in fact[name]]
    wrong += [name for name in fact.get("known", ()) if words[name] in ("not_known", "doubted")]
    return [f"{name} is {words[name]}" for name in wrong]


def _asks(fact: dict[str, Any]) -> list[str]:
    questions = [row["question"] for row in book().sql("SELECT question FROM requirements")]
    return [] if any(re.search(fact["asks"], question) for question in questions) else ["no requirement asks it"]


CHECKS: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "exists": _exists,
    "value": _value,
    "said": _said,
    "commitment": _commitment,
    "incident": _incident,
    "threat": _threat,
    "asks": _asks,
    "tie": _tie,
}
