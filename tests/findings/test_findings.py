"""Every finding: one mistake gives one finding, its page shows it, and its golden files hold what is printed."""

from __future__ import annotations

import re
import runpy
import shutil
from pathlib import Path
from textwrap import indent

import msgspec
import pytest
from typer.testing import CliRunner

from armillary.checking import check_casebook
from armillary.cli import app
from armillary.codes import CODES
from armillary.compile import build_casebook
from armillary.finding import Finding, Severity, as_json, render_text
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary
from tests.conftest import GOLDEN, ROOT, Golden

HERE = Path(__file__).resolve().parent
PAGES = ROOT / "docs" / "reference" / "findings"
BLOCK = re.compile(r"^```(?:yaml|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST_PAGE = 60  # lines
# Mistakes that no example in YAML can show, and what other commands than `check` say.
UNTOLD = {"S002", "S003", "S004", "S008", "F120"} | {code for code in CODES if code[0] not in "SFRLNVWP"}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    return read_vocabulary()


def lay_out(code: str, folder: Path) -> Path:
    """The casebook with one mistake: the files of the fixture over the clean ones, and what its builder makes."""
    root = folder / "casebook"
    shutil.copytree(HERE / "base", root)
    if code:
        shutil.copytree(HERE / code, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build.py", "__pycache__"))
        builder = HERE / code / "build.py"
        if builder.is_file():
            runpy.run_path(str(builder)).get("build", lambda _: None)(root)
    return root


def check(root: Path, vocabulary: Vocabulary) -> list[Finding]:
    if "answers" not in (root / "armillary.toml").read_text(encoding="utf-8", errors="replace"):
        return check_casebook(root, vocabulary).findings
    return build_casebook(root, root.parent / "book", vocabulary, release="public")[0].findings


def found(code: str, folder: Path, vocabulary: Vocabulary) -> list[Finding]:
    """What is found in the fixture of a code: by `check`, or by the call its builder makes."""
    root = lay_out(code, folder)
    builder = HERE / code / "build.py"
    asks = runpy.run_path(str(builder)).get("find") if builder.is_file() else None
    return check(root, vocabulary) if asks is None else list(asks(root, vocabulary))


def text_of(findings: list[Finding]) -> str:
    return "".join(render_text(finding) + "\n" for finding in findings)


def json_of(findings: list[Finding]) -> str:
    return (
        msgspec.json.format(msgspec.json.encode([as_json(finding) for finding in findings]), indent=2).decode() + "\n"
    )


def examples(code: str) -> list[str]:
    return BLOCK.findall((PAGES / f"{code}.md").read_text(encoding="utf-8"))


def test_every_code_has_its_page_fixture_and_goldens_and_nothing_is_left_over() -> None:
    codes = sorted(CODES)
    assert sorted(page.stem for page in PAGES.glob("*.md") if page.stem != "README") == codes
    assert sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name[0].isupper()) == codes
    for ending in (".txt", ".json"):
        assert sorted(file.stem for file in (GOLDEN / "findings").glob(f"*{ending}")) == codes


def test_the_clean_casebook_has_no_finding_at_all(tmp_path: Path, vocabulary: Vocabulary) -> None:
    assert text_of(check(lay_out("", tmp_path), vocabulary)) == ""


@pytest.mark.parametrize("code", CODES)
def test_one_mistake_gives_one_finding(code: str, tmp_path: Path, vocabulary: Vocabulary, golden: Golden) -> None:
    findings = found(code, tmp_path, vocabulary)
    assert [finding.code for finding in findings] == [code], text_of(findings)
    [finding] = findings
    assert finding.severity.value == CODES[code].severity
    assert finding.hint, "a finding says what to do about it"
    assert finding.place.line or code in UNTOLD, "a finding has a line and a column"
    golden(text_of(findings), f"findings/{code}.txt")
    golden(json_of(findings), f"findings/{code}.json")


@pytest.mark.parametrize("code", CODES)
def test_the_page_names_the_code_and_is_short(code: str) -> None:
    lines = (PAGES / f"{code}.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# {code}: {CODES[code].title}"
    assert lines[2].startswith(f"*{CODES[code].severity.capitalize()}.* ")
    assert len(lines) <= LONGEST_PAGE
    assert all(len(line) <= 130 for line in lines)


@pytest.mark.parametrize("code", sorted(CODES.keys() - UNTOLD))
def test_the_example_of_the_page_is_the_mistake_and_what_to_write_instead_is_none(
    code: str, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    root = lay_out(code, tmp_path)
    wrong, *right = examples(code)
    texts = {path: path.read_text(encoding="utf-8") for path in root.rglob("*") if path.suffix in (".yaml", ".toml")}
    [(file, prefix)] = [
        (path, prefix) for path, text in texts.items() for prefix in ("  ", "") if indent(wrong, prefix) in text
    ]
    if right:
        [instead] = right
        file.write_text(texts[file].replace(indent(wrong, prefix), indent(instead, prefix)), encoding="utf-8")
        assert text_of(check(root, vocabulary)) == ""
    else:
        assert CODES[code].severity == "note"


def test_the_list_of_findings_has_them_all_in_order() -> None:
    listed = re.findall(r"^\| \[(\w+)\]\(\1\.md\) \| (\w+) \| (.+) \|$", (PAGES / "README.md").read_text("utf-8"), re.M)
    assert listed == [(code, about.severity, about.title) for code, about in CODES.items()]


@pytest.mark.parametrize("code", ["F111", "L306", "W602"])
def test_the_command_line_prints_what_the_goldens_hold(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARMILLARY_CACHE", str(tmp_path / "cache"))
    root = str(lay_out(code, tmp_path))
    text, json = (CliRunner().invoke(app, ["check", root, option]) for option in ("--notes", "--json"))
    wanted = (GOLDEN / "findings" / f"{code}.txt").read_text(encoding="utf-8")
    assert text.stdout.startswith(wanted)
    assert len(text.stdout.splitlines()) == len(wanted.splitlines()) + 1, (
        "after the findings comes one line that counts"
    )
    assert json.stdout == (GOLDEN / "findings" / f"{code}.json").read_text(encoding="utf-8")
    assert text.exit_code == json.exit_code == (CODES[code].severity == Severity.ERROR)
