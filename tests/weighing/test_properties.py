"""What must hold whatever the casebook and the vocabulary; the checks are in `properties_of_*.py`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.casebook.read import read_casebook
from armillary.weighing.evidence import gather_evidence
from tests.weighing import properties_of_judgements, properties_of_laws, properties_of_reasons, properties_of_voices
from tests.weighing.cases import random_case
from tests.weighing.drafts import to_book, to_text
from tests.weighing.judging import rejudged

pytestmark = pytest.mark.slow
Check: TypeAlias = Callable[[Random], None]
PROPERTIES: tuple[Check, ...] = (
    *properties_of_voices.PROPERTIES,
    *properties_of_judgements.PROPERTIES,
    *properties_of_laws.PROPERTIES,
    *properties_of_reasons.PROPERTIES,
)
RANDOM = st.randoms(use_true_random=False)


@pytest.mark.parametrize("check", PROPERTIES, ids=lambda check: check.__name__)
@settings(max_examples=25)
@given(rng=RANDOM)
def test_property(check: Check, rng: Random) -> None:
    check(rng)


@settings(max_examples=20)
@given(rng=RANDOM)
def test_text_says_what_records_say(rng: Random) -> None:
    """A draft written as text and read back is heard as its records are, however its files are named."""
    case = random_case(rng)
    letters = rng.sample("abcdefg", 7)
    with TemporaryDirectory() as folder:
        root = to_text(case.draft, Path(folder), lambda source: letters[int(source[1])])
        book, vocab, findings = read_casebook(root, case.vocab)
    assert not findings
    read = rejudged(gather_evidence(book, vocab), vocab, case.as_of, case.known_by)
    made = rejudged(gather_evidence(to_book(case.draft, vocab), vocab), vocab, case.as_of, case.known_by)
    assert read.evidence.questions == made.evidence.questions
    assert read.judgements.odds.tolist() == made.judgements.odds.tolist()
    assert read.judgements.confidence.tolist() == made.judgements.confidence.tolist()
