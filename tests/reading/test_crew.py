"""The processes that read a PDF: two read what one reads, and what breaks one of them breaks nothing else."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from armillary.reading.formats import open_document
from armillary.reading.pdf import crew, lines, processes, worker
from armillary.reading.pdf.lines import Page
from tests.reading.documents import write_pdf

PAGES = 6
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pages are read in forks on Linux only"),
]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of six pages or more."""
    file = write_pdf(tmp_path_factory.mktemp("crew") / "paper.pdf", pages=12)
    with pdfium.PdfDocument(file) as document:
        assert len(document) >= PAGES
    return file


def forked(monkeypatch: pytest.MonkeyPatch, fork: bool) -> None:
    monkeypatch.setattr(processes, "may_fork", lambda: fork)


def break_pages(monkeypatch: pytest.MonkeyPatch, broken: dict[int, str]) -> None:
    """Let the worker hang, die or fill memory where it comes to a page, counted from 1; a fork takes this along."""
    read = lines.read_pages

    def reads(document: pdfium.PdfDocument, first: int, last: int, step: int) -> object:
        for index in range(first, min(last, len(document)), step):
            how = broken.get(index + 1)
            if how == "hangs":
                time.sleep(60)
            elif how == "dies":
                os.kill(os.getpid(), signal.SIGSEGV)
            elif how == "fills memory":
                bytearray(worker.MEMORY + 2**20)
            elif how == "fails":
                raise pdfium.PdfiumError("Failed to load page.")
            yield from read(document, index, index + 1)

    monkeypatch.setattr(worker, "read_pages", reads)
    forked(monkeypatch, True)


def numbers(pages: list[Page]) -> list[int]:
    return [page.number for page in pages]


def test_a_fork_and_a_new_interpreter_read_the_same(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forked(monkeypatch, True)
    quick = open_document(paper)
    forked(monkeypatch, False)
    assert open_document(paper).layer == quick.layer


def test_two_processes_read_what_one_reads(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forked(monkeypatch, True)
    monkeypatch.setattr(crew, "ENOUGH", 0)
    monkeypatch.setattr(crew, "_processors", lambda: 2)
    both = open_document(paper)
    monkeypatch.setattr(crew, "ENOUGH", 10**9)
    assert open_document(paper).layer == both.layer


def test_where_another_thread_runs_there_is_no_fork() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not processes.may_fork()
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize("how", ["dies", "fills memory", "fails", "hangs"])
def test_a_page_that_breaks_its_reader_is_left_out(paper: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    break_pages(monkeypatch, {2: how})
    monkeypatch.setattr(crew, "PATIENCE", 0.5)
    found = crew.read_file(paper)
    assert found.left_out == [2]
    assert numbers(found.pages) == [number for number in range(1, found.total + 1) if number != 2]


def test_pages_that_are_given_up_are_all_named(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_pages(monkeypatch, dict.fromkeys(range(1, 100), "dies"))
    found = crew.read_file(paper)
    assert found.left_out == list(range(1, found.total + 1))
    assert [finding.code for finding in open_document(paper).findings] == ["D902"]


def test_no_process_and_no_pipe_is_left_behind(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_pages(monkeypatch, {3: "dies"})
    before = set(Path("/proc/self/fd").iterdir()) if Path("/proc/self/fd").is_dir() else set()
    crew.read_file(paper)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    if before:
        assert set(Path("/proc/self/fd").iterdir()) == before
