"""What voices do to a judgement, each property a check on a random case."""

from __future__ import annotations

from random import Random

import numpy as np

from armillary.text.dates import parse_when
from armillary.weighing.likelihood import DECIBANS
from tests.weighing.cases import Case, random_case, random_tie
from tests.weighing.drafts import Draft, Entry, claim
from tests.weighing.judging import ROUNDING, assert_same, of_case

VOTING = ("observed", "official_record", "stated", "reported", "assessed", "alleged", "rumoured")
TIE = ("tie", "when", "where", "level", "object_level")


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
            chains = [
                [entry["id"].partition("/")[0], *chain] for chain in told.pop("credits", [told.pop("credit", [])])
            ]
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


def a_yes_never_lowers(rng: Random) -> None:
    """A free voice graded D or better raises, or leaves, its question and every more general one that it bears on."""
    case = random_case(rng)
    draft, new = with_a_new_voice(rng, case, "ABCD", "asserts")
    before, after = of_case(case), of_case(case, draft)
    for question in after.touched(new) & before.rows.keys():
        assert after.odds(question) >= before.odds(question) - ROUNDING, question
        assert after.assessed(question) or not before.assessed(question), question


def a_denial_never_raises(rng: Random) -> None:
    """Whoever denies lowers, or leaves, every question there is."""
    case = random_case(rng)
    draft, _ = with_a_new_voice(rng, case, "ABCDEF", "denies")
    if rng.random() < 0.3:
        draft.find("speakers", "newcomer")["speaks_for"] = rng.choice(("one", "realm"))
    before, after = of_case(case), of_case(case, draft)
    for question in before.rows:
        assert after.odds(question) <= before.odds(question) + ROUNDING, question


def poor_voices_weigh_as_they_should(rng: Random) -> None:
    """An E says nothing either way; an F weighs as a D does and is shown as F."""
    case = random_case(rng)
    draft, _ = with_a_new_voice(rng, case, "E", rng.choice(("asserts", "denies")))
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
    assert grades <= {"F"}  # none where it only speaks of a class of which nobody asks


def with_a_new_voice(rng: Random, case: Case, grades: str, polarity: str) -> tuple[Draft, str]:
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


def without_votes_nothing_is_assessed(rng: Random) -> None:
    """A question is assessed if and only if a voice that says something of it as such says it loud enough."""
    case = random_case(rng)
    seen = of_case(case)
    votes, j = seen.judgements.votes, seen.judgements
    loud = (np.abs(j.worth) * DECIBANS >= 1 - ROUNDING) & ~votes.of_class
    assert set(np.flatnonzero(j.assessed).tolist()) == {int(q) for q in votes.question[loud]}
    draft = case.draft.copy()
    for entry in draft.claims:
        if "retracts" not in entry:
            entry["modality"] = rng.choice(("conditional", "predicted", "hypothetical", "intended", "normative"))
    silent = of_case(case, draft)
    assert not silent.judgements.assessed.any()
    assert not silent.judgements.standing.any()
    assert len(silent.judgements.votes.question) == 0
    assert not silent.judgements.odds.any()


PROPERTIES = (
    copies_change_nothing,
    longer_chains_change_nothing,
    repetition_changes_nothing,
    a_yes_never_lowers,
    a_denial_never_raises,
    poor_voices_weigh_as_they_should,
    without_votes_nothing_is_assessed,
)
