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
