"""BibTeX and biblatex, as Zotero, JabRef and LaTeX users write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pybtex.database import BibliographyData
from pybtex.database.input.bibtex import Parser, month_names
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from armillary.exchange.bibliography_files import Works, pieces, read_each
from armillary.exchange.protocol import Imported, Into, Reads, Released, Writes
from armillary.exchange.work_kinds import types_of
from armillary.exchange.works import Author, Work, as_works
from armillary.finding import Finding, Place, find
from armillary.text.months import month_number

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_COMMANDS = re.compile(r"\\(?:(textbackslash|textasciitilde|textasciicircum)(?:\{\}|\s|\b)|([{}$&#%_]))")
_STYLES = re.compile(r"\\(?:emph|text(?:it|bf|sc|rm|tt|sf)|mkbibquote|enquote)\s*(?=\{)")
_NAMED = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}
LARGEST = 16 * 1024 * 1024  # characters that the strings of a library may stand for
_ENTRY = re.compile(r"^[ \t]*@[ \t]*(?!comment)[a-z]+\s*[{(]", re.IGNORECASE | re.MULTILINE)
DEEPEST = 50  # braces within braces; what lies deeper is not LaTeX that people write


def read_bibtex(files: Sequence[Path], into: Into) -> Imported:
    """The sources of these libraries."""
    return read_each(files, into, _works)


def write_bibtex(released: Released) -> Mapping[str, bytes]:
    """The sources of a release as a library."""
    return {"sources.bib": "\n".join(map(_entry, as_works(released))).encode()}


READS = Reads("bibtex", "a library as BibTeX or biblatex, as Zotero and JabRef export it", read_bibtex)
WRITES = Writes("bibtex", "the sources as BibTeX, with the date fields of biblatex", write_bibtex)


class _Strings(dict[str, str]):
    """What `@string` names, by name in lower case; strings made of strings may double at every line."""

    left = LARGEST

    def __getitem__(self, name: str) -> str:
        text = super().__getitem__(name.lower())
        self.left -= len(text)
        if self.left < 0:
            raise ValueError(f"its strings (@string) stand for more than {LARGEST // 2**20} million characters")
        return text

    def __setitem__(self, name: str, text: str) -> None:
        super().__setitem__(name.lower(), text)


def _works(text: str, name: str) -> Works:
    """The works of a library, each entry read by itself; strings hold for those below them."""
    library, strings = BibliographyData(), _Strings(month_names)
    lines: dict[str, int] = {}
    odd: list[Finding] = []
    for line, piece in pieces(text, _ENTRY):
        place = Place(name, line, 1)
        parser = Parser()
        parser.macros = strings
        try:
            if _deepest(piece) > DEEPEST:
                raise ValueError("braces are nested too deep: is one not closed?")
            for key, entry in parser.parse_string(piece).entries.items():
                if key in library.entries:
                    first = (Place(name, lines[key.lower()], 1),)
                    said = f"'{key[:80]}' stands here twice"
                    odd.append(find("X820", place, said, "give one of the works another key", first))
                    continue
                library.entries[key] = entry
                entry.collection = library
                lines[key.lower()] = line
        except (PybtexError, ValueError, RecursionError) as problem:
            said = re.sub(r"in line \d+: ", "", " ".join(str(problem).split()))[:160]
            if strings.left < 0:
                return [], [find("X801", place, f"this is not BibTeX: {said}", "mend it, or export it again")]
            odd.append(find("X820", place, f"this entry is not BibTeX: {said}", "mend it, or export it again"))
    return [_work(key, entry, Place(name, lines[key.lower()], 1)) for key, entry in library.entries.items()], odd


def _work(key: str, entry: Any, place: Place) -> Work:
    fields = {word.lower(): value for word, value in entry.fields.items()}
    said = {word: plain(value) for word, value in fields.items()}
    return Work(
        key=said.get("citationkey") or key,
        place=place,
        type=entry.type.lower(),
        genre=said.get("type", "") or said.get("entrysubtype", ""),
        title=said.get("title", ""),
        authors=tuple(_authors(entry)),
        date=_url(fields.get("date", "")) or _date(said.get("year", ""), said.get("month", ""), said.get("day", "")),
        accessed=_url(fields.get("urldate", "")),
        publisher=next((said[word] for word in _PUBLISHERS if said.get(word)), ""),
        language=said.get("langid") or said.get("language", ""),
        url=_url(fields.get("url", "")),
        doi=_url(fields.get("doi", "")),
        isbn=said.get("isbn", ""),
        keywords=tuple(word.strip() for word in re.split("[,;]", said.get("keywords", ""))),
        note=said.get("note", ""),
        caveat=said.get("annotation") or said.get("annote", ""),
    )


_PUBLISHERS = ("publisher", "journal", "journaltitle", "institution", "school", "organization", "booktitle")


def plain(text: str) -> str:
    """A field without its LaTeX: accents as letters, braces gone."""
    # What stands for a sign of LaTeX's own is set aside, so that it is not read as one.
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(_NAMED.get(match[1] or "", match[2] or ""))
        return f"\ue000{len(kept) - 1}\ue001"

    aside = _COMMANDS.sub(keep, _STYLES.sub("", text).replace("\ue000", "").replace("\ue001", ""))
    try:
        read = str(Text.from_latex(aside)) if re.search(r"[\\{}$~]|--|``|''", aside) else aside
    except (PybtexError, ValueError, RecursionError):
        read = aside.replace("{", "").replace("}", "")
    back = re.sub("\ue000(\\d+)\ue001", lambda match: kept[int(match[1])], read.replace("\xa0", " "))
    return " ".join(back.split())


def _url(text: str) -> str:
    return re.sub(r"\\([{}$&#%_~])", r"\1", text).strip()


def _deepest(text: str) -> int:
    """How deep braces are nested; raises ValueError where one is closed that was not opened."""
    deepest = level = 0
    for sign in re.findall(r"(?<!\\)[{}]", text):
        level += 1 if sign == "{" else -1
        deepest = max(deepest, level)
        if level < 0:
            raise ValueError("a brace is closed that was not opened")
    return deepest


def _date(year: str, month: str, day: str) -> str:
    number = month_number(month.strip()) or _number(month)
    if not year or not number:
        return year
    return f"{year}-{number:02}" + (f"-{_number(day):02}" if _number(day) else "")


def _number(text: str) -> int:
    """A number of one or two digits; 0 where a text is none."""
    return int(text) if re.fullmatch(r"\s*[0-9]{1,2}\s*", text) else 0


def _authors(entry: Any) -> Iterator[Author]:
    persons = entry.persons.get("author") or entry.persons.get("Author") or entry.persons.get("editor") or ()
    for person in persons:
        family = plain(" ".join([*person.prelast_names, *person.last_names, *person.lineage_names]))
        given = plain(" ".join([*person.first_names, *person.middle_names]))
        if family or given:
            yield Author(family or given, given if family else "", is_body=not (family and given))


def _entry(work: Work) -> str:
    key = re.sub(r"[^\w:./+-]", "_", work.key)
    fields = {
        "title": _latex(work.title),
        "author": " and ".join(
            f"{{{_latex(author.family)}}}" if author.is_body else f"{_latex(author.family)}, {_latex(author.given)}"
            for author in work.authors
        ),
        "date": work.date,
        "year": year[0] if (year := re.match(r"\d{4}", work.date)) else "",
        "urldate": work.accessed,
        "publisher": _latex(work.publisher),
        "langid": work.language,
        "url": work.url.replace("{", "%7B").replace("}", "%7D"),
        "doi": work.doi.replace("{", "%7B").replace("}", "%7D"),
        "isbn": work.isbn,
        "type": _latex(work.genre),
        "keywords": _latex(", ".join(work.keywords)),
        "note": _latex(work.note),
        "annotation": _latex(work.caveat),
        "citationkey": _latex(work.key) if key != work.key else "",
    }
    lines = "".join(f"  {word} = {{{text}}},\n" for word, text in fields.items() if text)
    return f"@{types_of(work.genre).bibtex}{{{key},\n{lines}}}\n"


def _latex(text: str) -> str:
    made = "".join(_SPECIAL.get(character, character) for character in text)
    return re.sub(
        r"-(?=-)|(?<=')'|(?<=`)`", lambda match: match[0] + "{}" if match[0] == "-" else "{}" + match[0], made
    )
