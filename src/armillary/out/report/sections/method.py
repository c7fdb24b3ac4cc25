"""How the judgements are made, in short, with what the words stand for."""

from __future__ import annotations

from armillary.figures.waterfall import draw_waterfall
from armillary.out.report.answers import answers
from armillary.out.report.content import Column, Figure, Heading, Paragraph, Section, Table, runs
from armillary.out.report.draft import Draft
from armillary.out.report.figures import drawn
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
        "Every judgement is computed from claims. A claim says who asserts or denies what, in which source, and from "
        "whom that source has it. Claims that go back to one origin have one vote, and origins that speak for one "
        "party are one voice. A vote weighs by how often a speaker of that reliability (A to F) is right, by how it is "
        "put and by the hands it passed through. A denial that serves the speaker weighs little. Every question starts "
        "at even odds; one voice alone carries it to 79\u00a0% at most, two to 94."
    )
    ranged = (
        "Four things are kept apart. How the evidence stands is counted: corroborated by two voices or more, reported "
        "by one, disputed, denied; on record is what an entry of the casebook states with a source, and nobody judges. "
        "Likelihood says whether it was so when last reported; the range, what it would be if speakers were judged "
        "more harshly or more kindly. Whether it still holds is told by when it was last seen: what has not been seen "
        "for long is no headline here, and no less likely to have been so. Confidence says how well founded it is."
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
                *_example(draft),
                *_made_from(draft),
            ),
        )
    ]


def _example(draft: Draft) -> list[Figure]:
    """How one key judgement adds up: the one that most deny, of them the one that fewest bear out."""
    heads = [told.tie for answer in answers(draft) for told in answer.heads if told.tie.likelihood is not None]
    if not heads:
        return []
    why = draft.why(min(heads, key=lambda tie: (-len(tie.denied_by), tie.voices_for)))
    return [drawn(draft, lambda theme: draw_waterfall(why, draft.book, theme))]


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
