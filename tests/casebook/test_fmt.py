"""Formatting: what the text looks like afterwards, what is never changed, and that a second time changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.casebook.fmt import format_casebook, format_file
from armillary.casebook.forms import Forms
from armillary.casebook.read import read_file
from armillary.casebook.scaffold import scaffold_files
from armillary.casebook.schema import schemas
from armillary.finding import ArmillaryError, Finding
from armillary.text.files import list_files
from armillary.vocab.read import extend_vocabulary, read_vocabulary
from armillary.vocab.vocabulary import Vocabulary
from tests.casebook.written import SHELVES, Comments, casebook_files
from tests.shipped import CASEBOOK

# Where something stands, and what is said of the place, moves when text moves.
PLACES = {"mark", "marks", "offset", "source_place", "place", "related", "message", "hint"}


def with_terms_of(root: Path) -> Vocabulary:
    """The vocabulary with the terms of a casebook."""
    names, _ = list_files(root, ("vocab",))
    vocab, findings = extend_vocabulary(read_vocabulary(), [(name, (root / name).read_bytes()) for name in names])
    assert not findings
    return vocab


VOCAB = with_terms_of(CASEBOOK)
FORMS, BY_FOLDER = Forms(VOCAB), schemas(VOCAB)


def formatted(name: str, text: str) -> str:
    """A file after formatting."""
    made = format_file(name, text.encode(), BY_FOLDER, VOCAB.relations)
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
    found = read_file(name, text.encode(), FORMS)
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
    return list_files(CASEBOOK, tuple(BY_FOLDER))[0]


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_casebook_reads_the_same(name: str) -> None:
    holds_for(name, (CASEBOOK / name).read_text("utf-8"))


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_ends_of_lines_and_byte_order_marks_mean_nothing(ending: str) -> None:
    name = "levers/ways-forward.yaml"
    text = (CASEBOOK / name).read_text("utf-8")
    assert formatted(name, "\ufeff" + text.replace("\n", ending)) == formatted(name, text)


@settings(max_examples=300)
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


@settings(max_examples=300)
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
    if not isinstance(format_file(name, text.encode(), BY_FOLDER, VOCAB.relations), Finding):
        holds_for(name, text)


@pytest.mark.parametrize("folder", SHELVES)
def test_keys_stand_in_the_order_of_the_form(folder: str) -> None:
    listed = BY_FOLDER[folder]["properties"][folder]["items"]["properties"]
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
  # below the record
  at:
    ¶1

# ---- part two
- {at: ¶2, id: report/2, tie: any armed-group except a,b hosts c, text: 'In brackets.'}
- id: report/3
  at: ¶3
  statement: desk    says
  about: {when: 2023-08, tie: "any foreign-armed-group except a, b, c, d | present_in | afghanistan", where: [kabul, kunar, khost]}
  text: |
    Laid out

      by hand
coverage:
  # nothing is left out
source: "report"
# the end
"""
    assert holds_for(
        "claims/report.yaml", text.replace("a,b hosts c", '"a"').replace('any armed-group except "a"', "a hosts c")
    ) == (
        """\
# the head of the file

source: report
claims:
  - id: report/1
    at: ¶1
    # about the tie
    tie: red-band hosts blue-front  # its relation
    text: A pledge.
    credit: study  # one link
    # below the record

  # ---- part two
  - {id: report/2, at: ¶2, tie: a hosts c, text: In brackets.}

  - id: report/3
    at: ¶3
    statement: desk says
    about:
      tie: any foreign-armed-group except a, b, c, d | present_in | afghanistan
      when: 2023-08
      where: [kabul, kunar, khost]
    text: |-
      Laid out

        by hand

coverage:
  # nothing is left out

# the end
"""
    )
