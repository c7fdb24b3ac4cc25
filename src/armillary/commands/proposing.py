"""The work of proposing claims and of holding proposals against gold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from armillary.commands.documents import tell_unread
from armillary.commands.run import (
    cache_folder,
    page_progress,
    record_cache,
    show_found,
    spinner,
    to_json,
    vocabulary,
)
from armillary.finding import ArmillaryError
from armillary.terminal import tell, warn

if TYPE_CHECKING:
    from armillary.names.finder import Finder
    from armillary.proposing.llm.endpoint import Options, Spent
    from armillary.proposing.llm.proposer import Llm
    from armillary.proposing.proposals import Proposed
    from armillary.reading.formats import Reading
    from armillary.reviewing.precision import Scores
    from armillary.vocab.vocabulary import Vocabulary


def run_propose(
    casebook: Path,
    files: list[Path],
    extractor: str,
    date: str,
    actors: bool,
    write: bool,
    json: bool,
    asked: dict[str, Any] | None = None,
    least: float = 0.0,
    amounts: bool = False,
) -> int:
    """Propose claims of documents; the casebook's claims are not read, and nothing is written into it."""
    from armillary.casebook.identities import as_one
    from armillary.casebook.read import read_casebook
    from armillary.names.finder import Finder
    from armillary.proposing.parsing import has_spacy
    from armillary.proposing.proposals import without_amounts
    from armillary.proposing.proposers import find_proposer

    if not 0 <= least <= 1:
        raise ArmillaryError(f"{least:g} is no score", "--least takes a number from 0 to 1, such as 0.7")
    if date and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", date):
        raise ArmillaryError(f"'{date}' is no date", "--date 2025-01 or --date 2025-01-17")
    if not extractor:
        extractor = "rules" if has_spacy() else "triggers"
        if extractor == "triggers":
            warn("spaCy is not installed: candidates by names and trigger words only, one in four holds\n")
    book, vocab, _ = read_casebook(casebook, vocabulary(), record_cache(), ("actors", "identities"))
    book = as_one(book, vocab)  # by the decisions on who is one
    if not book.actors and not actors:
        raise ArmillaryError(
            f"{casebook} has no actors",
            "proposals are about the actors of a casebook: --new-actors shows whom the documents name",
        )
    finder = Finder(book.actors, vocab.places, vocab.lists.homonyms.values())
    scores = _scores(casebook)
    if extractor == "llm":
        return _propose_by_model(casebook, files, vocab, finder, date, write, json, asked or {}, scores, least)
    proposer = find_proposer(extractor)(vocab, finder)
    found: list[Proposed] = []
    with spinner(json) as say:
        numbers = iter(range(1, len(files) + 1))
        for file, reading in _readings(files):
            say(f"{file.name} ({next(numbers)} of {len(files)})")
            if reading is None:
                continue
            proposed = proposer.propose(reading.document, file.name, date)
            proposed = proposed if amounts else without_amounts(proposed)
            found.append(_sift(casebook, reading, proposed, scores, least, write))
    if json:
        what = [a for p in found for a in p.new_actors] if actors else [one for p in found for one in p.proposals]
        tell(to_json(what))
    else:
        show_found(found, "proposing.screen:show_proposed", False, actors=actors)
    return int(len(found) < len(files))


def _readings(files: list[Path]) -> Iterator[tuple[Path, Reading | None]]:
    """Each document as it is read; of several, one that cannot be read is named and passed over (None)."""
    from armillary.reading.formats import read_sound

    for file in files:
        try:
            yield file, read_sound(file)
        except ArmillaryError as problem:
            tell_unread(problem, files)
            yield file, None


def _propose_by_model(
    casebook: Path,
    files: list[Path],
    vocab: Vocabulary,
    finder: Finder,
    date: str,
    write: bool,
    json: bool,
    asked: dict[str, Any],
    scores: Scores,
    least: float,
) -> int:
    """Propose by a language model, with a bar of passages, what was spent, and what the gate turned away."""
    from armillary.proposing.llm.answers import Answered
    from armillary.proposing.llm.endpoint import Endpoint, read_options

    options = read_options(**asked)
    endpoint = Endpoint(options)  # which says so where the extra is missing

    from armillary.proposing.llm.proposer import Llm

    where = "this machine" if options.is_local else options.host
    warn(f"passages are sent to {where}, model {options.model}\n")
    proposer = Llm(vocab, finder, endpoint, Answered(cache_folder() / "llm"))
    found: list[Proposed] = []
    try:
        with page_progress("reading") as bar:
            for file, reading in _readings(files):
                if reading is None:
                    continue
                proposer.progress = lambda done, of, spent, name=file.name: bar(  # type: ignore[misc]
                    done, of, f"{name}: {_cost(spent, options)}"
                )
                proposed = proposer.propose(reading.document, file.name, date)
                found.append(_sift(casebook, reading, proposed, scores, least, write))
    except (KeyboardInterrupt, ArmillaryError):
        _say_spent(proposer)
        warn("what was answered is kept: the same command goes on from there\n")
        raise
    if json:
        tell(to_json([one for proposed in found for one in proposed.proposals]))
    else:
        show_found(found, "proposing.screen:show_proposed", False, actors=False)
    _say_spent(proposer)
    spent = proposer.spent
    if spent.failed or proposer.left:
        why = ", ".join(f"{number} {reason}" for reason, number in spent.reasons.items())
        stopped = spent.in_a_row >= options.patience
        behind = "were not asked any more" if stopped else "are beyond the budget"
        left = f"{proposer.left} passages {behind}" if proposer.left else ""
        warn("; ".join(filter(None, (f"no answer: {why}" if why else "", left))) + "; run it again to go on\n")
        return 1
    return int(len(found) < len(files))


def _cost(spent: Spent, options: Options) -> str:
    """What was spent so far, in a few words."""
    money = f", {_money(spent.cost(options.price))}" if any(options.price) else ""
    return f"{spent.tokens:,} tokens{money}"


def _money(amount: float) -> str:
    return f"{amount:,.2f}" if amount >= 1 else f"{amount:.4f}"


def _say_spent(proposer: Llm) -> None:
    """What was asked and spent, and what the gate let through and turned away, by reason."""
    spent, options = proposer.spent, proposer.endpoint.options
    cost = f", {_money(spent.cost(options.price))} at that price" if any(options.price) else ""
    warn(
        f"{spent.asked} passages asked, {spent.kept} answered before; {spent.read:,} tokens read and "
        f"{spent.written:,} written{cost}\n{proposer.gate.passed} claims let through"
    )
    turned = [f"{number} {reason}" for reason, number in proposer.gate.rejected.most_common() if number]
    warn(f"; turned away: {'; '.join(turned)}\n" if turned else "\n")
    if proposer.unread:
        which = ", ".join(f"{number} in '{language}'" for language, number in proposer.unread.most_common())
        warn(f"not asked about, as their denials could not be told: passages: {which}\n")


def _scores(casebook: Path) -> Scores:
    """The scores that the casebook's verdicts and gold give; said where there are any."""
    from armillary.reviewing.precision import read_scores

    scores = read_scores(casebook)
    if len(scores):
        warn(f"the scores of {len(scores)} kinds of proposals follow the verdicts and gold of this casebook\n")
    return scores


def _sift(casebook: Path, reading: Reading, proposed: Proposed, scores: Scores, least: float, write: bool) -> Proposed:
    """What scores high enough, as it is to be shown; with `write` it is kept in the store, with its first scores."""
    from armillary.casebook.writing import writing
    from armillary.proposing.store import store_proposals
    from armillary.reading.documents import keep_document
    from armillary.reading.transcripts import transcribe
    from armillary.reviewing.precision import rescored, sifted

    kept = sifted(proposed, scores, least)
    if write:
        transcript = transcribe(reading, proposed.document)
        with writing(casebook):
            keep_document(casebook, reading, transcript)
            path = store_proposals(casebook, kept)
        below = f", {kept.below} below {least:g} left out" if kept.below else ""
        warn(f"{len(kept.proposals)} proposals of {proposed.document} are in {path}{below}\n")
    return rescored(kept, scores)


def run_evaluate(proposals: Path, gold: Path, errors: bool, keep: bool, least: float, json: bool) -> int:
    """Hold proposals against gold; with `keep` the scores of a casebook's proposals follow what it says."""
    from armillary.proposing.evaluation import evaluate
    from armillary.proposing.gold import read_gold
    from armillary.proposing.measured import keep_measured
    from armillary.proposing.store import read_proposals
    from armillary.reviewing.precision import Scores, read_scores

    if keep and not proposals.is_dir():
        raise ArmillaryError("--keep is for the proposals that a casebook holds", "name the casebook, not a file")
    if keep and least:
        raise ArmillaryError("--keep measures all proposals", "leave --least out")
    scores = read_scores(proposals) if proposals.is_dir() else Scores(())
    wanted = [one for one in read_proposals(proposals) if scores.of(one) >= least]
    found = evaluate(wanted, read_gold(gold), vocabulary())
    if keep:
        path = keep_measured(proposals, gold, found)
        warn(f"how {len(found.kinds)} kinds of proposals fared is in {path}; their scores follow it\n")
    show_found(found, "proposing.screen:show_evaluation", json, **({} if json else {"errors": errors}))
    return 0
