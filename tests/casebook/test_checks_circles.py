"""Things that are part of themselves (L303), and credit that comes back to where it began (L304)."""

from __future__ import annotations

import pytest

from armillary.vocab.circles import circles
from tests.casebook.conftest import Write, claims


def test_actors_that_are_part_of_one_another(casebook: Write) -> None:
    """
    One circle of three and one of a single actor; a branch that leads into the first is none.
    """
    three, one = casebook(
        {
            "actors/a.yaml": """
                actors:
                  - {id: a, kind: faction, name: A, part_of: ^b}
                  - {id: b, kind: faction, name: B, part_of: [red-band, c]}
                  - {id: c, kind: faction, name: C, part_of: {actor: a, when: 2001..}}
                  - {id: d, kind: faction, name: D, part_of: a}
                  - {id: e, kind: faction, name: E, part_of: ^e}
                """
        }
    ).expect("L303", "L303")
    assert three.message == "'a' is part of itself: a → b → c → a"
    assert [str(place) for place in three.related] == ["actors/a.yaml:3:57", "actors/a.yaml:4:46"]
    assert one.message == "'e' is part of itself: e → e"


@pytest.mark.parametrize(
    "rows",
    [
        ["{id: a, kind: faction, name: A, part_of: [b, c]}", "{id: b, kind: faction, name: B, part_of: c}", "c"],
        [
            "{id: a, kind: faction, name: A, part_of: {actor: b, when: 1990/1995}}",
            "{id: b, kind: faction, name: B, part_of: {actor: a, when: 2001..}}",
        ],
    ],
)
def test_parts_that_are_no_circle(casebook: Write, rows: list[str]) -> None:
    """
    Two ways to one whole; and a whole and its part that changed places.
    """
    rows = ["{id: c, kind: group, name: C}" if row == "c" else row for row in rows]
    casebook({"actors/a.yaml": "actors:\n" + "".join(f"  - {row}\n" for row in rows)}).expect()


def test_a_deep_chain_of_parts(casebook: Write) -> None:
    rows = [f"  - {{id: a{n}, kind: faction, name: A{n}, part_of: a{n + 1}}}\n" for n in range(3000)]
    top = "  - {id: a3000, kind: group, name: Top}\n"
    casebook({"actors/a.yaml": "actors:\n" + "".join(rows) + top}).expect()


def test_circles_share_nothing_but_names() -> None:
    graph = {"a": ["b", "c"], "b": ["a"], "c": ["d"], "d": ["c", "b"], "e": ["absent"]}
    assert list(circles(graph)) == [["a", "b"], ["c", "d"]]


def test_sources_that_are_derived_from_one_another(casebook: Write) -> None:
    """
    That a claim is credited to one of them is not a second mistake.
    """
    [finding] = casebook(
        {
            "sources/a.yaml": """
                sources:
                  - {id: a, kind: article, title: A, speaker: desk, derived_from: [study, ^b]}
                  - {id: b, kind: article, title: B, speaker: desk, derived_from: a}
                """
        }
        | claims("tie: red-band hosts blue-front, credit: b", "tie: red-band trains blue-front, credit: [study, a]")
    ).expect("L304")
    assert finding.message == "'a' is derived from itself: a → b → a"
    assert len(finding.related) == 1


@pytest.mark.parametrize(
    ("credit", "message"),
    [
        ("credit: ^report", "credit comes back to 'report': report → report"),
        ("credit: ^[study, unnamed/source, study]", "credit comes back to 'study': study → unnamed/source → study"),
        ("credits: [[study], ^[desk, report]]", "credit comes back to 'report': report → desk → report"),
        ("credit: ^[study, copy]", "credit comes back to 'report': report → study → copy → report"),
        ("credit: ^copy-of-copy", "credit comes back to 'report': report → copy-of-copy → copy → report"),
    ],
)
def test_a_chain_that_comes_back(casebook: Write, credit: str, message: str) -> None:
    [finding] = casebook(
        claims(f"tie: red-band hosts blue-front, {credit}")
        | {
            "sources/a.yaml": """
                sources:
                  - {id: copy, kind: article, title: C, speaker: desk, derived_from: report, read: true}
                  - {id: copy-of-copy, kind: article, title: D, speaker: desk, derived_from: copy, read: true}
                """
        }
    ).expect("L304")
    assert finding.message == message


def test_one_circle_in_many_claims_is_one_finding(casebook: Write) -> None:
    lines = "tie: red-band hosts blue-front, credit: ^report", "tie: red-band trains blue-front, credit: report"
    [finding] = casebook(claims(*lines)).expect("L304")
    assert len(finding.related) == 1


@pytest.mark.parametrize(
    "credit",
    ["credit: study", "credit: [study, scholar]", "credit: desk", "credits: [[study], [study, unnamed/source]]"],
)
def test_chains_that_end(casebook: Write, credit: str) -> None:
    casebook(claims(f"tie: red-band hosts blue-front, {credit}")).expect()
