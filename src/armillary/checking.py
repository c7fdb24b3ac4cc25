"""The passes of a check in order; nothing else. It must start fast, so nothing here imports numpy or DuckDB."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from armillary.casebook.cache import RecordCache
from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.passes import run_passes
from armillary.casebook.checks.settled import Settled
from armillary.casebook.read import read_casebook
from armillary.casebook.writing import finish_change
from armillary.finding import Finding, Severity, worst_first
from armillary.names.gazetteer import check_names
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.checks import check_origins


class Checked(msgspec.Struct, frozen=True):
    """A casebook that was read and checked, with the vocabulary it extends and every finding in reading order."""

    casebook: Casebook
    vocab: Vocabulary
    findings: list[Finding]

    @property
    def sound(self) -> bool:
        """Whether it can be built: no finding is an error."""
        return not _has_errors(self.findings)


def check_casebook(
    root: str | Path, vocab: Vocabulary | None = None, cache: RecordCache | None = None, beside: Path | None = None
) -> Checked:
    """Read a casebook and report everything wrong with it at once.

    Partners' casebooks are read from paths beside it, or beside the folder `beside`.
    `vocab` is the shipped vocabulary unless given; with a `cache`, files that have not changed are not read again.
    Raises ArmillaryError when the folder is not a casebook.
    """
    finish_change(Path(root))
    casebook, vocab, findings = read_casebook(Path(root), vocab or read_vocabulary(), cache)
    if casebook.settings.includes:
        from armillary.casebook.partners import read_partners

        casebook, vocab, found = read_partners(casebook, vocab, cache, beside or Path(root))
        findings += found
    settled = Settled(casebook, vocab, cache)
    found, quiet = run_passes(casebook, vocab, settled)
    findings += found + check_names(casebook, vocab)
    if not _has_errors(findings):
        settled.keep(quiet)
        findings += check_origins(casebook, vocab)  # what is broken has no origin to speak of
    if casebook.settings.includes:
        from armillary.casebook.partners import partners_findings

        findings = partners_findings(casebook, findings)
    return Checked(casebook, vocab, worst_first(findings))


def _has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
