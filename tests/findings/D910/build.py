"""Two works of one author and year, cited by author and year alone."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.reading.transcripts import doubts, transcribe
from armillary.vocab.vocabulary import Vocabulary

TEXT = """# The Valley

Guests were fed from the road (Adams 2021).

# References

- Adams, Ruth. "Guests of the Valley." *The Daily Post*, August 20, 2021.
- Adams, Ruth. "Who Feeds the Guests?" *The Daily Post*, August 31, 2021.
"""


def find(root: Path, _: Vocabulary) -> list[Finding]:
    """Read it."""
    file = root / "valley.md"
    file.write_text(TEXT, encoding="utf-8")
    return doubts(transcribe(open_document(file), file.name))
