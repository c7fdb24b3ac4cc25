"""Counts that disagree with their enumerations (L308), and lists that leave some of them out (L320)."""

from __future__ import annotations

import pytest

from tests.casebook.conftest import Write, claims

COUNT = "quantity: kabul groups_present"
DEAD = "incident: red-band attacks kabul, type: bombing"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"{COUNT}, value: ^3, lists: [red-band, blue-front]", "the list has 2 names; the count given is 3"),
        (
            f"{COUNT}, value: ^1 group, lists: [red-band, blue-front]",
            "the list has 2 names; the count given is 1 group",
        ),
        (f"{COUNT}, value: ^1 group, lists: [red-band, blue-front], partial: true", "the list has 2 names"),
        (f'{COUNT}, value: ^">=3", lists: [red-band]', "the list has 1 name; the count given is >=3"),
        (f"{COUNT}, value: ^~4 groups, lists: [red-band, blue-front]", "the list has 2 names"),
        (f"{COUNT}, value: 2, lists: [red-band, ^red-band]", "'red-band' stands twice in the list"),
        (f"statement: desk says, about: ^{{{COUNT}, value: 3, lists: [red-band]}}", "the list has 1 name"),
        (f"{DEAD}, deaths: ^{{total: 73, soldiers: 13, civilians: 61}}", "parts of 'deaths' come to 74 or more"),
        (f'{DEAD}, injured: ^{{total: "<=9", soldiers: 5..6, civilians: 5}}', "parts of 'injured' come to 10 or more"),
    ],
)
def test_a_count_that_disagrees(casebook: Write, line: str, message: str) -> None:
    [finding] = casebook(claims(line)).expect("L308")
    assert message in finding.message


@pytest.mark.parametrize(
    "line",
    [
        f"{COUNT}, value: 2 groups, lists: [red-band, blue-front]",
        f"{COUNT}, value: 2, lists: [red-band, blue-front], partial: true",
        f'{COUNT}, value: "<=20", lists: [red-band, blue-front], partial: true',
        f"{COUNT}, value: 2..4, lists: [red-band, blue-front]",
        f"{COUNT}, value: ~3, lists: [red-band, blue-front, green-state]",
        f'{COUNT}, value: ">=2", lists: [red-band, blue-front, green-state]',
        f'{COUNT}, value: "<=2", lists: [red-band]',
        "quantity: red-band share, value: 51 %, lists: [blue-front]",  # a share counts nobody
        f"{DEAD}, deaths: {{total: 73, soldiers: 13, civilians: 60}}",
        f"{DEAD}, deaths: {{total: 73, soldiers: 13}}",
        f"{DEAD}, deaths: {{soldiers: 13, civilians: 60}}",
        f"{DEAD}, deaths: {{total: ~70, soldiers: 13, civilians: 60}}",
        f"{DEAD}, deaths: 73",
    ],
)
def test_a_count_that_agrees(casebook: Write, line: str) -> None:
    casebook(claims(line)).expect()


def test_a_list_that_says_that_it_is_short_is_worth_a_note(casebook: Write) -> None:
    [finding] = casebook(claims(f"{COUNT}, value: 20, lists: ^[red-band, blue-front], partial: true")).expect("L320")
    assert "so 18 are not told" in finding.message
