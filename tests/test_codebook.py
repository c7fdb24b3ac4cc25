"""The codebook's generated parts are what the vocabulary says now, and its rules name only what there is."""

from __future__ import annotations

import re

import pytest

from armillary.casebook.forms import Forms
from armillary.casebook.read import read_file
from armillary.vocab.read import read_vocabulary
from armillary.vocab.terms import Term
from armillary.vocab.vocabulary import LISTS, Vocabulary
from tests.conftest import ROOT
from tools.reference.codebook import PART, PARTS, fill

REFERENCE = ROOT / "docs" / "reference"
WRITTEN = (REFERENCE / "codebook.md").read_text(encoding="utf-8")
RULES = PART.sub("", WRITTEN)


@pytest.fixture(scope="module")
def vocab() -> Vocabulary:
    return read_vocabulary()


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def test_the_generated_parts_are_not_stale(vocab: Vocabulary) -> None:
    assert fill(WRITTEN, vocab) == WRITTEN, "run make docs"


def test_filling_leaves_the_rules_alone_and_mends_what_is_stale(vocab: Vocabulary) -> None:
    emptied = PART.sub(lambda match: f"{match[1]}old{match[4]}", WRITTEN)
    assert fill(emptied, vocab) == WRITTEN


@pytest.mark.parametrize(
    ("old", "new"), [("generated: levels", "generated: grades"), ("<!-- generated: levels -->", "")]
)
def test_a_part_that_is_unknown_or_missing_is_refused(old: str, new: str, vocab: Vocabulary) -> None:
    with pytest.raises(ValueError, match="generated parts"):
        fill(WRITTEN.replace(old, new), vocab)


@pytest.mark.parametrize("name", ["levels", "modalities", "relations"])
def test_every_term_is_there_with_its_example_and_counter_example(name: str, vocab: Vocabulary) -> None:
    sections = {
        unwrapped(section) for section in re.split(r"^#{3,4} ", PARTS[name](vocab), flags=re.MULTILINE) if section
    }
    terms: dict[str, Term] = vocab.terms(name)
    assert terms
    for term in terms.values():
        assert term.example, term.id
        assert term.counter_example, term.id
        section = next(section for section in sections if section.startswith(f"`{term.id}` "))
        for text in (term.definition, f"**So:** {term.example}", f"**Not so:** {term.counter_example}"):
            assert unwrapped(text) in section
        assert unwrapped(section) in unwrapped(WRITTEN)


def test_every_verb_says_what_it_affirms(vocab: Vocabulary) -> None:
    lines = {line.split("`")[1]: line for line in PARTS["verbs"](vocab).splitlines() if line.startswith("- `")}
    assert set(lines) == set(vocab.verbs)


def test_the_rules_name_only_terms_and_keys_that_exist(vocab: Vocabulary) -> None:
    known = {word for name in LISTS for word in vocab.terms(name)}
    known |= set(re.findall(r"[a-z]+(?:[-_][a-z]+)*", (REFERENCE / "format.md").read_text(encoding="utf-8")))
    named = {word for span in re.findall(r"`([^`\n]+)`", RULES) for word in re.findall(r"[a-z]+_[a-z_]+[a-z]", span)}
    assert named - known == set()


def test_the_examples_of_the_rules_can_be_read(vocab: Vocabulary) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", RULES, re.DOTALL)
    assert examples
    for example in examples:
        held = read_file("claims/paper.yaml", f"source: paper\nclaims:\n{example}".encode(), Forms(vocab))
        assert not held.findings
        assert len(held.records) == 1


def test_every_hard_pair_names_relations_or_verbs(vocab: Vocabulary) -> None:
    pairs = re.findall(r"^\*\*([a-z_, ]+)\.\*\*", RULES.partition("## Hard pairs")[2].partition("## Ethics")[0], re.M)
    words = {word for pair in pairs for word in pair.split(", ")}
    other_words = {"allied", "expects"}  # of the sources, which the pair sets apart from relations
    assert words - set(vocab.relations) - set(vocab.verbs) == other_words
