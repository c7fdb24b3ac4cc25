"""When and where what a sentence says is so: by the clause that says it, and no other."""

from __future__ import annotations

import pytest

from tests.proposing.small import propose

pytest.importorskip("spacy")


@pytest.mark.parametrize(
    ("text", "when", "where"),
    [
        ("In March 2024, the River Army attacked the Hill Brigade in Kestan.", "2024-03", "kestan"),
        ("The River Army carried out attacks on the Hill Brigade in Kestan in 2019.", "2019", "kestan"),
        ("In May 2023 the River Army attacked the Hill Brigade in Kestan, the council said.", "2023-05", "kestan"),
        ("The River Army began training the Hill Brigade in June 2021.", "2021-06", ""),
        ("The River Army split from the Hill Brigade last year, and the bridge closed in 2019.", "2024", ""),
        ("The report, presented on 15 October 2025, stated that the River Army trains the Hill Brigade.", "", ""),
        ("Officials said in May 2023 that the River Army trains the Hill Brigade.", "", ""),
        ("Officials in Kestan said that the River Army trains the Hill Brigade.", "", ""),
        ("The River Army is an offshoot of the Hill Brigade; its founder was killed in 2021.", "", ""),
        ("The River Army, which was founded in 2014, is an affiliate of the Hill Brigade.", "", ""),
        ("Omar Saleh, the leader of the River Army, was killed in Kestan in 2021.", "", ""),
        ("Kestan accused the River Army in 2022 of training the Hill Brigade.", "", ""),
        ("After the truce of 2020 failed, Omar Saleh joined the River Army.", "", ""),
    ],
)
def test_time_and_place_are_of_the_claim_s_own_clause(text: str, when: str, where: str) -> None:
    (one,) = propose(text, "2025-12")
    assert (one.when, one.where) == (when, where)


def test_what_is_joined_has_no_time_of_the_first() -> None:
    found = {p.relation: p.when for p in propose("The River Army seized Kestan in 2019 and attacked the Hill Brigade.")}
    assert found == {"controls": "2019", "attacks": ""}
