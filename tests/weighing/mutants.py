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
    Mutant("nothing votes before its day", "votes cast_votes", "(e.t_first <= as_of) & ", ""),
    Mutant("own words before those on a class", "votes nearest_root", "-weight, relays, of_class,", "-weight, relays,"),
    Mutant("the newest day as near the root", "votes nearest_root", "as_near &= ", "as_near |= "),
    Mutant("a no to an own yes", "votes cast_votes", "ballots[~back]", "ballots"),
    Mutant("a no after an own yes", "votes taken_back", "> earliest[group]", "> 0 * earliest[group]"),
    # voices
    Mutant(
        "merging of a party", "voices _keys", "* (int(bloc.max()) + 1) + bloc", "* len(bloc) + np.arange(len(bloc))"
    ),
    Mutant("merging of authors", "voices _merged", "if not len(b.author):", "if True:"),
    Mutant("what an author saw himself", "drawing who_draws", "e.t_eye[t]", "(e.t_eye[t] & False)"),
    Mutant("as near the root", "drawing who_draws", "e.t_relays[t] == relays[row]", "e.t_relays[t] >= 0"),
    Mutant("the strongest drawn on", "voices _merged", "-np.abs(b.odds[b.drawn])", "np.abs(b.odds[b.drawn])"),
    Mutant(
        "the strongest of a voice",
        "voices _settle",
        "np.maximum.at(value, voice, size)",
        "np.add.at(value, voice, size)",
    ),
    Mutant("a class is no voice", "voices _settle", "np.where(b.of_class, 0.0, size)", "size"),
    Mutant("bounds", "voices bounded", "np.clip(odds, -most[:, 0], most[:, 1])", "odds"),
    Mutant("bounds of one side", "voices bounded", "-most[:, 0]", "-most[:, 1]"),
    Mutant("one voice on other days too", "voices settle", "voice[rows], own", "own[rows], own"),
    Mutant("other days of an event", "voices _of_other_days", "opposed[owner[meet]] = True", "opposed[owner] = True"),
    # the fold
    Mutant("ageing", "fold fold", "np.exp2(-since / half_life[q])", "1.0"),
    Mutant("no more than the newer weighs", "fold fold", "np.minimum(", "np.maximum("),
    Mutant("one side yields to the other", "fold fold", "before * x < 0", "before * x != 0"),
    Mutant("the newest of a side", "fold fold", "newest[1][q], newest[-1][q]", "newest[-1][q], newest[1][q]"),
    Mutant("days as one", "fold fold", " | (np.diff(day) != 0)", " | (np.diff(day) != -1)"),
    # currency
    Mutant("endings", "currency date_all", "over = (last_end > -NEVER) & (", "over = (last_end > NEVER) & ("),
    Mutant("seen again", "currency date_all", "later = newest >= last_end[votes.question]", "later = newest < -NEVER"),
    Mutant("endings yield to later sightings", "currency date_all", "np.maximum(0, seen - last_end)", "(0 * last_end)"),
    Mutant("lone interested endings", "currency date_all", "loud = strongest >=", "loud = strongest >= 0 *"),
    Mutant("endings of what is open still", "currency _endings", " | ~open_still[question]", " | True"),
    Mutant("endings nearest the root", "currency _endings", " & (e.t_relays[rows] == nearest[group])", ""),
    Mutant("lifetimes", "currency date_all", "gone = np.where(gone <= as_of, gone, NEVER)", "gone = gone + NEVER"),
    Mutant("lifetimes of states", "evidence _gone", '.nature == "state"', '.nature != ""'),
    Mutant("audible sightings", "currency date_all", "heard &= tally.audible[np.maximum(head, 0)]", "pass"),
    # standing
    Mutant("disputes", "standing stand", "no >= part * yes", "no >= yes"),
    Mutant("denied by weight", "standing stand", " | (own < 0)", ""),
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
    Mutant("it ended after it was seen", "stretches until_the_end", "if end <= first:", "if False:"),
    Mutant("it was so the day before", "stretches days_seen", "return day - 1, day - 1", "return day, day"),
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
    # the order
    Mutant(
        "the order of votes",
        "evidence _ballots",
        "if own is not None:",
        "reached = {own} if own is not None else reached\n        if own is not None:",
    ),
    Mutant("a no goes down", "evidence _related", "yield from below.get(item.question, ())", "pass"),
    Mutant("conditions of the order", "evidence _ballots", "if first <= item.last and item.first <= last", "if True"),
    Mutant("symmetric spelling", "questions Order.canonical", "return question.turned()", "return question"),
    Mutant("symmetric entailment", "questions Order._step", "(q, q.turned())", "(q,)"),
    Mutant("places within places", "questions Order._step", "yield up(q._replace(place=parent))", "pass"),
    Mutant("a part's leaders", "questions Order._step", "if level:", "if False:"),
    Mutant("territory at the date", "questions Order._entailed", "place.first, place.last, True", "*EVER, True"),
    Mutant("elsewhere", "questions Order._climb", "if step.presumed and question.place:", "if False:"),
    Mutant("parts at the date", "questions bonds", "*days_of(since.when)", "*EVER"),
    # judgements
    Mutant("a class opens no question", "evidence arrange", "if not item.of_class:", "if True:"),
    Mutant("deeds and states apart", "evidence _begins", 'natures == ("begins_state", "state")', "False"),
    Mutant("coherence", "coherence cohere", "odds = np.maximum(own, lifted)", "return own"),
    Mutant("holding down", "coherence cohere", "~asserted[specific] &", "~assessed[specific] &"),
    Mutant("lifting by assertion only", "coherence cohere", "np.where(asserted, own,", "np.where(assessed, own,"),
    Mutant("bonds when it was seen", "coherence order_on", "(e.o_first[pair] <= e.t_last[t]) & ", ""),
    Mutant("bonds by what is asserted", "coherence order_on", " & (yes == asserted[pair])", ""),
    Mutant("events under bonds", "coherence order_on", " & ~e.q_event[e.o_specific]", ""),
    Mutant("faint voices", "voices _settle", "heard = speaks >= least", "heard = speaks > 0"),
    Mutant("the range of grades", "judgements judge", "for letters in (1, -1)", "for letters in (0,)"),
    Mutant("the range of odds", "judgements judge", "(-spread, spread)", "(0.0,)"),
    Mutant("half-open bands", "likelihood word_for", "word.low <= shown < word.high", "word.low < shown <= word.high"),
    Mutant(
        "voices on the side of the answer",
        "confidence confide",
        "np.where(yes, tally.voices",
        "np.where(yes | True, tally.voices",
    ),
    Mutant("first hand", "confidence confide", "votes.relays == 0", "votes.relays >= 0"),
    Mutant("a good voice", "confidence confide", 'grade in "AB"', 'grade in "ABCD"'),
    Mutant("dissent", "confidence confide", "(standing != DISPUTED)", "(standing >= 0)"),
    Mutant("freshness", "confidence confide", "evidence.q_event | (", "True | ("),
    Mutant("the load", "confidence confide", "& ~falls", ""),
    Mutant("turning", "confidence confide", "& ~any_crossed", ""),
    Mutant("removal", "withdrawal withdraw_each", "!= bloc[several][world]", ">= 0"),
    Mutant(
        "removal everywhere",
        "withdrawal _Worlds.judge",
        "np.where(there, self.own_without[mine]",
        "np.where(False, self.own_without[mine]",
    ),
    Mutant("removal of who is drawn on", "withdrawal _again", "one[both]", "one[:0]"),
    Mutant("removal above", "withdrawal _Worlds.judge", "for step in (above, below)", "for step in (below,)"),
    Mutant("order of files", "evidence arrange", "heard = sorted(heard, key=lambda item: item.claim)", "pass"),
    # reasons
    Mutant("coherence in the sum", "explain Explainer.explain", "(odds - own) * DECIBANS", "0.0"),
    Mutant("denials of what is under it", "turning Corner.odds_with", "if gain > 0 else", "if True else"),
    Mutant("a voice alone", "turning _lightest_voice", "not voices.assessed[i] or", ""),
    Mutant("coins in changes", "change _cause", "by_coin = now.counts *", "by_coin = 0 * now.counts *"),
    Mutant("coherence in changes", "change _part", "float(j.odds[row] - j.own[row]) * DECIBANS", "0.0"),
    Mutant("retraction in changes", "change _gone", 'return "retraction"', 'return "claim changed"'),
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
