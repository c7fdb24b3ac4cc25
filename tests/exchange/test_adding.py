"""A document becomes a source by hash and locators; what it cites becomes drafts; its text stays on this machine."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from armillary.checking import check_casebook
from armillary.cli import app
from armillary.exchange.registry import EXPORTERS, names
from armillary.finding import Severity
from armillary.proposing.store import stored
from armillary.reading.citations.sources import sources_of_notes
from armillary.reading.documents import kept_document
from armillary.reading.formats import open_document
from armillary.reading.hashes import compare_hashes
from armillary.reading.matching import Finder
from armillary.reading.naming import name_passages
from armillary.reviewing.originals import Original
from tests.conftest import ROOT
from tests.exchange.conftest import Run, contents
from tests.exchange.papers import CANARY, ENTRY, write_paper
from tests.reading.documents import MAIL, TABLE, TELEGRAM, TWEETS, WEB_PAGE, docx_parts, write_pdf, zipped

pytestmark = pytest.mark.slow

SAID = ("--speaker", "Lina Cole", "--kind", "report", "--date", "2024-05")


def added(result: Result) -> dict[str, Any]:
    """What `add --json` printed."""
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def drafts(root: Path) -> dict[str, Any]:
    """The sources of a casebook by id."""
    checked = check_casebook(root)
    assert not [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    return dict(checked.casebook.sources)


# --- registering ------------------------------------------------------------------------------------------------------


def test_a_document_becomes_a_source_with_the_hash_of_its_file(casebook: Path, run: Run, tmp_path: Path) -> None:
    paper = write_paper(tmp_path)
    result = run("add", casebook, paper, *SAID)
    assert result.exit_code == 0, result.output
    source = drafts(casebook)["cole-2024"]
    assert source.title == "Guests of the High Valley"
    assert (source.kind, source.speaker, source.date.text) == ("report", "lina-cole", "2024-05")
    assert source.sha256 == open_document(paper).sha256
    assert source.accessed is not None
    speaker = check_casebook(casebook).casebook.speakers["lina-cole"]
    assert (speaker.grade, speaker.kind, speaker.why_named) == ("F", "person", "author_of_public_work")
    assert "nobody has judged" in speaker.grade_reason


def test_its_passages_are_kept_by_locator_and_hash(casebook: Path, run: Run, tmp_path: Path) -> None:
    paper = write_paper(tmp_path)
    run("add", casebook, paper, *SAID)
    text = (casebook / "claims" / "cole-2024-passages.yaml").read_text("utf-8")
    assert "Guests of the High Valley ¶1" in text
    assert "armillary add" in text.splitlines()[0]
    document = open_document(paper).document
    finder = Finder(document)
    kept = check_casebook(casebook).casebook.passages
    assert len(kept) == sum(passage.kind in ("body", "note") for passage in document.passages)
    assert compare_hashes(finder, name_passages(finder), kept) == []


def test_the_text_and_the_transcript_are_kept_beside_it(casebook: Path, run: Run, tmp_path: Path) -> None:
    paper = write_paper(tmp_path)
    run("add", casebook, paper, *SAID)
    assert (casebook / ".armillary" / ".gitignore").read_text("utf-8").splitlines()[-1] == "*"
    [text] = (casebook / ".armillary" / "documents").glob("*.txt")
    assert text.read_bytes() == paper.read_bytes()
    kept = kept_document(casebook, drafts(casebook)["cole-2024"].sha256)
    assert kept is not None
    assert any(CANARY in passage.text for passage in kept.transcript.passages)
    assert kept.document() == open_document(paper).document
    assert kept_document(casebook, drafts(casebook)["report"].sha256) is None


def test_a_document_that_was_proposed_from_before_is_kept_once_and_outlives_undo(
    casebook: Path, run: Run, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(WEB_PAGE, encoding="utf-8")
    run("propose", casebook, page, "--extractor", "triggers", "--write")
    before = contents(casebook / ".armillary" / "documents")
    found = added(run("add", casebook, page, *SAID, "--json"))
    assert len(before) == 2
    assert {Path(name).name for name in found["local"]} == set(before)
    assert contents(casebook / ".armillary" / "documents") == before
    [proposed] = stored(casebook)
    book = check_casebook(casebook).casebook
    assert proposed.sha256 != book.sources[found["source"]].sha256  # the hash of the text, not of the file
    assert Original(casebook, proposed.sha256, "page.html").source(book, ()) == found["source"]
    assert run("import", casebook, "--undo").exit_code == 0
    assert contents(casebook / ".armillary" / "documents") == before


@pytest.mark.parametrize(("name", "text"), [("e.bib", ENTRY), ("e.ris", ""), ("e.json", "")])
def test_a_bibliography_tells_what_it_is(casebook: Path, run: Run, tmp_path: Path, name: str, text: str) -> None:
    ris = (
        "TY  - RPRT\nID  - valley-desk-2024\nAU  - Cole, Lina\nTI  - Guests of the High Valley\n"
        "PB  - Institute of Valleys\nDA  - 2024/05\nUR  - https://example.org/valley\nER  - \n"
    )
    csl = [
        {
            "id": "valley-desk-2024",
            "type": "report",
            "title": "Guests of the High Valley",
            "author": [{"family": "Cole", "given": "Lina"}],
            "publisher": "Institute of Valleys",
            "issued": {"date-parts": [[2024, 5]]},
            "URL": "https://example.org/valley",
        }
    ]
    entry = tmp_path / name
    entry.write_text(text or (ris if name.endswith("ris") else json.dumps(csl)), encoding="utf-8")
    result = run("add", casebook, write_paper(tmp_path), "--bib", entry, "--no-cited")
    assert result.exit_code == 0, result.output
    source = drafts(casebook)["valley-desk-2024"]
    assert (source.speaker, source.publisher, source.date.text) == ("lina-cole", "Institute of Valleys", "2024-05")
    assert (source.kind, source.url) == ("report", "https://example.org/valley")


def test_of_several_entries_the_one_of_the_same_title_is_taken(casebook: Path, run: Run, tmp_path: Path) -> None:
    other = ENTRY.replace("valley-desk-2024", "other").replace("Guests of the High Valley", "Something Else")
    (tmp_path / "all.bib").write_text(other + ENTRY, encoding="utf-8")
    paper = write_paper(tmp_path)
    found = added(run("add", casebook, paper, "--bib", tmp_path / "all.bib", "--no-cited", "--json"))
    assert found["source"] == "valley-desk-2024"
    (tmp_path / "all.bib").write_text(other + other.replace("{other", "{more"), encoding="utf-8")
    result = run("add", casebook, write_paper(tmp_path, "b.md"), "--bib", tmp_path / "all.bib")
    assert "cannot be told which entry" in getattr(result.exception, "message", "")


def test_options_come_before_the_bibliography_and_that_before_the_file(
    casebook: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "e.bib").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "page.html").write_text(WEB_PAGE, encoding="utf-8")
    result = run("add", casebook, tmp_path / "page.html", "--bib", tmp_path / "e.bib", "--date", "2023", "--id", "page")
    assert result.exit_code == 0, result.output
    source = drafts(casebook)["page"]
    assert (source.date.text, source.title, source.language) == ("2023", "Guests of the High Valley", "en")


def test_a_speaker_is_found_by_any_of_its_names(casebook: Path, run: Run, tmp_path: Path) -> None:
    for number, name in enumerate(("desk", "The Desk", "the desk")):
        paper = write_paper(tmp_path, f"{number}.md")
        paper.write_text(paper.read_text("utf-8") + f"\n{number}\n", encoding="utf-8")
        found = added(
            run("add", casebook, paper, "--speaker", name, "--kind", "report", "--title", f"T{number}", "--json")
        )
        assert "desk" not in found["speakers"]
        assert "speaker: desk\n" in found["files"][f"sources/{found['source']}.yaml"]


DOCUMENTS: dict[str, str | bytes] = {
    "d.docx": zipped(docx_parts()),
    "page.html": WEB_PAGE,
    "letter.eml": MAIL,
    "posts.csv": TABLE,
    "channel.json": TELEGRAM,
    "tweets.js": TWEETS,
}


@pytest.mark.parametrize("name", [*DOCUMENTS, "paper.pdf"])
def test_every_kind_of_document_can_be_added(casebook: Path, run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "paper.pdf":
        write_pdf(path, 2)
    else:
        content = DOCUMENTS[name]
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = contents(casebook)
    options = ("--id", "new", "--speaker", "Correspondent 3", "--kind", "post", "--title", "Bands of the Hills")
    found = added(run("add", casebook, path, *options, "--json"))
    assert found["status"] == "added"
    assert found["passages"] >= 2
    checked = check_casebook(casebook)
    assert checked.sound
    assert checked.casebook.speakers["correspondent-3"].kind == "interviewee"
    assert len([p for p in checked.casebook.passages if p.source == "new"]) == found["passages"]
    assert run("import", casebook, "--undo").exit_code == 0
    assert contents(casebook) == before


def test_who_wrote_a_letter_or_a_post_is_not_taken_into_the_casebook(casebook: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.eml").write_text(MAIL, encoding="utf-8")
    result = run("add", casebook, tmp_path / "letter.eml")
    assert result.exception is not None
    assert "speaker" in getattr(result.exception, "message", "")
    (tmp_path / "posts.csv").write_text(TABLE, encoding="utf-8")
    for name in ("letter.eml", "posts.csv"):
        options = ("--speaker", "Correspondent 3", "--title", name, "--id", name.split(".")[0])
        found = added(run("add", casebook, tmp_path / name, *options, "--json"))
        written = "".join(found["files"].values())
        assert "monitor@example.org" not in written
        assert "Valley Voice" not in written
        assert "Visit to the valley" not in written


# --- there already, missing, wrong ------------------------------------------------------------------------------------


def test_a_document_that_is_there_is_told_and_not_doubled(casebook: Path, run: Run, tmp_path: Path) -> None:
    paper = write_paper(tmp_path)
    run("add", casebook, paper, *SAID, "--url", "https://example.org/valley")
    before = contents(casebook)
    result = run("add", casebook, write_paper(tmp_path, "copy.md"))
    assert result.exit_code == 0
    assert "It is there already: cole-2024" in result.output
    assert "same hash" in result.output
    other = tmp_path / "later.md"
    other.write_text("# Something else\n\nOther words stand in this document, and many of them.\n", encoding="utf-8")
    by_address = run("add", casebook, other, *SAID, "--url", "http://www.example.org/valley/#top")
    assert "same address" in by_address.output
    by_title = run("add", casebook, other, *SAID, "--title", "Guests of the high valley")
    assert "same title" in by_title.output
    assert "--id NEW" in by_title.output
    assert contents(casebook) == before


def test_passages_that_another_machine_has_are_kept_here_too(casebook: Path, run: Run, tmp_path: Path) -> None:
    paper = write_paper(tmp_path)
    run("add", casebook, paper, *SAID)
    for file in (casebook / ".armillary" / "documents").iterdir():
        file.unlink()
    found = added(run("add", casebook, paper, "--json"))
    assert (found["status"], found["known_by"], len(found["local"])) == ("known", "hash", 2)
    assert kept_document(casebook, open_document(paper).sha256) is not None


def test_a_source_without_its_hash_is_completed(casebook: Path, run: Run, tmp_path: Path) -> None:
    paper = write_paper(tmp_path)
    before = contents(casebook)
    found = added(run("add", casebook, paper, "--id", "report", "--json"))
    assert found["status"] == "completed"
    source = drafts(casebook)["report"]
    assert (source.title, source.speaker, source.read) == ("Report on the Red Band", "desk", True)
    assert source.sha256 == found["sha256"]
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nThese are other words than those of the paper.\n", encoding="utf-8")
    again = run("add", casebook, other, "--id", "report")
    assert "is another document" in getattr(again.exception, "message", "")
    run("import", casebook, "--undo")
    assert contents(casebook) == before


def test_without_a_terminal_what_is_missing_is_said(casebook: Path, run: Run, tmp_path: Path) -> None:
    before = contents(casebook)
    result = run("add", casebook, write_paper(tmp_path))
    assert result.exception is not None
    assert "speaker, kind" in getattr(result.exception, "message", "")
    assert "--speaker --kind" in getattr(result.exception, "hint", "")
    assert contents(casebook) == before


def test_on_a_terminal_it_asks_and_enter_takes_what_was_found(
    casebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("armillary.commands.adding.on_terminal", lambda: True)
    paper = write_paper(tmp_path)
    answers = "\nLina Cole\nreprot\nreport\n31 May\n2024-05-31\n-\n\n-\n"  # title, speaker, kind, date, publisher ...
    result = CliRunner().invoke(app, ["add", str(casebook), str(paper), "--no-cited"], input=answers)
    assert result.exit_code == 0, result.output
    assert "Title [Guests of the High Valley]" in result.output
    assert "report" in result.output.split("reprot")[-1]
    source = drafts(casebook)["cole-2024"]
    assert (source.title, source.kind, source.date.text) == ("Guests of the High Valley", "report", "2024-05-31")


def test_what_is_wrong_bars_everything(casebook: Path, run: Run, tmp_path: Path) -> None:
    before = contents(casebook)
    result = run("add", casebook, write_paper(tmp_path), *SAID, "--kind", "nonsense")
    assert result.exit_code == 1
    assert "F106" in result.output
    assert "Nothing was written" in result.output
    outside = run("add", casebook, write_paper(tmp_path), *SAID, "--id", "../outside")
    assert "is not an id" in getattr(outside.exception, "message", "")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no such thing")
    assert run("add", casebook, broken, *SAID).exit_code == 1
    assert contents(casebook) == before


def test_a_dry_run_shows_the_text_and_writes_nothing(casebook: Path, run: Run, tmp_path: Path) -> None:
    before = contents(casebook)
    result = run("add", casebook, write_paper(tmp_path), *SAID, "--dry-run")
    assert result.exit_code == 0
    for line in ("# sources/cole-2024.yaml", "title: Guests of the High Valley", "read: false", "would be registered"):
        assert line in result.output
    assert CANARY not in result.output
    assert contents(casebook) == before


# --- what it cites ----------------------------------------------------------------------------------------------------


def test_works_that_the_casebook_lacks_become_drafts(casebook: Path, run: Run, tmp_path: Path) -> None:
    found = added(run("add", casebook, write_paper(tmp_path), *SAID, "--json"))
    cited = {entry["source"]: (entry["drafted"], entry["notes"]) for entry in found["cited"]}
    assert cited["study"] == (False, [1])
    sources = drafts(casebook)
    one, two = sources["adams-2021"], sources["adams-2021b"]
    assert (one.title, one.speaker, one.date.text) == ("Who Feeds the Guests?", "ruth-adams", "2021-08-31")
    assert (one.kind, one.publisher, one.read) == ("article", "The Daily Post", False)
    assert two.note == "Drafted: cole-2024 cites it in notes 4 and 5."
    assert cited["adams-2021b"] == (True, [4, 5])
    ministry = sources["ministry-roads-2023"]
    assert check_casebook(casebook).casebook.speakers[ministry.speaker].kind == "institution"
    fords = next(source for source in sources.values() if source.title == "The Fords at Night")
    assert fords.date is not None
    assert "note 8" in fords.note
    assert "read: false" in found["files"]["sources/cole-2024-cited.yaml"]
    assert found["unresolved"] == []


def test_talks_are_known_by_number_and_date_and_never_by_name(casebook: Path, run: Run, tmp_path: Path) -> None:
    found = added(run("add", casebook, write_paper(tmp_path), *SAID, "--json"))
    book = check_casebook(casebook).casebook
    talk, letter = book.sources["interview-7-2024-03-02"], book.sources["correspondence-2024-10-23"]
    assert (talk.kind, talk.speaker, talk.title) == ("interview", "interviewee-7", "Interview with interviewee 7")
    assert (letter.kind, letter.speaker) == ("correspondence", "correspondent-2024-10-23")
    assert book.speakers["interviewee-7"].kind == "interviewee"
    assert talk.note.endswith("in notes 2 and 5.")
    written = "".join(found["files"].values())
    assert "Gul Example" not in written
    assert "Ferrymen" not in written


def test_another_documents_interviewee_of_the_same_number_is_another(casebook: Path, run: Run, tmp_path: Path) -> None:
    run("add", casebook, write_paper(tmp_path), *SAID)
    other = tmp_path / "other.md"
    text = "# Fords\n\nSomebody said so.<sup>1</sup> And so.<sup>2</sup>\n\n# Notes\n\n"
    other.write_text(f"{text}1. Interviewee 7, May 9, 2023.\n2. Interviewee 8.\n", encoding="utf-8")
    run("add", casebook, other, *SAID, "--id", "fords", "--title", "Fords")
    book = check_casebook(casebook).casebook
    assert book.sources["interview-7-2023-05-09"].speaker == "fords-interviewee-7"
    assert book.sources["fords-interview-8"].speaker == "interviewee-8"


def test_an_outlet_that_the_casebook_knows_speaks_for_what_has_no_known_author(
    casebook: Path, run: Run, tmp_path: Path
) -> None:
    with (casebook / "speakers" / "speakers.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "  - id: daily-post\n    kind: outlet\n    name: The Daily Post\n    grade: C\n    grade_reason: Known.\n"
        )
    run("add", casebook, write_paper(tmp_path), *SAID)
    book = check_casebook(casebook).casebook
    assert book.sources["adams-2021"].speaker == "daily-post"
    assert "ruth-adams" not in book.speakers


def test_nothing_is_drafted_twice(casebook: Path, run: Run, tmp_path: Path) -> None:
    paper = write_paper(tmp_path)
    run("add", casebook, paper, *SAID)
    later = tmp_path / "later.md"
    later.write_text(paper.read_text("utf-8").replace("Guests of the High Valley", "A Second Look"), encoding="utf-8")
    found = added(run("add", casebook, later, *SAID, "--id", "second", "--json"))
    assert not [entry for entry in found["cited"] if entry["drafted"]]
    assert "sources/second-cited.yaml" not in found["files"]


def test_drafts_are_marked_as_the_document_is(casebook: Path, run: Run, tmp_path: Path) -> None:
    run("add", casebook, write_paper(tmp_path), *SAID, "--marking", "AMBER")
    book = check_casebook(casebook).casebook
    new = {"cole-2024", "lina-cole", "adams-2021", "ruth-adams", "interview-7-2024-03-02", "interviewee-7"}
    marked = {source.id for source in book.sources.values() if source.marking == "AMBER"}
    marked |= {speaker.id for speaker in book.speakers.values() if speaker.marking == "AMBER"}
    assert new <= marked
    assert "report" not in marked


def test_every_note_leads_to_a_source_afterwards(casebook: Path, run: Run, tmp_path: Path) -> None:
    run("add", casebook, write_paper(tmp_path), *SAID)
    book = check_casebook(casebook).casebook
    kept = kept_document(casebook, book.sources["cole-2024"].sha256)
    assert kept is not None
    transcript = kept.transcript
    led = sources_of_notes(transcript.works, transcript.citations, book, "cole-2024")
    assert led == {
        1: ["study"],
        2: ["interview-7-2024-03-02"],
        3: ["adams-2021"],
        4: ["adams-2021b"],
        5: ["interview-7-2024-03-02", "adams-2021b"],
        6: ["correspondence-2024-10-23"],
        7: ["ministry-roads-2023"],
        8: ["grey-2019"],
        9: [],
    }


# --- what stays on this machine ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_no_release_and_no_export_holds_a_word_of_the_document(casebook: Path, run: Run, tmp_path: Path) -> None:
    run("add", casebook, write_paper(tmp_path), *SAID)
    words = [CANARY.encode(), b"heron of the ninth", CANARY.encode("utf-16-le")]
    assert any(words[0] in data for data in contents(casebook / ".armillary").values())

    def clean(root: Path) -> None:
        for name, data in contents(root).items():
            assert not any(word in data for word in words), name

    for name in ("actors", "claims", "sources", "speakers"):
        clean(casebook / name)
    assert run("build", casebook, "--out", tmp_path / "book").exit_code == 0
    assert run("build", casebook, "--release", "public", "--out", tmp_path / "release").exit_code == 0
    assert run("report", tmp_path / "book", "--out", tmp_path / "report").exit_code == 0
    clean(tmp_path / "report")
    clean(tmp_path / "book")
    clean(tmp_path / "release")
    for form in names(EXPORTERS):
        out = tmp_path / "out" / form
        out.parent.mkdir(exist_ok=True)
        result = run("export", casebook, "--to", form, "--out", out, "--release", "everything")
        assert result.exit_code == 0, result.output
        for path in [out, *out.rglob("*")] if out.is_dir() else [out]:
            data = path.read_bytes() if path.is_file() else b""
            assert not any(word in data for word in words), path
            if data[:2] == b"PK":
                import zipfile

                with zipfile.ZipFile(path) as archive:
                    assert not any(word in archive.read(name) for name in archive.namelist() for word in words)


def test_check_and_fmt_pass_the_local_folder_by(casebook: Path, run: Run, tmp_path: Path) -> None:
    run("add", casebook, write_paper(tmp_path), *SAID)
    local = casebook / ".armillary" / "documents"
    (local / "wrong.yaml").write_text("sources: [", encoding="utf-8")
    before = contents(local)
    assert run("check", casebook).exit_code == 0
    assert run("fmt", casebook).exit_code == 0
    assert contents(local) == before
    assert ".armillary" not in "".join(check_casebook(casebook).casebook.files)


# --- the shipped case -------------------------------------------------------------------------------------------------


def test_the_notes_of_the_shipped_paper_lead_to_the_shipped_sources(shared: Path) -> None:
    from armillary.reading.citations.notes import read_citations
    from armillary.reading.locators import parse_locator

    cited = read_citations(open_document(shared / "sources" / "new-jihadi-sphere.md").document)
    book = check_casebook(ROOT / "casebooks" / "afghanistan").casebook
    led = sources_of_notes(cited.works, cited.notes, book, "mehran-2025")
    kinds: dict[int, set[str]] = {}
    for one in cited.notes:
        kinds.setdefault(one.note, set()).add(one.kind)
    lost = [note for note in kinds if not led[note] and kinds[note] != {"explanatory"}]
    assert len(kinds) == 143
    assert lost == [129]  # a post without date, by one who has several

    agree, differ = 0, []
    for claim in book.claims.values():
        notes = parse_locator(claim.at).notes if claim.source == "mehran-2025" else ()
        credited = {link for chain in claim.chains for link in chain}
        if not notes or not credited:
            continue
        found = {one for note in notes for one in led.get(note, ())}
        found |= {book.sources[one].speaker for one in found if one in book.sources}
        agree += bool(found & credited)
        differ += [] if found & credited else [claim.id]
    assert agree >= 353
    assert len(differ) <= 4, differ


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own is made with pty")
def test_it_asks_on_a_real_terminal(casebook: Path, tmp_path: Path) -> None:
    import os
    import pty

    paper = write_paper(tmp_path)
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - another process
        os.execv(sys.executable, [sys.executable, "-m", "armillary", "add", str(casebook), str(paper), "--no-cited"])
    said = b""
    answers = iter([b"\n", b"desk\n", b"report\n", b"2024\n", b"\n", b"\n", b"\n"])
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        said += piece
        if re.search(rb": $", said):
            os.write(terminal, next(answers, b"\n"))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, said.decode()
    assert "desk-2024" in drafts(casebook), said.decode()
