"""Agreement of two codings written by hand, of which every figure is worked out in the test."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from armillary.cli import app
from armillary.finding import ArmillaryError
from armillary.reading.agreement import compare_codings
from armillary.reading.codings import read_claims, symmetric_relations
from armillary.reading.locators import parse_locator
from armillary.reading.pairs import assign, place_likeness
from armillary.reading.reports import Agreement
from armillary.vocab.read import read_vocabulary
from tests.reading.small import write_casebook

FIRST = """
    source: report
    claims:
      - {id: report/1, at: Introduction ¶1 n1, tie: red-band hosts blue-front, when: 2005, text: It shelters them.}
      - {id: report/2, at: Introduction ¶1, tie: red-band trains blue-front, modality: reported, text: It drills them.}
      - id: report/3
        at: Strategic Ties ¶1
        statement: red-band denies
        about: {tie: green-state funds red-band}
        text: It denies the payments.
      - {id: report/4, at: Strategic Ties ¶2, tie: green-state funds red-band, credit: study, text: The state pays.}
      - {id: report/5, at: Strategic Ties ¶2, quantity: red-band strength, value: 400 fighters, text: They are 400.}
      - {id: report/6, at: Annex ¶1, tie: red-band attacks green-state, text: It attacks.}
    """
SECOND = """
    source: report
    claims:
      - {id: report/10, at: Strategic Ties of Theirs ¶2, tie: green-state funds red-band, text: A state pays them.}
      - {id: report/11, at: Introduction ¶1 n1, tie: red-band tolerates blue-front, when: 2005, text: It lets them be.}
      - {id: report/12, at: Introduction ¶1, tie: red-band trains blue-front, text: They are drilled.}
      - {id: report/13, at: Ties ¶2, quantity: red-band strength, value: 400 fighters, level: local, text: 400 men.}
      - {id: report/14, at: Introduction ¶1, tie: blue-front praises red-band, text: They like them.}
      - {id: report/15, at: Ties ¶1, tie: green-state funds red-band, polarity: denies, credit: red-band, text: None.}
    """


@pytest.fixture
def codings(tmp_path: Path) -> tuple[Path, Path]:
    one = write_casebook(tmp_path / "one", {"claims/report.yaml": FIRST})
    (tmp_path / "two").mkdir()
    write_casebook(tmp_path / "made", {"claims/report.yaml": SECOND})
    (tmp_path / "made/claims/report.yaml").rename(tmp_path / "two/second.yaml")
    return one, tmp_path / "two/second.yaml"


def compare(a: Path, b: Path, source: str = "") -> Agreement:
    vocab = read_vocabulary()
    symmetric = symmetric_relations((a, b), vocab)
    return compare_codings(read_claims(a, b, vocab), read_claims(b, a, vocab), ("A", "B"), source, symmetric)


def coded(*claims: str) -> str:
    """A file that codes the report with these claims, each at the Introduction with a text."""
    lines = (f"  - {{id: report/{n}, at: Introduction {claim}, text: T.}}\n" for n, claim in enumerate(claims, 1))
    return "source: report\nclaims:\n" + "".join(lines)


def differences(codings: tuple[Path, Path], ours: str, theirs: str) -> list[tuple[str, str, list[str]]]:
    """The pairs that two codings make, with the fields in which they differ."""
    book, second = codings
    (book / "claims/report.yaml").write_text(ours, encoding="utf-8")
    second.write_text(theirs, encoding="utf-8")
    found = compare(book, second)
    return [(item.a.id, item.b.id, [each.field for each in item.differences]) for item in found.disagreements]


def test_claims_are_paired_by_place_and_matter(codings: tuple[Path, Path]) -> None:
    found = compare(*codings)
    pairs = {(item.a.id, item.b.id) for item in found.disagreements}
    assert pairs == {
        ("report/1", "report/11"),  # another relation
        ("report/2", "report/12"),  # another modality
        ("report/3", "report/15"),  # another kind
        ("report/4", "report/10"),  # another credit
        ("report/5", "report/13"),  # another level
    }
    assert found.matched == 5
    assert [claim.id for claim in found.only_a] == []
    assert [claim.id for claim in found.only_b] == ["report/14"]
    assert (found.claims_a, found.claims_b, found.left_out_a) == (5, 6, 1)  # nobody coded the annex again
    assert found.overlap == pytest.approx(10 / 11)


def test_alpha_by_field(codings: tuple[Path, Path]) -> None:
    """Worked out by hand: alpha = 1 - (n - 1) * unequal / (n² - sum of squared counts), n being values, not pairs."""
    fields = {field.field: field for field in compare(*codings).fields}
    # hosts/tolerates, trains/trains, funds/funds, funds/funds, strength/strength: n = 10, two unequal values;
    # counts 1, 1, 2, 4, 2.
    assert fields["relation"].same == 4
    assert fields["relation"].alpha == pytest.approx(1 - 9 * 2 / (100 - (1 + 1 + 4 + 16 + 4)))
    # Four pairs are stated/stated, one is reported/stated: counts 9 and 1.
    assert fields["modality"].alpha == pytest.approx(1 - 9 * 2 / (100 - (81 + 1)))
    # asserts/asserts four times, asserts/denies once: the same figures.
    assert fields["polarity"].alpha == fields["modality"].alpha
    # Only the first pair is dated, and both date it alike; the other eight values are 'undated'.
    assert fields["date"].alpha == 1
    # itself/itself three times, itself/red-band, study/itself: counts 8, 1, 1.
    assert fields["credit"].alpha == pytest.approx(1 - 9 * 4 / (100 - (64 + 1 + 1)))
    # One number, given by both.
    assert (fields["value"].pairs, fields["value"].alpha) == (1, None)
    assert (fields["verb"].pairs, fields["verb"].alpha) == (0, None)
    assert (fields["where"].same, fields["where"].alpha) == (5, None)


@pytest.mark.parametrize(
    ("ours", "theirs", "fields"),
    [
        ("red-band rivals blue-front", "blue-front rivals red-band", []),
        ("red-band hosts blue-front", "blue-front hosts red-band", ["ends"]),
        # One of the two relations has a direction, the other none that could be wrong.
        ("red-band fights blue-front", "blue-front attacks red-band", ["relation"]),
        ("red-band negotiates_with blue-front", "green-state negotiates_with red-band", ["ends"]),
    ],
)
def test_the_ends_of_a_symmetric_relation_have_no_order(
    codings: tuple[Path, Path], ours: str, theirs: str, fields: list[str]
) -> None:
    found = differences(codings, coded(f"¶1, tie: {ours}"), coded(f"¶1, tie: {theirs}"))
    assert [differing for _, _, differing in found] == ([fields] if fields else [])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("deaths: 73, injured: 150", "deaths: 73, injured: 151"),
        ("deaths: {red-band: 13, blue-front: 60}", "deaths: {red-band: 13, blue-front: 61}"),
        ("deaths: ~100", "injured: ~100"),
    ],
)
def test_victims_are_values(codings: tuple[Path, Path], ours: str, theirs: str) -> None:
    incident = "¶1, incident: red-band attacks green-state, type: attack, "
    assert differences(codings, coded(incident + ours), coded(incident + theirs)) == [
        ("report/1", "report/1", ["value"])
    ]
    assert differences(codings, coded(incident + ours), coded(incident + ours)) == []


def test_what_a_statement_counts_is_a_value(codings: tuple[Path, Path]) -> None:
    said = "¶1, statement: red-band claims, about: {{quantity: red-band strength, value: {} fighters}}"
    found = differences(codings, coded(said.format(400)), coded(said.format(500)))
    assert found == [("report/1", "report/1", ["value"])]


def test_one_good_pair_outweighs_two_poor_ones(codings: tuple[Path, Path]) -> None:
    """The first of ours could go with the second of theirs, and the second of ours with the first; both badly."""
    warning = "¶1 n2, statement: desk warns, about: {tie: red-band attacks green-state}"
    ours = coded("¶1 n1, tie: red-band praises blue-front", warning)
    theirs = coded("¶1 n1, tie: red-band attacks blue-front", "¶2, tie: green-state praises red-band")
    assert differences(codings, ours, theirs) == [("report/1", "report/1", ["relation"])]


def test_a_coding_agrees_with_itself(codings: tuple[Path, Path]) -> None:
    found = compare(codings[0], codings[0])
    assert found.overlap == 1
    assert (found.disagreements, found.only_a, found.only_b) == ([], [], [])
    assert {field.alpha for field in found.fields} <= {1.0, None}


def test_the_second_coding_is_the_first_seen_from_behind(codings: tuple[Path, Path]) -> None:
    one, other = compare(*codings), compare(codings[1], codings[0])
    assert [field.alpha for field in one.fields] == [field.alpha for field in other.fields]
    assert {(d.a.id, d.b.id) for d in one.disagreements} == {(d.b.id, d.a.id) for d in other.disagreements}


def test_a_folder_of_claims_is_a_coding(codings: tuple[Path, Path]) -> None:
    assert compare(codings[0], codings[1].parent) == compare(*codings)


def test_a_second_coding_may_use_the_casebooks_own_words(codings: tuple[Path, Path]) -> None:
    book, second = codings
    (book / "vocab").mkdir()
    words = "issues:\n  talks: {label: talks, definition: Whether to talk.}\n"
    (book / "vocab/words.yaml").write_text(words, encoding="utf-8")
    claim = "source: report\nclaims:\n  - {id: report/1, at: Ties ¶1, position: red-band supports talks, text: Yes.}\n"
    (book / "claims/report.yaml").write_text(claim, encoding="utf-8")
    second.write_text(claim, encoding="utf-8")
    assert compare(book, second).matched == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("source: report\nclaims:\n  - {id: report/1, at: ¶1, tie: a befriends b, text: T.}\n", "cannot be read"),
        ("source: study\nclaims:\n  - {id: study/1, at: ¶1, tie: a hosts b, text: T.}\n", "no source in common"),
    ],
)
def test_codings_that_cannot_be_compared(codings: tuple[Path, Path], text: str, says: str) -> None:
    codings[1].write_text(text, encoding="utf-8")
    with pytest.raises(ArmillaryError, match=says):
        compare(*codings)
    with pytest.raises(ArmillaryError, match="does not exist"):
        compare(codings[0], codings[1] / "nothing")


def test_several_sources_in_common_want_a_choice(codings: tuple[Path, Path]) -> None:
    study = "source: study\nclaims:\n  - {id: study/1, at: ¶1, tie: red-band hosts blue-front, text: T.}\n"
    (codings[0] / "claims/study.yaml").write_text(study, encoding="utf-8")
    with pytest.raises(ArmillaryError, match="2 sources") as problem:
        compare(codings[0], codings[0])
    assert problem.value.hint == "--source: report, study"
    assert compare(codings[0], codings[0], "study").matched == 1
    with pytest.raises(ArmillaryError, match="B has no claims read in 'study'"):
        compare(codings[0], codings[1], "study")


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("A ¶1 n2", "A ¶1 n2", 1.0),
        ("A ¶1 n2", "A ¶1", 0.9),
        ("A ¶1 n2", "A ¶1 n3", 0.7),
        ("A ¶1 n2", "A ¶4 n2", 0.8),
        ("A n2", "B n2", 0.6),
        ("A ¶1", "A ¶2", 0.4),
        ("A ¶1", "A ¶3", 0.0),
        ("A ¶1", "B ¶1", 0.0),
        ("Strategic Ties ¶1", "Jihadi Strategic Ties: How ¶1", 1.0),
        ("Summary, Findings ¶1", "Findings ¶1", 1.0),
    ],
)
def test_places_are_near_or_far(a: str, b: str, likeness: float) -> None:
    assert place_likeness(parse_locator(a), parse_locator(b)) == likeness
    assert place_likeness(parse_locator(b), parse_locator(a)) == likeness


TABLES = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 9), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


@given(TABLES)
def test_the_assignment_is_the_best_there_is(rows: list[list[int]]) -> None:
    gain = np.array(rows, dtype=float)
    chosen = assign(gain)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == min(gain.shape)
    small, large = (gain, gain.T)[gain.shape[0] > gain.shape[1]], max(gain.shape)
    best = max(
        sum(small[row, column] for row, column in enumerate(columns))
        for columns in itertools.permutations(range(large), small.shape[0])
    )
    assert sum(gain[row, column] for row, column in chosen) == best


def test_the_command_shows_differences_side_by_side(
    codings: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARMILLARY_CACHE", str(tmp_path / "cache"))
    a, b = (str(path) for path in codings)
    done = CliRunner().invoke(app, ["agreement", a, b])
    assert done.exit_code == 0, done.output
    assert "5 pairs differ" in done.stdout
    assert "hosts" in done.stdout
    assert "tolerates" in done.stdout
    assert "report/14" in done.stdout
    found = json.loads(CliRunner().invoke(app, ["agreement", a, b, "--json"]).stdout)
    assert found["matched"] == 5
    assert [field["field"] for field in found["fields"]][:3] == ["kind", "ends", "relation"]
