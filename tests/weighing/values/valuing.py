"""Small casebooks of values, and what is made of them."""

from __future__ import annotations

from typing import Any

from armillary.text.dates import parse_day
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.values.evidence import ValueEvidence, gather_values
from armillary.weighing.values.judgements import ValueJudgement, judge_value
from armillary.weighing.values.votes import Ballots
from armillary.weighing.values.weighed import Weighed
from tests.weighing.cases import shipped
from tests.weighing.drafts import Draft, Entry, claim, to_book
from tests.weighing.small import draft

NOW = "2010-12-31"


def strength(name: str, value: str, **keys: Any) -> Entry:
    """A claim of the strength of one, of full credibility."""
    more = {"quantity": "one strength", "value": value, "when": "2010", "modality": "observed", "credibility": 1}
    return claim(name, **(more | keys))


def stance(name: str, word: str, **keys: Any) -> Entry:
    """A claim of where one stands on recognition."""
    more = {"position": f"one {word} diplomatic-engagement", "when": "2010", "modality": "observed"}
    return claim(name, **(more | keys))


def event(name: str, **keys: Any) -> Entry:
    """A claim of an incident."""
    more = {"incident": "one attacks two", "event": "market-2010", "modality": "observed", "credibility": 1}
    return claim(name, **(more | keys))


def evidence(made: Draft, vocab: Vocabulary | None = None) -> ValueEvidence:
    """What the claims of a draft say of values."""
    vocab = vocab or shipped()
    return gather_values(to_book(made, vocab), vocab)


def judged(
    *claims: Entry,
    as_of: str = NOW,
    known_by: str | None = None,
    kind: str = "",
    measure: str = "",
    whose: str = "",
    **changes: Any,
) -> ValueJudgement:
    """The one value question that claims of a small casebook raise, of a kind or measure where there are several."""
    found = all_judged(draft(*claims, **changes), as_of, known_by)
    wanted = (
        [
            j
            for j in found
            if kind in ("", j.question.kind) and measure in ("", j.question.measure) and whose == j.question.of
        ]
        if kind
        else found
    )
    assert len(wanted) == 1, [j.question for j in wanted]
    return wanted[0]


def all_judged(made: Draft, as_of: str = NOW, known_by: str | None = None) -> list[ValueJudgement]:
    """Every value question of a draft."""
    e = evidence(made)
    ballots = Ballots(e, shipped(), parse_day(as_of), None if known_by is None else parse_day(known_by))
    return [judge_value(ballots, row) for row in range(len(e.questions))]


def weighed(*claims: Entry, **how: Any) -> Weighed:
    """What the votes on the one value question come to."""
    found = judged(*claims, **how).weighed
    assert found is not None
    return found
