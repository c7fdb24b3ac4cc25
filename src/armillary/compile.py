"""The passes of a build in order; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from armillary.book.columns import judgement_columns, to_columns
from armillary.book.commit import commit_of
from armillary.book.manifest import Manifest
from armillary.book.rows import record_rows, suspicion_rows
from armillary.book.write import write_book
from armillary.casebook.cache import RecordCache
from armillary.checking import Checked, check_casebook
from armillary.finding import worst_first
from armillary.text.dates import show_day
from armillary.version import __version__
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.copying.suspects import find_suspects, suspect_copies
from armillary.weighing.evidence import gather_evidence
from armillary.weighing.judgements import judge
from armillary.weighing.learning import learn_coins

Progress = Callable[[str], None]
_UNDATED = 1  # ordinal: a casebook without any date answers for no time in particular


def build_casebook(
    root: str | Path,
    out: str | Path,
    vocab: Vocabulary | None = None,
    cache: RecordCache | None = None,
    progress: Progress = lambda _: None,
) -> tuple[Checked, Manifest | None]:
    """Check a casebook and compile it into the book at `out`; with errors no book is made and the old one stays.

    Raises ArmillaryError when the folder is not a casebook or the book cannot be written.
    """
    root, out = Path(root), Path(out)
    progress("checking")
    checked = check_casebook(root, vocab, cache)
    if not checked.sound:
        return checked, None
    casebook, vocab = checked.casebook, checked.vocab
    progress("hearing claims")
    evidence = gather_evidence(casebook, vocab)
    as_of = casebook.date or _UNDATED
    progress("weighing")
    coins = learn_coins(evidence, vocab)
    judgements = judge(evidence, coins, vocab, as_of)
    progress("looking for copies")
    suspicion = suspect_copies(casebook, vocab, evidence, coins)
    findings = worst_first([*checked.findings, *find_suspects(casebook, suspicion)])
    checked = msgspec.structs.replace(checked, findings=findings)
    manifest = Manifest(
        title=casebook.settings.title,
        as_of=show_day(as_of),
        casebook=root.resolve().name,
        commit=commit_of(root),
        vocabulary=vocab.fingerprint,
        tool=__version__,
    )
    rows = record_rows(casebook, checked.findings) | suspicion_rows(suspicion)
    columns = to_columns(evidence) | {"judgements": judgement_columns(judgements, vocab)}
    return checked, write_book(out, manifest, vocab, rows, columns, progress)
