"""Terms that a casebook adds: what is unsound is one finding, and misleads no other check."""

from __future__ import annotations

import re

import pytest

from armillary.finding import Finding
from armillary.vocab.circles import circles
from armillary.vocab.read import extend_vocabulary, read_vocabulary
from armillary.vocab.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    return read_vocabulary()


def extend(vocabulary: Vocabulary, text: str) -> tuple[Vocabulary, list[Finding]]:
    return extend_vocabulary(vocabulary, [("vocab/more.yaml", text.encode())])


RELATION = (
    "relations: {{r: {{definition: D, dimension: general, symmetric: false, tone: neutral, nature: state, "
    "half_life: 1 year, half_life_reason: R, subject: actor, object: actor, {more}}}}}"
)


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("places: {a: {name: A, kind: district, within: nowhere}}", "V501", "unknown term 'nowhere'"),
        ("places: {a: {name: A, kind: district, within: a}}", "V501", "'a' is within itself: a → a"),
        (
            "places: {a: {name: A, kind: k, within: b}, b: {name: B, kind: k, within: [c, kabul]}, "
            "c: {name: C, kind: k, within: a}}",
            "V501",
            "'a' is within itself: a → b → c → a",
        ),
        ("classes: {a: {definition: D, within: b}, b: {definition: D, within: a}}", "V501", "is within itself"),
        ("classes: {a: {definition: D, of: [grupo]}}", "V501", "unknown term 'grupo'"),
        ("things: {a: {definition: D, kind: activity, flow_relation: fnuds}}", "V501", "unknown term 'fnuds'"),
        ("verbs: {a: {definition: D, about: asserts, relation: prases}}", "V501", "unknown term 'prases'"),
        ("measures: {a: {definition: D, dimension: lenght}}", "V501", "unknown term 'lenght'"),
        ("id_schemes: {a: {definition: D, pattern: '('}}", "V501", "is not a regular expression"),
        ("id_schemes: {a: {definition: D, pattern: '[[a]'}}", "V501", "is not a regular expression"),
        ("id_schemes: {a: {definition: D, pattern: '(a+)+b'}}", "V501", "could take for ever"),
        ("id_schemes: {a: {definition: D, pattern: '(a|a)*b'}}", "V501", "could take for ever"),
        ("id_schemes: {a: {definition: D, pattern: '(a?){30}'}}", "V501", "could take for ever"),
        ("id_schemes: {a: {definition: D, pattern: '((a+)?){9}'}}", "V501", "could take for ever"),
        ("id_schemes: {a: {definition: D, pattern: 'a?a?a?a?aaaa'}}", "V501", "could take for ever"),
        ("id_schemes: {a: {definition: D, pattern: '(?=a+)a'}}", "V501", "could take for ever"),
        (RELATION.format(more="entails: [has_tise_with]"), "V501", "unknown term 'has_tise_with'"),
        (RELATION.format(more="entails: [r]"), "V501", "'r' entails itself: r → r"),
        (RELATION.format(more="prior: 0.1"), "F101", "a relation has no key 'prior'"),
        ("periods: {moment: {definition: D, days: 0}}", "F103", "0 is not a value of 'days'"),
        ("modalities: {loud: {definition: D, weight: 1000000}}", "F103", "is not a value of 'weight'"),
        ("issues: {a: {definition: D}}\nissues: {b: {definition: D}}", "F110", "the key 'issues' stands twice"),
        ("issues: {a: {definition: D}, a: {definition: D}}", "V502", "the term 'a' stands twice"),
        ("issues: {sanctions-relief: {definition: D}}", "V502", "in the shipped vocabulary already"),
        ("issues: {a: {}}", "F102", "lacks 'definition'"),
        ("issuse: {a: {definition: D}}", "F101", "no list 'issuse'"),
        (
            "grades: {G: {definition: D, coin: 0.5, pseudo_count: 1, relay: 0.5}}",
            "V501",
            "a scale that a casebook cannot",
        ),
        ("stances: {odd: {definition: D, sens: 7}}", "F103", "7 is not a value of 'sens'"),
    ],
)
def test_an_unsound_term_is_one_finding(vocabulary: Vocabulary, text: str, code: str, message: str) -> None:
    _, [finding] = extend(vocabulary, text)
    assert finding.code == code
    assert message in finding.message
    assert finding.hint


def test_places_nest_only_so_deep(vocabulary: Vocabulary) -> None:
    chain = ", ".join(f"p{i}: {{name: P, kind: district, within: p{i + 1}}}" for i in range(3000))
    _, [finding] = extend(vocabulary, f"places: {{{chain}, p3000: {{name: P, kind: country}}}}")
    assert (finding.code, finding.message) == ("V501", "'p2988' stands more than 12 levels deep")


def test_unsound_terms_are_mended_for_the_other_checks(vocabulary: Vocabulary) -> None:
    text = (
        "things: {tea: {definition: D, kind: commodity, flow_relation: fnuds}}\n"
        "verbs: {shouts: {definition: D, about: asserts, relation: prases}}\n"
        "places: {a: {name: A, kind: district, within: nowhere}}\n"
        "classes: {b: {definition: D, within: c}}\n"
        "id_schemes: {d: {definition: D, pattern: '(a+)+'}}\n"
        "issues: {e: {}}\n"
    )
    extended, findings = extend(vocabulary, text)
    assert len(findings) == 6
    assert extended.things["tea"].flow_relation == ""
    assert extended.verbs["shouts"].relation == ""
    assert extended.places["a"].within == ()
    assert extended.classes["b"].within == ""
    assert extended.lists.id_schemes["d"].pattern == ".+"
    assert extended.lists.issues["e"].definition == "", "a term that was not read whole is known all the same"


def test_the_examples_of_registers_fit_their_patterns(vocabulary: Vocabulary) -> None:
    schemes = vocabulary.lists.id_schemes.values()
    assert [scheme.id for scheme in schemes if not re.fullmatch(scheme.pattern, scheme.example)] == []


def test_circles_are_found_in_deep_graphs() -> None:
    deep = {str(i): [str(i + 1)] for i in range(20_000)}
    assert list(circles(deep)) == []
    assert [len(circle) for circle in circles(deep | {"20000": ["0"]})] == [20_001]
