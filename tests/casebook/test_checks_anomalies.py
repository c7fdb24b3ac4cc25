"""What a source cannot mean: talks dated twice, lists that name one twice, ids of two, returns without an absence."""

from __future__ import annotations

import pytest

from tests.casebook.conftest import Write, claims

SPEAKER = "speakers: [{id: i-4, kind: interviewee, name: Interviewee 4, grade: F, grade_reason: Unknown.}]"
TALKS = (
    "tie: red-band hosts green-state, when: 2018, credit: talk-a",
    "tie: red-band funds green-state, when: 2018, credit: talk-b",
)
DECIDED = "identities: [{id: d, verdict: VERDICT, of: [talk-a, talk-b], who: Me, when: 2023, why: Asked.}]"


def talks(first: str, second: str) -> dict[str, str]:
    entry = "{{id: talk-{}, kind: interview, title: Talk, speaker: i-4, date: {}}}"
    return {
        "speakers/a.yaml": SPEAKER,
        "sources/a.yaml": f"sources: [{entry.format('a', first)}, {entry.format('b', second)}]",
    }


def test_one_interviewee_with_two_dates(casebook: Write) -> None:
    [finding] = casebook(claims(*TALKS) | talks("2022-05-01", "^2022-05-11")).expect("L321")
    assert finding.message == "'report' dates its interview with 'i-4' 2022-05-01 and 2022-05-11"


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_decision_ends_the_doubt_about_a_talk(casebook: Write, verdict: str) -> None:
    decided = {"identities/a.yaml": DECIDED.replace("VERDICT", verdict)}
    casebook(claims(*TALKS) | talks("2022-05-01", "2022-05-11") | decided).expect()


def test_talks_that_are_two(casebook: Write) -> None:
    """
    Half a year apart; and cited by two documents, each of which has one of them.
    """
    casebook(claims(*TALKS) | talks("2022-05-01", "2022-11-11")).expect()
    apart = claims(TALKS[0]) | {
        name.replace("report", "study"): text for name, text in claims(TALKS[1], source="study").items()
    }
    casebook(apart | talks("2019-05-01", "2019-05-11")).expect()


LIST = [f"tie: {name} present_in kabul, when: 2019" for name in ("red-band", "blue-front", "green-state")]


def test_a_list_that_names_one_twice(casebook: Write) -> None:
    again = "tie: ^blue-front present_in kabul, when: 2019, at: ¶1 n7, credit: study"
    [finding] = casebook(claims(*(f"{line}, at: ¶1" for line in LIST), again)).expect("L322")
    assert "'blue-front' stands twice in the list at ¶1" in finding.message


@pytest.mark.parametrize(
    "again",
    [
        "tie: blue-front present_in kabul, when: 2019, at: ¶2 n7, credit: study",  # another passage
        "tie: blue-front present_in kabul, when: 2018, at: ¶1 n7, credit: study",  # another time
        "tie: blue-front present_in kabul, when: 2019, at: ¶1, level: leadership, credit: study",
        "tie: blue-front runs_camp_in kabul, when: 2019, at: ¶1, credit: study",
    ],
)
def test_a_list_that_names_each_once(casebook: Write, again: str) -> None:
    casebook(claims(*(f"{line}, at: ¶1" for line in LIST), again)).expect()


def test_two_are_no_list(casebook: Write) -> None:
    again = "tie: blue-front present_in kabul, when: 2019, at: ¶1 n7, credit: study"
    casebook(claims(*(f"{line}, at: ¶1" for line in LIST[:2]), again)).expect()


def test_two_ids_that_are_the_same_stand_twice(casebook: Write) -> None:
    same = "identities: [{id: d, verdict: same, of: [azure, blue-front], who: Me, when: 2023, why: Known.}]"
    azure = "actors: [{id: azure, kind: group, name: Azure League}]"
    again = "tie: ^azure present_in kabul, when: 2019, at: ¶1 n7"
    lines = claims(*(f"{line}, at: ¶1" for line in LIST), again)
    casebook(lines | {"actors/a.yaml": azure, "identities/a.yaml": same}).expect("L322")


RINGS = "actors: [{id: ring, kind: group, name: Ring, ids: {un: QDe.999}}, {id: x, kind: group, name: X, ids: IDS}]"


def test_two_actors_with_one_id(casebook: Write) -> None:
    rings = RINGS.replace("IDS", "^{un: QDe.999}")
    [finding] = casebook({"actors/a.yaml": rings}).expect("L323")
    assert "'ring' and 'x' are both QDe.999" in finding.message
    for verdict in ("same", "different"):
        decided = f"identities: [{{id: d, verdict: {verdict}, of: [x, ring], who: Me, when: 2023, why: Known.}}]"
        casebook({"actors/a.yaml": rings.replace("^", ""), "identities/a.yaml": decided}).expect()
    casebook({"actors/a.yaml": RINGS.replace("IDS", "{un: QDe.998}")}).expect()


STAY = "tie: old-chief present_in kabul, when: 1996/1998, text: He built camps there."
BACK = "tie: old-chief present_in kabul, text: The chief returned to Kabul., when: "


@pytest.mark.parametrize("stay", [STAY, STAY.replace("present_in", "runs_camp_in"), STAY.replace("/1998", "..")])
def test_a_return_to_where_somebody_was(casebook: Write, stay: str) -> None:
    [finding] = casebook(claims(stay, BACK + "^1998")).expect("L324")
    assert "'old-chief' comes back to 'kabul' in 1998, but 'report/1' has that person there" in finding.message


@pytest.mark.parametrize(
    "lines",
    [
        (STAY, BACK + "1999"),  # who was there until 1998 may have left
        (STAY, BACK + "1996"),  # the stay began with the return
        (STAY, BACK.replace("returned to", "was in") + "1998"),
        (STAY.replace("kabul", "kunar"), BACK + "1998"),
        (STAY + ", polarity: denies", BACK + "1998"),
        (STAY.replace("old-chief", "red-band"), BACK.replace("old-chief", "red-band") + "1998"),  # some of a group
    ],
)
def test_a_return_that_may_be(casebook: Write, lines: tuple[str, ...]) -> None:
    casebook(claims(*lines)).expect()
