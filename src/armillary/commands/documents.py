"""The work on documents and what was coded of them: read, coverage and agreement."""

from __future__ import annotations

from pathlib import Path

from armillary.commands.run import page_progress, record_cache, show_found, to_json, vocabulary
from armillary.finding import ArmillaryError
from armillary.terminal import tell, warn


def run_read(files: list[Path], out: Path | None, ocr: str, json: bool) -> int:
    """Read documents into passages and print or write them; 1 when one has an error."""
    from armillary.finding import render_text
    from armillary.reading.formats import open_document
    from armillary.reading.transcripts import doubts, transcribe, write_transcript

    made, sound = [], True
    stems: dict[str, int] = {}
    for file in files:
        try:
            with page_progress(file.name) as progress:
                reading = open_document(file, progress, ocr)
        except ArmillaryError as problem:
            sound = tell_unread(problem, files)
            continue
        transcript = transcribe(reading, str(file))
        sound &= reading.sound
        for finding in (*reading.findings, *doubts(transcript)):
            warn(render_text(finding) + "\n")
        if out is not None and reading.sound:
            stems[file.stem] = stems.get(file.stem, 0) + 1
            stem = file.stem if stems[file.stem] == 1 else f"{file.stem}-{stems[file.stem]}"
            text, record = write_transcript(out, reading, transcript, stem)
            warn(f"{text} and {record.name}: {len(transcript.passages)} passages\n")
        made.append(transcript)
    if json:
        tell(to_json(made))
    elif out is None:
        for transcript in made:
            if not transcript.passages:  # the finding has said why
                continue
            show_found(transcript, "reading.transcript_screen:show_transcript", False)
    return 0 if sound else 1


def tell_unread(problem: ArmillaryError, files: list[Path]) -> bool:
    """Of several documents, name one that cannot be opened and go on; raises where it is the only one."""
    if len(files) == 1:
        raise problem
    hint = f" ({problem.hint})" if problem.hint else ""
    warn(f"{problem.message}{hint}; the other files are read\n")
    return False


def run_coverage(
    casebook: Path, source: str, document: Path | None, at: str, review: bool, write: bool, json: bool
) -> int:
    """Show what codes a source; 1 when the document has passages that nothing accounts for."""
    from armillary.reading.codings import read_coding

    book, _ = read_coding(casebook, vocabulary(), record_cache())
    if document is None:
        if at or review or write:
            raise ArmillaryError("without a text there are no passages to show or hash", "add --text FILE")
        from armillary.reading.coverage import coded_places

        show_found(coded_places(book, source), "reading.coverage_screen:show_places", json)
        return 0
    from armillary.reading.coverage import cover_document, passages_at
    from armillary.reading.formats import read_document

    read = read_document(document)
    found = cover_document(book, source, read, document.name)
    if write:
        from armillary.casebook.writing import writing
        from armillary.reading.hashes import write_hashes

        with writing(casebook):
            book, _ = read_coding(casebook, vocabulary(), record_cache())
            holders = {passage.file for passage in book.passages if passage.source == source}
            name = write_hashes(casebook, source, found.passages, holders)
            book, _ = read_coding(casebook, vocabulary(), record_cache())
        before = f"; {len(found.changed)} were not as kept before" if found.changed else ""
        warn(f"The hashes of its passages are in {casebook / name}{before}\n")
        found = cover_document(book, source, read, document.name)
    only = passages_at(found, read, at) if at else []
    show_found(only if json and at else found, "reading.coverage_screen:show_document", json, review=review, only=only)
    return 1 if found.uncovered else 0


def run_agreement(a: Path, b: Path, source: str, json: bool) -> int:
    """Show how far two codings agree."""
    from armillary.reading.agreement import compare_codings
    from armillary.reading.codings import read_claims, symmetric_relations

    vocab, cache = vocabulary(), record_cache()
    ours, theirs = read_claims(a, b, vocab, cache), read_claims(b, a, vocab, cache)
    symmetric = symmetric_relations((a, b), vocab, cache)
    found = compare_codings(ours, theirs, (str(a), str(b)), source, symmetric)
    show_found(found, "reading.agreement_screen:show_agreement", json)
    return 0
