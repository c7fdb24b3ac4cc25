"""A small casebook with a document, and proposals of it that nobody needs a parser for."""

from __future__ import annotations

import hashlib
from pathlib import Path

from armillary.checking import Checked, check_casebook
from armillary.proposing.proposals import Proposal, Proposed
from armillary.proposing.store import store_proposals
from armillary.reading.documents import keep_document
from armillary.reading.formats import open_document
from armillary.reading.transcripts import transcribe
from armillary.reviewing.desk import Desk
from armillary.vocab.read import read_vocabulary

TEXT = """# The northern districts

## Ties

The valley is hard to reach. The Green Front trained fighters of the River Brigade in 2021.<sup>1</sup> Nobody has
counted them since.

One interviewee said that the Green Front funds the River Brigade.<sup>2</sup>
The Front denies that it hosts other groups.

## Notes

1. Amina Rahimi, "The Camps of the Green Front in the North," Hill Review, 4 March 2022.

2. Interview 7, 12 May 2023.
"""
FILES = {
    "armillary.toml": 'format = 1\ntitle = "Small"\nas_of = "2024-01-01"\n',
    "actors/groups.yaml": """\
actors:
  - id: green-front
    kind: group
    name: Green Front
    classes: [armed-group]

  - id: river-brigade
    kind: group
    name: River Brigade
    aliases: [لواء النهر]
    classes: [armed-group]
""",
    "speakers/all.yaml": """\
speakers:
  - {id: institute, kind: research_body, name: Hill Institute, grade: B, grade_reason: Careful work.}
  - id: amina-rahimi
    kind: person
    name: Amina Rahimi
    grade: B
    grade_reason: Careful work.
    why_named: author_of_public_work

  - {id: interviewee-7, kind: interviewee, name: Interviewee 7, grade: C, grade_reason: Not to be checked.}
""",
    "sources/all.yaml": """\
sources:
  - id: north-2023
    kind: report
    title: The Northern Districts
    speaker: institute
    date: 2023-06
    read: true
    sha256: {sha256}

  - id: rahimi-2022
    kind: article
    title: The Camps of the Green Front in the North
    speaker: amina-rahimi
    date: 2022-03-04

  - id: interview-7
    kind: interview
    title: Interview with interviewee 7
    speaker: interviewee-7
    date: 2023-05-12
""",
    "claims/north-2023.yaml": """\
# What the report says.
source: north-2023
claims:
  - id: north-2023/4  # the first that was coded
    at: Ties ¶1 n1
    tie: green-front trains river-brigade
    polarity: denies
    when: 2021
    text: The report holds that no training took place.

  - id: north-2023/x1
    at: Ties ¶2
    tie: river-brigade fights green-front
    text: They clashed.
""",
}
TRAINED = "The Green Front trained fighters of the River Brigade in 2021."
FUNDS = "One interviewee said that the Green Front funds the River Brigade."
HOSTS = "The Front denies that it hosts other groups."


def make_casebook(root: Path, text: str = TEXT) -> Path:
    """The casebook in a folder of its own, with proposals in its store; its root."""
    book = root / "book"
    document = root / "north.md"
    document.write_text(text, encoding="utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    for name, content in FILES.items():
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_text(content.replace("{sha256}", sha256), encoding="utf-8")
    proposals = (
        propose(
            "green-front", "trains", "river-brigade", TRAINED, frame="training", when="2021", notes=(1,), score=0.9
        ),
        propose(
            "green-front", "funds", "river-brigade", FUNDS, frame="funding", notes=(2,), credit=("one interviewee",)
        ),
        propose("green-front", "has_ties_with", "river-brigade", FUNDS, frame="ties", score=0.5, polarity="denies"),
        propose("green-front", "hosts", "other groups", HOSTS, frame="hosting", polarity="denies", known=(True, False)),
    )
    made = Proposed(document="north.md", sha256=sha256, extractor="rules", sentences=5, parsed=5, proposals=proposals)
    store_proposals(book, made)
    keep(book, document)
    return book


def keep(book: Path, file: Path) -> None:
    """Put a document into the local store."""
    reading = open_document(file)
    keep_document(book, reading, transcribe(reading, file.name))


def propose(subject: str, relation: str, object_: str, quote: str, **more: object) -> Proposal:
    """A proposal read in a sentence of the document."""
    begin = TEXT.index(quote)
    said: dict[str, object] = {"score": 0.8, "modality": "stated"} | more
    return Proposal(
        subject=subject,
        relation=relation,
        object=object_,
        quote=quote,
        span=(begin, begin + len(quote)),
        passage="Ties ¶1",
        document="north.md",
        **said,  # type: ignore[arg-type]
    )


def open_desk(book: Path, coder: str = "ab", source: str = "") -> Desk:
    """The desk of a casebook."""
    vocab = read_vocabulary()

    def check(root: Path, beside: Path | None = None) -> Checked:
        return check_casebook(root, vocab, None, beside)

    return Desk(book, check, coder, source)


def state(book: Path) -> dict[str, bytes]:
    """Every file of the casebook's text to the byte."""
    return {
        str(path.relative_to(book)): path.read_bytes()
        for path in sorted(book.rglob("*"))
        if path.is_file() and ".armillary" not in path.parts
    }
