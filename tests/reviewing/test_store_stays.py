"""What documents say stays on this machine: no book, release, report or export has a word of the local store."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from armillary.cli import app
from armillary.proposing.proposals import Proposed
from armillary.proposing.store import store_proposals
from armillary.reading.documents import keep_document
from armillary.reading.formats import open_document
from armillary.reading.transcripts import transcribe
from tests.releasing.test_canaries import SURFACES, Surface, betrayed, marked
from tests.reviewing.small import TEXT, make_casebook, open_desk

pytestmark = pytest.mark.slow

SECRET = "zqcanaryword"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books built beside a store whose every text has the secret: documents, proposals, verdicts, what undo needs."""
    root = tmp_path_factory.mktemp("store")
    case = make_casebook(root)
    case.rename(root / "case")
    case = root / "case"
    document = root / f"{SECRET}.md"
    document.write_text(TEXT.replace("in 2021", f"in {SECRET} 2021"), encoding="utf-8")
    reading = open_document(document)
    keep_document(case, reading, transcribe(reading, document.name))
    made = [
        msgspec.structs.replace(one.proposal, quote=f"{SECRET} said", credit=(SECRET,), document=document.name)
        for one in open_desk(case).slips
    ]
    digest = hashlib.sha256(reading.document.text.encode()).hexdigest()
    proposed = Proposed(
        document=document.name, sha256=digest, extractor="rules", sentences=1, parsed=1, proposals=tuple(made)
    )
    store_proposals(case, proposed)
    desk = open_desk(case, source="north-2023")
    first, second, third, *_ = (one for one in desk.slips if one.proposal.document == document.name)
    desk.reject(first, "not_said")
    desk.unsure(second)
    written = desk.show(third).draft.put("text", "Training went on there for a year.").put("credit", "")
    for end in ("subject", "object"):
        written = written.put(end, "green-front" if end == "subject" else "river-brigade")
    desk.accept(third, written)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARMILLARY_CACHE", str(root / "cache"))
        for options in (["--out", str(root / "book"), "--release", "GREEN"], ["--out", str(root / "full")]):
            done = CliRunner().invoke(app, ["build", str(case), *options])
            assert done.exit_code == 0, done.output
            assert SECRET not in done.output
    return root


def test_the_store_has_the_secret_everywhere(root: Path) -> None:
    holding = {
        path.relative_to(root / "case" / ".armillary").parts[0]
        for path in (root / "case" / ".armillary").rglob("*")
        if path.is_file() and SECRET.encode() in path.read_bytes()
    }
    assert {"documents", "proposals", "verdicts.jsonl"} <= holding


@pytest.mark.parametrize("surface", [marked(surface) for surface in SURFACES])
@pytest.mark.parametrize("book", ["book", "full"])
def test_nothing_that_is_handed_on_has_a_word_of_it(root: Path, surface: Surface, book: str) -> None:
    shown = list(surface(root / book))
    assert shown
    assert betrayed([SECRET], iter(shown)) == []


def test_version_control_does_not_see_it(root: Path) -> None:
    assert (root / "case" / ".armillary" / ".gitignore").read_text("utf-8").splitlines()[-1] == "*"
