"""What is made of a book comes and goes with it; what is not the book's own is named and never removed."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from armillary.book.book import Book, open_book
from armillary.book.files import FOLDER, Verified, verify
from armillary.book.manifest import Manifest, read_manifest, write_manifest
from armillary.book.outputs import add_outputs, openable
from armillary.cli import app
from armillary.compile import build_casebook
from armillary.finding import ArmillaryError
from tests.book.test_write import MORE, write
from tests.releasing.cases import write_case

pytestmark = pytest.mark.slow

MADE = {"report.html": b"<p>Red Band", "site/index.html": b"<p>Index", "site/actors/red.html": b"<p>Red"}


def build(case: Path, out: Path, made: Mapping[str, bytes] | None = None) -> Manifest:
    manifest = build_casebook(case, out, outputs=None if made is None else lambda _: made)[1]
    assert manifest is not None
    return manifest


def names(out: Path) -> set[str]:
    return {path.name for path in out.iterdir()}


def all_is_well(out: Path) -> bool:
    found = verify(out)
    return not (found.missing or found.changed or found.foreign)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    build(write(root / "case"), root / "book", MADE)
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "root", symlinks=True)
    return tmp_path / "root"


def test_a_report_goes_when_its_book_goes(tmp_path: Path) -> None:
    """The speaker was CLEAR and is now RED: the report that names it must not stay in a folder that is given away."""
    case, out, run = tmp_path / "case", tmp_path / "book", CliRunner()
    write_case(case)
    clear = ["build", str(case), "--out", str(out), "--release", "CLEAR"]
    first = run.invoke(app, [*clear, "--with", "report,pdf"])
    assert first.exit_code == 0, first.output
    assert f"The report is in {out / 'report.html'}" in first.output
    assert "The Paper" in (out / "report.html").read_text("utf-8")
    text = (case / "speakers/speakers.yaml").read_text("utf-8")
    (case / "speakers/speakers.yaml").write_text(text.replace("id: paper,", "id: paper, marking: RED,"), "utf-8")
    second = run.invoke(app, clear)
    assert second.exit_code == 0, second.output
    held = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file())
    assert b"The Paper" not in held
    assert names(out) == {"manifest.json", read_manifest(out).folder}


def test_outputs_lie_with_the_tables_are_listed_and_open_by_their_own_names(root: Path) -> None:
    out = root / "book"
    manifest = read_manifest(out)
    folder = out / manifest.folder
    assert set(MADE) <= set(manifest.files)
    assert {f"{manifest.folder}/{name}" for name in (*manifest.files, "files.json")} == {
        path.relative_to(out).as_posix() for path in folder.rglob("*") if path.is_file()
    }
    assert openable(out, manifest, MADE) == [out / name for name in MADE]
    for name, data in MADE.items():
        assert (folder / name).read_bytes() == (out / name).read_bytes() == data
    assert all_is_well(out)


def test_the_same_book_without_outputs_has_none(root: Path) -> None:
    before = read_manifest(root / "book")
    after = build(root / "case", root / "book")
    assert after.content == before.content
    assert names(root / "book") == {"manifest.json", after.folder}
    assert all_is_well(root / "book")


def test_the_same_book_with_the_same_outputs_is_not_touched(root: Path) -> None:
    before = {path: path.stat().st_ino for path in (root / "book").glob("*/*")}
    build(root / "case", root / "book", MADE)
    assert {path: path.stat().st_ino for path in (root / "book").glob("*/*")} == before


def test_outputs_that_fail_leave_the_last_book_whole(root: Path) -> None:
    before = read_manifest(root / "book")
    write(root / "case", MORE)

    def fail(_: Book) -> Mapping[str, bytes]:
        raise ArmillaryError("a package is missing", "")

    with pytest.raises(ArmillaryError, match="missing"):
        build_casebook(root / "case", root / "book", outputs=fail)
    assert read_manifest(root / "book") == before
    assert all_is_well(root / "book")


def test_killed_before_the_manifest_the_old_outputs_are_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_manifest(root / "book")
    write(root / "case", MORE)
    with monkeypatch.context() as patch:
        patch.setattr("armillary.book.outputs.write_manifest", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            build(root / "case", root / "book", {"report.html": b"new", "site/other.html": b"new"})
    assert read_manifest(root / "book") == before
    assert (root / "book" / "report.html").read_bytes() == MADE["report.html"]
    assert len([name for name in names(root / "book") if FOLDER.fullmatch(name)]) == 2
    assert {name.split("/")[1] for name in verify(root / "book").foreign} >= {"report.html", "site"}
    after = build(root / "case", root / "book")
    assert names(root / "book") == {"manifest.json", after.folder}


def test_what_is_foreign_stays_wherever_it_lies(root: Path) -> None:
    out = root / "book"
    old = read_manifest(out).folder
    foreign = ["notes.txt", "site-of-mine/a.html", f"{old}/mine.txt", f"{old}/parquet/mine.csv", ".hidden"]
    for name in foreign:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("mine", "utf-8")
    (out / "empty").mkdir()
    (out / "elsewhere").symlink_to(root / "case")
    write(root / "case", MORE)
    new = build(root / "case", out)
    found = verify(out)
    assert sorted(found.foreign) == sorted([*foreign, "empty", "elsewhere"])
    assert (found.missing, found.changed) == ([], [])
    assert {(out / name).read_text("utf-8") for name in foreign} == {"mine"}
    assert names(out / old) == {"mine.txt", "parquet"}
    assert (root / "case" / "armillary.toml").exists()
    assert names(out) >= {"manifest.json", new.folder}


def test_a_foreign_file_in_a_release_is_named_and_the_status_is_1(tmp_path: Path) -> None:
    case, out, run = tmp_path / "case", tmp_path / "book", CliRunner()
    write_case(case)
    for more, status in (([], 0), (["--release", "CLEAR"], 1)):
        shutil.rmtree(out, ignore_errors=True)
        asked = ["build", str(case), "--out", str(out), *more]
        assert run.invoke(app, asked).exit_code == 0
        (out / "minutes.docx").write_text("mine", "utf-8")
        again = run.invoke(app, asked)
        assert again.exit_code == status
        assert f"not of this book: {out / 'minutes.docx'}" in again.stderr
        assert (out / "minutes.docx").exists()


def test_verify_says_what_is_missing_changed_and_foreign(root: Path) -> None:
    out, run = root / "book", CliRunner()
    folder = read_manifest(out).folder
    assert run.invoke(app, ["verify", str(out)]).exit_code == 0
    (out / folder / "report.html").write_bytes(b"changed")
    (out / folder / "site/index.html").unlink()
    (out / folder / "vocabulary.json").rename(out / "vocabulary.json")
    (out / folder / "vocabulary.json").symlink_to(out / "vocabulary.json")
    found = verify(out)
    assert (found.missing, found.foreign) == ([f"{folder}/site/index.html"], ["vocabulary.json"])
    assert found.changed == [f"{folder}/report.html", f"{folder}/vocabulary.json"]
    told = run.invoke(app, ["verify", str(out)])
    assert told.exit_code == 1
    assert f"changed: {out / folder / 'report.html'}" in told.output
    build(root / "case", out, MADE)
    assert verify(out) == Verified(own=found.own + 3, missing=[], changed=[], foreign=["vocabulary.json"])


def test_a_folder_packed_without_links_is_as_good_and_leaves_nothing_behind(root: Path) -> None:
    shutil.copytree(root / "book", root / "copy")  # follows links, as zip does
    assert (root / "copy" / "site").is_dir()
    assert not (root / "copy" / "site").is_symlink()
    assert all_is_well(root / "copy")
    write(root / "case", MORE)
    new = build(root / "case", root / "copy", {"report.html": b"new"})
    assert names(root / "copy") == {"manifest.json", new.folder, "report.html"}
    assert (root / "copy" / "report.html").read_bytes() == b"new"
    assert all_is_well(root / "copy")


def test_what_an_earlier_version_wrote_goes(root: Path) -> None:
    out = root / "book"
    shutil.rmtree(out)
    old = build(root / "case", out)
    (out / old.folder / "files.json").unlink()
    write_manifest(out, Manifest(content=old.content, folder=old.folder, as_of=old.as_of, vocabulary=old.vocabulary))
    (out / "report.html").write_text("old", "utf-8")
    with pytest.raises(ArmillaryError, match="lists no files"):
        verify(out)
    write(root / "case", MORE)
    new = build(root / "case", out)
    assert names(out) == {"manifest.json", new.folder}


def test_a_report_is_added_to_a_book_that_is_there(root: Path) -> None:
    out = root / "book"
    before = read_manifest(out)
    assert add_outputs(out, {"brief.html": b"brief", "report.html": b"newer"}) == [
        out / "brief.html",
        out / "report.html",
    ]
    assert all_is_well(out)
    assert (out / "report.html").read_bytes() == b"newer"
    assert (out / "site/index.html").read_bytes() == MADE["site/index.html"]
    after = read_manifest(out)
    assert after.content == before.content
    assert names(out) == {"manifest.json", after.folder, "report.html", "brief.html", "site"}
    open_book(out).close()


def test_a_manifest_from_elsewhere_reaches_no_file_outside(root: Path) -> None:
    out = root / "book"
    secret = root / "secret.txt"
    secret.write_text("mine", "utf-8")
    manifest = read_manifest(out)
    listed = dict(manifest.files) | {"../../secret.txt": "0" * 64, str(secret): "0" * 64}
    write_manifest(out, Manifest(content=manifest.content, folder=manifest.folder, as_of=manifest.as_of, files=listed))
    (out / manifest.folder / "files.json").write_text('{"../../secret.txt": "", "../secret.txt": ""}', "utf-8")
    add_outputs(out, {"brief.html": b"brief"})
    assert secret.read_text("utf-8") == "mine"
    assert not [path for path in out.rglob("*") if "secret" in path.name]


def test_a_report_goes_into_no_other_book(root: Path) -> None:
    shutil.copytree(root / "book", root / "other", symlinks=True)
    told = CliRunner().invoke(app, ["report", str(root / "book"), "--out", str(root / "other")])
    assert isinstance(told.exception, ArmillaryError)
    assert "another book" in told.exception.message


def test_a_full_book_in_the_cache_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARMILLARY_CACHE", str(tmp_path / "cache"))
    (tmp_path / "cache" / "books").mkdir(parents=True, mode=0o755)
    assert CliRunner().invoke(app, ["ties", str(write(tmp_path / "case"))]).exit_code == 0
    modes = {
        (path.is_dir(), stat.S_IMODE(path.stat().st_mode))
        for path in [tmp_path / "cache" / "books", *(tmp_path / "cache" / "books").rglob("*")]
    }
    assert modes == {(True, 0o700), (False, 0o600)}
