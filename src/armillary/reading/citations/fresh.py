"""A work that no bibliography lists, as a note gives it in full: who, title, date, and the pages that are cited."""

from __future__ import annotations

import re
from typing import NamedTuple

from armillary.reading.citations.titles import QUOTED
from armillary.reading.citations.written import date_in

_SINGLE = re.compile(r"(?<!\w)'\s*((?:[^']|'(?=\w)){6,}?)[,.;\s]*'(?=[\s,.;:)<]|$)")
_IMPRINT = re.compile(r"\s\((?=[^()]*\b(?:1[5-9]|20)\d\d[a-z]?\))")  # (London: Hurst, 2022)
_ADDRESS = re.compile(r"https?://[^\s<>)]+")
_DOCUMENT = re.compile(
    r"\bdated\b|\bno\.\s*\d|\b(?:resolution|decree|statement|declaration|s/\d{4}/\d+)\b", re.IGNORECASE
)
_NUMERIC_DATE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_PAGES_LAST = re.compile(
    r"(?:\)\s*[,:]\s*|,\s*pp?\.\s*|,\s*para(?:graph)?s?\.?\s*)(\d+(?:\s*[-–,]\s*\d+)*)\.?$", re.IGNORECASE
)
_SECOND = re.compile(
    r"[^,]+, ((?:[^\W\d]|[- ':&])*?[^\W\d]),"
)  # what stands between the first two commas, without numbers
_DATE_IN_PATH = re.compile(r"[/=-]((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)")
_NAME = re.compile(r"(?:[A-Z]\.[ -]?)+ ?[A-Z][\w'-]+|[A-Z][\w'-]+(?: (?:[A-Z]\.|al-|bin|de|van|von|[A-Z][\w'-]+)){1,3}")
_ORGAN = re.compile(
    r"\b(?:Affairs|Agency|Al|Army|Assembly|Association|BBC|Bank|Bureau|Cent(?:er|re)|Commission|Committee|Council|Daily|"
    r"Department|Foundation|Gazette|Government|Group|Guardian|Herald|Initiative|Institute|International|Journal|Ministry|"
    r"Mission|Monitor|Nations|Network|News|Observatory|Office|Organi[sz]ation|Party|Post|Press|Programme|Programs?|"
    r"Project|Radio|Research|Review|Service|States|Television|The|Times|TV|Union|University|Voice|Watch|Weekly|World)\b"
)


class Fresh(NamedTuple):
    """What a note says of a work: its authors as they stand there and by surname, title, date, address, pages."""

    authors: str
    names: list[str]
    title: str
    date: str
    url: str
    pages: str


def read_fresh(part: str, bare: str) -> Fresh | None:
    """The work that a part of a note gives in full, `bare` being the part without words such as `see`; None: none.

    It is known by its title in quotation marks, its place and year in brackets, its address, or its date.
    """
    quoted = QUOTED.search(bare) or _SINGLE.search(bare)
    address = _ADDRESS.search(part)
    imprint = _IMPRINT.search(bare)
    dated = _DOCUMENT.search(part) and (date_in(part) or _NUMERIC_DATE.search(part))
    if quoted is not None:
        who, title, after = bare[: quoted.start()], quoted[1].strip(), bare[quoted.end() :]
    elif imprint is not None and "," in bare[: imprint.start()]:
        who, title = _who_and_title(bare[: imprint.start()])
        after = bare[imprint.start() :]
    elif address is not None and not bare.partition(address[0])[0].strip(" <"):
        return _page(address[0].rstrip(".,"))
    elif address is not None or (dated and "," in part):
        who, title, after = bare.split(",")[0], bare.split(", dated")[0].strip(" ."), bare
        if (match := _SECOND.match(bare)) and not _ORGAN.search(match[1]):
            title = match[1]
    else:
        return None
    who = who.strip(" ,")
    pages = _PAGES_LAST.search(bare) if quoted or imprint else None
    return Fresh(
        who, names_of(who), title, date_in(after), address[0].rstrip(".,") if address else "", pages[1] if pages else ""
    )


def _page(address: str) -> Fresh:
    """A page that is given by nothing but its address: who is its site, when is what the address says."""
    original = address[address.rindex("http") :]  # behind that of an archive
    site = original.partition("//")[2].partition("/")[0].removeprefix("www.")
    date = _DATE_IN_PATH.search(original)
    when = "-".join(f"{int(number):02}" for number in date.groups() if number) if date else ""
    return Fresh(site, [site], address, when, address, "")


def names_of(who: str) -> list[str]:
    """The surnames of persons written as they are called, or the one name of a body; none of no name.

    `Jane Smith and Karim Osman` are Smith and Osman.
    """
    persons = [name.strip() for name in re.split(r",\s*(?:and\s+)?|\s+(?:and|&)\s+", who) if name.strip()]
    if persons and all(_NAME.fullmatch(name) and not _ORGAN.search(name) for name in persons):
        return [name.split()[-1] for name in persons]
    return [who] if who else []


def _who_and_title(before: str) -> tuple[str, str]:
    """The authors and the title of a book, which nothing but a comma divides."""
    first, _, rest = before.partition(", ")
    if not _NAME.fullmatch(first):
        return first, rest
    pieces = rest.split(", ")
    for count, piece in enumerate(pieces[:-1]):  # Jane Smith, Omar Latif, and Sue Grey, Ledger of War
        name = re.sub(r"^(?:and|&)\s+", "", piece)
        if not _NAME.fullmatch(name) or _ORGAN.search(name):
            break
        if name != piece:
            return ", ".join([first, *pieces[: count + 1]]), ", ".join(pieces[count + 1 :])
    return first, rest
