"""Small readings of what citations are written with: quotation marks, dates, pages, names of authors."""

from __future__ import annotations

import re
import unicodedata

from armillary.text.months import MONTH, month_number

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'"})
_DAY_LAST = re.compile(rf"\b({MONTH})\.?,?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTH})\.?,?\s+(\d{{4}})\b", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b({MONTH})\.?,?\s+(\d{{4}})\b", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_ACCESSED = re.compile(r"(?:last )?accessed(?: on)? [^.;<]*", re.IGNORECASE)
_PAGES = re.compile(
    r"^(?:pp?\.?\s*|para(?:graph)?s?\.?\s*|§+\s*|¶+\s*)?(\d+(?:\s*[-–,]\s*\d+)*|[ivxlc]+)\.?$", re.IGNORECASE
)
_ASIDE = re.compile(r"\[[^\]]*\]|\([^)]*\)")  # real names, handles, names in another script
_BETWEEN = re.compile(r",\s*(?:and|&)\s+|\s+(?:and|&)\s+(?=[A-Z])|,\s*")
_BODY = re.compile(r"\b(?:of|for|the|and|Department|Institute|Council|Office)\b")
_ROLES = ("ed", "eds", "trans")
_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?)+$")
# Abbreviations that one and the same body is written with in a note and its bibliography.
_UNITED = {"un": "united nations", "us": "united states", "uk": "united kingdom"}
_LONG_FORMS = _UNITED | {" ".join(short): long for short, long in _UNITED.items()}


def straight(text: str) -> str:
    """A text with one kind of quotation mark and single spaces, letter for letter in the same places but for spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def key_of(text: str) -> str:
    """What two spellings of a name have in common: small letters, no accents and signs, abbreviations written out."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("'", ""))
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    joined = " ".join(words)
    for short, long in _LONG_FORMS.items():
        if joined == short or joined.startswith(short + " "):
            return long + joined[len(short) :]
    return joined


def words_of(title: str) -> list[str]:
    """The words of a title for comparing it with another."""
    return key_of(title).split()


def date_in(text: str) -> str:
    """The last date in a text as ISO 8601, as exact as it is given, that of its reading left out; '' for none."""
    text = _ACCESSED.sub("", text)
    found = [*_days(text), *((m.start(), "-".join(filter(None, m.groups()))) for m in _ISO.finditer(text))]
    found = found or [(m.start(), f"{m[2]}-{month_number(m[1]):02}") for m in _MONTH_YEAR.finditer(text)]
    found = found or [(m.start(), m[1]) for m in _YEAR.finditer(text)]
    return max(found)[1] if found else ""


def dates_in(text: str) -> list[str]:
    """Every full date in a text, as ISO 8601."""
    return [date for _, date in sorted(_days(text))]


def _days(text: str) -> list[tuple[int, str]]:
    found = [(m.start(), f"{m[3]}-{month_number(m[1]):02}-{int(m[2]):02}") for m in _DAY_LAST.finditer(text)]
    return found + [(m.start(), f"{m[3]}-{month_number(m[2]):02}-{int(m[1]):02}") for m in _DAY_FIRST.finditer(text)]


def pages_of(text: str) -> str | None:
    """The pages that a text names and nothing else; None where it is something else."""
    match = _PAGES.match(text.strip(" ,.;"))
    return " ".join(match[1].split()) if match else None


def surnames(authors: str) -> list[str]:
    """The surnames of the authors of an entry, or the one name of a body.

    `Amiri, Rahmatullah, and Ashley Jackson` are Amiri and Jackson; `U.S. Department of State` is one.
    """
    authors = " ".join(_ASIDE.sub(" ", authors).split())
    parts = [part.strip() for part in _BETWEEN.split(authors) if part.strip()]
    if len(parts) < 2 or not _is_person(parts[0], parts[1]):
        return [authors.strip(" ,.")]
    named = (name for name in parts[2:] if name.rstrip(".") not in _ROLES and not _INITIALS.fullmatch(name))
    return [parts[0], *(name.split()[-1] for name in named)]


def _is_person(surname: str, given: str) -> bool:
    """Whether `surname, given` is a person turned round for a list."""
    few = len(surname.split()) <= 3 and len(given.split()) <= 4
    proper = all(word[:1].isupper() or word in ("al", "de", "van", "von", "bin", "el") for word in given.split())
    return few and proper and not _BODY.search(f"{surname} {given}")
