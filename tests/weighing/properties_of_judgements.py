"""What judgements are like, each property a check on a random case."""

from __future__ import annotations

from random import Random

import numpy as np

from armillary.weighing.currency import CURRENCIES
from armillary.weighing.questions import Question
from armillary.weighing.standing import STANDINGS
from tests.weighing.cases import SPEAKERS, random_case, random_tie
from tests.weighing.drafts import Draft, claim, to_book
from tests.weighing.judging import ROUNDING, assert_same, judged, of_case
from tests.weighing.oracle import Oracle

REFERRING: tuple[str, ...] = (
    "id",
    "actor",
    "speaker",
    "speaks_for",
    "derived_from",
    "tie",
    "statement",
    "about",
    "credit",
    "credits",
)
REFERRING += ("retracts",)


def judges_as_the_plain_model_does(rng: Random) -> None:
    case = random_case(rng)
    seen = of_case(case)
    e, j = seen.evidence, seen.judgements
    plain = Oracle(to_book(case.draft, case.vocab), case.vocab, case.as_of, case.known_by).verdicts()
    assert e.questions == sorted(plain)
    for row, question in enumerate(e.questions):
        verdict = plain[question]
        found = (j.own[row], j.odds[row], j.low[row], j.high[row])
        assert np.allclose(found, (verdict.own, verdict.odds, verdict.low, verdict.high), rtol=0, atol=ROUNDING), (
            question
        )
        assert (int(j.for_it[row]), int(j.against[row])) == verdict.voices, question
        assert STANDINGS[j.standing[row]] == verdict.standing, question
        assert CURRENCIES[j.currency.kind[row]] == verdict.currency, question
        assert int(j.currency.last_seen[row]) == verdict.last_seen, question
        assert int(j.currency.ended[row]) == verdict.ended, question
        assert int(j.confidence[row]) == verdict.confidence, question
        assert {e.blocs[bloc] for q, bloc in j.load_bearing if q == row} == verdict.bearing, question
        without = {e.blocs[j.voices.bloc[i]]: (j.voices.odds[i], j.voices.assessed[i]) for i in j.voices.of(row)}
        assert without.keys() == verdict.without.keys(), question
        for party, (odds, left) in without.items():
            assert abs(odds - verdict.without[party][0]) < ROUNDING, (question, party)
            assert left == verdict.without[party][1], (question, party)


def likelihood_is_monotone_along_the_order(rng: Random) -> None:
    case = random_case(rng)
    seen = of_case(case)
    j = seen.judgements
    specific, general = j.order.specific, j.order.general
    both = j.assessed[specific] & j.assessed[general]
    for values in (j.odds, j.low, j.high):
        assert np.all(values[general[both]] >= values[specific[both]] - ROUNDING)


def the_order_holds_what_it_should(rng: Random) -> None:
    """Levels, places, parts and entailments: the steps of the order, taken from the vocabulary's own words.

    Between what begins a state and that state there is none: an oath given, and an oath in force.
    """
    case = random_case(rng)
    seen = of_case(case)
    pairs = {
        (int(s), int(g)) for s, g in zip(seen.judgements.order.specific, seen.judgements.order.general, strict=True)
    }
    order = Oracle(to_book(case.draft, case.vocab), case.vocab, case.as_of, case.known_by).order
    wholes = {"part": "one", "wing": "part"}
    for question, row in seen.rows.items():
        relation = case.vocab.relations[question.relation]
        wider = [question._replace(level=""), question._replace(object_level=""), question._replace(place="")]
        for entailed in relation.entails:
            if entailed.object in ("subject", "object"):
                ends = {
                    "subject": (question.subject, question.level),
                    "object": (question.object, question.object_level),
                }
                (subject, level), (object_, object_level) = ends[entailed.subject], ends[entailed.object]
                wider.append(Question(subject, entailed.relation, object_, level, object_level, question.place))
        if case.bonds_last and "subject" in relation.rolls_up and question.subject in wholes and not question.level:
            wider.append(question._replace(subject=wholes[question.subject]))
        for general in map(order.canonical, wider):
            if general.subject != general.object and general != question and general in seen.rows:
                begins = [case.vocab.relations[of.relation].nature for of in (question, general)]
                apart = begins == ["begins_state", "state"]
                assert ((row, seen.rows[general]) in pairs) != apart, (question, general)


def order_of_claims_is_irrelevant(rng: Random) -> None:
    """To the last bit, in whatever order the files hold what."""
    case = random_case(rng)
    draft = case.draft.copy()
    for entries in (draft.actors, draft.speakers, draft.sources, draft.claims):
        rng.shuffle(entries)
    before, after = of_case(case), of_case(case, draft)
    assert before.evidence.questions == after.evidence.questions
    assert before.evidence.claims == after.evidence.claims
    for name in ("own", "odds", "low", "high", "confidence", "assessed", "contribution"):
        assert np.array_equal(getattr(before.judgements, name), getattr(after.judgements, name)), name
    for row in range(len(before.evidence.questions)):
        assert before.explainer.explain(row) == after.explainer.explain(row)


def names_of_speakers_are_irrelevant(rng: Random) -> None:
    """Other names for speakers, actors and sources, and so another order of them: the same judgements.

    Save that an author who draws on several E voices, which all say nothing, goes with the first of them by name.
    """
    case = random_case(rng)
    for entry in (*case.draft.speakers, *case.draft.sources):
        if entry.get("grade") == "E":
            entry["grade"] = "D"
    names = [entry["id"] for folder in (case.draft.actors, case.draft.sources) for entry in folder]
    names += [name for name in SPEAKERS if name not in names]
    fresh = [f"{letter}-{number}" for number, letter in enumerate(rng.sample("abcdefghijklmnopqrstuvwxyz", len(names)))]
    other = dict(zip(names, fresh, strict=True))
    before = of_case(case)
    after = of_case(case, _renamed(case.draft, other))
    order = Oracle(to_book(_renamed(case.draft, other), case.vocab), case.vocab, case.as_of, case.known_by).order
    for question, row in before.rows.items():
        ends = {"subject": other.get(question.subject, question.subject)}
        ends["object"] = other.get(question.object, question.object)
        there = after.rows[order.canonical(question._replace(**ends))]
        for name in ("odds", "low", "high"):
            one, two = getattr(before.judgements, name)[row], getattr(after.judgements, name)[there]
            assert abs(one - two) < ROUNDING, (question, name)
        assert before.judgements.assessed[row] == after.judgements.assessed[there]
        assert before.judgements.confidence[row] == after.judgements.confidence[there], question


def _renamed(draft: Draft, other: dict[str, str]) -> Draft:
    def name(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {inner: name(item, inner) for inner, item in value.items()}
        if isinstance(value, list):
            return [name(item, key) for item in value]
        if isinstance(value, str) and key in REFERRING:
            return " ".join(other.get(word) or _renamed_id(word, other) for word in value.split(" "))
        return value

    return Draft(*(name(entries) for entries in (draft.actors, draft.speakers, draft.sources, draft.claims)))  # type: ignore[arg-type]


def _renamed_id(word: str, other: dict[str, str]) -> str:
    source, slash, rest = word.partition("/")
    return other.get(source, source) + slash + rest


def the_range_contains_the_likelihood(rng: Random) -> None:
    j = of_case(random_case(rng)).judgements
    assert np.all(j.low <= j.likelihood + ROUNDING)
    assert np.all(j.likelihood <= j.high + ROUNDING)
    bounds = np.log(np.array([1, 0.79 / 0.21, 0.94 / 0.06, 99]))
    bounded = np.isclose(np.abs(j.odds)[:, None], bounds).any(axis=1)  # it may have no room to move
    assert np.all((j.low < j.high)[j.assessed & ~bounded])


def what_comes_later_changes_nothing(rng: Random) -> None:
    """Claims, retractions and withdrawals published after a day change no judgement by what was known on it."""
    case = random_case(rng)
    known_by = case.known_by or 735_000  # in 2013
    before = judged(case.draft, case.vocab, case.as_of, known_by)
    draft = case.draft.copy()
    for number in range(3):
        by = rng.choice(SPEAKERS[:8])
        draft.sources.append({"id": f"late{number}", "kind": "report", "title": "Late", "speaker": by, "date": "2023"})
        tie = random_tie(rng, case.vocab)
        draft.claims.append(claim(f"late{number}/1", **tie, polarity=rng.choice(("asserts", "denies"))))
    old = rng.choice([entry for entry in case.draft.claims if "retracts" not in entry])
    draft.claims.append(claim("late0/2", retracts=old["id"]))
    source = rng.choice(draft.sources[:7])
    source["withdrawn"] = min(source.get("withdrawn", "2023"), "2023")
    after = judged(draft, case.vocab, case.as_of, known_by)
    assert_same(before, after, new=True)


def undated_sources_are_unknown(rng: Random) -> None:
    """By what was known on a day, nothing counts whose chain has no date."""
    case = random_case(rng)
    draft = case.draft.copy()
    for source in draft.sources:
        source.pop("date", None)
    for entry in draft.claims:
        if "statement" in entry:
            entry.pop("when", None)
    seen = judged(draft, case.vocab, case.as_of, 800_000)
    assert len(seen.judgements.votes.question) == 0
    for row in range(len(seen.evidence.questions)):
        for item in seen.explainer.explain(row).not_counted:
            assert item.reason


PROPERTIES = (
    judges_as_the_plain_model_does,
    likelihood_is_monotone_along_the_order,
    the_order_holds_what_it_should,
    order_of_claims_is_irrelevant,
    names_of_speakers_are_irrelevant,
    the_range_contains_the_likelihood,
    what_comes_later_changes_nothing,
    undated_sources_are_unknown,
)
