"""A name that a release hides is found in every text that it shows, in whatever spelling."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from armillary.checking import check_casebook
from armillary.releasing.release import choose_release
from armillary.releasing.released import show_records
from armillary.releasing.walking import FREE
from tests.releasing.canaries import forms, is_free_text
from tests.releasing.cases import CASE, shipped, write_case

HIDDEN = """
        actors:
          - {id: karimov-k, kind: person, name: Kamran Téymuri, short: "Teymuri Sr", why_named: group_leader,
             aliases: [کامران تیموری, Abu Sálih], marking: RED}
          - {id: lone-star, kind: group, name: Lone Star Brigade, short: LSB,
             aliases: ["لواء النجم الكريم", "ستاره\u200cتنها", Abu Salih Brigade], marking: RED}
          - {id: open-man, kind: person, name: Wali Karim, why_named: group_leader}
          - {id: open-group, kind: group, name: Star Brigade of the North}
"""
SPELLINGS = {
    "as it is": "Kamran Téymuri was there.",
    "small letters": "it was kamran téymuri who came",
    "capitals": "KAMRAN TÉYMURI came",
    "short name": "They met Teymuri Sr there.",
    "acronym": "Two of the LSB came.",
    "Arabic kaf for Persian": "كامران تيموري آمد",
    "Persian kaf for Arabic": "لواء النجم الکریم",
    "joiner for space": "ستاره تنها آمد",
    "joiner left out": "ستارهتنها آمد",
    "decomposed": unicodedata.normalize("NFD", "Kamran Téymuri was there."),
    "without diacritics": "Kamran Teymuri was there.",
    "with harakat": "لِواء النَّجم الكَريم",
    "surname": "It was Teymuri who came.",
    "comma order": "Teymuri, Kamran (born 1970)",
    "plural": "Two Lone Star Brigades came.",
    "possessive": "Teymuri's house",
    "underscore": "see lone_star_brigade.pdf",
    "hyphens": "the Lone-Star-Brigade",
    "over two lines": "the Lone Star\nBrigade",
    "one word": "see https://lonestarbrigade.example/x",
    "soft hyphen": "Lone Star Bri\u00adgade",
    "zero width space": "Lone St\u200bar Brigade",
    "an alias": "Abu Salih said so",
    "another romanisation": "Kamran Taimuri was there",
    "id": "as in lone-star, page 4",
}
FREE_OF_IT = ("Wali Karim came.", "Star Brigade of the North", "A lone man under a star", "Kamran came, and Tahir.")


def named(root: Path, files: dict[str, str], wanted: str = "public") -> set[str]:
    """What the release says in words and must not, by what it is about."""
    case = write_case(root / "case", {**CASE, "actors/hidden.yaml": HIDDEN, **files})
    checked = check_casebook(case, shipped())
    assert checked.sound, checked.findings
    release = choose_release(checked.casebook, checked.vocab, wanted)
    assert release is not None
    found = show_records(checked.casebook, checked.vocab, shipped(), release).inferred
    return {item.about for item in found if item.code == "P709"}


def news(text: str) -> dict[str, str]:
    return {"claims/news.yaml": CASE["claims/news.yaml"].replace("They live there.", repr(text).replace("\\n", " "))}


def as_yaml(text: str) -> str:
    """A text in double quotes, all of it escaped, so that YAML changes nothing."""
    return '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'


def test_a_hidden_name_is_found_in_every_spelling(tmp_path: Path) -> None:
    claims = "\n".join(
        f"          - {{id: news/{10 + i}, at: ¶3, tie: red-band hosts blue-front, when: 2023, text: {as_yaml(text)}}}"
        for i, text in enumerate((*SPELLINGS.values(), *FREE_OF_IT))
    )
    found = named(tmp_path, {"claims/news.yaml": CASE["claims/news.yaml"].rstrip() + "\n" + claims + "\n"})
    missed = [how for i, how in enumerate(SPELLINGS) if f"news/{10 + i}" not in found]
    wrong = [text for i, text in enumerate(FREE_OF_IT, len(SPELLINGS)) if f"news/{10 + i}" in found]
    assert (missed, wrong) == ([], [])


RECORDS = {
    "requirements/all.yaml": "requirements:\n  - {id: asked, question: NAME?, owner: Desk}\n",
    "copying/all.yaml": (
        "copying:\n  - {id: asked, copier: paper, original: desk, verdict: accepted, by: D, on: 2023, reason: NAME.}\n"
    ),
    "identities/all.yaml": (
        "identities:\n  - {id: asked, verdict: unsure, of: [red-band, blue-front], who: w, when: 2024, why: NAME.}\n"
    ),
    "speakers/more.yaml": (
        "speakers:\n  - {id: asked, kind: institution, name: Office of NAME, grade: C, grade_reason: Fair.}\n"
    ),
    "sources/more.yaml": "sources:\n  - {id: asked, kind: report, title: A life of NAME, speaker: desk, date: 2023}\n",
    "levers/all.yaml": (
        "levers:\n  - {id: asked, kind: pressure, holder: red-band, on: blue-front, text: A hold on NAME.}\n"
    ),
    "narratives/all.yaml": "narratives:\n  - {id: asked, speaker: desk, line: NAME did it., claims: [report/1]}\n",
}


@pytest.mark.parametrize("file", RECORDS)
@pytest.mark.parametrize("name", ["Teymuri", "lone_star_brigade"])
def test_it_is_looked_for_in_records_of_every_kind(tmp_path: Path, file: str, name: str) -> None:
    assert named(tmp_path, {file: RECORDS[file].replace("NAME", name)}) == {"asked"}


def test_it_is_looked_for_in_the_title_and_in_definitions(tmp_path: Path) -> None:
    title = CASE["armillary.toml"].replace("A small case", "The files on Teymuri")
    assert named(tmp_path / "a", {"armillary.toml": title}) == {"title"}
    terms = "issues:\n  talks-issue: {definition: Whether Kamran Teymuri may take part.}\n"
    stand = CASE["claims/news.yaml"].rstrip() + (
        "\n          - {id: news/9, at: ¶9, position: red-band supports talks-issue, when: 2023, text: It may.}\n"
    )
    assert named(tmp_path / "b", {"vocab/terms.yaml": terms, "claims/news.yaml": stand}) == {"talks-issue"}


def test_the_name_of_an_interviewee_and_of_a_coder_are_hidden_too(tmp_path: Path) -> None:
    speakers = CASE["speakers/speakers.yaml"].replace("A Person of Some Town", "Zahir Popalzada")
    talk = CASE["claims/talk.yaml"].replace("It is so.", "Mr Popalzada said so., coder: Zelda Codewright")
    files = {"speakers/speakers.yaml": speakers, "claims/talk.yaml": talk}
    assert named(tmp_path / "a", files) == {"talk-7/1"}
    noted = news("Checked by Codewright, Zelda.")
    assert named(tmp_path / "b", {**files, "claims/talk.yaml": talk.replace("Mr Popalzada", "He"), **noted}) == {
        "news/2"
    }


@pytest.mark.parametrize(
    "day", ["on 9 September 2022", "on Sept. 9", "on 2022-09-09", "on 9.9.2022", "on the 9th of May"]
)
def test_a_day_in_the_words_of_an_interview_is_found(tmp_path: Path, day: str) -> None:
    talk = CASE["claims/talk.yaml"].replace("It is so.", f"It was so {day}.")
    assert named(tmp_path, {"claims/talk.yaml": talk}) == {"talk-7/1"}
    assert not named(tmp_path, {"claims/talk.yaml": talk.replace(day, "in May 2022 by 12 men")})


def test_every_free_text_of_a_form_can_be_left_out() -> None:
    fields = {field.key for form in forms().values() for field in form.fields if is_free_text(field)}
    assert fields - FREE - {"title", "name", "mechanism", "definition"} == set()
