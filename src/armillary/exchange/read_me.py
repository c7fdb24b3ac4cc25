"""The instructions that travel with a spreadsheet: how to fill it in, what each column takes, what each word means."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.exchange.protocol import Released
from armillary.exchange.sheets import Column, Sheet
from armillary.vocab.vocabulary import Vocabulary

WORDS_HEAD = (
    "The words that drop-downs offer, and to the right what each word means. Changes on this sheet are not read."
)
LISTS = (  # those that cells take words of
    *("relations", "classes", "modalities", "grades", "credibility", "stances", "levels", "markings"),
    *("actor_kinds", "speaker_kinds", "source_kinds", "incident_types", "measures", "verbs", "positions", "issues"),
    *("things", "periods", "coverage_reasons", "lever_kinds", "named_reasons", "likelihood"),
)
GRAMMAR = (
    ("one value", "taliban", "An id is lower-case words joined by hyphens."),
    ("several values", "kabul; herat", "A semicolon parts them."),
    ("a chain of credit", "washington-post-2021 > unnamed/commander", "From what was read to who said it first."),
    ("several chains", "gul-2024; (landay-2024 > unnamed/officials)", "Round brackets keep each chain together."),
    (
        "a value with details",
        "Al-Qaida [en; note: as the UN spells it]",
        "Square brackets: the language, then key: value.",
    ),
    ("with a time", "taliban [1994..]", "Since when, or from when to when: 1996-09/2001-11; then source: ID."),
    ("pairs", "un: TAe.012; wikidata: Q42418", "A key, a colon and a space, a value."),
    (
        "one inside another",
        "tie: al-qaeda present_in afghanistan; where: (kabul; herat)",
        "Round brackets around the inner.",
    ),
    (
        "a text with such signs",
        '"Haqqani Network (HQN)" [en]',
        'Double quotes around it; a quote inside is doubled: "".',
    ),
    ("a date", "2021-08-15, 2021-08, 2021, 2021.., 2022~/2024-03", "As text. The program must not make a date of it."),
    (
        "a text that begins with a sign",
        "such as - or =, and then words",
        "An apostrophe goes first; reading takes it off.",
    ),
)
STEPS = (
    "Every row is one record. The first row of a sheet names the columns: leave it; columns may be moved or removed.",
    "Dark red columns are required. On Claims, blue columns say what kind of claim it is: fill in exactly one of them.",
    "Grey columns of Claims go only with the kind they belong to. Click on a column's name to see what it takes.",
    "A claim's id is the id of its source, a slash and a number: mehran-2025/37. An id, once given, is never changed.",
    "Write dates as text. The columns are formatted as text, so that 2021-08 stays 2021-08; do not change the format.",
    "Formulas, merged cells, hidden sheets, macros and links to other files are refused, with the name of the cell.",
    "Give it back with: armillary import CASEBOOK --from xlsx FILE --dry-run. It shows every mistake and every change.",
    "A row whose id is there with other content is refused unless --update is given. A missing row deletes nothing.",
)

Line = tuple[str, tuple[str, ...]]  # how it looks, and its cells


def instructions(sheets: dict[str, Sheet], released: Released) -> Iterator[Line]:
    """The lines of the sheet `Read me`."""
    title = released.casebook.settings.title or released.casebook.root.resolve().name
    yield "title", (title,)
    yield "plain", (f"Made by Armillary for the release {released.release}: only what that marking allows is here.",)
    yield "plain", ("",)
    yield "section", ("How to fill it in",)
    for number, step in enumerate(STEPS, 1):
        yield "plain", (f"{number}.  {step}",)
    yield "plain", ("",)
    yield "section", ("How cells are written",)
    yield "head", ("", "what", "such as", "rule")
    for what, example, rule in GRAMMAR:
        yield "row", ("", what, example, rule)
    yield "plain", ("",)
    yield "section", ("Every column",)
    yield "head", ("sheet", "column", "what it says", "what it takes", "when")
    for sheet in sheets.values():
        for column in sheet.columns:
            yield "row", (sheet.title, column.key, column.says, column.takes, _when(column))


def _when(column: Column) -> str:
    if column.required:
        return "always"
    if column.kind == column.key:
        return "one of the kinds of claim"
    return f"only with {column.kind}" if column.kind else ""


def words(vocab: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """Every word that cells take, as (list, word, definition)."""
    for name in LISTS:
        for word, term in vocab.terms(name).items():
            yield name.replace("_", " "), word, getattr(term, "definition", "") or getattr(term, "name", "")
