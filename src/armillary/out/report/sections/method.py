"""How the judgements are made, in short, with what the words stand for."""

from __future__ import annotations

from armillary.out.report.content import Column, Heading, Paragraph, Section, Table, runs
from armillary.out.report.draft import Draft
from armillary.out.report.sections.tables import cells


def method(draft: Draft) -> list[Section]:
    """The section on method."""
    lists = draft.book.vocab.lists
    words = tuple(
        cells((word.label or word.id.replace("_", " "), f"{round(word.low * 100)} to {round(word.high * 100)}\u00a0%"))
        for word in sorted(lists.likelihood.values(), key=lambda word: word.low)
    )
    levels = tuple(cells((level.label or level.id, level.definition)) for level in lists.confidence.values())
    said = (
        "Every judgement is computed from claims. A claim says who asserts or denies what, in which source, and "
        "from whom that source has it. Claims that go back to one origin have one vote. A vote weighs by the "
        "reliability of the speaker (A to F), by the credibility of the item (1 to 6), by how it is put, by its "
        "age and by the hands it passed through. A speaker whose interest an answer serves is believed less. The "
        "votes add up, from a likelihood that the kind of tie has before any evidence, to the likelihood that is "
        "given here."
    )
    ranged = (
        "The range is what the likelihood would be if speakers and starting likelihoods were judged more harshly or "
        "more kindly. Confidence is another matter than likelihood: it says how well founded the figure is."
    )
    return [
        Section(
            "method",
            "Method",
            (
                Paragraph(runs(said)),
                Paragraph(runs(ranged)),
                Table("Words of likelihood", (Column("Word", 1.4), Column("Stands for", 1)), words),
                Table("Confidence", (Column("Level", 1), Column("Means", 5)), levels),
                *_made_from(draft),
            ),
        )
    ]


def _made_from(draft: Draft) -> tuple[Heading | Paragraph, ...]:
    manifest = draft.book.manifest
    said = f"Made by Armillary {manifest.tool} from the casebook “{manifest.title or manifest.casebook}”"
    commit = f", revision {manifest.commit[:12]}" if manifest.commit else ""
    return (
        Heading("How to check it"),
        Paragraph(
            runs(
                f"{said}{commit}. The book it was written from has the content hash {manifest.content[:16]}. Whoever "
                "builds the same casebook with the same version gets the same hash and the same report. The command "
                "armillary why takes any judgement apart, origin by origin."
            )
        ),
    )
