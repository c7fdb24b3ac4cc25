"""The work of proposing claims and of holding proposals against gold."""

from __future__ import annotations

import re
import sys
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
    from armillary.casebook.read import read_casebook
    from armillary.names.finder import Finder
    from armillary.proposing.parsing import has_spacy
    from armillary.proposing.proposers import find_proposer
    from armillary.reading.formats import read_sound

    if date and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", date):
        raise ArmillaryError(f"'{date}' is no date", "--date 2025-01 or --date 2025-01-17")
    if not extractor:
        extractor = "rules" if has_spacy() else "triggers"
        if extractor == "triggers":
            sys.stderr.write("spaCy is not installed: candidates by names and trigger words only, one in four holds\n")
    book, vocab, _ = read_casebook(casebook, vocabulary(), record_cache(), ("actors",))
    if not book.actors:
        raise ArmillaryError(
            f"{casebook} has no actors", "proposals are about the actors of a casebook: add some first"
        )
    finder = Finder(book.actors, vocab.places)
    if extractor == "llm":
        return _propose_by_model(casebook, files, vocab, finder, date, write, json, asked or {})
    proposer = find_proposer(extractor)(vocab, finder)
    found = []
    with spinner(json) as say:
        for number, file in enumerate(files, start=1):
            say(f"{file.name} ({number} of {len(files)})")
            reading = read_sound(file)
            proposed = proposer.propose(reading.document, file.name, date)
            if write:
                _keep(casebook, proposed, reading, file)
            found.append(proposed)
    found = _rescored(casebook, found)
    if json:
        what = [a for p in found for a in p.new_actors] if actors else [one for p in found for one in p.proposals]
        sys.stdout.write(to_json(what))
    else:
        show_found(found, "proposing.screen:show_proposed", False, actors=actors)
    return 0


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
    from armillary.proposing.llm.proposer import Llm
    from armillary.reading.formats import read_sound

    options = read_options(**asked)
    where = "this machine" if options.is_local else options.host
    sys.stderr.write(f"passages are sent to {where}, model {options.model}\n")
    proposer = Llm(vocab, finder, Endpoint(options), Answered(cache_folder() / "llm"))
    found = []
    for file in files:
        with page_progress(file.name) as bar:
            proposer.progress = lambda done, of, _, bar=bar: bar(done, of)  # type: ignore[misc]
            reading = read_sound(file)
            proposed = proposer.propose(reading.document, file.name, date)
        if write:
            _keep(casebook, proposed, reading, file)
        found.append(proposed)
    found = _rescored(casebook, found)
    if json:
        sys.stdout.write(to_json([one for proposed in found for one in proposed.proposals]))
    else:
        show_found(found, "proposing.screen:show_proposed", False, actors=False)
    spent = proposer.spent
    cost = f", {spent.cost(options.price):.2f} at that price" if any(options.price) else ""
    sys.stderr.write(
        f"{spent.asked} passages asked, {spent.kept} answered before; {spent.read:,} tokens read and "
        f"{spent.written:,} written{cost}\n{proposer.gate.passed} claims let through"
    )
    turned = [f"{number} {reason}" for reason, number in proposer.gate.rejected.most_common() if number]
    sys.stderr.write(f"; turned away: {'; '.join(turned)}\n" if turned else "\n")
    if spent.failed or proposer.left:
        why = ", ".join(f"{number} {reason}" for reason, number in spent.reasons.items())
        left = f"{proposer.left} passages are beyond the budget" if proposer.left else ""
        sys.stderr.write(
            "; ".join(filter(None, (f"no answer: {why}" if why else "", left))) + "; run it again to go on\n"
        )
        return 1
    return 0


def _keep(casebook: Path, proposed: Proposed, reading: Reading, file: Path) -> None:
    """Keep proposals in the store of a casebook, and their document in its local store if it is not there."""
    from armillary.proposing.store import store_proposals
    from armillary.reading.documents import keep_document
    from armillary.reading.transcripts import transcribe

    path = store_proposals(casebook, proposed)
    keep_document(casebook, reading, transcribe(reading, file.name))
    sys.stderr.write(f"{len(proposed.proposals)} proposals of {file.name} are in {path}\n")


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
