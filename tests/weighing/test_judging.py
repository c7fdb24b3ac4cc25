"""Judgements: coherence, words, ranges, bounds, what is not assessed."""

from __future__ import annotations

import math

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
    assert near(weights(seen, general)["sa"], 0.3)
    assert near(weights(seen, specific)["sa"], 1.0)
    found = explained(seen, general)
    assert near(found.odds_db, explained(seen, specific).odds_db)
    assert found.lifted_by == seen.rows[specific]
    assert near(found.coherence_db, 10 * math.log10(0.79 / 0.21) - 0.3 * 10 * math.log10(19))  # with its bound


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


def test_coherence_needs_the_bond_when_it_was_seen() -> None:
    """And not on the day asked about: a bond that ends later takes nothing back."""
    bound = {"part_of": [{"actor": "one", "when": "2008/2011"}]}
    for when, holds in {"2010": True, "2012": False}.items():
        entries = [state("ra/1", when=when), state("rb/1", polarity="denies")]
        entries[0]["tie"] = "part hosts two"
        for as_of in ("2012-12-31", "2020-01-01"):
            seen = ask(draft(*entries, part=bound), as_of)
            pair = (seen.rows[about("part hosts two")], seen.rows.get(about(HOSTS), -1))
            pairs = zip(seen.judgements.order.specific, seen.judgements.order.general, strict=True)
            assert (pair in {(int(s), int(g)) for s, g in pairs}) == holds, (when, as_of)
    blow = attack("ra/1", when="2010")  # it moves votes, but what the part does apart from the whole is no pair
    blow["tie"] = "part attacks two"
    seen = ask(draft(blow, part=bound))
    row = seen.rows[about("part attacks two")]
    assert seen.rows[about(ATTACK)] not in seen.judgements.order.general[seen.judgements.order.specific == row]
    assert weights(seen, about(ATTACK)) == {"sa": 1.0}
    blow["when"] = "2005"  # before the bond: no deed of the whole's
    seen = ask(draft(blow, attack("rb/1", polarity="denies"), part=bound))
    assert "sa" not in weights(seen, about(ATTACK))
    assert seen.odds(about(ATTACK)) < 0 < seen.odds(about("part attacks two"))


def test_likelihood_words_fit_the_number_shown() -> None:
    first = {1: "almost_no_chance", 5: "very_unlikely", 20: "unlikely", 45: "roughly_even_chance", 55: "likely"}
    first |= {80: "very_likely", 95: "almost_certain"}
    for shown in range(1, 100):
        word = first[max(edge for edge in first if edge <= shown)]
        for close in (-0.0049, 0.0, 0.0049):
            assert word_for(shown / 100 + close, shipped()) == word, shown + 100 * close
    assert word_for(0.0, shipped()) == "almost_no_chance"
    assert word_for(1.0, shipped()) == "almost_certain"


def test_the_range_is_even_odds_and_grades_moved_within_the_bounds() -> None:
    seen = ask(draft(attack("rb/1"), attack("rd/1", polarity="denies")))
    row = seen.rows[about(ATTACK)]
    most = math.log(0.79 / 0.21)  # one voice on each side

    def odds(yes: str, no: str, factor: float) -> float:
        gains = [weights_of_evidence(*coins_from([("", "free", grade)], shipped())) for grade in (yes, no)]
        return min(max(math.log(factor) + float(gains[0][0][0] + gains[1][1][0]), -most), most)

    corners = [odds(*grades, factor) for grades in (("A", "C"), ("C", "E")) for factor in (0.5, 2.0)]
    assert near(float(seen.judgements.low[row]), float(likelihood(np.array(min(corners)))))
    assert near(float(seen.judgements.high[row]), float(likelihood(np.array(max(corners)))))
    assert near(seen.odds(about(ATTACK)), odds("B", "D", 1.0))


def test_one_flat_word_of_a_b_is_bounded() -> None:
    flat = 0.9 * 10 * math.log10(0.87 / 0.13)
    seen = ask(draft(attack("rb/1", modality="stated")))
    found = explained(seen, about(ATTACK))
    assert near(found.contributions[0].decibans, flat)
    assert near(found.bound_db, 10 * math.log10(0.79 / 0.21) - flat)
    assert near(seen.likelihood(about(ATTACK)), 0.79)
    assert seen.word(about(ATTACK)) == "likely"
    for polarity, bounds in {"asserts": (0.79, 0.94, 0.99, 0.99), "denies": (0.21, 0.06, 0.01, 0.01)}.items():
        for voices, bound in enumerate(bounds, 1):
            entries = [attack(f"r{grade}/1", polarity=polarity) for grade in ("a", "b", "c", "a2")[:voices]]
            seen = ask(draft(*entries, sa2={"grade": "A"}, ra2={"speaker": "sa2", "date": "2010"}))
            assert near(seen.likelihood(about(ATTACK)), bound), (polarity, voices)
    # a voice of less than a deciban adds and does not count
    faint = attack("rc/1", modality="alleged", credibility=4)  # .2 of 4.8 dB
    seen = ask(draft(attack("rd/1"), faint))
    assert near(explained(seen, about(ATTACK)).odds_db, 10 * math.log10(1.5) + 0.2 * 10 * math.log10(3))
    assert int(seen.judgements.for_it[seen.rows[about(ATTACK)]]) == 1
    alone = ask(draft(faint))
    assert not alone.assessed(about(ATTACK))
    assert alone.likelihood(about(ATTACK)) == 0.5
