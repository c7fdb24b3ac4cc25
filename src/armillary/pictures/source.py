"""One source: what is read in it, what is credited to it, and which judgements rest on it."""

from __future__ import annotations

from typing import Annotated

from armillary.book.book import Book
from armillary.pictures.asking import AsOf, KnownBy, source_id
from armillary.pictures.records import ClaimThere, SourcePage
from armillary.pictures.registry import picture
from armillary.pictures.screens.source import show_source
from armillary.pictures.ties import tie_row
from armillary.pictures.weighed import view


@picture(show_source, ("armillary source book bunzel-2020",))
def source(
    book: Book,
    source: Annotated[str, "a source, by id or title"],
    *,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> SourcePage:
    """What rests on a source: claims read in it or credited to it, and the judgements its speaker bears."""
    name = source_id(book, source)
    row = book.sql("SELECT * FROM sources WHERE id = ?", [name])[0]
    speaker = (book.sql("SELECT * FROM speakers WHERE id = ?", [row["speaker"]]) or [{}])[0]
    found = book.query("read_in", source=name)
    seen = view(book, as_of, known_by)
    e, j = seen.weighed.evidence, seen.weighed.judgements
    claims = {item["id"] for item in found}
    rows = {int(c): c for c in range(len(e.claims)) if e.claims[c] in claims}
    voting = [i for i, b in enumerate(j.votes.ballot) if int(e.t_claim[e.b_testimony[b]]) in rows]
    origin = e.origins.index(row["speaker"]) if row["speaker"] in e.origins else -1
    bloc = int(e.origin_bloc[origin]) if origin >= 0 else -1
    touched = {int(j.votes.question[i]) for i in voting}
    bears = sorted({q for q, b in j.load_bearing if b == bloc and q in touched and j.assessed[q]})
    bears = [q for q in bears if not any(e.questions[q][3:])]
    return SourcePage(
        id=name,
        title=row["title"],
        kind=row["kind"],
        speaker=row["speaker"],
        speaker_name=speaker.get("name", row["speaker"]),
        grade=row["grade"] or speaker.get("grade"),
        grade_reason=row["grade_reason"] or speaker.get("grade_reason", ""),
        party=e.blocs[bloc] if bloc >= 0 else row["speaker"],
        date=row["date_text"],
        publisher=row["publisher"],
        url=row["url"],
        derived_from=row["derived_from"],
        withdrawn=row["withdrawn_text"],
        read_here=[_there(item) for item in found if item["read_here"]],
        credited=[_there(item) for item in found if not item["read_here"]],
        votes=len(voting),
        bears=sorted((tie_row(seen, q) for q in bears), key=lambda tie: -(tie.likelihood or 0)),
    )


def _there(item: dict[str, object]) -> ClaimThere:
    return ClaimThere(
        claim=str(item["id"]),
        at=str(item["at"]),
        text=str(item["text"]),
        file=str(item["file"]),
        line=int(str(item["line"])),
    )
