"""Claims and works dated after what they are read in (L305, L319), and ends that come before beginnings (F112)."""

from __future__ import annotations

import pytest

from tests.casebook.conftest import Write, claims

TIE = "tie: red-band hosts green-state"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"{TIE}, when: ^2023-06", "dated 2023-06, but its source 'report' appeared 2023-05-10"),
        (f"{TIE}, when: ^2024..", "dated 2024.., but its source 'report' appeared 2023-05-10"),
        (f"{TIE}, when: 2023, ended: ^2024", "dated 2024, but its source 'report' appeared 2023-05-10"),
        (f"{TIE}, credit: study, when: ^2021", "dated 2021, but credited to 'study' appeared 2020-02-01"),
        (f"{TIE}, credits: [[desk], [desk, study]], when: ^2021", "credited to 'study' appeared 2020-02-01"),
        (f"{TIE}, when: ^2022/2024", "dated 2022/2024, but its source 'report' appeared 2023-05-10"),
        (f"{TIE}, when: ^2018/2021, credit: study", "dated 2018/2021, but credited to 'study' appeared 2020-02-01"),
        (f"{TIE}, when: ^2018/2021, credits: [[study], [desk, study]]", "credited to 'study' appeared 2020-02-01"),
        (f"statement: red-band says, about: ^{{{TIE}, when: 2024}}", "dated 2024, but its source 'report'"),
        (
            f"statement: red-band denies, credit: study, when: 2020, about: ^{{{TIE}, when: 2021}}",
            "credited to 'study'",
        ),
    ],
)
def test_a_claim_younger_than_its_source(casebook: Write, line: str, message: str) -> None:
    [finding] = casebook(claims(line)).expect("L305")
    assert message in finding.message
    assert [place.file for place in finding.related] == ["sources/base.yaml"]


@pytest.mark.parametrize(
    "line",
    [
        f"{TIE}, when: 2023-05",  # the month in which the source appeared
        f"{TIE}, when: 2023~",
        f"{TIE}, when: ../2024",
        f"{TIE}, when: 2022/2023",  # the year in which the source appeared
        f"{TIE}, when: 2018/2021, credits: [[study], []]",  # the report may tell of the time after the study
        f"{TIE}, when: 2018.., credit: study",
        f"{TIE}, when: 2022/2024, modality: intended",
        f"{TIE}, when: 2024, modality: predicted, horizon: 2024",
        f"{TIE}, when: 2024, modality: intended",
        f"{TIE}, when: 2024, modality: normative",
        f"{TIE}, when: 2024, modality: hypothetical",
        f"{TIE}, when: 2024, modality: conditional, condition: If so.",
        f"{TIE}, when: 2021, credit: undated",
        f"{TIE}, when: 2021, credit: scholar",
        f"statement: red-band promises, about: {{{TIE}, when: 2024}}",  # what is promised lies ahead
        f"statement: red-band says, modality: predicted, horizon: 2025, about: {{{TIE}, when: 2024}}",
    ],
)
def test_claims_that_may_be_dated_so(casebook: Write, line: str) -> None:
    undated = "sources: [{id: undated, kind: report, title: U, speaker: desk, read: true}]"
    casebook(claims(line) | {"sources/a.yaml": undated}).expect()


def test_a_source_that_every_claim_is_younger_than_has_the_wrong_date(casebook: Write) -> None:
    """
    Two dated claims, both too late; the undated one and the prediction do not speak for the date.
    """
    essay = "sources: [{id: essay, kind: report, title: E, speaker: desk, date: ^2001, read: true}]"
    lines = [f"{TIE}, when: 2016", f"{TIE}, when: 2017", TIE, f"{TIE}, when: 2001, modality: predicted, horizon: 2002"]
    [finding] = casebook(claims(*lines, source="essay") | {"sources/a.yaml": essay}).expect("L305")
    assert finding.message == "every dated claim from 'essay', 2 in all, is later than its date 2001"
    assert len(finding.related) == 2


def test_one_claim_that_agrees_speaks_for_the_date(casebook: Write) -> None:
    lines = (
        f"{TIE}, credit: study, when: ^2021",
        f"{TIE}, credit: study, when: ^2022",
        f"{TIE}, credit: study, when: 2019",
    )
    casebook(claims(*lines)).expect("L305", "L305")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"{TIE}, when: 2016/2018, ended: ^2015", "ended 2015, before it begins: 2016/2018"),
        (f"{TIE}, when: 2016.., ended: ^2015-12", "ended 2015-12, before it begins: 2016.."),
        (f"statement: red-band says, about: ^{{{TIE}, when: 2016, ended: 2015}}", "ended 2015, before it begins: 2016"),
    ],
)
def test_a_claim_that_ends_before_it_begins(casebook: Write, line: str, message: str) -> None:
    [finding] = casebook(claims(line)).expect("F112")
    assert message in finding.message


@pytest.mark.parametrize(
    "times", ["when: 2016, ended: 2016", "when: 2016.., ended: 2018", "when: ../2016, ended: 2015"]
)
def test_a_claim_that_ends_in_time(casebook: Write, times: str) -> None:
    casebook(claims(f"{TIE}, {times}")).expect()


def test_a_commitment_that_is_due_before_it_binds(casebook: Write) -> None:
    casebook(
        {
            "commitments/a.yaml": """
                commitments:
                  - {id: r/a, source: report, at: ¶1, obligor: red-band, undertaking: U., from: 2020-03, due: ^2020-02}
                  - {id: r/b, source: report, at: ¶2, obligor: red-band, undertaking: U., from: 2020-03, due: 2020}
                  - {id: r/c, source: report, at: ¶3, obligor: red-band, undertaking: U., from: 2020-03, due: open}
                """
        }
    ).expect("F112")


def test_a_work_that_relays_what_appeared_after_it(casebook: Write) -> None:
    """
    Two claims, one finding; a report of a later month, and one of no date, may be relayed.
    """
    lines = (f"{TIE}, when: 2018, credit: [study, ^later]", f"{TIE}, when: 2019, credit: [study, later]")
    later = "sources: [{id: later, kind: report, title: L, speaker: desk, date: 2020-03}]"
    [finding] = casebook(claims(*lines) | {"sources/a.yaml": later}).expect("L319")
    assert finding.message == "'study' of 2020-02-01 is said to relay 'later', which appeared 2020-03"
    fine = later.replace("2020-03", "2020-02~")
    casebook(claims(*(line.replace("^", "") for line in lines)) | {"sources/a.yaml": fine}).expect()


def test_a_source_derived_from_what_appeared_after_it(casebook: Write) -> None:
    old = "sources: [{id: old, kind: report, title: O, speaker: desk, date: 2001, read: true, derived_from: [^study]}]"
    casebook({"sources/a.yaml": old}).expect("L319")
