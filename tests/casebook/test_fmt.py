"""Formatting: what the text looks like afterwards, what is never changed, and that a second time changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.casebook.fmt import format_casebook, format_file
from armillary.casebook.forms import Forms
from armillary.casebook.read import FOLDERS, read_file
from armillary.casebook.scaffold import scaffold_files
from armillary.casebook.schema import Schema, schemas
from armillary.commands.casebooks import run_fmt
from armillary.finding import ArmillaryError, Finding
from armillary.text.files import list_files
from armillary.vocab.read import extend_vocabulary, read_vocabulary
from armillary.vocab.vocabulary import Vocabulary
from tests.casebook.written import SHELVES, Comments, casebook_files
from tests.shipped import CASEBOOK

# Where something stands, and what is said of the place, moves when text moves.
PLACES = {"mark", "packed", "offset", "source_place", "place", "related", "message", "hint"}


@cache
def words() -> tuple[Vocabulary, Forms, dict[str, Schema]]:
    """The vocabulary with the terms of the shipped casebook, and what is made from it."""
    names, _ = list_files(CASEBOOK, ("vocab",))
    vocab, _ = extend_vocabulary(read_vocabulary(), [(name, (CASEBOOK / name).read_bytes()) for name in names])
    return vocab, Forms(vocab), schemas(vocab)


def formatted_or_left(name: str, text: str) -> bytes | Finding:
    """A file after formatting, or why it cannot be formatted."""
    vocab, _, by_folder = words()
    return format_file(name, text.encode(), by_folder, vocab.relations)


def formatted(name: str, text: str) -> str:
    """A file after formatting."""
    made = formatted_or_left(name, text)
    assert isinstance(made, bytes), made
    return made.decode()


def without_places(value: Any) -> Any:
    """A record as plain data, up to where it stands."""
    if isinstance(value, msgspec.Struct):
        kept = {name: getattr(value, name) for name in value.__struct_fields__ if name not in PLACES}
        return type(value).__name__, without_places(kept)
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [without_places(item) for item in value]
    return value


def as_read(name: str, text: str) -> Any:
    """Everything that is read from a file, up to places; of findings, how many of each code."""
    found = read_file(name, text.encode(), words()[1])
    return without_places(found.records), sorted(found.broken), sorted(finding.code for finding in found.findings)


def holds_for(name: str, text: str) -> str:
    """Format a file and make sure of everything that must hold for every file; returns the new text."""
    made = formatted(name, text)
    if not name.startswith("vocab/"):
        assert as_read(name, made) == as_read(name, text)
    assert formatted(name, made) == made
    assert made.endswith("\n")
    assert not made.endswith("\n\n")
    assert not re.search(r"[ \t]\n|\r|\n\n\n", made)
    return made


def shipped() -> list[str]:
    return list_files(CASEBOOK, (*FOLDERS, "vocab"))[0]


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_casebook_reads_the_same(name: str) -> None:
    holds_for(name, (CASEBOOK / name).read_text("utf-8"))


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_ends_of_lines_and_byte_order_marks_mean_nothing(ending: str) -> None:
    name = "levers/ways-forward.yaml"
    text = (CASEBOOK / name).read_text("utf-8")
    assert formatted(name, "\ufeff" + text.replace("\n", ending)) == formatted(name, text)


@pytest.mark.slow
@settings(max_examples=150)
@given(casebook_files())
def test_made_up_files_read_the_same_and_keep_their_comments(made: tuple[str, str, Comments]) -> None:
    name, text, comments = made
    after = holds_for(name, text)
    for comment in comments:
        assert after.count(comment) == text.count(comment) == 1, comment


MUTATIONS: dict[str, Callable[[str, st.DataObject], str]] = {
    "a comment above": lambda line, data: f"{' ' * data.draw(st.integers(0, 8))}# above\n{line}",
    "a comment beside": lambda line, _: f"{line}  # beside",
    "a line twice": lambda line, _: f"{line}\n{line}",
    "no line": lambda _line, _: "",
    "deeper": lambda line, _: "  " + line,
    "brackets on lines of their own": lambda line, _: re.sub(r"([\[{])|([\]}])", r"\1\n        # in\n        \2", line),
    "a folded value": lambda line, _: line.replace(": ", ": >\n          ", 1),
    "a value by hand": lambda line, _: line.replace(": ", ": |+\n          ", 1),
    "a value on the next line": lambda line, _: line.replace(": ", ":  # key\n          ", 1),
    "a sign": lambda line, data: line + data.draw(st.sampled_from([" ", "'", '"', "[", "}", ",", ":", "#", "~", "\t"])),
}


@settings(max_examples=200)
@given(st.data())
def test_what_people_do_to_files_reads_the_same(data: st.DataObject) -> None:
    """Mutants of shipped text; those that are no longer YAML are left alone, and so are not looked at."""
    name = data.draw(st.sampled_from(shipped()))
    lines = (CASEBOOK / name).read_text("utf-8").split("\n")
    start = data.draw(st.integers(0, max(0, len(lines) - 12)))
    lines = lines[: min(start, 4)] + lines[start : start + 12]
    for _ in range(data.draw(st.integers(1, 5))):
        index = data.draw(st.integers(0, len(lines) - 1))
        lines[index] = MUTATIONS[data.draw(st.sampled_from(sorted(MUTATIONS)))](lines[index], data)
    text = "\n".join(lines)
    if not isinstance(formatted_or_left(name, text), Finding):
        holds_for(name, text)


@pytest.mark.parametrize("folder", SHELVES)
def test_keys_stand_in_the_order_of_the_form(folder: str) -> None:
    listed = words()[2][folder]["properties"][folder]["items"]["properties"]
    backwards = "".join(f"    {key}: x\n" for key in reversed(listed) if key != "id")
    made = formatted(f"{folder}/x.yaml", f"{folder}:\n  -\n{backwards}    id: a/1\n")
    assert re.findall(r"(?m)^(?:  - |    )(\w+):", made) == list(listed)


def test_a_comment_goes_where_its_line_goes() -> None:
    text = """
# the head of the file

claims:
- text: A pledge.
  # about the tie
  tie:  red-band   hosts |  blue-front   # its relation
  id: report/1
  credit: [ study ]  # one link
  at:
    ¶1
  # below the record

# ---- part two
- {at: ¶2, id: report/2, tie: red-band hosts any  armed-group, text: 'In brackets.'}
- id: report/3
  at: ¶3
  statement: desk    says
  about: {where: [kabul, kunar, khost], tie: "any armed-group except aqap, b,c, d present_in afghanistan", when: 2023}
  text: |
    Laid out

      by hand
coverage:
  # nothing is left out
source: "report"
# the end
"""
    after = """\
# the head of the file

source: report
claims:
  - id: report/1
    at: ¶1
    # about the tie
    tie: red-band hosts blue-front  # its relation
    credit: study  # one link
    text: A pledge.
    # below the record

  # ---- part two
  - {id: report/2, at: ¶2, tie: red-band | hosts | any armed-group, text: In brackets.}

  - id: report/3
    at: ¶3
    statement: desk says
    about:
      tie: any armed-group except aqap, b, c, d | present_in | afghanistan
      when: 2023
      where: [kabul, kunar, khost]
    text: |-
      Laid out

        by hand

coverage:
  # nothing is left out

# the end
"""
    assert holds_for("claims/report.yaml", text) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'a''s'", "a's"),
        ('"quoted"', "quoted"),
        ('"2016"', '"2016"'),  # bare, it would be a number to other readers of YAML
        ("'yes'", "'yes'"),
        ("2016", "2016"),
        ('"colon: here"', '"colon: here"'),
        ("'#first'", "'#first'"),
        ('"- dash"', '"- dash"'),
        ('"tab\\there"', "tab here"),
        (">-\n      One\n      line.", "One line."),
        (">-\n      It holds: a colon.", ">-\n      It holds: a colon."),
        ("کابل", "کابل"),
        ("w" * 130, "w" * 130),
        (f"{'word ' * 30}end", f">-\n      {'word ' * 22}word\n      {'word ' * 7}end"),
        (f"'{'word ' * 30}end: of it'", f">-\n      {'word ' * 22}word\n      {'word ' * 7}end: of it"),
    ],
)
def test_prose_is_spelled_in_one_way(before: str, after: str) -> None:
    name, text = "narratives/x.yaml", "narratives:\n  - id: x\n    speaker: a\n    line: {}\n"
    assert holds_for(name, text.format(before)) == text.format(after)


def test_brackets_that_do_not_fit_or_hold_comments_become_lines() -> None:
    names = ", ".join(f"claim/{number}" for number in range(100, 112))
    text = f"narratives:\n- id: x\n  speaker: [a,  # the first\n    b]\n  line: y\n  claims: [{names}]\n"
    lines = "".join(f"      - claim/{number}\n" for number in range(100, 112))
    assert holds_for("narratives/x.yaml", text) == (
        f"narratives:\n  - id: x\n    speaker:\n      - a  # the first\n      - b\n    line: y\n    claims:\n{lines}"
    )


def test_terms_keep_the_order_of_their_keys() -> None:
    text = "things:\n  gold-mines:\n    kind:   activity\n    definition: Mines.\n"
    assert holds_for("vocab/x.yaml", text) == text.replace("   activity", " activity")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The scaffolded casebook with one file out of order and one that is not YAML."""
    for name, data in scaffold_files():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "levers/levers.yaml").write_text("levers:\n- {kind: pressure, id: x}\n", encoding="utf-8")
    (tmp_path / "levers/broken.yaml").write_text("levers: [\n", encoding="utf-8")
    return tmp_path


def test_the_scaffolded_casebook_is_in_order_already(example: Path) -> None:
    assert format_casebook(example, read_vocabulary(), write=False) == ["levers/levers.yaml"]


def test_files_are_named_and_written_and_what_is_not_yaml_is_left_alone(example: Path) -> None:
    before = {path: path.read_bytes() for path in example.rglob("*") if path.is_file()}
    (example / "levers/levers.yaml").chmod(0o640)
    told: list[str] = []
    assert format_casebook(example, read_vocabulary(), False, told.append) == ["levers/levers.yaml"]
    assert before == {path: path.read_bytes() for path in example.rglob("*") if path.is_file()}
    assert [line.partition(" error ")[0] for line in told] == ["levers/broken.yaml:2:1 S001"]
    assert format_casebook(example, read_vocabulary(), write=True) == ["levers/levers.yaml"]
    assert (example / "levers/levers.yaml").read_text("utf-8") == "levers:\n  - {id: x, kind: pressure}\n"
    assert (example / "levers/levers.yaml").stat().st_mode & 0o777 == 0o640
    assert (example / "levers/broken.yaml").read_text("utf-8") == "levers: [\n"
    assert format_casebook(example, read_vocabulary(), write=True) == []
    assert {path.name for path in (example / "levers").iterdir()} == {"levers.yaml", "broken.yaml"}


def test_the_command_says_what_it_did(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = "left alone levers/broken.yaml:2:1 S001 error "
    assert run_fmt(example, check=True) == 1
    assert capsys.readouterr().out.startswith(f"would change levers/levers.yaml\n{broken}")
    assert run_fmt(example, check=False) == 1
    assert capsys.readouterr().out.startswith(f"formatted levers/levers.yaml\n{broken}")
    (example / "levers/broken.yaml").unlink()
    assert run_fmt(example, check=True) == 0
    assert capsys.readouterr().out == "Everything is in order.\n"


def test_a_key_too_long_for_a_line_is_left_alone() -> None:
    text = f"levers:\n  - id: x\n    ? {'k' * 1100}\n    : value\n"
    assert isinstance(formatted_or_left("levers/x.yaml", text), Finding)
    holds_for("levers/x.yaml", text.replace("k" * 1100, "k" * 900))


def test_terms_that_the_casebook_adds_are_known(example: Path) -> None:
    term = "definition: To lend.\n    dimension: economic\n    symmetric: false\n    tone: cooperative\n"
    rest = "    nature: state\n    half_life: 1 year\n    subject: actor\n    object: actor\n    prior: 0.1\n"
    own = f"relations:\n  lends_to:\n    {term}{rest}    prior_reason: A guess.\n    entails: [has_ties_with]\n"
    (example / "vocab/own.yaml").write_text(own, encoding="utf-8")
    claim = "source: institute-2023\nclaims:\n  - id: institute-2023/50\n    at: ¶1\n    tie: a  {}  b\n    text: x\n"
    (example / "claims/own.yaml").write_text(claim.format("lends_to"), encoding="utf-8")
    (example / "claims/other.yaml").write_text(claim.format("gives_to"), encoding="utf-8")
    assert "claims/own.yaml" in format_casebook(example, read_vocabulary(), write=True)
    assert "tie: a lends_to b" in (example / "claims/own.yaml").read_text("utf-8")
    assert "tie: a  gives_to  b" in (example / "claims/other.yaml").read_text("utf-8")  # check names it


def test_what_is_no_casebook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArmillaryError, match="is not a casebook"):
        format_casebook(tmp_path, read_vocabulary(), write=True)
