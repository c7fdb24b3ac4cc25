"""Proposals: on re3d against a baseline of trigger words, and in words a second against the bare full pipeline.

The figures of `benchmarks/proposing.py`, which prints them by type and end to end, as `make bench` wants them.
"""

from __future__ import annotations

import time
from pathlib import Path

from armillary.names.finder import Finder
from armillary.proposing.rules import Rules
from armillary.reading.formats import read_document
from armillary.vocab.read import read_vocabulary
from benchmarks.measure import ROOT, Figure, figure
from benchmarks.proposing import SHARED, baseline, load, propose, score, trigger_types

BETTER, FASTER = 1.4, 1.5  # targets: times the F1 of the baseline, times the words a second of the bare pipeline
HALF = "all"  # of the documents of re3d that are there
PAPER = SHARED / "sources" / "new-jihadi-sphere.md"


def measure(scratch: Path, turns: int) -> list[Figure]:  # noqa: ARG001 - nothing is written
    """What can be measured with the data that is there: quality once, as it does not vary; speed in turns."""
    folder = SHARED / "data" / "re3d"
    return [*(quality(folder) if folder.is_dir() else ()), *(speed(PAPER, turns) if PAPER.is_file() else ())]


def quality(folder: Path) -> list[Figure]:
    """Typed pairs with gold entities, ours and the baseline's."""
    vocab = read_vocabulary()
    items = load(folder, HALF)
    rules = Rules(vocab, Finder({}, {}))
    words = trigger_types(vocab)
    precision, recall, f1, _ = score(((propose(item, rules, vocab, True), item.relations) for item in items), True)
    theirs = score(((baseline(item, rules, words), item.relations) for item in items), True)
    return [
        figure("proposals: times the F1 of trigger words on re3d", [f1 / max(theirs[2], 1e-9)], "x", BETTER, True),
        figure("proposals: precision, less that of trigger words", [precision - theirs[0]], "", 0.0, True),
        figure("  precision, ours", [precision], ""),
        figure("  recall, ours", [recall], ""),
        figure("  F1, ours", [f1], ""),
        figure("  F1 of trigger words", [theirs[2]], ""),
    ]


def speed(path: Path, turns: int) -> list[Figure]:
    """One text in turns, in one process, the models loaded before."""
    import spacy

    from armillary.casebook.read import read_casebook
    from armillary.proposing.parsing import MODELS
    from armillary.proposing.parsing import load as load_parser

    book, vocab, _ = read_casebook(ROOT / "casebooks" / "afghanistan", read_vocabulary(), None, ("actors",))
    rules = Rules(vocab, Finder(book.actors, vocab.places))
    document = read_document(path)
    full = spacy.load(next(model for model in MODELS if spacy.util.is_package(model)))
    full("warm")
    load_parser()("warm")
    texts = [document.plain(p) for p in document.passages if p.kind.value in ("body", "list_item")]
    words = sum(len(text.split()) for text in texts)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(1 + turns):  # the first turn warms up
        begin = time.perf_counter()
        rules.propose(document)
        middle = time.perf_counter()
        for _doc in full.pipe(texts):
            pass
        ours.append(middle - begin)
        bare.append(time.perf_counter() - middle)
    ratios = [theirs / mine for theirs, mine in zip(bare, ours, strict=True)]
    return [
        figure("proposals: times the words a second of the pipeline", ratios[1:], "x", FASTER, True),
        figure("  words a second, ours", [words / seconds for seconds in ours[1:]], ""),
        figure("  words a second, the bare full pipeline", [words / seconds for seconds in bare[1:]], ""),
    ]
