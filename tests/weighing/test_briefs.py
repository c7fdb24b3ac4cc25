"""Testimonies in brief: told in fewer steps than they are heard, and the same."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.casebook.casebook import Casebook
from armillary.casebook.read import read_casebook
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.briefs import Briefs
from armillary.weighing.checks import _contradictions, _on_both_sides
from armillary.weighing.testimony import Hearing
from tests.shipped import CASEBOOK
from tests.weighing.cases import random_case
from tests.weighing.drafts import to_book


def compare(book: Casebook, vocab: Vocabulary) -> int:
    """Compare what is told of a casebook with what is heard; the number of briefs."""
    hearing = Hearing(book, vocab)
    heard, _ = hearing.hear()
    told = list(Briefs(book, vocab, hearing).tell())
    brief = dict.fromkeys((one.tie, one.origin, one.claim.id, one.side, one.undated) for one in told)
    full = dict.fromkeys((t.question[:3], t.credit.origin, t.claim, t.side, t.undated) for t in heard)
    assert list(brief) == list(full)
    assert _contradictions(book, _on_both_sides(hearing, told)) == _contradictions(book, heard)
    return len(brief)


@pytest.mark.slow
@settings(max_examples=100)
@given(rng=st.randoms(use_true_random=False))
def test_briefs_are_testimonies_without_the_rest(rng: Random) -> None:
    case = random_case(rng, most=30)
    compare(to_book(case.draft, case.vocab), case.vocab)


def test_briefs_of_the_shipped_casebook_are_its_testimonies() -> None:
    book, vocab, _ = read_casebook(CASEBOOK, read_vocabulary())
    assert compare(book, vocab) > 100
