"""Judgements: coherence, words, ranges, what is not assessed."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from armillary.weighing.coins import coins_from, weights_of_evidence
from armillary.weighing.likelihood import likelihood, word_for
from tests.weighing.cases import shipped
from tests.weighing.small import ATTACK, HOSTS, about, ask, attack, draft, explained, near, state, weights


def test_coherence_lifts_what_is_entailed() -> None:
    """Somebody sees the local men host, many deny that anybody does: then somebody does."""
    yes = [state(f"r{grade}/1", level="local") for grade in "ab"]
    no = [state("rc/1", polarity="denies")]
    seen = ask(draft(*yes, *no, sd={"grade": "A"}))
    general, specific = about(HOSTS), about(HOSTS, level="local")
    assert near(seen.odds(general), seen.odds(specific))
    denied = ask(draft(*yes, state("root/1", level="local", credit=["sa"]), root={"speaker": "sd", "date": "2010"}))
    assert denied.odds(general) >= denied.odds(specific)
    # the origin's own word is nearer its root on the general question, and weaker there
    weak = state("ra/2", modality="rumoured")
    strong = state("rb/1", level="local", credit=["ra"])
    seen = ask(draft(weak, strong, ra={"read": True}))
    assert near(weights(seen, general)["sa"], 0.3 * 0.95)
    assert near(weights(seen, specific)["sa"], 0.95)
    found = explained(seen, general)
    assert near(found.odds_db, explained(seen, specific).odds_db)
    assert found.lifted_by == seen.rows[specific]
    assert found.coherence_db > 5


def test_coherence_holds_down_what_nobody_asserts() -> None:
    """The whole is flatly denied at its root; of its local men the same voice only hears a denial."""
    flat = state("ra/1", polarity="denies", credit=["rb"])
    faint = state("rb/1", polarity="denies", level="local", modality="rumoured")
    seen = ask(draft(flat, faint))
    general, specific = about(HOSTS), about(HOSTS, level="local")
    assert seen.judgements.own[seen.rows[specific]] > seen.judgements.own[seen.rows[general]]
    assert near(seen.odds(specific), seen.odds(general))
    assert explained(seen, specific).lifted_by == seen.rows[general]
    assert near(seen.odds(general), float(seen.judgements.own[seen.rows[general]]))


def test_coherence_needs_the_bond_on_the_day_asked_about() -> None:
    bound = {"part_of": [{"actor": "one", "when": "2008/2011"}]}
    entries = [state("ra/1"), state("rb/1", polarity="denies")]
    entries[0]["tie"] = "part hosts two"
    for as_of, holds in {"2010-12-31": True, "2012-01-01": False}.items():
        seen = ask(draft(*entries, part=bound), as_of)
        pair = (seen.rows[about("part hosts two")], seen.rows[about(HOSTS)])
        pairs = zip(seen.judgements.order.specific, seen.judgements.order.general, strict=True)
        assert (pair in {(int(s), int(g)) for s, g in pairs}) == holds, as_of
    blow = attack("ra/1", when="2005")  # before the bond: no deed of the whole's
    blow["tie"] = "part attacks two"
    seen = ask(draft(blow, attack("rb/1", polarity="denies"), part=bound))
    assert "sa" not in weights(seen, about(ATTACK))
    assert seen.odds(about(ATTACK)) < 0 < seen.odds(about("part attacks two"))


def test_likelihood_words_are_half_open() -> None:
    bands = {
        0.0: "almost_no_chance",
        0.01: "almost_no_chance",
        0.05: "very_unlikely",
        0.20: "unlikely",
        0.45: "roughly_even_chance",
        0.55: "likely",
        0.80: "very_likely",
        0.95: "almost_certain",
        0.99: "almost_certain",
        1.0: "almost_certain",
    }
    words = list(bands.items())
    for edge, word in words:
        assert word_for(edge, shipped()) == word
    for (_, below), (edge, word) in pairwise(words):
        assert word_for(math.nextafter(edge, 0.0), shipped()) == below
        assert word_for(math.nextafter(edge, 1.0), shipped()) == word


def test_the_range_is_priors_and_grades_moved() -> None:
    seen = ask(draft(attack("rb/1"), attack("rd/1", polarity="denies")))
    row = seen.rows[about(ATTACK)]
    prior = float(seen.evidence.q_prior[row])

    def odds(yes: str, no: str, factor: float) -> float:
        gains = [weights_of_evidence(*coins_from([("", "free", grade)], shipped())) for grade in (yes, no)]
        return prior + math.log(factor) + 0.85 * float(gains[0][0][0] + gains[1][1][0])

    corners = [odds(*grades, factor) for grades in (("A", "C"), ("C", "E")) for factor in (0.5, 2.0)]
    assert near(float(seen.judgements.low[row]), float(likelihood(np.array(min(corners)))))
    assert near(float(seen.judgements.high[row]), float(likelihood(np.array(max(corners)))))
    assert near(seen.odds(about(ATTACK)), odds("B", "D", 1.0))
