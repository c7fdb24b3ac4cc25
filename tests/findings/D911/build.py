"""Twelve interviews, and an interviewee with the number 14."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.reading.transcripts import doubts, transcribe
from armillary.vocab.vocabulary import Vocabulary

TEXT = """# The Valley

This paper is based on twelve interviews with traders. Guests were fed from the road.<sup>1</sup>

# Notes

1. Interviewee 14, March 2, 2023
"""


def find(root: Path, _: Vocabulary) -> list[Finding]:
    """Read it."""
    file = root / "valley.md"
    file.write_text(TEXT, encoding="utf-8")
    return doubts(transcribe(open_document(file), file.name))
