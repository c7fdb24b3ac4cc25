"""A casebook in which one agency copies another's counts; only a build weighs, and so finds it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from armillary.compile import build_casebook
from armillary.finding import Finding
from armillary.vocab.vocabulary import Vocabulary
from tests.pictures.copied import write_copied


def build(root: Path) -> None:
    """Put the agencies in the place of the clean casebook."""
    shutil.rmtree(root)
    write_copied(root)


def find(root: Path, vocabulary: Vocabulary) -> list[Finding]:
    """What a build says."""
    with tempfile.TemporaryDirectory() as out:
        return build_casebook(root, Path(out) / "book", vocabulary)[0].findings
