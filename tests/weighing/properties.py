"""The properties that the weighing must have, each a check on a random case."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeAlias

import numpy as np

from armillary.text.dates import parse_when
from armillary.weighing.change import causes
from armillary.weighing.evidence import gather_evidence
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.questions import Question
from tests.weighing.cases import DATES, SPEAKERS, Case, random_case, random_tie
from tests.weighing.drafts import Draft, Entry, claim, to_book
from tests.weighing.judging import Judged, assert_same, judged, of_case, rejudged, silence
from tests.weighing.oracle import Oracle

Check: TypeAlias = Callable[[Random], None]
VOTING = ("observed", "official_record", "stated", "reported", "assessed", "alleged", "rumoured")
ROUNDING = 1e-9


def judges_as_the_plain_model_does(rng: Random) -> None:
    case = random_case(rng)
    seen = of_case(case)
    e, j = seen.evidence, seen.judgements
    plain = Oracle(to_book(case.draft, case.vocab), case.vocab, case.as_of, case.known_by).verdicts()
    assert e.questions == sorted(plain)
    for row, question in enumerate(e.questions):
        verdict = plain[question]
        found = (j.own[row], j.odds[row], j.low[row], j.high[row])
        assert np.allclose(found, (verdict.own, verdict.odds, verdict.low, verdict.high), rtol=0, atol=ROUNDING), question
        assert bool(j.assessed[row]) == verdict.assessed, question
        assert int(j.confidence[row]) == verdict.confidence, question
        assert {e.blocs[bloc] for q, bloc in j.load_bearing if q == row} == verdict.bearing, question


def _votes_plainly(case: Case, entry: Entry) -> bool:
    """Whether a claim votes and is dated, so that what repeats it comes after it in every way."""
    if "retracts" in entry or any(other.get("retracts") == entry["id"] for other in case.draft.claims):
        return False
    dated = "when" in entry.get("about", {}) if isinstance(entry.get("about"), dict) else "when" in entry
    source = case.draft.find("sources", entry["id"].partition("/")[0])
    return dated and "date" in source and case.vocab.modalities[entry["modality"]].votes


def _told_by_another(rng: Random, draft: Draft, entry: Entry, link: str, **source: object) -> Entry:
    """A claim taken over into a new source of a new speaker, in stronger words."""
    speaker = {"id": link + "-speaker", "grade": rng.choice("AB"), "grade_reason": "So it is."}
    draft.speakers.append(speaker)
    draft.sources.append(
        {"id": link, "kind": "report", "title": "Another", "speaker": speaker["id"], "date": "2024", **source}
    )
    told = {**entry, "id": f"{link}/{entry['id'].replace('/', '-')}", "modality": "observed", "credibility": 2}
    told.pop("stance", None)
    return told


def copies_change_nothing(rng: Random) -> None:
    case = random_case(rng)
    draft = case.draft.copy()
    for number, entry in enumerate(case.draft.claims):
        if _votes_plainly(case, entry) and rng.random() < 0.5:
            origin = entry["id"].partition("/")[0]
            draft.claims.append(_told_by_another(rng, draft, entry, f"copy{number}", derived_from=origin))
    assert_same(of_case(case), of_case(case, draft))


def longer_chains_change_nothing(rng: Random) -> None:
    case = random_case(rng)
    draft = case.draft.copy()
    for number, entry in enumerate(case.draft.claims):
        if _votes_plainly(case, entry) and rng.random() < 0.5:
            told = _told_by_another(rng, draft, entry, f"relay{number}")
            chains = [[entry["id"].partition("/")[0], *chain] for chain in told.pop("credits", [told.pop("credit", [])])]
            draft.claims.append({**told, "credits": chains})
    assert_same(of_case(case), of_case(case, draft))


def repetition_changes_nothing(rng: Random) -> None:
    """Nor does it matter that an origin says it again, in the same or in weaker words."""
    case = random_case(rng)
    draft = case.draft.copy()
    for number, entry in enumerate(case.draft.claims):
        # an open interval is seen for as long as its root could know, so that repeating it later says more
        closed = parse_when(str(entry.get("when", "2000.."))).last is not None
        if _votes_plainly(case, entry) and closed and not {"credit", "credits", "statement", "ended"} & entry.keys():
            origin = draft.find("sources", entry["id"].partition("/")[0])
            again = {**origin, "id": f"again{number}", "date": rng.choice((origin["date"], "2024"))}
            weaker = {"modality": rng.choice((entry["modality"], "rumoured"))}
            draft.sources.append(again)
            draft.claims.append({**entry, "id": f"again{number}/1", **weaker})
    assert_same(of_case(case), of_case(case, draft))


def _with_a_new_voice(rng: Random, case: Case, grades: str, polarity: str) -> tuple[Draft, str]:
    """The case with one more claim, by a speaker who has not spoken yet."""
    draft = case.draft.copy()
    draft.speakers += [
        {"id": "newcomer", "grade": rng.choice(grades), "grade_reason": "So it is."},
        {"id": "courier", "grade": rng.choice("AD"), "grade_reason": "So it is."},
    ]
    by = rng.choice(("newcomer", "courier"))
    draft.sources.append({"id": "news", "kind": "report", "title": "News", "speaker": by, "date": "1999"})
    asked = [entry for entry in case.draft.claims if "tie" in entry]
    old = {key: value for key, value in rng.choice(asked).items() if key in TIE} if asked else {}
    tie = old if old and rng.random() < 0.7 else random_tie(rng, case.vocab)
    tie.pop("ended", None)
    if rng.random() < 0.3:
        tie.pop("where", None)
    entry = claim("news/1", **tie, modality=rng.choice(VOTING), credibility=rng.choice((2, 3, 6)), polarity=polarity)
    if by == "courier":
        entry["credit"] = ["newcomer"]
    draft.claims.append(entry)
    return draft, entry["id"]


TIE = ("tie", "when", "where", "level", "object_level")


def a_yes_never_lowers(rng: Random) -> None:
    """A free voice graded D or better raises, or leaves, its question and every more general one that it bears on."""
    case = random_case(rng)
    draft, new = _with_a_new_voice(rng, case, "ABCD", "asserts")
    before, after = of_case(case), of_case(case, draft)
    for question in after.touched(new) & before.rows.keys():
        assert after.odds(question) >= before.odds(question) - ROUNDING, question
        assert after.assessed(question) or not before.assessed(question), question


def a_denial_never_raises(rng: Random) -> None:
    """Whoever denies lowers, or leaves, every question there is."""
    case = random_case(rng)
    draft, _ = _with_a_new_voice(rng, case, "ABCDEF", "denies")
    if rng.random() < 0.3:
        draft.find("speakers", "newcomer")["speaks_for"] = rng.choice(("one", "realm"))
    before, after = of_case(case), of_case(case, draft)
    for question in before.rows:
        assert after.odds(question) <= before.odds(question) + ROUNDING, question


def likelihood_is_monotone_along_the_order(rng: Random) -> None:
    case = random_case(rng)
    seen = of_case(case)
    j = seen.judgements
    specific, general = j.order.specific, j.order.general
    both = j.assessed[specific] & j.assessed[general]
    for values in (j.odds, j.low, j.high):
        assert np.all(values[general[both]] >= values[specific[both]] - ROUNDING)


def the_order_holds_what_it_should(rng: Random) -> None:
    """Levels, places, parts and entailments: the steps of the order, taken from the vocabulary's own words."""
    case = random_case(rng)
    seen = of_case(case)
    pairs = {(int(s), int(g)) for s, g in zip(seen.judgements.order.specific, seen.judgements.order.general, strict=True)}
    order = Oracle(to_book(case.draft, case.vocab), case.vocab, case.as_of, case.known_by).order
    wholes = {"part": "one", "wing": "part"}
    for question, row in seen.rows.items():
        relation = case.vocab.relations[question.relation]
        wider = [question._replace(level=""), question._replace(object_level=""), question._replace(place="")]
        for entailed in relation.entails:
            if entailed.object in ("subject", "object"):
                ends = {"subject": (question.subject, question.level), "object": (question.object, question.object_level)}
                (subject, level), (object_, object_level) = ends[entailed.subject], ends[entailed.object]
                wider.append(Question(subject, entailed.relation, object_, level, object_level, question.place))
        if case.bonds_last and "subject" in relation.rolls_up and question.subject in wholes and not question.level:
            wider.append(question._replace(subject=wholes[question.subject]))
        for general in map(order.canonical, wider):
            if general.subject != general.object and general != question and general in seen.rows:
                assert (row, seen.rows[general]) in pairs, (question, general)


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
    """Other names for speakers, actors and sources, and so another order of them: the same judgements."""
    case = random_case(rng)
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


REFERRING = ("id", "actor", "speaker", "speaks_for", "derived_from", "tie", "statement", "about", "credit", "credits")
REFERRING += ("retracts",)


def without_votes_nothing_is_assessed(rng: Random) -> None:
    """A question is assessed if and only if a voice that says something says it loud enough."""
    case = random_case(rng)
    seen = of_case(case)
    votes, j = seen.judgements.votes, seen.judgements
    loud = {int(q) for q, w, c in zip(votes.question, votes.weight, j.contribution, strict=True) if w >= 0.05 and c}
    assert set(np.flatnonzero(j.assessed).tolist()) == loud
    draft = case.draft.copy()
    for entry in draft.claims:
        if "retracts" not in entry:
            entry["modality"] = rng.choice(("conditional", "predicted", "hypothetical", "intended", "normative"))
    silent = of_case(case, draft)
    assert not silent.judgements.assessed.any()
    assert len(silent.judgements.votes.question) == 0
    assert np.array_equal(silent.judgements.odds, silent.evidence.q_prior)


def being_asked_does_not_change_the_prior(rng: Random) -> None:
    case = random_case(rng)
    seen = of_case(case)
    draft = case.draft.copy()
    draft.claims = rng.sample(draft.claims, rng.randint(0, len(draft.claims)))
    fewer = of_case(case, draft)
    for question, row in fewer.rows.items():
        if question in seen.rows:
            assert fewer.evidence.q_prior[row] == seen.evidence.q_prior[seen.rows[question]]


def explanations_add_up(rng: Random) -> None:
    """Every question: prior, contributions and coherence make its odds, and every claim on it is accounted for."""
    seen = of_case(random_case(rng))
    e, j = seen.evidence, seen.judgements
    for row in range(len(e.questions)):
        found = seen.explainer.explain(row)
        total = found.prior_db + sum(part.decibans for part in found.contributions) + found.coherence_db
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
        start = _odds(one, two, question) * DECIBANS
        assert abs(sum(cause.decibans for cause in found) - (_odds(two, one, question) * DECIBANS - start)) < 1e-6


def _odds(seen: Judged, other: Judged, question: Question) -> float:
    if question in seen.rows:
        return seen.odds(question)
    return float(other.evidence.q_prior[other.rows[question]])


def the_range_contains_the_likelihood(rng: Random) -> None:
    j = of_case(random_case(rng)).judgements
    assert np.all(j.low <= j.likelihood + ROUNDING)
    assert np.all(j.likelihood <= j.high + ROUNDING)
    assert np.all(j.low[j.assessed] < j.high[j.assessed])


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
        for advice in seen.explainer.explain(row).would_change:
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


def poor_voices_weigh_as_they_should(rng: Random) -> None:
    """An E says nothing either way; an F weighs as a D does and is shown as F."""
    case = random_case(rng)
    draft, _ = _with_a_new_voice(rng, case, "E", rng.choice(("asserts", "denies")))
    before, after = of_case(case), of_case(case, draft)
    for question, row in before.rows.items():
        assert abs(before.judgements.own[row] - after.judgements.own[after.rows[question]]) < ROUNDING
        assert before.assessed(question) == after.assessed(question)
        assert before.judgements.confidence[row] == after.judgements.confidence[after.rows[question]]
    draft.find("speakers", "newcomer")["grade"] = "F"
    unknown = of_case(case, draft)
    draft.find("speakers", "newcomer")["grade"] = "D"
    doubtful = of_case(case, draft)
    assert np.allclose(unknown.judgements.own, doubtful.judgements.own, rtol=0, atol=ROUNDING)
    grades = {grade for speaker, _, grade in unknown.evidence.coins if speaker == "newcomer"}
    assert grades == {"F"}


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


def records_and_columns_agree(rng: Random) -> None:
    """A draft's evidence does not depend on the way it came in."""
    case = random_case(rng)
    book = to_book(case.draft, case.vocab)
    again = gather_evidence(book, case.vocab)
    seen = of_case(case).evidence
    assert again.questions == seen.questions
    assert len(again.t_claim) == len(again.t_first) == len(again.t_undated)
    if len(again.b_testimony):
        assert int(again.b_testimony.max()) < len(again.t_claim)
    assert set(again.t_side.tolist()) <= {1, -1}
    assert DATES


PROPERTIES: tuple[Check, ...] = (
    judges_as_the_plain_model_does,
    copies_change_nothing,
    longer_chains_change_nothing,
    repetition_changes_nothing,
    a_yes_never_lowers,
    a_denial_never_raises,
    likelihood_is_monotone_along_the_order,
    the_order_holds_what_it_should,
    order_of_claims_is_irrelevant,
    names_of_speakers_are_irrelevant,
    without_votes_nothing_is_assessed,
    being_asked_does_not_change_the_prior,
    explanations_add_up,
    causes_add_up,
    the_range_contains_the_likelihood,
    what_comes_later_changes_nothing,
    withdrawals_are_judged_exactly,
    what_would_change_the_word_changes_it,
    poor_voices_weigh_as_they_should,
    undated_sources_are_unknown,
)
