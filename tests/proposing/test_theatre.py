"""Sentences of an invented theatre: whose deed it is, who is one of a list, and what is no actor."""

from __future__ import annotations

import pytest

from tests.proposing.small import propose, ties

pytest.importorskip("spacy")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The River Army is led by commander in chief General Omar Saleh and deputy commander Colonel Aslan Karim.",
            {"omar-saleh leads river-army", "aslan-karim leads river-army"},
        ),
        (
            "The law covers the Hill Brigade, a faction of the River Army, and the Northern Front.",
            {"hill-brigade part_of river-army"},
        ),
        (
            "The law covers groups such as the Hill Brigade, a faction of the River Army, and the Northern Front.",
            {"hill-brigade part_of river-army"},
        ),
        ("River Army commander Omar Saleh was killed.", {"omar-saleh member_of river-army"}),
        ("Omar Saleh is the commander of the River Army.", {"omar-saleh leads river-army"}),
        (
            "Clashes broke out between the River Army, the Northern Front and the Hill Brigade.",
            {
                "river-army fights northern-front",
                "river-army fights hill-brigade",
                "northern-front fights hill-brigade",
            },
        ),
        ("Kestan's intelligence service trained the River Army.", {"kestan trains river-army"}),
        ("The River Army ambushed a Kestani patrol near the bridge.", {"river-army attacks kestan"}),
        ("Young men from Kestan joined the River Army.", set()),
        ("Omar Saleh joined Aslan Karim for talks.", set()),
        ("Kestan condemned attacks on the River Army.", set()),
        ("Omar Saleh's men control Kestan. They took the bridge of the River Army.", set()),
    ],
)
def test_ties(text: str, expected: set[str]) -> None:
    assert ties(text) == expected


def test_the_score_falls_with_the_distance_of_the_ends_and_for_ends_not_named() -> None:
    texts = (
        "The River Army attacked the Northern Front.",
        "The River Army, on a cold day in the month of May of that year, attacked the Northern Front.",
        "The River Army grew. It attacked the Northern Front.",
    )
    near, far, unnamed = (propose(text)[-1].score for text in texts)
    assert near > max(far, unnamed)
