"""From a name as it is written to the speaker that bears it, or to authors of whom a speaker can be proposed."""

from __future__ import annotations

import re

from armillary.casebook.casebook import Casebook
from armillary.exchange.works import Author
from armillary.finding import ArmillaryError
from armillary.names.matcher import Ambiguous, Found, Matcher
from armillary.names.speakers import speaker_names
from armillary.reading.citations.written import key_of, surnames

_ASIDE = re.compile(r"\[[^\]]*\]|\([^)]*\)")  # real names, handles, names in another script
_HANDLE = re.compile(r"@\w+|\b[^\W_]+_\w+")
_BETWEEN = re.compile(r"\s*;\s*|,\s*(?:and|&)\s+|\s+(?:and|&)\s+(?=[A-Z])|,\s+")
_BODY = re.compile(
    r"\b(?:of|for|the|and|agency|association|bank|bureau|cent(?:er|re)|college|commission|committee|company|council|"
    r"department|desk|foundation|fund|government|group|institute|international|ministry|mission|monitor|movement|"
    r"nations|network|news|office|organi[sz]ation|party|post|press|project|radio|service|society|staff|states|team|times|"
    r"union|university|witness)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    ("al", "el", "bin", "bint", "ibn", "de", "da", "di", "van", "von", "der", "den", "la", "le", "ul")
)


class Speakers:
    """The speakers of a casebook by every name they go by."""

    def __init__(self, book: Casebook) -> None:
        self.matcher = Matcher(speaker_names(book))
        self.by_key: dict[str, set[str]] = {}
        for identity, name in speaker_names(book):
            self.by_key.setdefault(key_of(name), set()).add(identity)

    def find(self, name: str) -> str:
        """The id of the speaker of a name; '' for nobody. Raises ArmillaryError where several bear it."""
        found = self.matcher.find(name)
        if isinstance(found, Ambiguous):
            named = " or ".join(candidate.id for candidate in found.candidates[:4])
            raise ArmillaryError(f"'{name[:80]}' may be several speakers: {named}", "give the id of one: --speaker ID")
        if isinstance(found, Found):
            return found.id
        same = self.by_key.get(key_of(name), set())
        return next(iter(same)) if len(same) == 1 else ""

    def seek(self, name: str) -> str:
        """The same where nobody can be asked: several are as good as none."""
        try:
            return self.find(name) if name.strip() else ""
        except ArmillaryError:
            return ""


def authors_of(text: str, listed: bool = False) -> tuple[Author, ...]:
    """The authors that a text names, persons or one body; what stands in brackets beside a name is left out.

    `Amiri, Rahmatullah, and Ashley Jackson` are two persons; `U.S. Department of State` is one body. In a bibliography
    (`listed`) persons stand surname first or have a handle; whatever else stands there is a body or an outlet.
    """
    handle = bool(_HANDLE.search(text))
    bare = " ".join(_HANDLE.sub(" ", _ASIDE.sub(" ", text)).split()).strip(" ,;")
    if not bare:
        return ()
    parts = [part for part in _BETWEEN.split(bare) if part]
    if len(parts) > 1 and ";" not in bare and surnames(bare) != [bare.strip(" ,.")]:
        first, rest = Author(parts[0], parts[1]), parts[2:]
        return (first, *(_person(part) for part in rest if part.rstrip(".") not in ("ed", "eds", "trans")))
    if listed:
        return (_person(bare) if handle else Author(bare, is_body=True),)
    if len(parts) > 1 and all(is_person(part) for part in parts):
        return tuple(_person(part) for part in parts)
    return (_person(bare),) if is_person(bare) else (Author(bare, is_body=True),)


def is_person(name: str) -> bool:
    """Whether a name reads like that of one person: two to four words with capitals, none of them of a body."""
    words = [word for word in re.split(r"[\s-]+", name) if word]
    proper = all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)
    initials = [word for word in words if word.isupper() and len(word.strip(".")) > 2]
    return 2 <= len(words) <= 5 and proper and not initials and not _BODY.search(name) and not re.search(r"\d", name)


def _person(name: str) -> Author:
    given, _, family = name.strip().rpartition(" ")
    return Author(family, given)
