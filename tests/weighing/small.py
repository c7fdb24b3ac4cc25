"""Casebooks of a few lines: speakers of every grade, a handful of actors, and what is judged of a tie between them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from armillary.text.dates import parse_day
from armillary.weighing.currency import CURRENCIES
from armillary.weighing.questions import NEVER, Question
from armillary.weighing.records import Explanation
from tests.weighing.cases import shipped
from tests.weighing.drafts import Draft, Entry, claim
from tests.weighing.judging import Judged, judged

Changes: TypeAlias = dict[str, Entry]
GRADES = "abcdef"


def draft(*claims: Entry, **changes: Mapping[str, Any]) -> Draft:
    """A small casebook: speakers `sa` to `sf` graded A to F, each with a report `ra` to `rf` of 2010, and some actors.

    `changes` go to the entry of that id, a hyphen in it written as an underscore; a new id is a new speaker or source.
    """
    made = Draft(
        actors=[
            {"id": "one", "kind": "group", "classes": ["jihadi-group"]},
            {"id": "two", "kind": "group", "classes": ["armed-group"]},
            {"id": "part", "kind": "faction", "part_of": ["one"], "classes": ["armed-group"]},
            {"id": "realm", "kind": "state", "territory": ["aland"]},
        ],
        speakers=[{"id": f"s{grade}", "grade": grade.upper()} for grade in GRADES],
        sources=[{"id": f"r{grade}", "speaker": f"s{grade}", "date": "2010-01-01"} for grade in GRADES],
        claims=list(claims),
    )
    entries = {entry["id"]: entry for entry in (*made.actors, *made.speakers, *made.sources)}
    for name, change in changes.items():
        entry = entries.get(name.replace("_", "-"))
        if entry is None:
            entry = {"id": name.replace("_", "-")}
            (made.sources if "speaker" in change else made.speakers).append(entry)
        entry |= change
    return made


def day(text: str) -> int:
    """A day as an ordinal."""
    return parse_day(text)


def ask(made: Draft, as_of: str = "2010-01-01", known_by: str | None = None) -> Judged:
    """Judge a draft under the shipped relations."""
    return judged(made, shipped(), day(as_of), None if known_by is None else day(known_by))


def about(tie: str, **more: str) -> Question:
    """The question of a tie."""
    subject, relation, object_ = tie.split()
    return Question(subject, relation, object_, **more)


def explained(seen: Judged, question: Question) -> Explanation:
    """Why a question is judged so."""
    return seen.explainer.explain(seen.rows[question])


def weights(seen: Judged, question: Question) -> dict[str, float]:
    """The weight of every origin's vote on a question, a denial's negative."""
    return {
        part.origin: part.weight if part.polarity == "asserts" else -part.weight
        for part in explained(seen, question).contributions
    }


def decibans(seen: Judged, question: Question) -> dict[str, float]:
    """What every origin adds on a question."""
    return {part.origin: part.decibans for part in explained(seen, question).contributions}


def currency(seen: Judged, question: Question) -> tuple[str, str, str]:
    """How current a tie is, the day it was last seen and the day it ended; '' for a day that there is not."""
    of, row = seen.judgements.currency, seen.rows[question]
    seen_on, over = (
        date.fromordinal(int(at)).isoformat() if at < NEVER else "" for at in (of.last_seen[row], of.ended[row])
    )
    return CURRENCIES[of.kind[row]], seen_on, over


def near(found: float, wanted: float) -> bool:
    """Whether two numbers are the same but for rounding."""
    return math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-9)


HOSTS = "one hosts two"
ATTACK = "one attacks two"  # an event, which nobody denies or boasts of


def attack(name: str, **keys: Any) -> Entry:
    """A claim of the event, observed and credible to the second degree unless said otherwise."""
    return claim(name, ATTACK, **({"when": "2010-01-01", "modality": "observed", "credibility": 2} | keys))


def state(name: str, **keys: Any) -> Entry:
    """A claim of a state, hosting, by a free voice, of full weight."""
    return claim(name, HOSTS, **({"modality": "observed", "credibility": 1, "when": "2010"} | keys))
