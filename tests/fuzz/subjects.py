"""What is fuzzed besides the text of a casebook: documents, files for import, books, and markings of a release."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from armillary.book.book import open_book
from armillary.casebook.casebook import Casebook
from armillary.casebook.kept import read_kept
from armillary.checking import check_casebook
from armillary.codes import CODES
from armillary.compile import build_casebook
from armillary.exchange.protocol import Into
from armillary.exchange.protocol import Released as Allowed
from armillary.exchange.registry import EXPORTERS, IMPORTERS, names, read_with, write_with
from armillary.finding import ArmillaryError, Finding, as_json
from armillary.pictures.ties import ties
from armillary.reading.formats import open_document
from armillary.releasing.walking import records_of, words
from armillary.vocab.vocabulary import Vocabulary
from tests.fuzz.mutate import Mutant, spoil
from tests.reading.documents import MAIL, PAPER, TABLE, TELEGRAM, TWEETS, WEB_PAGE, docx_parts, write_pdf, zipped
from tests.releasing.cases import shipped, write_case
from tests.releasing.test_equality import assert_judged_alike, marked_at_random, released

AS_OF = 739_000  # a day in April 2024
# Things that readers have stumbled over somewhere.
ODDITIES = (
    *(b"<" * 3000, b"<w:r>" * 3000, b"[" * 3000, b'{"a":' * 3000, b"(" * 3000, b"> " * 3000),
    *(b"9" * 5000, b"-1e999", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", "\u202e\u200b\u0000".encode(), b"\x1b[2J"),
    *(b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"]]>", b"=?utf-8?q?" + b"=41" * 500 + b"?=", b"@string{a = a # a}"),
    *(b"../../x", b"=1+1", b"[bold]", b"{{", b"\r", b"\n" * 500, b'"', b"NaN"),
)


def make_seeds(folder: Path) -> None:
    """Write what mutants are made of: a document of each kind, a file for each importer, and a book."""
    documents = folder / "document"
    documents.mkdir(parents=True)
    write_pdf(documents / "paper.pdf")
    (documents / "paper.docx").write_bytes(zipped(docx_parts()))
    texts = {"page.html": WEB_PAGE, "mail.eml": MAIL, "result.json": TELEGRAM, "tweets.js": TWEETS, "posts.csv": TABLE}
    for name, text in {**texts, "paper.md": PAPER, "paper.txt": PAPER}.items():
        (documents / name).write_text(text, "utf-8")
    case = write_case(folder / "case")
    checked = check_casebook(case, shipped())
    build_casebook(case, folder / "book", shipped(), release="RED")
    for name in sorted({*names(IMPORTERS)} & {*names(EXPORTERS)} - {"casebook"}):
        allowed = Allowed(checked.casebook, checked.vocab, "everything", lambda: open_book(folder / "book"))
        for file, data in write_with(name, allowed)[1].items():
            path = folder / "import" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def kind_of(run: int, number: int) -> str:
    """What the mutant of a number is one of; every other is a casebook."""
    return random.Random(f"{run}/{number}/kind").choices(("casebook", *KINDS), (5, 2, 2, 1, 0.2))[0]


def mutant_of(seeds: Path, kind: str, run: int, number: int) -> Mutant:
    """A file that was changed, by its path in the folder of seeds; a release is its number alone."""
    rng = random.Random(f"{run}/{number}")
    if kind == "release":
        return Mutant({"release/number": f"{run}/{number}".encode()}, "marked at random")
    path = rng.choice([path for path in sorted((seeds / kind).rglob("*")) if path.is_file()])
    return Mutant({path.relative_to(seeds).as_posix(): _changed(path.read_bytes(), rng)}, f"change {kind}")


def _changed(data: bytes, rng: random.Random) -> bytes:
    """Bytes with some mistakes in them; of a package mostly one part is changed, and it stays a package."""
    if data[:2] == b"PK" and rng.random() < 0.9:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
        name = rng.choice(sorted(parts))
        part = parts[name]
        assert isinstance(part, bytes)
        if rng.random() < 0.1:
            del parts[name]
        else:
            parts[name] = _changed(part, rng)
        return zipped(parts)
    for _ in range(rng.choice((1, 1, 2, 5))):
        begin, end = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
        end = min(end, begin + rng.choice((1, 10, 100, 5000)))
        match rng.randrange(5):
            case 0:
                data = data[:begin] + data[end:]
            case 1:
                data = data[:end] + data[begin:end] * rng.choice((1, 2, 50)) + data[end:]
            case 2:
                data = data[:begin] + rng.choice(ODDITIES) + data[begin:]
            case 3:
                data = data[:begin] + rng.choice(ODDITIES) + data[end:]
            case 4:
                data = spoil(data, rng)
    return data


def try_document(path: Path, _: Vocabulary) -> bool:
    """Read a document; whether it was sound."""
    reading = open_document(path)
    _look(reading.findings)
    for passage in reading.document.passages:
        reading.document.plain(passage)
    return reading.sound


def try_import(path: Path, vocab: Vocabulary) -> bool:
    """Read a file for import; whether nothing was wrong with it."""
    found = read_with(path.parent.name, [path], Into(Casebook(Path()), vocab))
    _look(found.findings)
    return not found.findings


def try_book(path: Path, vocab: Vocabulary) -> bool:
    """Open a book of which one file was changed, and read its ties and its records."""
    root = next(folder for folder in path.parents if folder.name == "book")
    try:
        with open_book(root) as book:
            ties(book, entailed=True)
    finally:
        read_kept(root, vocab)
    return True


def try_release(path: Path, _: Vocabulary) -> bool:
    """Release the small casebook marked at random: judged as in full, and naming nothing that is hidden."""
    rng = random.Random(path.read_text("utf-8"))
    checked = check_casebook(path.parents[1] / "case", shipped())
    book = marked_at_random(checked.casebook, rng.randrange(10**9), rng.random())
    made, full, judged = released(book, checked.vocab, rng.choice(("CLEAR", "GREEN", "AMBER")), AS_OF)
    assert_judged_alike(made, full, judged)
    shown = {word for _, record in records_of(made.casebook) for word in words(record)}
    kept = {record.id for _, record in records_of(made.casebook)}
    gone = {record.id for _, record in records_of(book)} - kept
    assert not gone & (shown | {word for question in made.evidence.questions for word in question})
    return True


KINDS: dict[str, Callable[[Path, Vocabulary], bool]] = {
    "document": try_document,
    "import": try_import,
    "book": try_book,
    "release": try_release,
}


def try_seeds(seeds: Path, vocab: Vocabulary) -> None:
    """Try everything as it is."""
    for kind in ("document", "import", "book"):
        for path in sorted((seeds / kind).rglob("*")):
            if path.is_file():
                KINDS[kind](path, vocab)
    try_mutant(seeds, "release", mutant_of(seeds, "release", 0, 0), vocab)


def try_mutant(seeds: Path, kind: str, mutant: Mutant, vocab: Vocabulary) -> dict[str, Any]:
    """Lay a mutant in place of its seed and try it; a sentence for the user is no failure, all else raised is one."""
    path = seeds / mutant.name
    whole = path.read_bytes() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(mutant.files[mutant.name])
    try:
        return {"unsound": int(not KINDS[kind](path, vocab))}
    except ArmillaryError:
        return {"unsound": 1}
    finally:
        if whole is not None:
            path.write_bytes(whole)


def _look(findings: Any) -> None:
    for finding in findings:
        assert isinstance(finding, Finding)
        assert finding.code in CODES
        assert finding.message
        assert len(finding.message) < 2000, finding
    msgspec.json.encode([as_json(finding) for finding in findings])
