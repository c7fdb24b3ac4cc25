"""Casebooks as text: a test writes the files that matter over a small clean casebook, and asks what the checks find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

import pytest

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.passes import PASSES
from armillary.casebook.read import read_casebook
from armillary.finding import Finding, Place, worst_first
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary

BASE = {
    "armillary.toml": 'format = 1\ntitle = "A small case"\n',
    "actors/base.yaml": """
        actors:
          - {id: red-band, kind: group, name: Red Band, exists: 1990.., classes: [armed-group]}
          - {id: blue-front, kind: group, name: Blue Front, exists: 1995/2020, classes: [foreign-armed-group]}
          - {id: green-state, kind: state, name: Green State}
          - {id: old-chief, kind: person, name: Old Chief, why_named: group_leader, exists: 1950/2010}
        """,
    "speakers/base.yaml": """
        speakers:
          - {id: desk, kind: institution, name: The Desk, grade: B, grade_reason: Sound.}
          - {id: scholar, kind: person, name: Scholar, grade: C, grade_reason: Fair., why_named: author_of_public_work}
          - {id: red-band, kind: party, name: Red Band, grade: D, grade_reason: A party., speaks_for: red-band}
          - {id: unnamed/source, kind: unnamed, name: Somebody, grade: F, grade_reason: Unknown.}
        """,
    "sources/base.yaml": """
        sources:
          - {id: report, kind: report, title: Report, speaker: desk, date: 2023-05-10, read: true}
          - {id: study, kind: article, title: Study, speaker: scholar, date: 2020-02-01, read: true}
        """,
    "claims/report.yaml": """
        source: report
        claims:
          - {id: report/base, at: ¶0, tie: red-band hosts blue-front, when: 2005, text: The one gave the other a home.}
        """,
}


@dataclass(frozen=True)
class Written:
    """A casebook that a test wrote, as read; `marked` are the places where its text has a '^', which is not written."""

    book: Casebook
    vocab: Vocabulary
    findings: list[Finding]
    marked: list[Place]

    def expect(self, *codes: str) -> list[Finding]:
        """The findings, which are these and stand at the marked places."""
        wanted = [f"{place} {code}" for place, code in zip(self.marked, codes, strict=True)]
        assert [f"{finding.place} {finding.code}" for finding in self.findings] == wanted, self.findings
        return self.findings


Write: TypeAlias = Callable[[Mapping[str, str]], Written]


def claims(*lines: str, source: str = "report") -> dict[str, str]:
    """A file of claims, each given by the keys that matter; id, place and text are numbered."""
    rows = []
    for number, line in enumerate(lines, 1):
        keys = [f"id: {source}/{number}", line]
        keys += [
            f"{key}: {word} {number}" for key, word in (("at", "¶"), ("text", "Sentence")) if f"{key}: " not in line
        ]
        rows.append("  - {" + ", ".join(keys) + "}\n")
    return {f"claims/{source}.yaml": f"source: {source}\nclaims:\n" + "".join(rows)}


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    return read_vocabulary()


@pytest.fixture
def casebook(tmp_path: Path, vocabulary: Vocabulary) -> Write:
    """Write files over the base casebook, read it and run every check."""

    def write(files: Mapping[str, str]) -> Written:
        marked: list[Place] = []
        for name, text in {**BASE, **files}.items():
            rows = dedent(text).lstrip("\n").split("\n")
            for number, row in enumerate(rows, 1):
                parts = row.split("^")
                marked += (Place(name, number, len("".join(parts[: i + 1])) + 1) for i in range(len(parts) - 1))
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("\n".join(rows).replace("^", ""), encoding="utf-8")
        book, vocab, findings = read_casebook(tmp_path, vocabulary)
        for _, check in PASSES:
            findings += check(book, vocab)
        return Written(book, vocab, worst_first(findings), sorted(marked))

    return write
