"""`armillary new`: the example checks clean, builds, and shows one of everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.casebook.records import Statement
from armillary.casebook.scaffold import scaffold
from armillary.checking import Checked, check_casebook
from armillary.compile import build_casebook
from armillary.finding import ArmillaryError, Severity
from armillary.vocab.read import read_vocabulary


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    """A scaffolded casebook, read and checked."""
    scaffold(tmp_path / "example")
    return check_casebook(tmp_path / "example", read_vocabulary())


def test_it_has_neither_errors_nor_warnings(checked: Checked) -> None:
    assert [finding for finding in checked.findings if finding.severity is not Severity.NOTE] == []


def test_it_shows_one_of_everything(checked: Checked) -> None:
    book = checked.casebook
    claims = book.claims.values()
    kinds = {type(claim.matter).__name__ for claim in claims}
    assert kinds == {"Tie", "Quantity", "Flow", "Incident", "Statement", "Position", "Retraction"}
    abouts = [claim.matter.about for claim in claims if isinstance(claim.matter, Statement)]
    triples = [str(getattr(about.matter, "triple", "")) for about in abouts if about]
    assert any("any " in triple and " except " in triple for triple in triples)
    assert any(len(chain) == 2 for claim in claims for chain in claim.chains)
    assert any(len(claim.chains) == 2 for claim in claims)
    assert any(claim.horizon for claim in claims)
    assert book.levers
    assert book.narratives
    assert book.copying
    assert book.requirements
    assert book.coverage
    assert any(commitment.tests for commitment in book.commitments.values())
    assert checked.vocab.places.keys() - read_vocabulary().places.keys()


def test_it_builds(tmp_path: Path, checked: Checked) -> None:
    _, manifest = build_casebook(checked.casebook.root, tmp_path / "book")
    assert manifest is not None
    assert manifest.tables["claims"] == len(checked.casebook.claims)


def test_its_files_are_those_that_its_readme_names(checked: Checked) -> None:
    root = checked.casebook.root
    readme = (root / "README.md").read_text("utf-8")
    files = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    assert {"armillary.toml", ".gitignore", "README.md"} < files
    assert all(f"`{name}`" in readme for name in files if name.endswith(".yaml"))


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    scaffold(tmp_path)
    assert (tmp_path / "armillary.toml").exists()


@pytest.mark.parametrize("there", ["a file of its own", "a file where the folder should be"])
def test_nothing_of_somebody_elses_is_touched(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "folder"
    if there == "a file of its own":
        folder.mkdir()
        (folder / "notes.txt").write_text("mine", encoding="utf-8")
    else:
        folder.write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ArmillaryError, match="is not an empty folder"):
        scaffold(folder)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ArmillaryError, match="cannot write into"):
        scaffold(tmp_path / "file" / "folder")
