"""The records of a casebook as a book keeps them, so that who was given the book alone can read them alongside."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import hashlib
from pathlib import Path

import msgspec

from armillary.casebook.casebook import Casebook, FileRecords, gather
from armillary.casebook.records import AnyRecord, Part, Record, Settings, pack
from armillary.finding import ArmillaryError
from armillary.vocab.vocabulary import LISTS, Lists, Vocabulary

NAME = "records.msgpack"
SHELVES = ("actors", "speakers", "sources", "claims", "commitments", "levers", "narratives", "copying", "requirements")


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """`shape` tells of which fields the records are made: another version of the program may have others."""

    shape: str
    title: str
    records: tuple[AnyRecord, ...]


class _Manifest(msgspec.Struct, frozen=True):
    """What of a book's manifest is wanted here."""

    folder: str = ""
    vocabulary: str = ""


def shape() -> str:
    """A hash of the names and order of the fields of every kind of record and of what records are made of."""
    digest = hashlib.sha256()
    kinds = [Part]
    while kinds:
        kind = kinds.pop()
        digest.update(f"{kind.__name__} {' '.join(kind.__struct_fields__)}\n".encode())
        kinds += sorted(kind.__subclasses__(), key=lambda sub: sub.__name__)
    return digest.hexdigest()[:16]


def keep_records(book: Casebook) -> bytes:
    """The records of a casebook without the places of their keys; a release's are those that it shows."""
    blank = pack({})
    records = tuple(
        msgspec.structs.replace(record, mark=0, packed=blank)
        for shelf in SHELVES
        for record in getattr(book, shelf).values()
    )
    return msgspec.msgpack.encode(Kept(shape=shape(), title=book.settings.title, records=records))


def read_kept(book: Path, vocab: Vocabulary) -> tuple[Casebook, Vocabulary, tuple[str, str] | None]:
    """The casebook that a book was made of, as far as the book shows it, and the vocabulary with its terms.

    The last is a term, as (list, term), that the book means something else by. Raises ArmillaryError when the book
    cannot be read or keeps its records in another shape.
    """
    try:
        manifest = msgspec.json.decode((book / "manifest.json").read_bytes(), type=_Manifest)
        folder = book / Path(manifest.folder).name
        lists = msgspec.json.decode((folder / "vocabulary.json").read_bytes(), type=Lists)
        data = (folder / NAME).read_bytes()
        head = msgspec.msgpack.decode(data)
        if not isinstance(head, dict) or head.get("shape") != shape():
            raise ArmillaryError("it was built by another version", "ask for it once more, built by this one")
        kept = msgspec.msgpack.decode(data, type=Kept)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as problem:
        raise ArmillaryError(f"it cannot be read: {problem}", "ask for it once more") from None
    files: dict[str, list[AnyRecord]] = {}
    for record in kept.records:
        assert isinstance(record, Record)
        files.setdefault(record.file, []).append(record)
    made, _ = gather(
        book,
        Settings(title=kept.title),
        [(name, manifest.folder, FileRecords(records=tuple(held))) for name, held in files.items()],
    )
    merged = {}
    for name in LISTS:
        ours, theirs = vocab.terms(name), getattr(lists, name)
        for word, term in theirs.items():
            if word in ours and ours[word] != term:
                return made, vocab, (name, word)
        merged[name] = {**theirs, **ours}
    return made, Vocabulary(Lists(**merged), f"{vocab.fingerprint}+{manifest.vocabulary}"), None
