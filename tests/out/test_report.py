"""The report: it says what the pictures say, in words that a reader knows, on a page that needs nothing else."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from armillary.book.book import Book, open_book
from armillary.casebook.scaffold import scaffold
from armillary.commands.report import read_forms
from armillary.compile import build_casebook
from armillary.finding import ArmillaryError
from armillary.out.report import extra
from armillary.out.report.content import (
    Figure,
    Heading,
    KeyJudgement,
    NoteMark,
    Paragraph,
    Points,
    Report,
    Run,
    Table,
    plain,
)
from armillary.out.report.dates import in_words
from armillary.out.report.edition import make_report
from armillary.out.report.notes import Notes
from armillary.out.report.page import render_body, render_page
from armillary.out.report.paper import render_paper
from armillary.out.report.prose import Told, clause, percent
from armillary.out.report.sections.threats import FINDINGS
from armillary.out.report.write import render_report, write_report
from armillary.pictures.compare import compare
from armillary.pictures.records import faded
from armillary.pictures.threat import threat
from armillary.pictures.ties import ties
from armillary.pictures.why import why
from armillary.text.months import said_date
from tests.shipped import build_shipped

pytestmark = pytest.mark.slow

SECTIONS = (
    "key-judgements",
    "landscape",
    "changes",
    "threats",
    "ties",
    "levels",
    "numbers",
    "disputes",
    "evidence",
    "method",
)
QUESTIONS = ("landscape", "taliban-and-the-groups", "security")  # the requirements that say what their answer rests on
EDITION = "2023-06-30"


@pytest.fixture(scope="module")
def book() -> Iterator[Book]:
    with open_book(build_shipped()) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(book: Book) -> Report:
    return make_report(book)


@pytest.fixture(scope="module")
def body(report: Report) -> str:
    return render_body(report)


def runs_of(report: Report) -> Iterator[Run]:
    """Every run of the sections, in the order of reading."""
    for section in report.sections:
        for block in section.blocks:
            match block:
                case Paragraph():
                    yield from block.runs
                case KeyJudgement():
                    yield from block.sentence
                case Points():
                    yield from (run for item in block.items for run in item)
                case Table():
                    yield from (run for row in block.rows for cell in row for run in cell)
                case Heading() | Figure():
                    pass


def words_of(report: Report) -> str:
    """Everything that a reader reads."""
    parts = [report.title, report.subtitle, report.basis, *(part for fact in report.facts for part in fact)]
    for section in report.sections:
        parts.append(section.title)
        for block in section.blocks:
            match block:
                case Heading():
                    parts.append(block.text)
                case Paragraph():
                    parts.append(plain(block.runs))
                case KeyJudgement():
                    parts += [plain(block.sentence), block.word, block.percent, block.range, block.confidence]
                case Points():
                    parts += [plain(item) for item in block.items]
                case Table():
                    parts += [block.caption, *(column.head for column in block.columns)]
                    parts += [plain(cell) for row in block.rows for cell in row]
                case Figure():
                    parts += [block.title, block.caption]
    parts += [plain(note) for note in report.notes]
    parts += [plain(item).split(" http")[0] for _, items in report.references for item in items]
    return "\n".join(parts)


# --- the content ------------------------------------------------------------------------------------------------------


def test_every_section_is_there(report: Report) -> None:
    assert [section.name for section in report.sections] == list(SECTIONS)


def test_the_two_pages_answer_the_requirements_in_their_order(report: Report, book: Book) -> None:
    first = report.sections[0].blocks
    lines = [block for block in first if isinstance(block, Paragraph) and block.role == "lead"]
    assert len(lines) == 3  # a sentence for each question
    assert all(plain(line.runs).count(".") == 1 for line in lines)
    asked = [block.text for block in first if isinstance(block, Heading)]
    wanted = {row["id"]: row["question"] for row in book.sql("SELECT id, question FROM requirements")}
    assert asked == [
        *(wanted[name] for name in QUESTIONS),
        "What changed since 15 August 2021, and why",
        "What is disputed",
        "What is not known",
    ]
    assert sum(isinstance(block, KeyJudgement) for block in first) >= 12


def test_it_is_said_on_how_many_works_all_rests(report: Report) -> None:
    assert report.basis.startswith(
        "Codes one report, “The New Jihadi Sphere Under Taliban's Rule” (Weeda Mehran, January"
    )
    assert "and the 77 sources that it draws on" in report.basis


def test_key_judgements_say_what_the_pictures_say(report: Report, book: Book) -> None:
    rows = ties(book)
    for block in report.sections[0].blocks:
        if isinstance(block, KeyJudgement):
            alike = [tie for tie in rows if tie.word == block.word and tie.likelihood == block.likelihood]
            names = [[book.names[tie.subject], book.names[tie.object]] for tie in alike]
            said = plain(block.sentence).lower()
            assert any(all(name.lower() in said for name in pair) for pair in names), said
            assert block.percent.startswith(percent(block.likelihood or 0))
            assert {tie.confidence for tie in alike} & set(re.findall(r"\b(high|moderate|low)\b", block.confidence))
            assert any(isinstance(run, NoteMark) for run in block.sentence)


def test_headlines_are_borne_out_and_near(report: Report) -> None:
    for block in report.sections[0].blocks:
        if isinstance(block, KeyJudgement):
            said = plain(block.sentence)
            assert re.search(r"(\w+) independent voices", said) or "disputed" in said or "on record" in said
            assert "one independent voice" not in said


def test_a_denial_stands_under_the_name_of_who_denied(report: Report) -> None:
    said = [plain(block.sentence) for block in report.sections[0].blocks if isinstance(block, KeyJudgement)]
    assert any(text.endswith("Zabihullah Mujahid denies it.") for text in said)
    against = [plain(note).partition("Against:")[2] for note in report.notes]
    assert any("Zabihullah Mujahid, in Anadolu Agency" in text for text in against)
    assert not any(re.match(r" Anadolu", text) or "; Anadolu" in text for text in against)


def test_one_arithmetic_for_one_sum(report: Report) -> None:
    assert set(re.findall(r"\d+ weeks", words_of(report))) == {"113 weeks"}


def test_what_went_stale_is_no_change(report: Report) -> None:
    section = next(section for section in report.sections if section.name == "changes")
    heads = [block.text for block in section.blocks if isinstance(block, Heading)]
    assert heads == ["No longer", "Gone stale, which is no change"]
    captions = [block.caption for block in section.blocks if isinstance(block, Table)]
    assert captions == ["New", "Seen again", "More likely than before", "Less likely than before"][: len(captions)]


def test_levels_differ_where_they_are_shown(report: Report) -> None:
    section = next(section for section in report.sections if section.name == "levels")
    table = next(block for block in section.blocks if isinstance(block, Table))
    rows = [[plain(cell) for cell in row] for row in table.rows]
    assert [column.head for column in table.columns][1:] == ["Leadership", "Mid", "Local"]
    assert all(len(set(row[1:]) - {"nothing claimed"}) > 1 for row in rows)
    assert any(row[0] == "Taliban, logistical" and "Tolerate Al-Qaeda" in row[1] for row in rows)
    assert max(Counter(map(tuple, rows)).values()) == 1


def test_the_threat_table_says_what_the_picture_says(report: Report, book: Book) -> None:
    section = next(section for section in report.sections if section.name == "threats")
    overview = next(block for block in section.blocks if isinstance(block, Table))
    for row, found in zip(overview.rows, threat(book), strict=False):
        aspects = (found.capability, found.intent, found.local, found.regional, found.external, found.trend)
        said = [FINDINGS[aspect.finding] for aspect in aspects]
        assert [plain(cell) for cell in row] == [found.name, *said]


def test_counts_are_those_of_the_book(report: Report, book: Book) -> None:
    assert f"{book.manifest.tables['claims']} claims" in report.basis
    judged = [tie for tie in ties(book) if tie.likelihood is not None]
    evidence = next(section for section in report.sections if section.name == "evidence")
    said = " ".join(plain(block.runs) for block in evidence.blocks if isinstance(block, Paragraph))
    assert f"{sum(tie.voices_for + tie.voices_against <= 1 for tie in judged)} (" in said


def test_no_id_is_shown_and_no_empty_value(report: Report, book: Book) -> None:
    text = words_of(report)
    rows = book.sql(
        "SELECT id FROM actors UNION SELECT id FROM speakers UNION SELECT id FROM sources UNION SELECT id FROM claims"
    )
    ids = {row["id"] for row in rows} | set(book.vocab.places)
    ids = {name for name in ids if re.search(r"[-_/]", name)} | {r for r in book.vocab.relations if "_" in r}
    assert sorted(name for name in ids if re.search(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])", text)) == []
    assert re.findall(r"\b(?:None|nan|null)\b", text) == []


def test_sentences_are_sentences(report: Report) -> None:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, KeyJudgement | Paragraph):
                said = plain(block.sentence if isinstance(block, KeyJudgement) else block.runs)
                assert said[0] == said[0].upper()
                assert said.endswith("."), said
                assert "  " not in said
                assert ".." not in said


def test_notes_are_numbered_as_they_are_called(report: Report) -> None:
    called = [run.number for run in runs_of(report) if isinstance(run, NoteMark)]
    assert list(dict.fromkeys(called)) == list(range(1, len(report.notes) + 1))
    assert all(plain(note).endswith(".") for note in report.notes)
    assert max(Counter(plain(note) for note in report.notes).values()) == 1


def test_references_are_those_cited_interviews_apart(report: Report) -> None:
    found = dict(report.references)
    full = [plain(item) for item in found["Sources"]]
    assert any(item.startswith("Weeda Mehran. The New Jihadi Sphere Under Taliban's Rule.") for item in full)
    assert all("Interview" not in item for item in full)
    assert "Interviewee 10, interview, 6 September 2024." in [
        plain(item) for item in found["Interviews and correspondence"]
    ]
    assert [item for item in full if re.search(r"Zq|qZ|Preprint|\?\.”", item)] == []


def test_long_lists_say_how_much_they_leave_out(report: Report, book: Book) -> None:
    logistical = [row for row in ties(book, dimension="logistical") if row.likelihood is not None and not faded(row)]
    section = next(section for section in report.sections if section.name == "ties")
    at = next(i for i, b in enumerate(section.blocks) if isinstance(b, Table) and b.caption == "Logistical")
    table, rest = section.blocks[at : at + 2]
    assert isinstance(table, Table)
    assert len(table.rows) == 5
    assert isinstance(rest, Paragraph)
    assert plain(rest.runs).startswith(f"{len(logistical) - 5} more ties are not shown here")


def test_arabic_names_are_in_it(report: Report) -> None:
    assert "تحریک طالبان پاکستان" in words_of(report)


@pytest.mark.slow
def test_marking_and_caveats_are_those_of_the_book(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    class Marked:
        marking, caveats, compartments = "AMBER", ["Not for onward release."], ["interviews"]

        def __getattr__(self, name: str) -> Any:
            return getattr(manifest, name)

    manifest = book.manifest
    monkeypatch.setattr(book, "manifest", Marked())
    body = render_body(make_report(book, forms=("report",)))
    assert body.count("TLP:AMBER · interviews<small>Not for onward release.</small>") == 2


# --- the periodic edition ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def edition(book: Book) -> Report:
    return make_report(book, EDITION, ("report",))


@pytest.mark.slow
def test_an_edition_says_what_moved_by_what_had_been_published(edition: Report, book: Book) -> None:
    section = next(section for section in edition.sections if section.name == "changes")
    found = compare(book, from_=EDITION)
    lead = section.blocks[0]
    assert isinstance(lead, Paragraph)
    again = {(row.subject, row.relation, row.object) for row in found.resumed}
    moved = [row for row in found.moved if (row.subject, row.relation, row.object) not in again]
    new = sum(row.before is None or row.before.likelihood is None for row in moved)
    assert f"Of the ties, {new} came to be judged" in plain(lead.runs)
    assert "published by then" in plain(lead.runs)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert all("new evidence" in plain(row[3]) for row in tables[0].rows)


def test_an_edition_says_so(edition: Report) -> None:
    assert edition.edition == "Periodic edition"
    assert edition.since == EDITION
    heads = [block.text for block in edition.sections[0].blocks if isinstance(block, Heading)]
    assert "What changed since 30 June 2023, and why" in heads
    assert re.findall(r"\b(?:None|nan)\b", words_of(edition)) == []


def test_a_brief_report_is_the_two_pages_alone(book: Book, tmp_path: Path) -> None:
    brief = make_report(book, forms=("pdf",), brief=True)
    assert [section.name for section in brief.sections] == ["key-judgements"]
    assert not brief.notes
    assert not brief.references
    assert not any(isinstance(run, NoteMark) for run in runs_of(brief))
    files = write_report(tmp_path, render_report(book, ("report", "pdf"), brief=True))
    assert [file.name for file in files] == ["brief.html", "brief.pdf"]
    assert pages_of(files[1].read_bytes()) <= 2


@pytest.mark.parametrize("since", ["2025-01-31", "2030", "soon"])
def test_an_edition_wants_an_earlier_date(book: Book, since: str) -> None:
    with pytest.raises(ArmillaryError):
        make_report(book, since)


# --- the page ---------------------------------------------------------------------------------------------------------

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr", "base"}


class Page(HTMLParser):
    """Reads a page strictly: every tag is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def of(self, name: str) -> list[str]:
        """The values of an attribute."""
        return [value for _, attribute, value in self.attributes if attribute == name]


def test_the_page_is_whole_and_stands_alone(body: str) -> None:
    page = Page(body)
    assert page.open == []
    assert page.tags["script"] == page.tags["iframe"] == page.tags["img"] == page.tags["link"] == 0
    assert page.of("src") == page.of("srcset") == page.of("xlink:href") == []
    assert [name for _, name, _ in page.attributes if name.startswith("on")] == []
    outward = [(tag, value) for tag, name, value in page.attributes if name == "href" and not value.startswith("#")]
    assert {tag for tag, _ in outward} == {"a"}  # links that a reader may follow, nothing that is fetched
    assert "url(" not in re.sub(r"url\(#", "", body)


def test_the_page_has_landmarks_and_its_links_lead(body: str) -> None:
    page = Page(body)
    for tag in ("main", "nav", "header", "footer"):
        assert page.tags[tag] == 1
    assert page.tags["h1"] == 1
    ids = page.of("id")
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert [value for value in page.of("href") if value.startswith("#") and value[1:] not in ids] == []
    assert [value for value in page.of("aria-labelledby") for one in value.split() if one not in ids] == []
    assert body.startswith('<a class="skip" href="#main">')
    assert page.tags["th"] >= page.tags["tr"]


def test_arabic_script_keeps_its_direction(body: str) -> None:
    assert '<bdi dir="rtl">تحریک طالبان پاکستان</bdi>' in body
    outside = re.sub(r"<bdi dir=\"rtl\">.*?</bdi>|<svg.*?</svg>|<a [^>]*>.*?</a>", "", body, flags=re.DOTALL)
    assert re.findall("[\u0600-\u06ff]", re.sub(r"<[^>]*>", "", outside)) == []


@pytest.mark.slow
def test_the_same_book_gives_the_same_page(book: Book, report: Report, tmp_path: Path) -> None:
    page = render_page(report, tmp_path / "fonts")
    with open_book(book.path) as again:
        assert render_page(make_report(again), None) == page  # the fonts cut anew, not from the cache
    assert page == render_page(report, tmp_path / "fonts")
    assert page.count("@font-face") == 4
    assert 'content="default-src' in page
    assert "http" not in re.sub(r"<svg.*?</svg>|<a [^>]*>.*?</a>", "", page, flags=re.DOTALL).split("<body>")[
        0
    ].replace("http-equiv", "")


# --- the PDF ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def paper(report: Report) -> bytes:
    return render_paper(report)


@pytest.mark.slow
def test_the_paper_holds_what_the_report_says(paper: bytes, report: Report) -> None:
    text = paper_words(paper)
    for block in report.sections[0].blocks:
        if isinstance(block, KeyJudgement):
            assert squeezed(plain(block.sentence)) in text
    for section in report.sections:
        assert squeezed(section.title) in text
    for name in ("پاکستان", "تحریک"):  # the reader used here turns the order of some words, not their letters
        assert name in text


@pytest.mark.slow
def test_the_paper_says_what_it_is_and_nothing_of_who_made_it(paper: bytes, report: Report) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    about = document.get_metadata_dict(skip_empty=True)
    assert about["Title"] == report.title
    assert "TTP" in about["Keywords"]
    assert about["CreationDate"].startswith("D:20250131")
    assert "Author" not in about
    titles = [item.get_title() for item in document.get_toc()]
    assert titles[0] == "Bottom line"
    assert {"Threat assessment", "Notes", "References"} <= set(titles)
    assert b"/Users/" not in paper
    assert b"/home/" not in paper
    assert b"/StructTreeRoot" in paper


@pytest.mark.slow
def test_the_same_report_gives_the_same_paper(paper: bytes, report: Report) -> None:
    assert render_paper(report) == paper


def test_the_paper_is_short_and_its_first_two_pages_stand_alone(paper: bytes) -> None:
    import pypdfium2

    assert pages_of(paper) < 20
    third = pypdfium2.PdfDocument(paper)[2].get_textpage().get_text_bounded()
    assert "Contents" in third


def pages_of(data: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(data))


def paper_words(data: bytes) -> str:
    """The text of a PDF without spaces, line breaks, hyphens and the numbers of notes."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return squeezed("".join(page.get_textpage().get_text_bounded() for page in document))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\u0002-]+", "", text)


# --- small casebooks, errors, files -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("small")
    scaffold(root / "casebook")
    assert build_casebook(root / "casebook", root / "book")[1] is not None
    return root


def test_a_small_casebook_has_a_report(small: Path) -> None:
    with open_book(small / "book") as book:
        report = make_report(book)
    assert {"key-judgements", "changes", "evidence", "method"} <= {s.name for s in report.sections}
    assert re.findall(r"\b(?:None|nan)\b", words_of(report)) == []
    assert Page(render_body(report)).open == []


def test_a_casebook_without_claims_has_a_report(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "armillary.toml").write_text('format = 1\ntitle = "Nothing yet"\nas_of = "2024"\n', "utf-8")
    assert build_casebook(tmp_path / "case", tmp_path / "book")[1] is not None
    with open_book(tmp_path / "book") as book:
        report = make_report(book)
    assert "No two independent voices give an answer that holds today." in words_of(report)
    assert report.basis == "Rests on no claim yet."
    asked = [block.text for block in report.sections[0].blocks if isinstance(block, Heading)]
    assert asked[1:3] == ["Who is tied to whom?", "What follows for security?"]  # what is asked where nothing is
    assert report.notes == ()
    assert Page(render_body(report)).open == []
    assert render_paper(report).startswith(b"%PDF")


def test_sixty_voices_that_agree_have_a_report(tmp_path: Path) -> None:
    names = [f"speaker-{i}" for i in range(60)]
    files = {
        "armillary.toml": 'format = 1\ntitle = "Sixty"\nas_of = "2024-06-01"\n',
        "actors/all.yaml": "actors:\n"
        + "".join(f"  - {{id: {name}, kind: group, name: {name.title()}}}\n" for name in ("reds", "blues")),
        "speakers/all.yaml": "speakers:\n"
        + "".join(
            f"  - {{id: {name}, kind: institution, name: {name.title()}, grade: A, grade_reason: So.}}\n"
            for name in names
        ),
        "sources/all.yaml": "sources:\n"
        + "".join(f"  - {{id: s-{name}, kind: report, title: T, speaker: {name}, date: 2024-01}}\n" for name in names),
    }
    for name in names:
        files[f"claims/{name}.yaml"] = (
            f"source: s-{name}\nclaims:\n"
            f"  - {{id: s-{name}/1, at: ¶1, tie: reds attacks blues, when: 2024, text: So.}}\n"
        )
    for name, text in files.items():
        path = tmp_path / "case" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    checked, manifest = build_casebook(tmp_path / "case", tmp_path / "book")
    assert manifest is not None, checked.findings
    with open_book(tmp_path / "book") as book:
        report = make_report(book)
    said = [plain(block.sentence) for block in report.sections[0].blocks if isinstance(block, KeyJudgement)]
    assert any("60 independent voices" in text for text in said)


def test_a_voice_whose_claims_are_withheld_is_in_no_note(book: Book) -> None:
    parts = why(book, "taliban", "hosts", "al-qaeda").contributions
    hidden = [msgspec.structs.replace(part, claims=[]) for part in parts]
    notes = Notes(book)
    assert notes.on_parts(hidden) is None
    assert notes.on_parts([*hidden[:1], *parts[1:]]) is not None


def test_ties_that_share_an_end_share_a_clause(book: Book) -> None:
    rows = {(tie.subject, tie.relation, tie.object): tie for tie in ties(book)}
    wanted = [
        *(("al-qaeda", "present_in", "afghanistan"), ("al-qaeda", "runs_camp_in", "afghanistan")),
        *(("ttp", "present_in", "afghanistan"), ("is-khorasan", "present_in", "afghanistan")),
        ("taliban", "tolerates", "al-qaeda"),
    ]
    told = [Told(rows[key], key[0], key[2]) for key in wanted]
    assert clause(book, told, "that ") == (
        "Al-Qaeda is present and runs camps in Afghanistan, that TTP and IS-Khorasan are present in Afghanistan, and "
        "that the Taliban tolerate Al-Qaeda"
    )


def test_what_is_missing_is_said(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        if name.startswith("typst"):
            raise ImportError(name)
        return importlib.__import__(name)

    monkeypatch.setattr(extra, "import_module", missing)
    with open_book(small / "book") as book, pytest.raises(ArmillaryError) as told:
        render_report(book, ("report",))
    assert "typst" in told.value.message
    assert told.value.hint == "in a checkout of Armillary: pip install '.[report]'"


def test_a_report_that_cannot_be_written_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.html").write_text("old", "utf-8")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(ArmillaryError, match="No space left"):
        write_report(tmp_path, {"report.html": b"new", "report.pdf": b"new"})
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("report.html", "old")]


def test_forms_are_named() -> None:
    assert read_forms("report, pdf") == ("report", "pdf")
    assert read_forms(None) == ()
    with pytest.raises(ArmillaryError, match="docx"):
        read_forms("report,docx")


def test_dates_in_words() -> None:
    assert said_date("2024-01-29") == "29 January 2024"
    assert said_date("2024-01") == "January 2024"
    assert in_words("20..99 million from 1994.. on 2020-09-23") == "20 to 99 million from 1994 on 23 September 2020"
