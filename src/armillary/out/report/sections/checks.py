"""What the check of the casebook found that a reader should know."""

from __future__ import annotations

import re

from armillary.out.report.content import Block, Paragraph, Points, Section, runs
from armillary.out.report.dates import in_words
from armillary.out.report.draft import Draft
from armillary.out.report.sections.tables import left_out
from armillary.pictures.sentences import counted, in_text, sentence, tie_sentence

MOST = 12
_QUOTED = re.compile(r"'([^']+)'")


def checks(draft: Draft) -> list[Section]:
    """Warnings in words, notes as counts."""
    rows = draft.book.sql("SELECT severity, code, message FROM findings ORDER BY code, file, line")
    listed = list(dict.fromkeys(said(draft, row["message"]) for row in rows if row["severity"] != "note"))
    notes = sum(row["severity"] == "note" for row in rows)
    blocks: list[Block] = []
    if listed:
        blocks.append(Paragraph(runs("The check of the casebook left these open. They bear on what is judged above.")))
        blocks.append(Points(tuple(runs(text) for text in listed[:MOST])))
        blocks += left_out(len(listed) - MOST, "finding", "armillary check shows all")
    else:
        blocks.append(Paragraph(runs("The check of the casebook left no warning open.")))
    if notes:
        blocks.append(
            Paragraph(
                runs(
                    sentence(
                        f"besides, the check made {counted(notes, 'note')}, most of them on ties that "
                        "rest on one origin or one side"
                    )
                )
            )
        )
    return [Section("findings", "Findings that a reader should know", tuple(blocks))]


def said(draft: Draft, message: str) -> str:
    """The message of a finding with names in place of ids."""
    return sentence(_QUOTED.sub(lambda match: _named(draft, match[1]), in_words(message)))


def _named(draft: Draft, quoted: str) -> str:
    words = quoted.split()
    book = draft.book
    if len(words) == 3 and words[1] in book.vocab.relations:
        return f"“{tie_sentence(book, words[0], words[1], words[2])}”"
    if quoted in book.names:
        return in_text(book, quoted)
    titles = book.sql("SELECT title FROM sources WHERE id = ?", [quoted])
    return f"“{titles[0]['title']}”" if titles else f"“{quoted.replace('-', ' ').replace('_', ' ')}”"
