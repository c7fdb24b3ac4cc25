"""A small casebook that codes a small document, for the tests of coverage and agreement."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

BASE = {
    "armillary.toml": 'format = 1\ntitle = "A small case"\n',
    "actors/base.yaml": """
        actors:
          - {id: red-band, kind: group, name: Red Band, classes: [armed-group]}
          - {id: blue-front, kind: group, name: Blue Front, classes: [foreign-armed-group]}
          - {id: green-state, kind: state, name: Green State}
        """,
    "speakers/base.yaml": """
        speakers:
          - {id: desk, kind: institution, name: The Desk, grade: B, grade_reason: Sound.}
          - {id: red-band, kind: party, name: Red Band, grade: D, grade_reason: A party., speaks_for: red-band}
        """,
    "sources/base.yaml": """
        sources:
          - {id: report, kind: report, title: Report, speaker: desk, date: 2023-05-10, read: true}
          - {id: study, kind: article, title: Study, speaker: desk, date: 2020-02-01}
        """,
}

DOCUMENT = """# Introduction

The Red Band has sheltered the Blue Front since it came to power.<sup>1</sup>

Who pays for this? We ask:

- Who gives?
- Who takes?

# Strategic Ties: Money, Arms, and Men

A state of the region denies that it pays the Red Band.<sup>2</sup> It is not

Men at a gate. (Photo by A. Person)

believed by anybody who was asked about it.

The Blue Front trains its own.<sup>3</sup>

# Notes

1. Study, 4.
2. Study, 5.
3. Study, 6.
"""


def write_casebook(root: Path, files: Mapping[str, str]) -> Path:
    """A casebook at root: the small one, and these files of claims."""
    for name, text in {**BASE, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(dedent(text), encoding="utf-8")
    return root
