"""What is said of the reasons of a judgement, each property a check on a random case."""

from __future__ import annotations

from random import Random

import numpy as np

from armillary.weighing.change import causes
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.questions import Question
from tests.weighing.cases import Case, random_case
from tests.weighing.drafts import claim
from tests.weighing.judging import ROUNDING, Judged, judged, of_case, rejudged, silence


def explanations_add_up(rng: Random) -> None:
    """Every question: contributions, age, bound and coherence make its odds, and every claim on it is accounted for."""
    seen = of_case(random_case(rng))
    e, j = seen.evidence, seen.judgements
    for row in range(len(e.questions)):
        found = seen.explainer.explain(row)
        total = sum(part.decibans for part in found.contributions) + found.age_db + found.bound_db + found.coherence_db
        p = float(j.likelihood[row])
        assert abs(10 * np.log10(p / (1 - p)) - total) < 1e-6
        assert (found.lifted_by >= 0) == (abs(found.coherence_db) > 1e-12)
        if found.lifted_by >= 0:
            assert abs(j.odds[found.lifted_by] - j.odds[row]) < ROUNDING
        claims = {e.claims[int(e.t_claim[t])] for t in e.b_testimony[e.b_question == row]}
        claims |= {e.claims[int(c)] for c in e.u_claim[e.u_question == row]}
        voting = {part.claims[0] for part in found.contributions}
        assert voting | {item.claim for item in found.not_counted} == claims
        assert not voting & {item.claim for item in found.not_counted}


def causes_add_up(rng: Random) -> None:
    """Between two dates, or two books, the decibans of the causes make the difference."""
    case = random_case(rng)
    draft = case.draft.copy()
    for entry in rng.sample(draft.claims, rng.randint(0, min(2, len(draft.claims)))):
        draft.claims.remove(entry)
    for speaker in rng.sample(draft.speakers, rng.randint(0, 2)):
        speaker["grade"] = rng.choice("ABCD")
    before = of_case(case)
    later = case.as_of + rng.choice((0, 400, 4000))
    known_by = None if case.known_by is None else case.known_by + rng.choice((0, 1500))
    after = judged(draft if rng.random() < 0.5 else case.draft, case.vocab, later, known_by)
    one, two = (before, after) if rng.random() < 0.7 else (after, before)
    for question in before.rows.keys() | after.rows.keys():
        then, now = one.rows.get(question, -1), two.rows.get(question, -1)
        found = causes(one.weighed, two.weighed, then, now)
        start = _odds(one, question) * DECIBANS
        assert abs(sum(cause.decibans for cause in found) - (_odds(two, question) * DECIBANS - start)) < 1e-6


def _odds(seen: Judged, question: Question) -> float:
    if question in seen.rows:
        return seen.odds(question)
    return 0.0


def withdrawals_are_judged_exactly(rng: Random) -> None:
    """What is said of each voice's removal is what judging without it says."""
    case = random_case(rng)
    seen = of_case(case)
    e, voices = seen.evidence, seen.judgements.voices
    for bloc, name in enumerate(e.blocs):
        mine = {origin for origin, of in zip(e.origins, e.origin_bloc, strict=True) if of == bloc}
        without = rejudged(silence(e, mine), case.vocab, case.as_of, case.known_by).judgements
        for row in np.flatnonzero(voices.bloc == bloc):
            question = voices.question[row]
            assert abs(voices.odds[row] - without.odds[question]) < ROUNDING, (name, e.questions[question])
            assert voices.assessed[row] == without.assessed[question]


def what_would_change_the_word_changes_it(rng: Random) -> None:
    """The evidence that is named is added or taken away, and the word moves; less of it does not move it."""
    case = random_case(rng, most=8)
    seen = of_case(case)
    assessed = [question for question in seen.rows if seen.assessed(question)]
    for question in rng.sample(assessed, min(4, len(assessed))):
        row = seen.rows[question]
        named = seen.explainer.explain(row).would_change
        for what in ("denial", "assertion"):
            if not any(what in advice for advice in named):
                assert _with_voices(case, question, 3, "A", what).word(question) == seen.word(question), (
                    question,
                    what,
                )
        for advice in named:
            if advice.startswith("withdrawal of "):
                bloc = seen.evidence.blocs.index(advice.removeprefix("withdrawal of "))
                e = seen.evidence
                mine = {origin for origin, of in zip(e.origins, e.origin_bloc, strict=True) if of == bloc}
                changed = rejudged(silence(e, mine), case.vocab, case.as_of, case.known_by)
                assert changed.word(question) != seen.word(question), (question, advice)
                continue
            count, grade, what = advice.split()
            number = ("one", "two", "three").index(count) + 1
            assert _with_voices(case, question, number, grade, what).word(question) != seen.word(question), advice
            if grade != "D":
                poorer = chr(ord(grade) + 1)
                assert _with_voices(case, question, number, poorer, what).word(question) == seen.word(question), advice
            elif number > 1:
                assert _with_voices(case, question, number - 1, "A", what).word(question) == seen.word(question), advice


def _with_voices(case: Case, question: Question, number: int, grade: str, what: str) -> Judged:
    draft = case.draft.copy()
    day = np.datetime64(case.as_of - 719_163, "D").astype(str)
    for i in range(number):
        draft.speakers.append({"id": f"new{i}", "grade": grade, "grade_reason": "So it is."})
        draft.sources.append(
            {"id": f"news{i}", "kind": "report", "title": "News", "speaker": f"new{i}", "date": "1999", "read": True}
        )
        entry = claim(f"news{i}/1", f"{question.subject} {question.relation} {question.object}", when=str(day))
        entry |= {key: word for key in ("level", "object_level") if (word := getattr(question, key))}
        if question.place:
            entry["where"] = [question.place]
        entry["polarity"] = "denies" if what.startswith("denial") else "asserts"
        draft.claims.append(entry)
    return of_case(case, draft)


PROPERTIES = (
    explanations_add_up,
    causes_add_up,
    withdrawals_are_judged_exactly,
    what_would_change_the_word_changes_it,
)
