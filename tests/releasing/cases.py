"""Casebooks to release: small ones with a mixture of markings, and the difference a release makes to what is judged."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary

CASE = {
    "armillary.toml": """
        format = 1
        title = "A small case"
        as_of = "2024-01-31"

        [release.public]
        marking = "CLEAR"

        [release.partners]
        marking = "AMBER"
        compartments = ["field"]
        """,
    "actors/actors.yaml": """
        actors:
          - {id: red-band, kind: group, name: Red Band, exists: 1990.., classes: [armed-group]}
          - {id: red-wing, kind: faction, name: Red Wing, exists: 1990.., part_of: red-band}
          - {id: blue-front, kind: group, name: Blue Front, exists: 1995.., classes: [foreign-armed-group]}
          - {id: green-state, kind: state, name: Green State}
          - {id: grey-cell, kind: group, name: Grey Cell, exists: 1995.., marking: AMBER}
          - {id: dim-cell, kind: group, name: Dim Cell, exists: 1995..}
        """,
    "speakers/speakers.yaml": """
        speakers:
          - {id: desk, kind: institution, name: The Desk, grade: B, grade_reason: Sound.}
          - {id: paper, kind: outlet, name: The Paper, grade: C, grade_reason: Fair.}
          - {id: red-band, kind: party, name: Red Band, grade: D, grade_reason: A party., speaks_for: red-band}
          - {id: service, kind: state_body, name: The Service, grade: B, grade_reason: Close.,
             speaks_for: green-state,
             marking: RED}
          - {id: defector, kind: person, name: A. Defector, why_named: author_of_public_work,
             grade: C, grade_reason: Saw.,
             marking: AMBER, compartments: [field]}
          - {id: mole, kind: unnamed, name: The Mole, grade: D, grade_reason: Within.,
             speaks_for: red-band, marking: RED}
          - {id: interviewee-7, kind: interviewee, name: A Person of Some Town, grade: C, grade_reason: Met.}
        """,
    "sources/sources.yaml": """
        sources:
          - {id: report, kind: report, title: Report, speaker: desk, date: 2023-05-10, read: true}
          - {id: news, kind: article, title: News, speaker: paper, date: 2023-06-01, read: true}
          - {id: cable, kind: correspondence, title: Cable of the day, speaker: service,
             date: 2023-03-17, marking: RED,
             url: "https://cables.example/17", read: true}
          - {id: debrief, kind: interview, title: Debrief, speaker: defector, date: 2022-11-23, marking: AMBER,
             compartments: [field], read: true}
          - {id: drop, kind: captured_document, title: A drop, speaker: mole, date: 2023-01-02,
             marking: RED, read: true}
          - {id: talk-7, kind: interview, title: Talk with A Person, speaker: interviewee-7,
             date: 2023-02-03, read: true}
        """,
    "claims/report.yaml": """
        source: report
        claims:
          - {id: report/1, at: ¶1, tie: red-band hosts blue-front, when: 2021-02-11,
             text: The one housed the other.}
          - {id: report/2, at: ¶2, tie: blue-front trains red-band, when: 2020-02-11,
             credit: cable, text: It trained them.}
          - {id: report/3, at: ¶3, tie: red-band fights green-state, when: 2023-04, text: They fought.}
          - {id: report/4, at: ¶4, tie: red-band hosts blue-front, when: 2023-04, polarity: denies,
             modality: reported,
             credit: red-band, text: The band says no.}
          - {id: report/5, at: ¶5, tie: green-state funds blue-front, when: 2019,
             text: An ally was paid., marking: GREEN}
          - {id: report/6, at: ¶6, tie: green-state negotiates_with red-band, when: 2022-10-03,
             credit: [cable, paper],
             text: There were talks.}
          - {id: report/7, at: ¶7, tie: grey-cell attacks green-state, when: 2022-10-03, text: A cell struck.}
        """,
    "claims/news.yaml": """
        source: news
        claims:
          - {id: news/1, at: ¶1, tie: red-band has_ties_with blue-front, when: 2022,
             polarity: denies, text: No ties.}
          - {id: news/2, at: ¶2, tie: red-band hosts blue-front, when: 2023-01, text: They live there.}
          - {id: news/3, at: ¶3, tie: red-band hosts blue-front, when: 2023-02,
             text: A house of the front., marking: AMBER,
             modality: observed, credibility: 2}
        """,
    "claims/cable.yaml": """
        source: cable
        claims:
          - {id: cable/1, at: ¶1, tie: red-wing hosts blue-front, when: 2023-03-11,
             text: A wing did., modality: observed,
             credibility: 2}
          - {id: cable/2, at: ¶2, tie: red-band fights green-state, when: 2023-03-11,
             text: Fights., modality: observed}
          - {id: cable/3, at: ¶3, tie: dim-cell fights green-state, when: 2023-03-11, text: Fights too.}
          - {id: cable/4, at: ¶4, tie: blue-front trains red-band, when: 2023-03-05, text: Saw it.,
             modality: observed}
        """,
    "claims/debrief.yaml": """
        source: debrief
        claims:
          - {id: debrief/1, at: ¶1, tie: red-band hosts blue-front, when: 2022-07-19,
             text: He saw., modality: observed}
          - {id: debrief/2, at: ¶2, tie: green-state funds blue-front, when: 2022-07-19, text: He saw money.}
          - {id: debrief/3, at: ¶3, tie: red-band fights green-state, when: 2021-07-19,
             text: None., polarity: denies}
        """,
    "claims/drop.yaml": """
        source: drop
        claims:
          - {id: drop/1, at: ¶1, tie: red-band hosts blue-front, when: 2022-12-30,
             text: We house them., modality: observed}
          - {id: drop/2, at: ¶2, tie: red-band has_ties_with green-state, when: 2022-12-30,
             text: None., polarity: denies}
        """,
    "claims/talk.yaml": """
        source: talk-7
        claims:
          - {id: talk-7/1, at: ¶1, tie: red-band hosts blue-front, when: 2022-09-09, text: It is so.}
        """,
}


def write_case(root: Path, files: Mapping[str, str] = CASE) -> Path:
    """Write a casebook's files, given by name, into a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return root


@cache
def shipped() -> Vocabulary:
    """The shipped vocabulary, read once."""
    return read_vocabulary()
