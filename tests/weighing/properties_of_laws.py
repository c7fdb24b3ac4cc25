"""The laws of standing, likelihood, currency and confidence, each a check on a random case."""

from __future__ import annotations

from random import Random

import numpy as np

from armillary.text.dates import parse_when
from armillary.weighing.currency import ENDED, NONE, STANDS
from armillary.weighing.questions import NEVER
from armillary.weighing.standing import CORROBORATED, DENIED, DISPUTED, REPORTED
from tests.weighing.cases import Case, random_case
from tests.weighing.drafts import Draft
from tests.weighing.judging import ROUNDING, assert_same, judged, of_case
from tests.weighing.properties_of_voices import with_a_new_voice


def below_even_only_where_denials_outweigh(rng: Random) -> None:
    """Above it only where assertions do; and on neither side where nobody who is heard takes it."""
    j = of_case(random_case(rng)).judgements
    below, above = j.own < 0, j.own > 0
    assert np.all(j.tally.aged[below] < 0)
    assert np.all(j.tally.aged[above] > 0)
    assert np.all(j.against[below] > 0)
    assert np.all(j.for_it[above] > 0)
    assert not j.own[~j.assessed].any()


def an_agreeing_voice_never_lowers(rng: Random) -> None:
    """One more independent voice on the side that the answer takes: no less likely, no lower standing or confidence.

    Save where only now each side's loudest is a fifth of the other's, or of a deed that is denied for some days, of
    which other days may come to count.
    """
    case = random_case(rng)
    side = rng.choice((1, -1))
    draft, new = with_a_new_voice(rng, case, "ABCD", "asserts" if side > 0 else "denies")
    before, after = of_case(case), of_case(case, draft)
    a, b = before.judgements, after.judgements
    for question in after.touched(new) & before.rows.keys():
        one, two = before.rows[question], after.rows[question]
        if side * a.odds[one] <= 0 or side * a.own[one] <= 0:
            continue
        assert side * b.own[two] >= side * a.own[one] - ROUNDING, question
        mine, theirs = a.tally.loudest[one, (side + 1) // 2], a.tally.loudest[one, (1 - side) // 2]
        denied = (a.votes.question == one) & (a.votes.side < 0)
        if mine < 0.2 * theirs or (before.evidence.q_event[one] and denied.any()):
            continue
        assert rank(int(b.standing[two]), side) >= rank(int(a.standing[one]), side), question
        assert b.confidence[two] >= a.confidence[one], question


def rank(standing: int, side: int) -> int:
    """How well a standing founds an answer of a side."""
    return ([DISPUTED, REPORTED, CORROBORATED] if side > 0 else [DISPUTED, DENIED]).index(standing)


def time_alone_changes_no_likelihood(rng: Random) -> None:
    """Nor does an interval that begins or ends, unless somebody is heard to have seen more."""
    case = random_case(rng)
    seen = of_case(case)
    begun = seen.evidence.t_first[seen.evidence.t_first <= case.as_of]
    since = int(begun.max(initial=case.as_of - 3000))
    earlier = judged(case.draft, case.vocab, rng.randint(max(since, case.as_of - 6000), case.as_of), case.known_by)
    for name in ("own", "odds", "low", "high", "standing", "for_it", "against"):
        assert np.array_equal(getattr(earlier.judgements, name), getattr(seen.judgements, name)), name


def bonds_that_begin_or_end_later_change_nothing(rng: Random) -> None:
    """What a part or a territory is when nobody speaks does not matter."""
    case = random_case(rng)
    draft, other = case.draft.copy(), case.draft.copy()
    for actor, twin in zip(draft.actors, other.actors, strict=True):
        for key, name in (("part_of", "actor"), ("territory", "place")):
            for bond, same in zip(actor.get(key, ()), twin.get(key, ()), strict=True):
                bond["when"] = "1990/2021"
                same["when"] = "1990/2023-02"
                assert bond[name] == same[name]
    for each in (draft, other):
        each.claims = [entry for entry in each.claims if ".." not in str(entry) and _dated(entry)]
    assert_same(of_case(case, draft), of_case(case, other))


def _dated(entry: dict[str, object]) -> bool:
    about = entry.get("about", entry)
    return "retracts" in entry or not isinstance(about, dict) or "when" in about


def endings_move_currency_only(rng: Random) -> None:
    case = random_case(rng)
    draft = case.draft.copy()
    for entry in draft.claims:
        when = entry.get("when")
        closed = when is not None and parse_when(str(when)).last is not None
        if "tie" in entry and closed and "ended" not in entry and rng.random() < 0.5:
            entry["ended"] = "2020-12-31"
    before, after = of_case(case), of_case(case, draft)
    assert before.evidence.questions == after.evidence.questions
    for name in ("own", "odds", "low", "high", "standing", "for_it", "against"):
        assert np.array_equal(getattr(before.judgements, name), getattr(after.judgements, name)), name


def lifetimes_end_states_and_not_deeds(rng: Random) -> None:
    case = random_case(rng)
    draft = _without_classes(case)
    last = {}
    for actor in draft.actors:
        actor["exists"] = exists = rng.choice(("2005/2009", "..2011-06", "2008..", "1990/2022"))
        end = parse_when(exists).last
        last[actor["id"]] = NEVER if end is None else end
    lasting = draft.copy()
    for actor in lasting.actors:
        actor.pop("exists")
    before, after = of_case(case, lasting), of_case(case, draft)
    assert np.array_equal(before.judgements.odds, after.judgements.odds)
    for question, row in after.rows.items():
        kind, was = int(after.judgements.currency.kind[row]), int(before.judgements.currency.kind[row])
        ends = [question.subject]
        if case.vocab.relations[question.relation].object != ("place",):
            ends.append(question.object)
        gone = min(last[name] for name in ends if name in last) + 1
        over = case.vocab.relations[question.relation].nature == "state" and gone <= case.as_of
        assert kind == (ENDED if over and was != NONE else was), question
        if kind == ENDED and was != ENDED:
            assert after.judgements.currency.ended[row] == gone
            assert after.judgements.currency.still(after.evidence.q_half_life, case.as_of)[row] == 0


def deeds_stand(rng: Random) -> None:
    """Who denies the state that a deed began says nothing of the deed, and nothing but a claim ends what stands."""
    case = random_case(rng)
    draft, plain = case.draft.copy(), case.draft.copy()
    for entry in draft.claims:
        for said in (entry, entry.get("about")):
            if isinstance(said, dict):
                said.pop("ended", None)
    seen = of_case(case, draft)
    asserted = seen.judgements.currency.kind[seen.evidence.q_event]
    assert set(asserted.tolist()) <= {NONE, STANDS}

    def denies_a_state(entry: dict[str, object]) -> bool:
        tie = str(entry.get("tie", "x r x")).split()
        relation = next((word for word in tie if word in case.vocab.relations), "")
        return entry.get("polarity") == "denies" and relation != "" and case.vocab.relations[relation].nature == "state"

    plain.claims = [entry for entry in plain.claims if not denies_a_state(entry) and "retracts" not in entry]
    full = case.draft.copy()
    full.claims = [entry for entry in full.claims if "retracts" not in entry]
    pointed = {entry["about"] for entry in full.claims if isinstance(entry.get("about"), str)}
    if any(entry["id"] in pointed for entry in full.claims if denies_a_state(entry)):
        return
    without, told = of_case(case, plain), of_case(case, full)
    deeds = [q for q in without.rows if case.vocab.relations[q.relation].nature == "begins_state"]
    for question in deeds:
        votes = told.judgements.votes
        mine = votes.ballot[(votes.question == told.rows[question]) & (votes.side < 0)]
        about = told.evidence.t_question[told.evidence.b_testimony[mine]]
        natures = {case.vocab.relations[told.evidence.questions[int(q)].relation].nature for q in about}
        assert "state" not in natures, question


def a_class_opens_no_question_and_is_no_voice(rng: Random) -> None:
    case = random_case(rng)
    seen, without = of_case(case), of_case(case, _without_classes(case))
    assert seen.evidence.questions == without.evidence.questions
    for name in ("assessed", "asserted"):
        one, two = getattr(seen.judgements, name), getattr(without.judgements, name)
        if not seen.evidence.q_event.any():  # of deeds another day may be the one that counts
            assert np.array_equal(one, two), name


def _without_classes(case: Case) -> Draft:
    draft = case.draft.copy()
    gone = {entry["id"] for entry in draft.claims if "any " in str(entry.get("tie", entry.get("about", "")))}
    draft.claims = [
        entry
        for entry in draft.claims
        if gone.isdisjoint((entry["id"], str(entry.get("about")), entry.get("retracts")))
    ]
    return draft


def would_change_names_nobody_who_weighs_nothing(rng: Random) -> None:
    seen = of_case(random_case(rng))
    j = seen.judgements
    for row in range(len(seen.evidence.questions)):
        told = seen.explainer.explain(row)
        weighty = {part.bloc for part in told.contributions if part.decibans}
        named = {advice.removeprefix("withdrawal of ") for advice in told.would_change if "withdrawal" in advice}
        assert named | set(told.load_bearing) <= weighty
        assert not told.would_change or j.assessed[row]


PROPERTIES = (
    below_even_only_where_denials_outweigh,
    an_agreeing_voice_never_lowers,
    time_alone_changes_no_likelihood,
    bonds_that_begin_or_end_later_change_nothing,
    endings_move_currency_only,
    lifetimes_end_states_and_not_deeds,
    deeds_stand,
    a_class_opens_no_question_and_is_no_voice,
    would_change_names_nobody_who_weighs_nothing,
)
