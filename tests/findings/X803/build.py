"""What an import of a table with an unknown column finds."""

from __future__ import annotations

from pathlib import Path

from armillary.checking import check_casebook
from armillary.exchange.intake import take_in
from armillary.exchange.protocol import Into
from armillary.exchange.registry import read_with
from armillary.finding import Finding
from armillary.vocab.vocabulary import Vocabulary

TEXT = """\
id,at,tie,text,notes
report/3,Money ¶2,green-state hosts red-band,It gave a home.,
"""


def find(root: Path, vocabulary: Vocabulary) -> list[Finding]:
    """Import the text into the clean casebook."""
    checked = check_casebook(root, vocabulary)
    file = root.parent / "claims.csv"
    file.write_text(TEXT, encoding="utf-8")
    found = read_with("csv", [file], Into(checked.casebook, checked.vocab))
    return [*found.findings, *take_in(checked, found.entries, "imported", update=False).findings]
