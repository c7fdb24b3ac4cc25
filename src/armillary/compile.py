"""The passes of a build in order; nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from armillary.book.book import open_book
from armillary.book.columns import coin_columns, judgement_columns, to_columns
from armillary.book.commit import commit_of
from armillary.book.manifest import Manifest, read_manifest
from armillary.book.outputs import Outputs
from armillary.book.rows import record_rows, suspicion_rows
from armillary.book.value_columns import to_value_columns
from armillary.book.write import building, write_book
from armillary.casebook.cache import RecordCache
from armillary.casebook.casebook import Casebook
from armillary.casebook.kept import keep_records
from armillary.checking import Checked, check_casebook
from armillary.finding import ArmillaryError, worst_first
from armillary.releasing.inference import Before, claims_by_question
from armillary.releasing.notes import keep_notes
from armillary.releasing.release import Release, choose_release
from armillary.releasing.released import Released, release_casebook, show_records
from armillary.text.dates import show_day
from armillary.version import __version__
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.attribution import settle_copies
from armillary.weighing.copying.suspects import find_suspects, suspect_copies
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
    release: str | None = None,
    compartments: Iterable[str] = (),
    keep: Path | None = None,
    outputs: Outputs | None = None,
) -> tuple[Checked, Manifest | None]:
    """Check a casebook and compile it into the book at `out`; with errors no book is made and the old one stays.

    With a `release`, a marking or the name of an audience, the book holds only what that audience may see. What its
    readers could still work out is added to the findings returned; that, and whom the pseudonyms stand for, is put into
    the folder `keep`, and none of it is in the book. Without, the book is full and to be kept local. `outputs` makes of
    the book what goes with it, a report; outputs of an earlier build go when its book goes.
    Raises ArmillaryError when the folder is not a casebook, there is no such release or the book cannot be written.
    """
    root, out = Path(root), Path(out)
    progress("checking")
    shipped = vocab or read_vocabulary()
    checked = check_casebook(root, shipped, cache)
    if not checked.sound:
        return checked, None
    casebook, vocab = checked.casebook, checked.vocab
    audience = choose_release(casebook, vocab, release, compartments)
    with building(out):
        _keep_apart(out, "" if audience is None else audience.name)
        if audience is not None:
            return _build_release(root, out, checked, shipped, audience, progress, keep, outputs)
        return _build_full(root, out, checked, progress, outputs)


def _build_full(
    root: Path, out: Path, checked: Checked, progress: Progress, outputs: Outputs | None
) -> tuple[Checked, Manifest]:
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
        since=_since(casebook),
        casebook=root.resolve().name,
        commit=commit_of(root),
        vocabulary=vocab.fingerprint,
        tool=__version__,
    )
    rows = record_rows(casebook, checked.findings) | suspicion_rows(suspicion)
    columns = to_columns(evidence) | {"judgements": judgement_columns(judgements, vocab)}
    columns |= to_value_columns(gather_values(casebook, vocab))
    columns["released_coins"] = coin_columns(None)
    return checked, write_book(out, manifest, vocab, rows, columns, progress, keep_records(casebook), outputs=outputs)


def _build_release(
    root: Path,
    out: Path,
    checked: Checked,
    shipped: Vocabulary,
    audience: Release,
    progress: Progress,
    keep: Path | None,
    outputs: Outputs | None,
) -> tuple[Checked, Manifest]:
    """The book of a release, made of what the audience may see; the full book is never written."""
    casebook = checked.casebook
    made = _release(checked, shipped, audience, progress, _edition_before(out, audience))
    manifest = Manifest(
        title=casebook.settings.title,
        as_of=show_day(made.judgements.as_of),
        since=_since(casebook),
        vocabulary=made.vocab.fingerprint,
        tool=__version__,
        release=audience.name,
        marking=audience.marking,
        compartments=list(audience.compartments),
        caveats=made.caveats,
    )
    rows = record_rows(made.casebook, made.findings) | suspicion_rows(None)
    columns = to_columns(made.evidence) | {"judgements": judgement_columns(made.judgements, made.vocab)}
    columns["released_coins"] = coin_columns(made.coins)
    columns |= to_value_columns(gather_values(made.casebook, made.vocab))  # of what the release shows, and of no more

    def keep_first(manifest: Manifest) -> None:
        if keep is not None:
            keep_notes(keep, root, out, manifest.content, audience, made)

    kept = keep_records(made.casebook)
    manifest = write_book(out, manifest, made.vocab, rows, columns, progress, kept, keep_first, outputs)
    return msgspec.structs.replace(checked, findings=checked.findings + made.unanswered), manifest


def release_of(checked: Checked, shipped: Vocabulary, release: str, compartments: Iterable[str] = ()) -> Released:
    """What a release holds of a casebook without errors; nothing is written."""
    audience = choose_release(checked.casebook, checked.vocab, release, compartments)
    assert audience is not None
    return _release(checked, shipped, audience)


def _release(
    checked: Checked,
    shipped: Vocabulary,
    audience: Release,
    progress: Progress = lambda _: None,
    before: Before | None = None,
) -> Released:
    """Weigh all there is, then hide what the audience may not see."""
    casebook, vocab = checked.casebook, checked.vocab
    progress("hearing claims")
    evidence = settle_copies(gather_evidence(casebook, vocab))
    shown = show_records(casebook, vocab, shipped, audience)
    as_of = shown.records.date or _UNDATED  # the newest source may be a hidden one
    progress("weighing")
    coins = learn_coins(evidence, vocab)
    judgements = judge(evidence, coins, vocab, as_of)
    progress("releasing")
    return release_casebook(shown, evidence, judgements, coins, checked.findings, before)


def _keep_apart(out: Path, release: str) -> None:
    """Refuse to put a full book where a release is, or the other way round: one of them is given away."""
    try:
        there = read_manifest(out).release
    except ArmillaryError:
        return  # no book is there, or none that can be read
    if there != release:
        called = [f"the release '{name}'" if name else "a full book" for name in (there, release)]
        raise ArmillaryError(f"{out} holds {called[0]}, and this is {called[1]}", "name another folder with --out")


def _edition_before(out: Path, audience: Release) -> Before | None:
    """What the book at `out` says, if it is an earlier edition of the same release."""
    try:
        if read_manifest(out).release != audience.name:
            return None
        with open_book(out) as book:
            judged, claims = book.judge(), claims_by_question(book.evidence)
    except ArmillaryError:
        return None
    likelihood = {
        question: float(judged.likelihood[i]) if judged.assessed[i] else None
        for i, question in enumerate(book.evidence.questions)
    }
    return Before(judged.as_of, {question: (likelihood[question], claims[question]) for question in likelihood})


def _since(casebook: Casebook) -> str:
    """The first day of the date that the casebook compares with; '' when it names none."""
    since = casebook.settings.since
    return show_day(since.first) if since is not None and since.first is not None else ""
