"""An accepted copy makes two speakers one voice on what they share, and changes nothing else."""

from __future__ import annotations

from random import Random

import pytest

from armillary.weighing.change import causes
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.questions import Question
from tests.weighing.cases import random_case
from tests.weighing.drafts import Draft, Entry, claim
from tests.weighing.judging import Judged, of_case
from tests.weighing.small import HOSTS, about, ask, attack, decibans, draft, explained, near, state, weights

ATTACKS = about("one attacks two")


def copies(copier: str, original: str, verdict: str = "accepted") -> Entry:
    """A verdict."""
    return {"copier": copier, "original": original, "verdict": verdict}


def with_copies(made: Draft, *verdicts: Entry) -> Draft:
    """The draft with verdicts on copying."""
    new = made.copy()
    new.copying = list(verdicts)
    return new


def test_the_copier_adds_nothing_where_both_speak_and_keeps_its_voice_elsewhere() -> None:
    made = draft(attack("ra/1"), attack("rb/1"), claim("rb/2", "two attacks realm", when="2010", modality="observed"))
    before, after = ask(made), ask(with_copies(made, copies("sb", "sa")))
    assert decibans(before, ATTACKS).keys() == {"sa", "sb"}
    assert decibans(after, ATTACKS).keys() == {"sa"}
    assert near(decibans(after, ATTACKS)["sa"], decibans(before, ATTACKS)["sa"])
    other = about("two attacks realm")
    assert near(decibans(before, other)["sb"], decibans(after, other)["sb"])


def test_why_says_whose_copy_a_claim_is() -> None:
    seen = ask(with_copies(draft(attack("ra/1"), attack("rb/1")), copies("sb", "sa")))
    [silent] = explained(seen, ATTACKS).not_counted
    assert silent.claim == "rb/1"
    assert silent.reason == "accepted as a copy of sa, which already votes, by ra/1"
    assert explained(seen, ATTACKS).contributions[0].claims == ("ra/1", "rb/1")


def test_a_rejected_verdict_changes_nothing() -> None:
    made = draft(attack("ra/1"), attack("rb/1"))
    assert weights(ask(made), ATTACKS) == weights(ask(with_copies(made, copies("sb", "sa", "rejected"))), ATTACKS)


def test_on_opposite_sides_both_speak_for_themselves() -> None:
    made = draft(attack("ra/1"), attack("rb/1", polarity="denies"))
    assert weights(ask(with_copies(made, copies("sb", "sa"))), ATTACKS).keys() == {"sa", "sb"}


def test_who_publishes_first_has_not_copied() -> None:
    made = draft(attack("ra/1"), attack("rb/1"), ra={"date": "2012"})
    assert weights(ask(with_copies(made, copies("sb", "sa"))), ATTACKS).keys() == {"sa", "sb"}


def test_a_line_of_copies_comes_to_its_first_as_far_as_all_say_the_same() -> None:
    made = draft(attack("ra/1"), attack("rb/1"), attack("rc/1"))
    line = (copies("sc", "sb"), copies("sb", "sa"))
    assert weights(ask(with_copies(made, *line)), ATTACKS).keys() == {"sa"}
    made = draft(attack("ra/1"), attack("rc/1"))  # the one between is silent here
    assert weights(ask(with_copies(made, *line)), ATTACKS).keys() == {"sa", "sc"}


def test_a_copy_stands_for_itself_once_the_original_is_withdrawn() -> None:
    made = draft(attack("ra/1"), attack("rb/1"), ra={"date": "2010-01-01", "withdrawn": "2010-06"})
    assert weights(ask(with_copies(made, copies("sb", "sa"))), ATTACKS).keys() == {"sb"}


def test_the_original_votes_even_where_the_copier_is_graded_better() -> None:
    made = draft(state("rc/1", credibility=4), state("ra/1"))
    seen = ask(with_copies(made, copies("sa", "sc")))
    assert weights(seen, about(HOSTS)) == {"sc": weights(ask(made), about(HOSTS))["sc"]}


def test_a_change_by_a_verdict_is_called_so_and_adds_up() -> None:
    made = draft(attack("ra/1"), attack("rb/1"))
    before, after = ask(made), ask(with_copies(made, copies("sb", "sa")))
    row = before.rows[ATTACKS]
    found = causes(before.weighed, after.weighed, row, after.rows[ATTACKS])
    named = [(cause.cause, cause.origin) for cause in found if abs(cause.decibans) > 1e-9]
    assert named == [("accepted copy", "sb"), ("number of voices", "")]
    assert near(sum(cause.decibans for cause in found), (after.odds(ATTACKS) - before.odds(ATTACKS)) * DECIBANS)


@pytest.mark.parametrize("seed", range(40))
def test_only_what_both_say_and_what_follows_from_it_is_judged_anew(seed: int) -> None:
    case = random_case(Random(seed))
    before = of_case(case)
    for copier in before.evidence.origins[:3]:
        for original in before.evidence.origins[:3]:
            if copier != original:
                after = of_case(case, with_copies(case.draft, copies(copier, original)))
                near_it = reached(before, shared(before, copier, original))
                for question, row in before.rows.items():
                    if question not in near_it:
                        assert after.judgements.odds[after.rows[question]] == before.judgements.odds[row], question


def shared(seen: Judged, one: str, two: str) -> set[Question]:
    """The questions that two origins answer themselves."""
    e = seen.evidence
    own = {
        name: {e.questions[int(q)] for q in e.t_question[e.t_origin == e.origins.index(name)]} for name in (one, two)
    }
    return own[one] & own[two]


def reached(seen: Judged, questions: set[Question]) -> set[Question]:
    """Those questions, and all that are bound to them along the order or by a ballot, directly or through others."""
    e = seen.evidence
    bonds = {(int(a), int(b)) for a, b in zip(e.o_specific, e.o_general, strict=True)}
    bonds |= {(int(e.t_question[t]), int(q)) for t, q in zip(e.b_testimony, e.b_question, strict=True)}
    rows = {seen.rows[question] for question in questions}
    while True:
        more = {b for a, b in bonds if a in rows} | {a for a, b in bonds if b in rows}
        if more <= rows:
            return {e.questions[row] for row in rows}
        rows |= more
