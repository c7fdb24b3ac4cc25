"""What an import of a library with a key that stands there twice finds."""

from __future__ import annotations

from pathlib import Path

from armillary.checking import check_casebook
from armillary.exchange.intake import take_in
from armillary.exchange.protocol import Into
from armillary.exchange.registry import read_with
from armillary.finding import Finding
from armillary.vocab.vocabulary import Vocabulary

TEXT = """\
@techreport{desk2024,
  author = {{The Desk}},
  title = {Bands},
  date = {2024-05},
}
@techreport{desk2024,
  author = {{The Desk}},
  title = {Guests},
  date = {2024-05},
}
"""


def find(root: Path, vocabulary: Vocabulary) -> list[Finding]:
    """Import the text into the clean casebook."""
    checked = check_casebook(root, vocabulary)
    file = root.parent / "library.bib"
    file.write_text(TEXT, encoding="utf-8")
    found = read_with("bibtex", [file], Into(checked.casebook, checked.vocab))
    return [*found.findings, *take_in(checked, found.entries, "imported", update=False).findings]
