"""The work of proposing claims and of holding proposals against gold."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from armillary.names.finder import Finder
    from armillary.proposing.llm.endpoint import Options, Spent
    from armillary.proposing.llm.proposer import Llm
    from armillary.proposing.proposals import Proposed
    from armillary.reading.formats import Reading
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
) -> int:
    """Propose claims of documents; the casebook's claims are not read, and nothing is written into it."""
    from armillary.casebook.identities import as_one
    from armillary.casebook.read import read_casebook
    from armillary.names.finder import Finder
    from armillary.proposing.parsing import has_spacy
    from armillary.proposing.proposers import find_proposer

    if date and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", date):
        raise ArmillaryError(f"'{date}' is no date", "--date 2025-01 or --date 2025-01-17")
    if not extractor:
        extractor = "rules" if has_spacy() else "triggers"
        if extractor == "triggers":
            sys.stderr.write("spaCy is not installed: candidates by names and trigger words only, one in four holds\n")
    book, vocab, _ = read_casebook(casebook, vocabulary(), record_cache(), ("actors", "identities"))
    book = as_one(book, vocab)  # by the decisions on who is one
    if not book.actors and not actors:
        raise ArmillaryError(
            f"{casebook} has no actors",
            "proposals are about the actors of a casebook: --new-actors shows whom the documents name",
        )
    finder = Finder(book.actors, vocab.places, vocab.lists.homonyms.values())
    if extractor == "llm":
        return _propose_by_model(casebook, files, vocab, finder, date, write, json, asked or {})
    proposer = find_proposer(extractor)(vocab, finder)
    found: list[Proposed] = []
    with spinner(json) as say:
        numbers = iter(range(1, len(files) + 1))
        for file, reading in _readings(files):
            say(f"{file.name} ({next(numbers)} of {len(files)})")
            if reading is None:
                continue
            found.append(proposer.propose(reading.document, file.name, date))
            _keep(casebook, reading, found[-1], file.name, write)
    found = _rescored(casebook, found)
    if json:
        what = [a for p in found for a in p.new_actors] if actors else [one for p in found for one in p.proposals]
        sys.stdout.write(to_json(what))
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
            if len(files) == 1:
                raise
            hint = f" ({problem.hint})" if problem.hint else ""
            sys.stderr.write(f"{problem.message}{hint}; the other files are read\n")
            yield file, None


def _keep(casebook: Path, reading: Reading, proposed: Proposed, name: str, write: bool) -> None:
    """With --write, keep the text of a document, then what was proposed of it."""
    from armillary.proposing.store import store_proposals
    from armillary.reading.documents import keep_document
    from armillary.reading.transcripts import transcribe

    if write:
        keep_document(casebook, reading, transcribe(reading, name))
        path = store_proposals(casebook, proposed)
        sys.stderr.write(f"{len(proposed.proposals)} proposals of {name} are in {path}\n")


def _propose_by_model(
    casebook: Path,
    files: list[Path],
    vocab: Vocabulary,
    finder: Finder,
    date: str,
    write: bool,
    json: bool,
    asked: dict[str, Any],
) -> int:
    """Propose by a language model, with a bar of passages, what was spent, and what the gate turned away."""
    from armillary.proposing.llm.answers import Answered
    from armillary.proposing.llm.endpoint import Endpoint, read_options

    options = read_options(**asked)
    endpoint = Endpoint(options)  # which says so where the extra is missing

    from armillary.proposing.llm.proposer import Llm

    where = "this machine" if options.is_local else options.host
    sys.stderr.write(f"passages are sent to {where}, model {options.model}\n")
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
                found.append(proposer.propose(reading.document, file.name, date))
                _keep(casebook, reading, found[-1], file.name, write)
    except (KeyboardInterrupt, ArmillaryError):
        _say_spent(proposer)
        sys.stderr.write("what was answered is kept: the same command goes on from there\n")
        raise
    found = _rescored(casebook, found)
    if json:
        sys.stdout.write(to_json([one for proposed in found for one in proposed.proposals]))
    else:
        show_found(found, "proposing.screen:show_proposed", False, actors=False)
    _say_spent(proposer)
    spent = proposer.spent
    if spent.failed or proposer.left:
        why = ", ".join(f"{number} {reason}" for reason, number in spent.reasons.items())
        stopped = spent.in_a_row >= options.patience
        behind = "were not asked any more" if stopped else "are beyond the budget"
        left = f"{proposer.left} passages {behind}" if proposer.left else ""
        sys.stderr.write(
            "; ".join(filter(None, (f"no answer: {why}" if why else "", left))) + "; run it again to go on\n"
        )
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
    sys.stderr.write(
        f"{spent.asked} passages asked, {spent.kept} answered before; {spent.read:,} tokens read and "
        f"{spent.written:,} written{cost}\n{proposer.gate.passed} claims let through"
    )
    turned = [f"{number} {reason}" for reason, number in proposer.gate.rejected.most_common() if number]
    sys.stderr.write(f"; turned away: {'; '.join(turned)}\n" if turned else "\n")
    if proposer.unread:
        which = ", ".join(f"{number} in '{language}'" for language, number in proposer.unread.most_common())
        sys.stderr.write(f"not asked about, as their denials could not be told: passages: {which}\n")


def _rescored(casebook: Path, found: list[Proposed]) -> list[Proposed]:
    """The proposals with the scores that the verdicts of the review desk give them; the store keeps the first ones."""
    import msgspec

    from armillary.reviewing.precision import Scores, rescored
    from armillary.reviewing.verdicts import read_verdicts

    scores = Scores(read_verdicts(casebook))
    if not len(scores):
        return found
    sys.stderr.write(f"the scores of {len(scores)} kinds of proposals follow the verdicts of this casebook\n")
    return [msgspec.structs.replace(one, proposals=rescored(one.proposals, scores)) for one in found]


def run_evaluate(proposals: Path, gold: Path, errors: bool, json: bool) -> int:
    """Hold proposals against gold."""
    from armillary.proposing.evaluation import evaluate
    from armillary.proposing.gold import read_gold
    from armillary.proposing.store import read_proposals

    found = evaluate(read_proposals(proposals), read_gold(gold), vocabulary())
    show_found(found, "proposing.screen:show_evaluation", json, **({} if json else {"errors": errors}))
    return 0
