"""Mutants: the weighing with one line changed, for as long as a test lasts."""

from __future__ import annotations
import __future__

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import dedent
from typing import Any, NamedTuple


class Mutant(NamedTuple):
    """What is lost, the function in which it is lost, and the words that make the difference."""

    loses: str
    function: str  # module of the weighing, and the name in it
    old: str
    new: str


MUTANTS = (
    # votes
    Mutant("origin collapse", "votes nearest_root", "first[1:] = (", "first[1:] = True | ("),
    Mutant("nearest the root", "votes nearest_root", "-weight, relays,", "-weight,"),
    Mutant("the strongest among equals", "votes nearest_root", "-weight, relays,", "weight, relays,"),
    Mutant("decay", "votes weight_in_time", "np.exp2(-late / e.t_half_life)", "1.0"),
    Mutant("events stand", "votes weight_in_time", "e.t_event, 1.0,", "e.t_event, 0.5,"),
    Mutant("nothing votes before its day", "votes weight_in_time", "(as_of >= e.t_first) & ", ""),
    Mutant("what ended ends", "votes weight_in_time", " & (as_of < e.t_cut)", ""),
    Mutant("known_by", "votes heard_by", "(e.t_known <= known_by) & ", ""),
    Mutant("retraction in knowledge time", "votes heard_by", "e.t_silenced > known_by", "e.t_silenced >= NEVER"),
    Mutant("retraction without a date", "votes heard_by", "return e.t_silenced >= NEVER", "return e.t_silenced > 0"),
    # testimonies
    Mutant("modality", "testimony Hearing._testify", "modality.weight *", "1.0 *"),
    Mutant("silence of what is not claimed", "testimony Hearing._testify", '"" if modality.votes', '"" if True'),
    Mutant("credibility", "testimony Hearing._testify", "str(claim.credibility)", '"1"'),
    Mutant("override of a stance", "testimony Hearing._testify", "claim.stance or ", ""),
    Mutant(
        "undated is not known",
        "testimony Hearing._testify",
        "NEVER if credit.known is None",
        "0 if credit.known is None",
    ),
    Mutant("retraction", "testimony Hearing._retractions", "min(day, days.get(claim.matter.claim, NEVER))", "NEVER"),
    Mutant("ended speaks against", "stretches stretches", "yield Stretch(-side", "yield Stretch(side"),
    Mutant("ended is no dispute", "stretches stretches", "NEVER, False)", "NEVER, True)"),
    Mutant("members at the date", "testimony Hearing._questions", "not end.is_class or", "True or"),
    Mutant("a denial of saying so", "testimony Hearing._sayings", "is None or side < 0", "is None"),
    Mutant("polarity of what is said", "testimony Hearing._sayings", "1 if said.polarity == polarity else -1", "1"),
    # credit
    Mutant("relay weight", "credit Credits._follow", "weight *= ", "weight *= 0 * weight + 1 or "),
    Mutant("a root that was read", "credit Credits._follow", "if links[-1] not in self._read:", "if True:"),
    Mutant("nobody relays himself", "credit Credits._follow", "if self._speaker(link) != origin:", "if True:"),
    Mutant("derived sources", "credit Credits._follow", "links_to_root(chain, source, self.book)", "[source, *chain]"),
    Mutant("the root's own date", "credit Credits._follow", "reversed(dates)", "dates"),
    Mutant(
        "statements have their speaker", "credit Credits._follow", "if teller and teller !=", "if False and teller !="
    ),
    Mutant("a grade that a source lowers", "credit Credits._grade", "if source and source.grade:", "if False:"),
    Mutant("withdrawal", "credit Credits._withdrawn", "if source is None or", "if True or"),
    Mutant("blocs", "credit Credits.bloc_of", "line = [speaker]", "return speaker"),
    # interests and coins
    Mutant("stance", "interests Interests.stance_of", "return stance", 'return "free"'),
    Mutant("interest at the date", "interests Interests.stance_of", "a <= last and first <= b", "True"),
    Mutant("interest of parts and wholes", "interests Interests._shared", "self._up(end)", "()"),
    Mutant("interest of who governs", "interests Interests._interested", "if place else", "if False else"),
    Mutant("grades", "coins prior_coins", "grades[move_grade(grade, letters)]", 'grades["C"]'),
    Mutant("no voice is reversed", "coins settle", "np.maximum(0.0, 1.0 - sens - spec)", "0.0 * sens"),
    Mutant("priors of kinds", "questions prior_odds", "prior = special.prior", "pass"),
    # the order
    Mutant("the order of votes", "evidence _ballots", "for q in sorted(reached - {own})", "for q in ()"),
    Mutant("a no goes down", "evidence _ballots", "related = below.get(own, [])", "related = []"),
    Mutant("conditions of the order", "evidence _ballots", "if first <= item.last and item.first <= last", "if True"),
    Mutant("symmetric spelling", "questions Order.canonical", "return question.turned()", "return question"),
    Mutant("symmetric entailment", "questions Order._step", "(q, q.turned())", "(q,)"),
    Mutant("places within places", "questions Order._step", "yield up(q._replace(place=parent))", "pass"),
    Mutant("a part's leaders", "questions Order._step", "if level:", "if False:"),
    Mutant("territory at the date", "questions Order._entailed", "place.first, place.last, True", "*EVER, True"),
    Mutant("elsewhere", "questions Order._climb", "if step.presumed and question.place:", "if False:"),
    Mutant("parts at the date", "questions bonds", "*days_of(since.when)", "*EVER"),
    # judgements
    Mutant("coherence", "coherence cohere", "odds = np.maximum(own, lifted)", "return own"),
    Mutant("holding down", "coherence cohere", "~asserted[specific] &", "~assessed[specific] &"),
    Mutant("lifting by assertion only", "coherence cohere", "np.where(asserted, own,", "np.where(assessed, own,"),
    Mutant("bonds on the day", "coherence order_on", "(e.o_first <= as_of) & (as_of <= e.o_last)", "e.o_first < NEVER"),
    Mutant("events under bonds", "coherence order_on", "e.q_event[e.o_specific], always", "always & False, always"),
    Mutant("faint votes", "judgements weighs_enough", '>= vocab.constant("assessed_weight")', "> 0"),
    Mutant("an E says nothing", "judgements weighs_enough", " & (np.abs(contribution) > 1e-12)", ""),
    Mutant("the range of grades", "judgements judge", "for letters in (1, -1)", "for letters in (0,)"),
    Mutant("the range of priors", "judgements judge", "(-spread, spread)", "(0.0,)"),
    Mutant("half-open bands", "likelihood word_for", "word.low <= shown < word.high", "word.low < shown <= word.high"),
    Mutant("voices, not votes", "confidence confide", "voices.question, voices.audible, n", "votes.question, None, n"),
    Mutant("first hand", "confidence confide", "votes.relays == 0", "votes.relays >= 0"),
    Mutant("a good voice", "confidence confide", 'grade in "AB"', 'grade in "ABCD"'),
    Mutant("dissent", "confidence confide", '(against < vocab.constant("high_against") * backing)', "(backing >= 0)"),
    Mutant("freshness", "confidence confide", "evidence.q_event | (", "True | ("),
    Mutant("the load", "confidence confide", "& ~any_bears", ""),
    Mutant("turning", "confidence confide", "& ~any_crossed", ""),
    Mutant("removal", "withdrawal withdraw_each", "own[question] - share", "own[question]"),
    Mutant(
        "removal everywhere", "withdrawal _Worlds.judge", "self.without(self.share,", "self.without(0 * self.share,"
    ),
    Mutant("removal above", "withdrawal _Worlds.judge", "for step in (above, below)", "for step in (below,)"),
    Mutant("order of files", "evidence arrange", "heard = sorted(heard, key=lambda item: item.claim)", "pass"),
    # reasons
    Mutant("coherence in the sum", "explain Explainer.explain", "(odds - own) * DECIBANS", "0.0"),
    Mutant(
        "denials of what is under it",
        "turning Corner.odds_with",
        "self._mine if side > 0 else self._under",
        "self._mine",
    ),
    Mutant("a voice alone", "turning _lightest_voice", "not voices.assessed[i] or", ""),
    Mutant("coins in changes", "change _cause", "by_coin = now.weight *", "by_coin = 0 * now.weight *"),
    Mutant("coherence in changes", "change causes", "decibans=lifted", "decibans=0.0"),
    Mutant("retraction in changes", "change _gone", 'return "retraction"', 'return "expired interval"'),
    # learning
    Mutant("the learner's own vote left out", "kernel step", "own - odds", "0 * own - odds"),
    Mutant("weight of what is learned", "kernel step", "np.divide(block.weight, against", "np.divide(1.0, against"),
    Mutant("direct votes", "learning direct_votes", "e.b_direct & ", ""),
    Mutant("known_by of what teaches", "learning direct_votes", "heard_by(e, known_by)", "heard_by(e, None)"),
    Mutant("different parties", "learning _disputed", "both & ~one_party", "both"),
    Mutant("enough questions", "learning learn_coins", 'vocab.constant("learning_questions")', "1"),
    Mutant("the prior of a coin", "coins coins_from", "strength * sens +", "0 * sens +"),
)


@contextmanager
def mutated(mutant: Mutant) -> Iterator[None]:
    """The weighing as the mutant has it, wherever it is used."""
    module_name, _, path = mutant.function.partition(" ")
    module = sys.modules[f"armillary.weighing.{module_name}"]
    *owners, name = path.split(".")
    owner: Any = module
    for part in owners:
        owner = getattr(owner, part)
    original = vars(owner)[name]
    source = dedent(inspect.getsource(original))
    assert source.count(mutant.old) == 1, f"{mutant.function} does not say {mutant.old!r} once"
    made: dict[str, Any] = {}
    flags = __future__.annotations.compiler_flag
    exec(compile(source.replace(mutant.old, mutant.new), f"<{mutant.loses}>", "exec", flags), vars(module), made)
    places = (
        [owner]
        if owners
        else [
            other
            for other_name, other in list(sys.modules.items())
            if other_name.startswith(("armillary.weighing", "tests.weighing")) and vars(other).get(name) is original
        ]
    )
    try:
        for place in places:
            setattr(place, name, made[name])
        yield
    finally:
        for place in places:
            setattr(place, name, original)
