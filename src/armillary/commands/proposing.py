"""The work of proposing claims and of holding proposals against gold."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from armillary.commands.run import record_cache, show_found, spinner, to_json, vocabulary
from armillary.finding import ArmillaryError


def run_propose(
    casebook: Path, files: list[Path], extractor: str, date: str, actors: bool, write: bool, json: bool
) -> int:
    """Propose claims of documents; the casebook's claims are not read, and nothing is written into it."""
    from armillary.casebook.read import read_casebook
    from armillary.names.finder import Finder
    from armillary.proposing.parsing import has_spacy
    from armillary.proposing.proposers import find_proposer
    from armillary.proposing.store import store_proposals
    from armillary.reading.formats import read_document

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
    proposer = find_proposer(extractor)(vocab, Finder(book.actors, vocab.places))
    found = []
    with spinner(json) as say:
        for number, file in enumerate(files, start=1):
            say(f"{file.name} ({number} of {len(files)})")
            proposed = proposer.propose(read_document(file), file.name, date)
            if write:
                path = store_proposals(casebook, proposed)
                sys.stderr.write(f"{len(proposed.proposals)} proposals of {file.name} are in {path}\n")
            found.append(proposed)
    if json:
        what = [a for p in found for a in p.new_actors] if actors else [one for p in found for one in p.proposals]
        sys.stdout.write(to_json(what))
    else:
        show_found(found, "proposing.screen:show_proposed", False, actors=actors)
    return 0


def run_evaluate(proposals: Path, gold: Path, errors: bool, json: bool) -> int:
    """Hold proposals against gold."""
    from armillary.proposing.evaluation import evaluate
    from armillary.proposing.gold import read_gold
    from armillary.proposing.store import read_proposals

    found = evaluate(read_proposals(proposals), read_gold(gold), vocabulary())
    show_found(found, "proposing.screen:show_evaluation", json, **({} if json else {"errors": errors}))
    return 0
