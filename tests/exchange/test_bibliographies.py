"""Bibliographies: as Zotero writes them, in; sources out and back with the same keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.conftest import Run, contents

BIBTEX = r"""
@comment{from a library}
@article{O'Neill_2020,
  title = {The {Red} Band \& its \emph{friends}: 100\% so},
  author = {M{\"u}ller, J{\"o}rg and {International Desk}},
  date = {2020-03},
  journal = {Journal of Bands},
  doi = {https://doi.org/10.1080/1057610X.2021.1906430},
  url = {https://a.example/b_c?d=1},
  langid = {english},
  keywords = {bands, TLP:AMBER},
}
@techreport{desk2019, title={Bands}, author={The Desk}, year=2019, month=aug, institution={The Desk}}
@misc{odd, title={What is it}, howpublished={somewhere}, date={soon}, url={ftp://x}, langid={klingon language}}
"""
RIS = """TY  - NEWS
ID  - press-2021
TI  - A band
AU  - Doe, Jane
PY  - 2021
DA  - 2021/08/15/
UR  - https://p.example/a
LA  - fa-AF
ER  -

TY  - RPRT
TI  - No key here
AU  - Ministry of Bands, Office 2,
PY  - 2022
ER  -
"""
CSL = """[{"id": "http://zotero.org/users/1/items/AB", "citation-key": "roe2022", "type": "post-weblog",
"title": "A <i>post</i>", "author": [{"family": "Roe", "given": "R."}, {"literal": "Some Group"}],
"issued": {"date-parts": [["2022", 5, 1]]},
"accessed": {"date-parts": [[2022, 6]]}, "URL": "https://b.example", "language": "en-US", "DOI": "nonsense"}]"""


def written(casebook: Path, run: Run, format_: str, text: str) -> tuple[str, str]:
    """What an import says, and the sources that it writes."""
    file = casebook.parent / f"library.{format_}"
    file.write_text(text, encoding="utf-8")
    done = run("import", casebook, "--from", format_, file)
    assert done.exit_code == 0, done.output
    assert run("check", casebook).exit_code == 0
    assert run("fmt", casebook, "--check").stdout.count("library.yaml") == 0
    return done.stdout, (casebook / "sources/library.yaml").read_text("utf-8")


def test_bibtex(casebook: Path, run: Run) -> None:
    said, text = written(casebook, run, "bibtex", BIBTEX)
    first, second, third = text.split("\n\n")
    assert first == "\n".join(
        (
            "sources:",
            "  - id: oneill-2020",
            "    kind: article",
            '    title: "The Red Band & its friends: 100% so"',
            "    speaker: muller-and-international-desk",
            "    date: 2020-03",
            "    publisher: Journal of Bands",
            "    language: en",
            "    url: https://a.example/b_c?d=1",
            "    ids: {doi: 10.1080/1057610X.2021.1906430, citation_key: O'Neill_2020}",
            "    marking: AMBER",
        )
    )
    assert "speaker: desk\n" in second  # whom the casebook knows by that name
    assert "date: 2019-08\n" in second
    assert "kind: web_page" in third
    assert [line.split(" ")[1] for line in said.splitlines() if " X80" in line].count("X806") == 2
    assert "the date of 'odd' is left out" in said
    assert "'ftp://x' is not a web address" in said
    assert "'klingon language' is not the tag of a language" in said
    speakers = (casebook / "speakers/library.yaml").read_text("utf-8")
    assert "name: Jörg Müller and International Desk" in speakers
    assert "grade: F" in speakers


def test_ris(casebook: Path, run: Run) -> None:
    _, text = written(casebook, run, "ris", RIS)
    assert "id: press-2021\n    kind: article\n    title: A band\n    speaker: jane-doe\n    date: 2021-08-15" in text
    assert "id: ministry-of-bands-office-2-2022" in text


def test_csl(casebook: Path, run: Run) -> None:
    said, text = written(casebook, run, "csl", CSL)
    assert (
        "id: roe2022\n    kind: post\n    title: A post\n    speaker: roe-and-some-group\n    date: 2022-05-01" in text
    )
    assert "accessed: 2022-06" in text
    assert "'nonsense' is not a doi" in said


DOUBLED = '@string{a0 = "words"}\n' + "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 60))


@pytest.mark.parametrize(("format_", "text"), [("bibtex", BIBTEX), ("ris", RIS), ("csl", CSL)])
@pytest.mark.parametrize("through", ["bibtex", "ris", "csl"])
def test_keys_and_records_come_back(format_: str, text: str, through: str, casebook: Path, run: Run) -> None:
    """Out in any format, and back: the same sources, so that nothing is written."""
    written(casebook, run, format_, text)
    before = contents(casebook)
    out = casebook.parent / "out"
    assert run("export", casebook, "--to", through, "--out", out, "--release", "everything").exit_code == 0
    done = run("import", casebook, "--from", through, out)
    assert done.stdout.splitlines()[-1].startswith("0 records added, 0 changed"), done.stdout
    assert contents(casebook) == before


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("bibtex", "@article{a, title={x"),
        ("bibtex", "not a library at all"),
        ("bibtex", DOUBLED),
        ("bibtex", "@article{a, title=" + "{" * 5000 + "}" * 5000 + "}"),
        ("ris", "no tags here"),
        ("csl", '{"a": 1}'),
        ("csl", "[1]"),
        ("csl", "[" * 100_000),
    ],
)
def test_what_is_no_bibliography_is_one_finding(casebook: Path, run: Run, format_: str, text: str) -> None:
    file = casebook.parent / "library"
    file.write_text(text, encoding="utf-8")
    done = run("import", casebook, "--from", format_, file)
    assert done.exit_code == 1, done.output
    assert [line.split(" ")[1] for line in done.stdout.splitlines()[:-1]] == ["X801"]


@pytest.mark.parametrize("number", ["9" * 5000, "²", "٣"])
def test_a_number_that_is_no_month_is_left_out(casebook: Path, run: Run, number: str) -> None:
    library = f"@book{{a, title={{T}}, author={{A B}}, year={{2020}}, month={{{number}}}, day={{{number}}}}}"
    _, text = written(casebook, run, "bibtex", library)
    assert "date: 2020\n" in text


GOOD = "@book{GOOD, title={The %s book}, author={Doe, Jane}, year={2020}}"
RIS_WORK = "TY  - RPRT\nID  - %s\nTI  - The %s report\nPY  - 2020\nER  - \n"


@pytest.mark.parametrize(
    ("odd", "lost"),
    [
        ("@book{first, title={Another}, year={2021}}", "stands here twice"),
        ("@book{odd, title={A}, title={B}}", "duplicate title"),
        ("@book{odd, title={A}, month=mai}", "undefined string"),
        ("@book{odd, title={A, year={2020}}", "premature end"),
        ("@book{odd, title={A}}, year={2020}}", "a brace is closed"),
        ("@book{odd, title={A} year={2020}}", "syntax error"),
    ],
)
def test_an_odd_entry_costs_only_itself(casebook: Path, run: Run, odd: str, lost: str) -> None:
    before = contents(casebook)
    file = casebook.parent / "library.bib"
    first, last = (GOOD.replace("GOOD", word) % word for word in ("first", "last"))
    file.write_text(f"{first}\n\n{odd}\n\n{last}\n", encoding="utf-8")
    done = run("import", casebook, "--from", "bibtex", file)
    assert done.exit_code == 1
    [told] = [line for line in done.stdout.splitlines() if " error " in line]
    assert told.startswith("library.bib:3:1 X820 ")
    assert lost in told
    text = (casebook / "sources/library.yaml").read_text("utf-8")
    assert [line for line in text.splitlines() if "id:" in line] == ["  - id: first", "  - id: last"]
    assert run("import", casebook, "--undo").exit_code == 0
    assert {name: data for name, data in contents(casebook).items() if not name.startswith(".")} == before


def test_of_several_libraries_one_that_is_none_costs_only_itself(casebook: Path, run: Run) -> None:
    good, bad = casebook.parent / "good.ris", casebook.parent / "bad.ris"
    good.write_text(RIS_WORK % ("a", "first"), encoding="utf-8")
    bad.write_text("no tags here", encoding="utf-8")
    done = run("import", casebook, "--from", "ris", bad, good)
    assert done.exit_code == 1
    assert "bad.ris X820 error" in done.stdout
    assert "id: a" in (casebook / "sources/bad.yaml").read_text("utf-8")


def test_an_entry_that_nobody_ended_is_read(casebook: Path, run: Run) -> None:
    text = RIS_WORK % ("a", "first") + (RIS_WORK % ("b", "second")).replace("ER  - \n", "")
    _, text = written(casebook, run, "ris", text + RIS_WORK % ("c", "third"))
    assert [line for line in text.splitlines() if "id:" in line] == ["  - id: a", "  - id: b", "  - id: c"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("AU  - Roe, Ann; Poe, Bo; Low, Cy\nPY  - 2020", "name: Ann Roe, Bo Poe and Cy Low"),
        (
            "AU  - Council of Hills, Sanctions Monitoring Team\nPY  - 2020",
            "name: Council of Hills, Sanctions Monitoring Team",
        ),
        ("AU  - Roe, Ann\nDA  - Spring 2021\nPY  - 2021", "date: 2021"),
        ("AU  - Roe, Ann\nY1  - 2005/01/22/\nPY  - 2005", "date: 2005-01-22"),
        ("AU  - Roe, Ann\nDA  - 2014/04/01\nY1  - 2013/05/28", "date: 2014-04-01"),
        ("AU  - Roe, Ann\nY1  - 2015/october", "date: 2015-10"),
    ],
)
def test_names_and_dates_of_ris(casebook: Path, run: Run, lines: str, told: str) -> None:
    file = casebook.parent / "library.ris"
    file.write_text(f"TY  - RPRT\nID  - a\nTI  - A report\n{lines}\nER  - \n", encoding="utf-8")
    assert run("import", casebook, "--from", "ris", file).exit_code == 0
    text = "".join((casebook / folder / "library.yaml").read_text("utf-8") for folder in ("sources", "speakers"))
    assert told in [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize(
    ("date", "language", "meant"),
    [
        ("1402-05", "persian", "sh:1402-05"),
        ("1402", "pashto", "sh:1402"),
        ("1445", "persian", "ah:1445"),
        ("1445-09", "arabic", "ah:1445-09"),
        ("۱۴۰۲", "persian", "sh:1402"),
        ("2023", "persian", "2023"),
        ("1402", "english", "1402"),
    ],
)
def test_hijri_years_are_taken_for_what_they_are(
    casebook: Path, run: Run, date: str, language: str, meant: str
) -> None:
    entry = f"@book{{a, title={{Bands}}, author={{Doe, Jane}}, date={{{date}}}, langid={{{language}}}}}"
    said, text = written(casebook, run, "bibtex", entry)
    assert f"date: {meant}\n" in text
    assert ("is taken to be Hijri" in said) is (":" in meant)


def test_the_same_work_under_another_key_is_found(casebook: Path, run: Run) -> None:
    entry = "@book{%s, title={%s}, author={Doe, Jane}, date={2020-05}, doi={10.1000/%s}}"
    written(casebook, run, "bibtex", entry % ("doe2020", "The Bands: A Study", "x"))
    file = casebook.parent / "again.bib"
    works = [("doe_20", "The Bands: a study.", "x"), ("other", "The Bands: A Study", "y"), ("doe3", "Elsewhere", "z")]
    file.write_text("\n".join(entry % work for work in works), encoding="utf-8")
    done = run("import", casebook, "--from", "bibtex", file)
    assert done.exit_code == 0
    assert "X821 warning 'doe_20' is left out: doe2020 has its title, date and speaker" in done.stdout
    text = (casebook / "sources/again.yaml").read_text("utf-8")
    assert [line for line in text.splitlines() if "id:" in line] == ["  - id: other", "  - id: doe3"]
