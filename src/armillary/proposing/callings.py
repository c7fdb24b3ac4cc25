"""Callings: the words of the vocabulary by which a name or a description in a text is taken for that of an actor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from armillary.names.finder import Found
from armillary.names.homonyms import Homonyms
from armillary.vocab.vocabulary import Vocabulary

_CAPITAL = r"(?:(?:al|el|ul|an|as|ash|at|ad|an|ar|az)-)?[A-ZÀ-ÖØ-Þ][\w’'`ʼ-]*"
_CAPITALS = rf"{_CAPITAL}(?: {_CAPITAL})*"
_JOINING = r"(?:of the|of|for the|for|al|ul|ud|wal|wa|e|i|de la|de l|del|de|du|des|pour la|pour le|pour l|la|le)"
# The Movement for Unity and Jihad in West Africa: what a movement is for may be two things, and where.
_LONG = (
    rf"{_CAPITALS} (?:for|of)(?: the)? {_CAPITALS}(?: and(?: the)? {_CAPITALS})?(?: (?:in|of)(?: the)? {_CAPITALS})?"
)
_RUN = re.compile(rf"(?P<long>{_LONG})|{_CAPITALS}(?:[ -]{_JOINING}[ -]{_CAPITALS})*")
_SCRIPT = re.compile(r"[\u0600-\u06ff\u200c]+")
_ACRONYM = re.compile(r"\b(?:[A-Z]{2}[A-Z0-9-]{1,6}|[A-Z]\d{2})\b(?!\.\w)")
_RANKS = frozenset(
    {"general", "chief", "commander", "leader", "emir", "king"}
)  # also words of a group: General Command
_SMALL = frozenset(
    ["of", "the", "for", "and", "in", "on", "to", "al", "ul", "ud", "wal", "wa", "e", "i", "la", "le", "les"]
)
_SMALL |= frozenset(["de", "du", "des", "el", "y", "et", "pour", "au", "aux", "ng", "sa", "na", "fi", "bi"])
# Behind an abbreviation may stand the same in another script or language.
_BRACKET = re.compile(
    r"\s?\((?:[^()]{0,30}?[ ,;])??[“\"'‘]?([A-Z][A-Za-z0-9-]{1,8})(?:(?<=[A-Z0-9]) ?[,;/،؛–-] ?[^()]{1,80}|[”\"'’]?)\)"
)
_OWNER = re.compile(r"[A-Z]{2,}['’]s ")
_SIDE = re.compile(r"(?i)(?:pro|anti|non|ex|post|pre)-")
_SUCH_AS = re.compile(r"(\w+),? (?:such as|like|including|called|named|known as)(?: the)? $")
_CLAIMED = re.compile(r" (?:has |had |have |later |also )*claimed responsibility")
_MEN_OF = re.compile(r"(\w+) of (?:the )?$")
_THE = re.compile(r"\b[Tt]he $")
# Behind it no noun that the name would only be a part of: the Niger delta.
_STANDS_ALONE = re.compile(
    r"(?:['’]s?\b|[,.;:)]| (?:and|or|has|have|had|is|was|are|were|in|on|at|to|of|for|from|with|by)\b"
    r"| (?:who|which|that|as|also|said|fought|\w+ed)\b)"
)
_LISTED = re.compile(r",? (?:and |or )?|, ")
_TAIL = re.compile(r"['’](?:s|S)?$|[-'’`]+$")
_WORD = re.compile(r"[\w’'-]+")
_MOST_WORDS = 10
_SHORTEST = 3  # letters of a name that is no abbreviation
_LONGEST = 120  # characters of a name
_MOST_LETTERS = 10_000  # of a sentence; what it takes grows with the square of the names in it
_MOST_CAPITALS = 0.6  # of the letters of a sentence


@dataclass(frozen=True, slots=True)
class Unknown:
    """An unknown name in a sentence; `sure` where the name itself says that it is a group's, and not what is around."""

    start: int
    end: int
    text: str
    sure: bool
    how: str = ""  # what is around it: `article` where only that tells it from a person's, `men` where only they do


class Callings:
    """What the vocabulary says of names and descriptions, ready to be asked."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.sets = {name: frozenset(cue.words) for name, cue in vocab.terms("callings").items()}
        self._is_other = Homonyms(vocab.lists.homonyms.values()).is_other

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]

    def names(self, text: str, known: list[Found], said: Iterable[str] = ()) -> list[Unknown]:
        """The unknown names of a sentence that look like actors, in order; `said` are those that the text has had."""
        letters = [c for c in text if c.isalpha()]
        if not letters or sum(c.isupper() for c in letters) > len(letters) * _MOST_CAPITALS:
            return []  # a heading in capitals has no names to tell
        if len(text) > _MOST_LETTERS:
            return []  # a list or a table that no full stop cuts
        found = [one for match in _BRACKET.finditer(text) if (one := self._spelled_out(text, match, known))]
        taken = [(n.start, n.end) for n in known]
        said = sorted(said, key=len, reverse=True)
        found += self._again(text, [name for name in said if name.isupper()], taken, found)
        for match in _RUN.finditer(text):
            for start, end in self._pieces(text, match):
                if (other := self._name(text, start, end, known, found)) and not _meets(other, found):
                    found.append(other)
        found += self._again(text, [name for name in said if not name.isupper()], taken, found)
        for match in _SCRIPT.finditer(text):
            if {match[0], match[0].removeprefix("و").removeprefix("ال")} & self["script_openers"]:
                found += self._in_script(text, match.start(), match.end(), known)
        return sorted((n for n in found if not self._is_other(text, n.start, n.end)), key=lambda n: n.start)

    def _again(
        self, text: str, said: list[str], taken: list[tuple[int, int]], found: list[Unknown]
    ) -> Iterator[Unknown]:
        """Names that a text has said before, where nothing around them need say that they are groups'."""
        had = list(found)
        for name in said:
            for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) if name in text else ():
                start, end = match.span()
                if text[max(0, start - 1)] == "(" and text[end : end + 1] == ")":
                    continue  # said again what it is short for
                one = Unknown(start, end, name, True)
                if not _meets(one, had) and not any(a < end and start < b for a, b in taken):
                    had.append(one)
                    yield one

    def _spelled_out(self, text: str, bracket: re.Match[str], known: list[Found]) -> Unknown | None:
        """The name before a bracket that holds its abbreviation, whatever small words are in it."""
        end = bracket.start()
        if any(n.start < bracket.end() and bracket.start() < n.start for n in known):
            return None  # another name of an actor that the casebook has
        starts = [m.start() for m in _WORD.finditer(text, max(0, end - _LONGEST), end)][-_MOST_WORDS:]
        for start in reversed(starts):
            name = text[start:end]
            word = name.removeprefix("al-").removeprefix("an-")
            small = {w for w in _WORD.findall(name) if w[:1].islower() and "-" not in w}
            if (
                small <= _SMALL
                and word[:1].isupper()
                and not re.search(r"[,;:()]", name)
                and _are_initials(bracket[1], name)
            ):
                if any(n.start <= start and end <= n.end for n in known):
                    return None
                return Unknown(start, end, name, True)
        return None

    def _pieces(self, text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
        """A run of capitals, or the names that `and` or `of` joins where it is not one."""
        if match["long"] is None or self._has_group_word(match[0].partition(" for ")[0].partition(" of ")[0]):
            owner = _OWNER.match(match[0])  # KNU's Fifth Brigade; but the People's Army
            at = match.start() + (owner.end() if owner else 0)
            for piece in re.split(r"( and the )", text[at : match.end()]):
                if piece != " and the ":
                    yield at, at + len(piece)
                at += len(piece)
            return
        at = match.start()
        for piece in re.split(r"( and(?: the)? | in(?: the)? )", text[match.start() : match.end()]):
            if piece[:1].isupper() or (piece[:3].islower() and "-" in piece[:4]):
                yield at, at + len(piece)
            at += len(piece)

    def _has_group_word(self, text: str) -> bool:
        return any(word.lower() in self["group_words"] for word in _WORD.findall(text))

    def _name(self, text: str, start: int, end: int, known: list[Found], sure: list[Unknown]) -> Unknown | None:
        while (first := _WORD.match(text, start)) and first.end() < end and first[0].lower() in self["not_actors"]:
            start = first.end() + 1
            while (small := _WORD.match(text, start)) and small.end() < end and small[0] in _SMALL:
                start = small.end() + 1
        name = _TAIL.sub("", text[start:end])
        end = start + len(name)
        words = [w.lower() for w in _WORD.findall(name)]
        parts = [part for word in words for part in word.split("-")]
        if (
            (len(name) < _SHORTEST and not name.isupper())
            or not words
            or len(words) > _MOST_WORDS
            or (len(words) == 1 and words[0] in self["not_actors"])
        ):
            return None
        before = _WORD.findall(text[max(0, start - 40) : start])
        if _SIDE.match(name) or parts[-1] in self["other_things"]:
            return None
        if (
            (set(parts) - _RANKS) & self["titles"]
            or parts[0] in self["titles"]
            or (before and before[-1].lower() in self["titles"])
        ):
            return None
        inside = [n for n in known if n.start < end and start < n.end]
        actors = [n for n in inside if n.kind == "actor" and not n.place]
        if text[start - 1 : start] == "(" and any(
            start - 3 <= end_ < start for end_ in (*(n.end for n in known), *(n.end for n in sure))
        ):
            return None  # the abbreviation of what stands before
        if any(n.start <= start and end <= n.end for n in inside) or not self._goes_beyond(name, start, actors):
            return None
        grouped = any(part in self["group_words"] for part in parts) and len(words) > 1
        opened = parts[0] in self["name_openers"] and len(parts) > 1
        if grouped or opened:
            return Unknown(start, end, name, True)
        if inside:
            return None
        behind = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
        begins = len(words) == 1 and not text[:start].strip("\"'“‘( ")
        men = behind is not None and behind[0].lower() in self["men"]
        said = _CLAIMED.match(text, end) is not None
        of_it = _MEN_OF.search(text[max(0, start - 40) : start])
        said = said or (of_it is not None and of_it[1].lower() in self["men"] | {"members"})
        said = said or (bool(before) and before[-1].lower() in self["kinds_before"] and text[start - 1 : start] == " ")
        such = _SUCH_AS.search(text[max(0, start - 40) : start])
        said = said or (such is not None and such[1].lower() in (self["kinds_before"] | self["men"] | self["bands"]))
        said = said or (name[:3] in ("al-", "Al-", "el-") and self._in_list(text, start, [*known, *sure]))
        if said or men or _ACRONYM.fullmatch(name) is not None:
            # Of a word that begins a sentence men behind tell nothing: Foreign fighters, Armed militants.
            return Unknown(start, end, name, said or (men and not begins), "" if said or not men else "men")
        if _THE.search(text[max(0, start - 5) : start]) and _STANDS_ALONE.match(text, end):
            return Unknown(start, end, name, False, "article")
        return None

    def _in_list(self, text: str, start: int, others: Iterable[Found | Unknown]) -> bool:
        """Whether a name follows another in a list."""
        return any(n.end < start and _LISTED.fullmatch(text, n.end, start) is not None for n in others)

    def _goes_beyond(self, name: str, start: int, actors: list[Found]) -> bool:
        """Whether a name with a known one inside is more than that with a general word: Taliban Movement."""
        if not actors:
            return True
        rest = list(name)
        for found in actors:
            rest[max(0, found.start - start) : found.end - start] = " " * (found.end - max(found.start, start))
        return len(_WORD.findall("".join(rest))) > 1

    def _in_script(self, text: str, start: int, end: int, known: list[Found]) -> Iterator[Unknown]:
        """An opener in Arabic script and the word behind it; Arabic goes on as long as words have the article."""
        stop = end
        for match in _SCRIPT.finditer(text, end):
            if text[stop : match.start()] != " " or (stop > end and not match[0].startswith("ال")):
                break
            stop = match.end()
        if stop > end and not any(n.start < stop and start < n.end for n in known):
            yield Unknown(start, stop, text[start:stop], True)

    def short_of(self, text: str, end: int, name: str) -> str:
        """The abbreviation in brackets behind a name whose initials it has; '' if there is none."""
        match = _BRACKET.match(text, end)
        if match is None or " " not in name:
            return ""
        # Of a name in another language only the first letter may be the same: MUJAO.
        foreign = match[1].isupper() and match[1][0] == name[0] and self._has_group_word(name)
        return match[1] if foreign or _are_initials(match[1], name) else ""


def _meets(one: Unknown, others: Iterable[Unknown]) -> bool:
    return any(o.start < one.end and one.start < o.end for o in others)


def _are_initials(short: str, name: str) -> bool:
    """Whether an abbreviation begins as a name of several words does and has its letters in their order."""
    words = re.split(r"[ -]", name.lower())
    letters = [c for c in short.lower() if c.isalpha()]
    firsts = [words[0][:1], words[1][:1] if words[0] in ("al", "an") and len(words) > 1 else ""]
    if not letters or len(words) < 2 or letters[0] not in firsts:
        return False
    left = " ".join(words)
    for letter in letters:
        at = left.find(letter)
        if at < 0:
            return False
        left = left[at + 1 :]
    heads = [word[:1] for word in words]
    return sum(letter in heads for letter in letters) * 2 > len(letters)
