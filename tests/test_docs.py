"""The documentation is true: generated pages are fresh, nothing is left out, what is shown can be typed, links lead."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from armillary.casebook.settings import KEYS, RELEASE_KEYS
from armillary.codes import CODES
from armillary.vocab.read import extend_vocabulary, read_vocabulary
from armillary.vocab.vocabulary import LISTS
from tests.conftest import ROOT
from tools.generate_docs import generated, stale
from tools.reference.commands import command_line, commands, examples

DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
SOURCE = ROOT / "src" / "armillary"
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1$", re.DOTALL | re.MULTILINE)


def pages() -> list[Path]:
    """Every page people read: those of docs/, and those at the top of the project."""
    return sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def everything() -> str:
    """All of docs/ as one text."""
    return "\n".join(path.read_text("utf-8") for path in DOCS.rglob("*.md"))


def undocumented(words: list[str], text: str) -> list[str]:
    """The words that a text does not name as code."""
    return [word for word in words if not re.search(rf"[`( ]{re.escape(word)}[`\s=|\])]", text)]


# --- what is generated ------------------------------------------------------------------------------------------------


def test_generated_pages_are_not_stale() -> None:
    """`make docs` writes them."""
    assert stale(generated()) == []


def test_a_page_that_differs_is_missing_or_is_left_over_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.generate_docs.REFERENCE", tmp_path)
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/gone.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / "same.md").write_text("x\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("y\n", encoding="utf-8")
    made = {"same.md": "x\n", "other.md": "x\n", "new.md": "x\n"}
    assert stale(made) == ["new.md", "other.md", "schemas/gone.schema.json"]


# --- nothing is left out ----------------------------------------------------------------------------------------------


def test_every_command_and_option_is_documented() -> None:
    text = (REFERENCE / "commands.md").read_text("utf-8")
    for name, command in commands().items():
        section = text.split(f"\n## armillary {name}\n")[1].split("\n## ")[0]
        options = [opt for item in command.params if item.param_type_name == "option" for opt in item.opts]
        assert undocumented(options, section) == []


def test_every_code_has_a_page() -> None:
    assert [code for code in CODES if not (REFERENCE / f"findings/{code}.md").is_file()] == []


@pytest.mark.parametrize("name", LISTS)
def test_every_term_is_documented(name: str) -> None:
    text = (REFERENCE / f"vocabulary/{name}.md").read_text("utf-8")
    terms = read_vocabulary().terms(name)
    assert [word for word in terms if f"`{word}`" not in text and f"# {word}\n" not in text] == []


def test_every_environment_variable_is_documented() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    asked = sorted(set(re.findall(r"""(?:environ(?:\.get\(|\[)|getenv\()["'](\w+)["']""", code)))
    assert "ARMILLARY_CACHE" in asked
    assert undocumented(asked, (REFERENCE / "commands.md").read_text("utf-8")) == []


def test_every_setting_is_documented() -> None:
    keys = {*KEYS, *RELEASE_KEYS}
    text = (REFERENCE / "format.md").read_text("utf-8")
    section = text.split("\n## armillary.toml\n")[1].split("\n## ")[0]
    assert [key for key in sorted(keys) if not re.search(rf"(?m)^\[?{key}\b", section)] == []


# --- what is shown is so ----------------------------------------------------------------------------------------------


def shown() -> Iterator[tuple[str, str]]:
    """Every command line of armillary in a console block, with the page it stands on."""
    for path in pages():
        for block in CONSOLE.findall(path.read_text("utf-8")):
            for line in block.replace("\\\n", " ").split("\n"):
                if line.startswith("$ armillary "):
                    yield name_of(path), line[2:]


@pytest.mark.parametrize("line", sorted({line for _, line in shown()}))
def test_command_lines_that_are_shown_can_be_typed(line: str) -> None:
    for part in re.split(r" && | \| ", line):
        if part.startswith("armillary "):
            parse(part)


def test_examples_in_the_help_can_be_typed() -> None:
    for command in commands().values():
        for line in examples(command):
            parse(line)


def parse(line: str) -> None:
    """Parse a command line without running it; raises where the command or an option does not exist."""
    words = shlex.split(line.split(" > ")[0])[1:]
    group, context = command_line()
    if words == ["--version"]:
        return
    command: Any = group.get_command(context, words[0])
    assert command is not None, f"there is no command '{words[0]}'"
    command.make_context(words[0], words[1:], parent=context)


@pytest.mark.parametrize("line", ["armillary chekc casebook", "armillary check casebook --quiet", "armillary check"])
def test_a_command_line_that_is_wrong_is_seen(line: str) -> None:
    with pytest.raises(Exception, match=r"chekc|--quiet|casebook"):  # of typer's own, which it does not export
        parse(line)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_relative_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text("utf-8")))
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert [link for link in links if not resolves(page, link)] == []


def resolves(page: Path, link: str) -> bool:
    """Whether a link leads to a page that is there, and to a heading that it has."""
    if re.match(r"[a-z]+:", link):
        return True
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target)


@cache
def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"(?m)^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_terms_that_are_shown_are_sound() -> None:
    """Those of the how-to page on terms, in a casebook that has the places they lie in."""
    text = (DOCS / "how-to/add-terms.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    own = "places:\n  varden: {name: Varden, kind: country}\n"
    files = [(f"vocab/{number}.yaml", block.encode()) for number, block in enumerate([own, *blocks])]
    vocab, findings = extend_vocabulary(read_vocabulary(), files)
    assert findings == []
    assert {"lends_to"} == vocab.relations.keys() - read_vocabulary().relations.keys()
