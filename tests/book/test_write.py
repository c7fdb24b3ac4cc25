"""A book is whole or it is the last one: same casebook, same hash; killed, full or wrong, the last good book opens."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import duckdb
import pytest

from armillary.book.book import open_book
from armillary.book.manifest import read_manifest
from armillary.book.rows import RECORD_TABLES
from armillary.compile import build_casebook
from armillary.finding import ArmillaryError
from tests.casebook.conftest import BASE

pytestmark = pytest.mark.slow

MORE = """
source: study
claims:
  - {id: study/1, at: ¶1, tie: red-band trains blue-front, when: 2019, text: It trained them.}
"""


def write(root: Path, *more: str) -> Path:
    for name, text in BASE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    if more:
        (root / "claims/study.yaml").write_text(textwrap.dedent("".join(more)), encoding="utf-8")
    return root


def test_the_same_casebook_has_the_same_hash_wherever_it_is_built(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one"), write(tmp_path / "two")
    first = build_casebook(one, tmp_path / "a")[1]
    second = build_casebook(two, tmp_path / "b")[1]
    assert first is not None
    assert second is not None
    assert first.content == second.content
    (two / "claims/report.yaml").write_text(
        (two / "claims/report.yaml").read_text(encoding="utf-8").replace("2005", "2006"), encoding="utf-8"
    )
    third = build_casebook(two, tmp_path / "b")[1]
    assert third is not None
    assert third.content != first.content


def test_every_table_is_in_duckdb_and_in_parquet_with_the_rows_the_manifest_counts(tmp_path: Path) -> None:
    build_casebook(write(tmp_path / "case", MORE), tmp_path / "book")
    manifest = read_manifest(tmp_path / "book")
    assert set(RECORD_TABLES) <= set(manifest.tables)
    folder = tmp_path / "book" / manifest.folder
    with duckdb.connect(str(folder / "book.duckdb"), read_only=True) as connection:
        for name, rows in manifest.tables.items():
            stored = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
            parquet = connection.execute(f"SELECT count(*) FROM '{folder}/parquet/{name}.parquet'").fetchone()
            assert stored == parquet == (rows,), name
    assert manifest.tables["claims"] == 2


def test_a_casebook_with_errors_leaves_the_book_as_it_was(tmp_path: Path) -> None:
    case, out = write(tmp_path / "case"), tmp_path / "book"
    good = build_casebook(case, out)[1]
    (case / "claims/report.yaml").write_text("source: nobody\nclaims: []\n", encoding="utf-8")
    checked, manifest = build_casebook(case, out)
    assert manifest is None
    assert [finding.code for finding in checked.findings if finding.severity == "error"] == ["R201"]
    assert read_manifest(out) == good


def test_a_folder_that_is_not_a_book_is_not_written_into(tmp_path: Path) -> None:
    out = tmp_path / "holiday-pictures"
    out.mkdir()
    (out / "beach.txt").write_text("sun", encoding="utf-8")
    with pytest.raises(ArmillaryError, match="not a book"):
        build_casebook(write(tmp_path / "case"), out)
    assert sorted(path.name for path in out.iterdir()) == ["beach.txt"]


def test_only_the_newest_book_and_no_leftovers_remain(tmp_path: Path) -> None:
    case, out = write(tmp_path / "case"), tmp_path / "book"
    build_casebook(case, out)
    (out / ".building-99999999").mkdir()  # a build that was killed: no process has such a number
    write(case, MORE)
    manifest = build_casebook(case, out)[1]
    assert manifest is not None
    assert sorted(path.name for path in out.iterdir()) == sorted([manifest.folder, "manifest.json"])


def test_a_book_that_is_gone_or_damaged_says_so(tmp_path: Path) -> None:
    with pytest.raises(ArmillaryError, match="not a book"):
        open_book(tmp_path)
    build_casebook(write(tmp_path / "case"), tmp_path / "book")
    manifest = read_manifest(tmp_path / "book")
    (tmp_path / "book" / manifest.folder / "book.duckdb").write_bytes(b"not a database")
    with pytest.raises(ArmillaryError, match="cannot be opened"):
        open_book(tmp_path / "book")
    repaired = build_casebook(tmp_path / "case", tmp_path / "book")[1]
    assert repaired is not None
    assert repaired.content == manifest.content
    open_book(tmp_path / "book").close()


def test_a_full_disk_is_one_sentence_and_the_last_book_stays(tmp_path: Path) -> None:
    case, out = write(tmp_path / "case"), tmp_path / "book"
    good = build_casebook(case, out)[1]
    write(case, MORE)
    code = "import sys; from armillary.cli import main; sys.argv = ['armillary', *sys.argv[1:]]; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "build", str(case), "--out", str(out)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        capture_output=True,
        text=True,
        # without the second, Python would leave cut-off .pyc files behind, which spoil every later run
        env={**os.environ, "ARMILLARY_CACHE": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("armillary: cannot write the book")
    assert "Traceback" not in done.stderr
    assert read_manifest(out) == good
    open_book(out).close()
    assert not [path for path in out.iterdir() if path.name.startswith(".building")]


BUILDER = """
import sys
from pathlib import Path
from armillary.compile import build_casebook
from armillary.vocab.read import read_vocabulary
vocab = read_vocabulary()
one, two, out = map(Path, sys.argv[1:4])
print("ready", flush=True)
while True:
    build_casebook(one, out, vocab)
    build_casebook(two, out, vocab)
"""


@pytest.mark.slow
def test_killed_at_fifty_random_moments_the_last_good_book_opens(tmp_path: Path) -> None:
    one, two, out = write(tmp_path / "one"), write(tmp_path / "two", MORE), tmp_path / "book"
    contents = set()
    for case in (one, two):
        manifest = build_casebook(case, out)[1]
        assert manifest is not None
        contents.add(manifest.content)
    chance = random.Random(20211508)
    found = set()
    for _ in range(50):
        with subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(one), str(two), str(out)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.0, 0.5))
            child.send_signal(signal.SIGKILL)
            child.wait()
        with open_book(out) as book:
            assert book.manifest.content in contents
            assert book.sql("SELECT count(*) AS n FROM claims")[0]["n"] == book.manifest.tables["claims"]
            assert len(book.judge().odds) == book.manifest.tables["questions"]
            found.add(book.manifest.content)
    assert found == contents, "no kill fell into a moment that mattered: lengthen the wait"
    build_casebook(one, out)
    assert len(list(out.iterdir())) == 2, "a later build sweeps up what killed ones left"
