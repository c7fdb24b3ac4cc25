"""Every frame fires in its example and not in its counter-example; no two frames are the same."""

from __future__ import annotations

import pytest

from armillary.proposing.prose import cut, plain_passage
from armillary.reading.splitter import split
from armillary.vocab.terms import Frame
from tests.proposing.small import rules, vocabulary

pytest.importorskip("spacy")

FRAMES = vocabulary().terms("frames")


def fired(text: str) -> set[tuple[str, str]]:
    """The frames that fire in a text, with their relation, before those that say the same are left out."""
    return {(read.tie.frame.id, read.tie.relation) for read in rules().read(list(rules().lines(split(text))))}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=list(FRAMES))
def test_it_fires_in_its_example(frame: Frame) -> None:
    assert frame.id in {name for name, _ in fired(frame.example)}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=list(FRAMES))
def test_it_does_not_fire_in_its_counter_example(frame: Frame) -> None:
    assert frame.id not in {name for name, _ in fired(frame.counter_example)}


def test_examples_are_one_sentence() -> None:
    for frame in FRAMES.values():
        for text in (frame.example, frame.counter_example):
            document = split(text)
            assert len(list(cut(plain_passage(document, document.passages[0])))) == 1


def test_relations_are_in_the_vocabulary() -> None:
    assert {frame.relation for frame in FRAMES.values()} <= set(vocabulary().relations)
