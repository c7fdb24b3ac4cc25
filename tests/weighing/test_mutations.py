"""Every rule of the weighing is held by some test: without it at least one of them fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from types import ModuleType

import pytest

from tests.weighing import (
    properties_of_judgements,
    properties_of_laws,
    properties_of_reasons,
    properties_of_voices,
    test_coins,
    test_confidence,
    test_judging,
    test_known,
    test_learning,
    test_order,
    test_time,
    test_votes,
)
from tests.weighing.mutants import MUTANTS, Mutant, mutated

RULES: tuple[ModuleType, ...] = (
    *(test_votes, test_time, test_coins, test_order, test_judging, test_confidence, test_known, test_learning),
)
PROPERTIES = (
    *properties_of_voices.PROPERTIES,
    *properties_of_judgements.PROPERTIES,
    *properties_of_laws.PROPERTIES,
    *properties_of_reasons.PROPERTIES,
)
CASES = 30  # of each property
NEAREST = {  # the module of tests that is likeliest to miss a line of a module of the weighing
    "testimony": test_time,
    "stretches": test_time,
    "interests": test_coins,
    "coins": test_coins,
    "evidence": test_order,
    "questions": test_order,
    "coherence": test_judging,
    "likelihood": test_judging,
    "judgements": test_judging,
    "confidence": test_confidence,
    "withdrawal": test_confidence,
    "turning": test_confidence,
    "change": test_known,
    "kernel": test_learning,
    "learning": test_learning,
}


def checks(first: str = "") -> Iterator[tuple[str, Callable[[], None]]]:
    """The checks by name, the quick ones first; each property on cases of its own."""
    for module in dict.fromkeys((NEAREST.get(first, test_votes), *RULES)):
        for name, check in vars(module).items():
            if name.startswith("test_") and not hasattr(check, "hypothesis") and not check.__code__.co_argcount:
                yield name, check
    for seed in range(CASES):
        for number, check in enumerate(PROPERTIES):
            yield check.__name__, partial(check, Random(1000 * number + seed))


def fails(check: Callable[[], None]) -> bool:
    try:
        check()
    except (AssertionError, LookupError, ValueError, ZeroDivisionError, FloatingPointError):
        return True
    return False


@pytest.mark.slow
def test_the_weighing_itself_fails_nothing() -> None:
    assert not [name for name, check in checks() if fails(check)]


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.loses)
def test_mutant_is_killed(mutant: Mutant) -> None:
    with mutated(mutant):
        nearest = mutant.function.partition(" ")[0]
        assert any(fails(check) for _, check in checks(nearest)), f"no test holds this: {mutant.loses}"
