"""The checks in the order in which they run; each is a pass from casebook and vocabulary to findings."""

from __future__ import annotations

from collections.abc import Callable

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.circles import check_claims, check_credit, check_parts
from armillary.casebook.checks.counts import check_counts
from armillary.casebook.checks.dates import check_ahead, check_dates, check_order, check_relays
from armillary.casebook.checks.descent import check_descent
from armillary.casebook.checks.ends import check_ends
from armillary.casebook.checks.enumerations import check_enumerations
from armillary.casebook.checks.flows import check_flows
from armillary.casebook.checks.identities import check_identities
from armillary.casebook.checks.interviews import check_interviews
from armillary.casebook.checks.kinds import check_kinds
from armillary.casebook.checks.lifetimes import check_lifetimes
from armillary.casebook.checks.persons import check_persons
from armillary.casebook.checks.reasons import check_grades, check_reasons
from armillary.casebook.checks.references import check_references
from armillary.casebook.checks.registers import check_registers, check_shared_ids
from armillary.casebook.checks.repeats import check_repeats
from armillary.casebook.checks.requirements import check_requirements
from armillary.casebook.checks.returns import check_returns
from armillary.casebook.checks.settled import Settled
from armillary.casebook.checks.uncredited import check_uncredited
from armillary.casebook.checks.units import check_units
from armillary.casebook.checks.unused import check_unused
from armillary.casebook.checks.verdicts import check_verdicts
from armillary.finding import Finding
from armillary.vocab.vocabulary import Vocabulary

Check = Callable[[Casebook, Vocabulary], list[Finding]]

PASSES: tuple[tuple[str, Check], ...] = (
    ("references", check_references),
    ("unused", check_unused),
    ("ends", check_ends),
    ("parts", check_parts),
    ("credit", check_credit),
    ("claims", check_claims),
    ("dates", check_dates),
    ("order", check_order),
    ("relays", check_relays),
    ("ahead", check_ahead),
    ("uncredited", check_uncredited),
    ("lifetimes", check_lifetimes),
    ("descent", check_descent),
    ("counts", check_counts),
    ("flows", check_flows),
    ("repeats", check_repeats),
    ("enumerations", check_enumerations),
    ("returns", check_returns),
    ("interviews", check_interviews),
    ("kinds", check_kinds),
    ("persons", check_persons),
    ("reasons", check_reasons),
    ("grades", check_grades),
    ("units", check_units),
    ("registers", check_registers),
    ("shared ids", check_shared_ids),
    ("verdicts", check_verdicts),
    ("requirements", check_requirements),
    ("identities", check_identities),
)
WHOLE = frozenset({"unused", "flows"})  # passes that put claims of several sources together


def run_passes(book: Casebook, vocab: Vocabulary, settled: Settled) -> tuple[list[Finding], list[str]]:
    """The findings of all passes, and the names of those that found nothing and may look at less the next time."""
    findings: list[Finding] = []
    quiet = []
    for name, check in PASSES:
        found = check(settled.rest, vocab) if name in settled.quiet else []
        if found or name not in settled.quiet:
            found = check(book, vocab)
        if not found and name not in WHOLE:
            quiet.append(name)
        findings += found
    return findings, quiet
