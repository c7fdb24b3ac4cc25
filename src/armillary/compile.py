"""The passes of a build in order; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from armillary.book.columns import judgement_columns, to_columns
from armillary.book.commit import commit_of
from armillary.book.manifest import Manifest
from armillary.book.rows import record_rows
from armillary.book.value_columns import to_value_columns
from armillary.book.write import write_book
from armillary.casebook.cache import RecordCache
from armillary.casebook.casebook import Casebook
from armillary.checking import Checked, check_casebook
from armillary.text.dates import show_day
from armillary.version import __version__
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.evidence import gather_evidence
from armillary.weighing.judgements import judge
from armillary.weighing.learning import learn_coins
from armillary.weighing.values.evidence import gather_values

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
    as_of = _default_date(casebook)
    progress("weighing")
    coins = learn_coins(evidence, vocab)
    judgements = judge(evidence, coins, vocab, as_of)
    manifest = Manifest(
        title=casebook.settings.title,
        as_of=show_day(as_of),
        casebook=root.resolve().name,
        commit=commit_of(root),
        vocabulary=vocab.fingerprint,
        tool=__version__,
    )
    rows = record_rows(casebook, checked.findings)
    columns = to_columns(evidence) | {"judgements": judgement_columns(judgements, vocab)}
    columns |= to_value_columns(gather_values(casebook, vocab))
    return checked, write_book(out, manifest, vocab, rows, columns, progress)


def _default_date(casebook: Casebook) -> int:
    """The casebook's date, else the newest source's, else its newest claim's; the day that a book answers for."""
    dates = (
        [casebook.settings.as_of] if casebook.settings.as_of else [source.date for source in casebook.sources.values()]
    )
    days = [when.last or when.first for when in dates if when is not None]
    return max((day for day in days if day is not None), default=_UNDATED)
