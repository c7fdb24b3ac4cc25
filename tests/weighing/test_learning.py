"""Learning of coins: what teaches, what it teaches, and that neither shards nor order matter."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Sequence
from functools import cache
from random import Random

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins, coins_from, weights_of_evidence
from armillary.weighing.columns import Floats
from armillary.weighing.evidence import Evidence, gather_evidence
from armillary.weighing.judgements import judge
from armillary.weighing.kernel import Block, Statistics, learn, make_blocks, run_here, step
from armillary.weighing.learning import learn_coins
from armillary.weighing.questions import Question
from tests.weighing.cases import random_case, shipped
from tests.weighing.drafts import Draft, claim, to_book
from tests.weighing.judging import ROUNDING
from tests.weighing.small import day

pytestmark = pytest.mark.slow

RECORD = {"careful": 0.92, "fair": 0.80, "poor": 0.66, "wild": 0.55}  # how often each is right, unknown to the weighing


def planted(questions: int, seed: int = 1, each: int = 3, **keys: str) -> tuple[Draft, dict[Question, bool]]:
    """A casebook whose speakers, so many of a kind, all graded C, are right as often as RECORD says; and the truth."""
    rng = Random(seed)
    made = Draft()
    actors = [f"group-{number}" for number in range(math.isqrt(questions) + 2)]
    made.actors = [{"id": name, "kind": "group"} for name in actors]
    truth = {}
    pairs = [(one, two) for one in actors for two in actors if one != two][:questions]
    for name in [f"{kind}-{number}" for kind in RECORD for number in range(each)]:
        made.speakers.append({"id": name, "grade": "C"})
        made.sources.append({"id": f"r-{name}", "speaker": name, "date": "2015"})
    for number, (one, two) in enumerate(pairs):
        truth[Question(one, "attacks", two)] = true = rng.random() < 0.5
        for speaker in made.speakers:
            if rng.random() < 0.6:
                right = rng.random() < RECORD[speaker["id"].partition("-")[0]]
                said = {"modality": "observed", "credibility": 1, "polarity": "asserts" if right == true else "denies"}
                made.claims.append(
                    claim(f"r-{speaker['id']}/{number}", f"{one} attacks {two}", when="2010", **said | keys)
                )
    return made, truth


def evidence_of(made: Draft, vocab: Vocabulary | None = None) -> Evidence:
    """A draft's evidence."""
    vocab = vocab or shipped()
    return gather_evidence(to_book(made, vocab), vocab)


@cache
def threshold(questions: float) -> Vocabulary:
    """The shipped vocabulary with learning on from so many questions."""
    lists = shipped().lists
    constant = msgspec.structs.replace(lists.weighing["learning_questions"], value=questions)
    return Vocabulary(msgspec.structs.replace(lists, weighing=lists.weighing | {"learning_questions": constant}), "low")


def area_under_the_curve(score: Floats, true: Sequence[bool]) -> float:
    """The chance that something true is scored above something false, ties by half."""
    yes, no = score[np.array(true)], score[~np.array(true)]
    above = (yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2
    return float(above)


def test_planted_records_are_recovered() -> None:
    """With many voices a question; with few, what is learned lies nearer the middle, since the truth is less sure."""
    made, _ = planted(400, each=6)
    e = evidence_of(made)
    coins = learn_coins(e, shipped())
    assert coins.taught_by > 350
    found: dict[str, list[float]] = {}
    for (speaker, stance, grade), sens, spec in zip(e.coins, coins.sens, coins.spec, strict=True):
        assert (stance, grade) == ("free", "C")
        kind = speaker.partition("-")[0]
        found.setdefault(kind, []).append(float(sens + spec) / 2)
        assert abs(found[kind][-1] - RECORD[kind]) < 0.09, (speaker, sens, spec)
    assert all(abs(float(np.mean(found[kind])) - record) < 0.04 for kind, record in RECORD.items())


def test_learned_coins_tell_truth_better_than_counting_heads() -> None:
    made, truth = planted(400)
    e = evidence_of(made)
    learned, by_grade = (judge(e, learn_coins(e, vocab), vocab, day("2020")) for vocab in (shipped(), threshold(1e9)))
    asked = [(row, truth[question]) for row, question in enumerate(e.questions) if question in truth]
    rows, true = np.array([row for row, _ in asked]), [answer for _, answer in asked]
    heads = np.bincount(learned.votes.question, learned.votes.side, len(e.questions))
    counted = area_under_the_curve(np.asarray(heads[rows], float), true)
    assert area_under_the_curve(learned.odds[rows], true) > counted + 0.01
    assert area_under_the_curve(learned.odds[rows], true) > area_under_the_curve(by_grade.odds[rows], true) + 0.01


def test_learning_is_off_below_the_threshold_and_says_so() -> None:
    made, _ = planted(260)
    taught_by = learn_coins(evidence_of(made), threshold(1)).taught_by
    assert taught_by >= 200
    assert learn_coins(evidence_of(made), threshold(taught_by)).taught_by == taught_by
    assert learn_coins(evidence_of(made), shipped()).taught_by == taught_by
    off = learn_coins(evidence_of(made), threshold(taught_by + 1))
    assert off.taught_by == 0
    assert not off.counts.any()
    assert off.sens.tolist() == off.spec.tolist() == [0.75] * len(off.sens)
    assert learn_coins(evidence_of(planted(199)[0]), shipped()).taught_by == 0


def test_learning_knows_only_what_was_published() -> None:
    made, _ = planted(150)
    later, _ = planted(150, seed=2)
    for entry in later.claims:
        entry["id"] = entry["id"].replace("/", "-late/")
    for source in later.sources:
        made.sources.append({**source, "id": source["id"] + "-late", "date": "2019"})
    both = Draft(made.actors, made.speakers, made.sources, [*made.claims, *later.claims])
    early = learn_coins(evidence_of(made), threshold(50))
    assert learn_coins(evidence_of(both), threshold(50), day("2018")).sens.tolist() == early.sens.tolist()
    assert learn_coins(evidence_of(both), threshold(50), day("2020")).sens.tolist() != early.sens.tolist()
    assert learn_coins(evidence_of(both), threshold(50), day("2014")).taught_by == 0


def test_the_order_of_claims_teaches_nothing() -> None:
    made, _ = planted(60)
    shuffled = made.copy()
    for entries in (shuffled.actors, shuffled.speakers, shuffled.sources, shuffled.claims):
        Random(3).shuffle(entries)
    one, two = (learn_coins(evidence_of(each), threshold(20)) for each in (made, shuffled))
    assert np.array_equal(one.counts, two.counts)
    assert np.array_equal(one.sens, two.sens)
    assert (one.rounds, one.taught_by) == (two.rounds, two.taught_by)


def test_learning_stops_when_nothing_moves() -> None:
    made, _ = planted(60)
    e, vocab = evidence_of(made), threshold(20)
    found = learn_coins(e, vocab)
    assert 1 < found.rounds < 200
    again = next_round(e, vocab, found)
    assert np.allclose(again.sens, found.sens, rtol=0, atol=1e-10)
    assert np.allclose(again.spec, found.spec, rtol=0, atol=1e-10)


def next_round(e: Evidence, vocab: Vocabulary, coins: Coins) -> Coins:
    """One more round of learning, slowly: every voice taught by what the others make of each disputed question."""
    votes: dict[int, dict[tuple[int, int], tuple[float, int]]] = {}
    for b in np.flatnonzero(e.b_direct):
        t = int(e.b_testimony[b])
        key, weight = (int(e.t_origin[t]), int(e.t_side[t])), float(e.t_weight[t])
        mine = votes.setdefault(int(e.b_question[b]), {})
        if key not in mine or weight > mine[key][0]:
            mine[key] = (weight, int(e.t_coin[t]))
    yes, no = weights_of_evidence(coins.sens, coins.spec)
    counts = np.zeros((len(e.coins), 4))
    taught = 0
    for cast in votes.values():
        blocs = {side: {e.origin_bloc[origin] for origin, of in cast if of == side} for side in (1, -1)}
        if not blocs[1] or not blocs[-1] or len(blocs[1] | blocs[-1]) < 2:
            continue
        taught += 1
        gain = {key: weight * float((yes if key[1] > 0 else no)[coin]) for key, (weight, coin) in cast.items()}
        for (origin, side), (weight, coin) in cast.items():
            rest = sum(by for (other, _), by in gain.items() if other != origin)
            true = 1 / (1 + math.exp(-rest))
            said = (1.0, 0.0) if side > 0 else (0.0, 1.0)
            counts[coin] += [weight * true * said[0], weight * true, weight * (1 - true) * said[1], weight * (1 - true)]
    sens, spec = coins_from(e.coins, vocab, counts)
    return Coins(sens, spec, counts, taught)


def test_a_round_is_what_it_should_be() -> None:
    """From the vocabulary's coins, with weights, two parties, stances and grades that differ."""
    made, _ = planted(40, modality="rumoured")
    for number, speaker in enumerate(made.speakers):
        speaker["grade"] = "ABCDEF"[number % 6]
        if number % 3 == 0:
            speaker["speaks_for"] = "group-1"
    for number, entry in enumerate(made.claims):
        entry |= {"modality": ("stated", "alleged", "observed")[number % 3], "credibility": 1 + number % 6}
        if number % 7 == 0:
            entry |= {"stance": "no_serves_me"}
    vocab = threshold(1)
    once = vocab.lists.weighing | {
        "learning_rounds": msgspec.structs.replace(vocab.lists.weighing["learning_rounds"], value=1)
    }
    one_round = Vocabulary(msgspec.structs.replace(vocab.lists, weighing=once), "once")
    e = evidence_of(made)
    found = learn_coins(e, one_round)
    sens, spec = coins_from(e.coins, vocab)
    slow = next_round(e, vocab, Coins(sens, spec, np.zeros((len(e.coins), 4))))
    assert found.taught_by == slow.taught_by > 10
    assert np.allclose(found.counts, slow.counts, rtol=0, atol=ROUNDING)
    assert np.allclose(found.sens, slow.sens, rtol=0, atol=ROUNDING)


def test_only_disputes_between_parties_teach() -> None:
    def taught(*claims: tuple[str, str], **keys: str) -> int:
        made = Draft(
            actors=[{"id": name, "kind": "group"} for name in ("one", "two")],
            speakers=[{"id": name, "grade": "B"} for name in ("sa", "sb", "sc")],
            sources=[{"id": f"r{name[1]}", "speaker": name, "date": "2015"} for name in ("sa", "sb", "sc")],
        )
        made.speakers[1] |= {"speaks_for": "two"}
        made.speakers[2] |= {"speaks_for": "two"}
        for number, (source, polarity) in enumerate(claims):
            entry = claim(f"{source}/{number}", "one coordinates_with two", when="2010", polarity=polarity)
            made.claims.append({**entry, **keys})
        return learn_coins(evidence_of(made), threshold(1)).taught_by

    assert taught(("ra", "asserts"), ("rb", "denies")) == 1
    assert taught(("ra", "asserts"), ("rb", "asserts")) == 0
    assert taught(("ra", "asserts"), ("ra", "denies")) == 0  # one voice
    assert taught(("rb", "asserts"), ("rc", "denies")) == 0  # one party
    assert taught(("rb", "asserts"), ("rb", "denies"), ("rc", "denies")) == 0
    assert taught(("rb", "asserts"), ("rb", "denies"), ("ra", "denies")) == 1
    assert taught(("ra", "asserts"), ("rb", "asserts"), ended="2012") == 0  # both say that it ended
    assert taught(("ra", "asserts"), ("rb", "denies"), modality="intended") == 0


def test_who_goes_back_on_a_yes_denies_nothing_that_could_teach() -> None:
    made, _ = planted(1, each=1)
    tie = "group-0 coordinates_with group-1"
    one, two = "r-careful-0", "r-fair-0"
    made.claims = [claim(f"{one}/1", tie, when="2008"), claim(f"{two}/1", tie, when="2008")]
    made.claims.append(claim(f"{one}/2", tie, when="2012", polarity="denies"))
    assert learn_coins(evidence_of(made), threshold(1)).taught_by == 0
    made.claims[0]["when"] = "2012"
    assert learn_coins(evidence_of(made), threshold(1)).taught_by == 1


def test_votes_that_come_by_the_order_do_not_teach() -> None:
    made = Draft(
        actors=[{"id": name, "kind": "group"} for name in ("one", "two")],
        speakers=[{"id": name, "grade": "B"} for name in ("sa", "sb")],
        sources=[{"id": f"r{name[1]}", "speaker": name, "date": "2015"} for name in ("sa", "sb")],
        claims=[
            claim("ra/1", "one hosts two", when="2010", level="local"),
            claim("rb/1", "one hosts two", when="2010", polarity="denies"),
        ],
    )
    e = evidence_of(made)
    assert len(e.b_testimony) > 2
    assert learn_coins(e, threshold(1)).taught_by == 0
    assert learn_coins(dataclasses.replace(e, b_direct=np.ones(len(e.b_direct), bool)), threshold(1)).taught_by > 0


Votes = list[tuple[int, int, int, bool, float]]  # question, speaker, coin, yes, weight


@st.composite
def random_votes(draw: st.DrawFn) -> tuple[Votes, Floats, int]:
    rng = draw(st.randoms(use_true_random=False))
    questions, coins = rng.randint(1, 12), rng.randint(1, 5)
    votes = {
        (rng.randrange(questions), rng.randrange(4), rng.randrange(coins), rng.random() < 0.5): rng.random() + 0.01
        for _ in range(rng.randint(1, 40))
    }
    prior = np.array([rng.uniform(-3, 3) for _ in range(questions)])
    return [(*key, weight) for key, weight in votes.items()], prior, coins


def blocks_of(votes: Votes, prior: Floats, size: int, leave_out: bool = True) -> list[Block]:
    """Votes cut into blocks of about a size."""
    columns = list(zip(*votes, strict=True))
    arrays = [np.array(column) for column in columns]
    return make_blocks(arrays[0], arrays[1], arrays[2], arrays[3], arrays[4], prior, size, leave_out)


def slow_step(
    votes: Votes, prior: Floats, gain_yes: Floats, gain_no: Floats, coins: int, leave_out: bool = True
) -> Statistics:
    """One expectation, vote by vote."""
    counts = np.zeros((coins, 4))
    for question, speaker, coin, yes, weight in votes:
        rest = prior[question]
        for other in votes:
            if other[0] == question and (other[1] != speaker or not leave_out):
                rest += other[4] * (gain_yes[other[2]] if other[3] else gain_no[other[2]])
        true = 1 / (1 + math.exp(-rest))
        counts[coin, 1] += weight * true
        counts[coin, 3] += weight * (1 - true)
        counts[coin, 0 if yes else 2] += weight * (true if yes else 1 - true)
    return counts


@settings(max_examples=60)
@given(random_votes(), st.integers(1, 40), st.randoms(use_true_random=False), st.booleans())
def test_a_step_is_what_it_should_be(data: tuple[Votes, Floats, int], size: int, rng: Random, leave_out: bool) -> None:
    votes, prior, coins = data
    gain_yes = np.array([rng.uniform(0, 3) for _ in range(coins)])
    gain_no = np.array([rng.uniform(-3, 0) for _ in range(coins)])
    blocks = blocks_of(votes, prior, size, leave_out)
    found = sum((step(block, gain_yes, gain_no, coins) for block in blocks), np.zeros((coins, 4)))
    assert np.allclose(found, slow_step(votes, prior, gain_yes, gain_no, coins, leave_out), rtol=0, atol=ROUNDING)
    assert sum(len(block.question) for block in blocks) == len(votes)


def test_extreme_odds_do_not_overflow() -> None:
    votes: Votes = [(0, speaker, 0, True, 500.0) for speaker in range(4)]
    (block,) = blocks_of(votes, np.array([0.0]), 10)
    with np.errstate(all="raise"):
        found = step(block, np.array([3.0]), np.array([-3.0]), 1)
    assert np.allclose(found[0], [2000, 2000, 0, 0])


@pytest.fixture(scope="module")
def table() -> tuple[Votes, Floats, int]:
    """A plain table of votes, of which nobody's record is known."""
    rng = Random(7)
    coins = 20
    record = [rng.uniform(0.5, 0.95) for _ in range(coins)]
    votes: Votes = []
    for question in range(500):
        true = rng.random() < 0.4
        for speaker in rng.sample(range(coins), rng.randint(2, 6)):
            votes.append((question, speaker, speaker, (rng.random() < record[speaker]) == true, rng.choice((0.4, 1.0))))
    return votes, np.zeros(500), coins


def gains(counts: Statistics) -> tuple[Floats, Floats]:
    """Weights of evidence from counts, as of coins graded C."""
    return weights_of_evidence(*coins_from([("", "free", "C")] * len(counts), shipped(), counts))


@pytest.mark.parametrize("shards", [1, 3, *(pytest.param(shards, marks=pytest.mark.slow) for shards in (2, 7, 100))])
def test_any_number_of_shards_gives_the_same_bits(table: tuple[Votes, Floats, int], shards: int) -> None:
    votes, prior, coins = table
    blocks = blocks_of(votes, prior, 64)
    assert len(blocks) > 20

    def run_in_shards(all_: Sequence[Block], yes: Floats, no: Floats, count: int) -> Iterable[Statistics]:
        done: dict[int, Statistics] = {}
        for shard in reversed(
            range(shards)
        ):  # the shards finish in any order; what they made is put back in block order
            for number in range(shard, len(all_), shards):
                done[number] = step(all_[number], yes, no, count)
        yield from (done[number] for number in range(len(all_)))

    here, rounds = learn(blocks, coins, gains, 1e-10, 200, run_here)
    there, rounds_there = learn(blocks, coins, gains, 1e-10, 200, run_in_shards)
    assert here.tobytes() == there.tobytes()
    assert rounds == rounds_there < 200


@pytest.mark.parametrize("size", [1, 10, 333, 1 << 16])
def test_the_size_of_blocks_does_not_matter(table: tuple[Votes, Floats, int], size: int) -> None:
    votes, prior, coins = table
    here, _ = learn(blocks_of(votes, prior, 64), coins, gains, 1e-10, 200)
    there, _ = learn(blocks_of(votes, prior, size), coins, gains, 1e-10, 200)
    assert np.allclose(here, there, rtol=0, atol=ROUNDING)


@pytest.mark.slow
@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_casebooks_teach_in_any_shards(rng: Random) -> None:
    """A casebook's own votes, learned from however few they are."""
    case = random_case(rng)
    vocab = Vocabulary(
        msgspec.structs.replace(case.vocab.lists, weighing=threshold(1).lists.weighing), case.vocab.fingerprint
    )
    e = gather_evidence(to_book(case.draft, vocab), vocab)

    def backwards(blocks: Sequence[Block], yes: Floats, no: Floats, count: int) -> Iterable[Statistics]:
        done = [step(block, yes, no, count) for block in reversed(blocks)]
        yield from reversed(done)

    here, there = learn_coins(e, vocab, case.known_by), learn_coins(e, vocab, case.known_by, backwards)
    assert here.counts.tobytes() == there.counts.tobytes()
    assert np.all(here.sens + here.spec >= 1 - 1e-12)
    assert np.all((here.sens >= 0.05) & (here.sens <= 0.95) & (here.spec >= 0.05) & (here.spec <= 0.95))
