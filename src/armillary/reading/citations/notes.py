"""What each note cites: works in full or short form, interviews and letters, or nothing but an explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from armillary.reading.citations.fresh import read_fresh
from armillary.reading.citations.titles import QUOTED, best_match, parts_of, title_in
from armillary.reading.citations.works import Work, name_work, read_works
from armillary.reading.citations.written import date_in, dates_in, key_of, pages_of, straight, words_of
from armillary.reading.citations.years import Listed
from armillary.reading.passages import PARAGRAPHS, Document

_INTERVIEW = re.compile(
    r"^(?:(?:the )?author'?s?'? |personal |telephone |phone |online |zoom |in-person |follow-up )*"
    r"(interview(?:ee|s)?|respondent|informant|participant|key informant(?: interview)?|focus group)\b"
    r"(?:\s*(?:no\.?|number|#)?\s*(\d{1,4}))?",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"^(?:(?:the )?author'?s?'? |personal |private )*"
    r"(?:e-?mail|correspondence|communication|conversation|phone call|whatsapp|signal|telegram|message|exchange)s?\b"
    r"(?=,| (?:correspondence|communication|exchange|with|from|to)\b)",
    re.IGNORECASE,
)
_IBID = re.compile(r"^(?:ibid(?:em)?|id)\b\.?", re.IGNORECASE)
_OP_CIT = re.compile(r"^(.{2,60}?),?\s+(?:op\.?\s?cit|loc\.?\s?cit)\b\.?", re.IGNORECASE)
_ABOVE = re.compile(r"^(?:see )?(?:supra|above),? (?:at )?(?:foot|end)?n(?:ote)?\.?\s*(\d{1,4})", re.IGNORECASE)
_SIGNAL = re.compile(
    r"^(?:(?:see(?: also)?|cf\.?|compare|e\.g\.|for (?:example|instance|more)|also|but see|(?:as )?(?:quoted|cited) in|"
    r"according to|source|data from|based on)[,:]?\s+)+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?\"])\s+(?=[A-Z])")


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a note cites. `kind` is work, interview, correspondence, explanatory, unresolved or ambiguous.

    `how` says by what a work was told: full, title, author (the last work of that author), ibid, above, year (an author
    and year in the running text: `note` is 0 and `ordinal` that of the paragraph), or new, which no bibliography lists.
    `others` are works that it may mean as well: of an author alone, of one year where no letter tells (ambiguous).
    `speaker` is the number of an interviewee, `date` that of an interview or letter.
    """

    note: int
    kind: str
    how: str
    work: str
    pages: str
    speaker: str
    date: str
    text: str
    ordinal: int = 0
    others: list[str] = []


class Citations(msgspec.Struct, frozen=True, kw_only=True):
    """The works that a document cites, those of its bibliography first, and what each of its notes cites."""

    works: list[Work]
    notes: list[Cited]

    @property
    def unresolved(self) -> list[int]:
        """The numbers of notes of which a part leads nowhere."""
        return sorted({cited.note for cited in self.notes if cited.kind == "unresolved"})


def read_citations(document: Document) -> Citations:
    """The works and notes of a document, each note led to what it cites."""
    reader = _Notes(read_works(document))
    for number, passage in sorted(document.notes.items()):
        reader.read(number, document.plain(passage))
    return Citations(works=reader.works, notes=[*reader.found, *_in_text(document, reader.works)])


def _in_text(document: Document, works: list[Work]) -> Iterator[Cited]:
    """What the paragraphs cite by author and year, of the works that the bibliography lists."""
    listed = Listed([work for work in works if work.entry])
    for passage in document.passages:
        if passage.kind in PARAGRAPHS:
            for cited in listed.cited_in(document.plain(passage)):
                one, *others = [work.id for work in cited.works]
                yield Cited(
                    note=0,
                    kind="ambiguous" if others else "work",
                    how="year",
                    work="" if others else one,
                    pages=cited.pages,
                    speaker="",
                    date="",
                    text=cited.text,
                    ordinal=passage.ordinal,
                    others=[one, *others] if others else [],
                )


@dataclass
class _Notes:
    """Reads notes in order: short forms mean what was cited last."""

    works: list[Work]
    found: list[Cited] = field(default_factory=list)
    last: str = ""  # the work cited before
    last_of: dict[str, str] = field(default_factory=dict)  # the head of an author -> the work of his cited last
    of_note: dict[int, str] = field(default_factory=dict)  # a note -> the first work that it cites

    def __post_init__(self) -> None:
        self.taken = {work.id for work in self.works}
        self.by_id = {work.id: work for work in self.works}
        self.by_head: dict[str, list[Work]] = {}
        self.by_url: dict[str, Work] = {}
        for work in self.works:
            self._know(work)

    def _know(self, work: Work) -> None:
        if work.url:
            self.by_url.setdefault(work.url, work)
        for head in work.heads:
            self.by_head.setdefault(head, []).append(work)

    def read(self, number: int, text: str) -> None:
        """Everything that one note cites."""
        for part in parts_of(straight(text)):
            self._part(number, part)

    def _part(self, number: int, part: str) -> None:
        if self._other(number, part):
            return
        sentences = _SENTENCE.split(part)
        if len(sentences) > 1 and not self._head(_SIGNAL.sub("", part))[0]:  # explanation with works among it
            cites = [self._work(number, sentence, only_known=True) for sentence in sentences]
            if any(cites):
                return
        if not self._work(number, part) and not self._new(number, part):
            self._add(number, "explanatory" if len(part.split()) > 1 else "unresolved", part)

    def _other(self, number: int, part: str) -> bool:
        """Interviews, letters, and signs that stand for a work cited before."""
        if match := _INTERVIEW.match(part):
            for date in dates_in(part) or [date_in(part)]:
                self._add(number, "interview", part, speaker=match[2] or "", date=date)
            return True
        if _LETTER.match(part):
            dates = dates_in(part)
            self._add(number, "correspondence", part, date=dates[0] if dates else date_in(part))
            return True
        if (match := _IBID.match(part)) and self.last:
            self._cite(number, "ibid", self.by_id[self.last], part[match.end() :], part)
            return True
        if (match := _ABOVE.match(part)) and int(match[1]) in self.of_note:
            self._cite(number, "above", self.by_id[self.of_note[int(match[1])]], part[match.end() :], part)
            return True
        match = _OP_CIT.match(part)
        if match and (work := self._named(_SIGNAL.sub("", match[1]))) is not None:
            self._cite(number, "author", work, part[match.end() :], part)
            return True
        if match or _IBID.match(part):  # a sign that stands for nothing is no explanation
            self._add(number, "unresolved", part)
            return True
        return False

    def _named(self, name: str) -> Work | None:
        """The work that `op. cit.` stands for: the one cited last of an author, or the one that a title is taken from.

        One author of several does where no other work is his.
        """
        head, rest = self._head(name)
        if head and rest.strip(" ,") and (best := best_match(title_in(rest)[0], self.by_head[head])) is not None:
            return best
        if last := self.last_of.get(head or key_of(name)):
            return self.by_id[last]
        theirs = [work for work in self.works if key_of(name) in map(key_of, work.names)]
        return theirs[0] if len(theirs) == 1 else None

    def _work(self, number: int, part: str, only_known: bool = False) -> bool:
        """A work by its author and title, by its author alone, or by its title alone."""
        bare = _SIGNAL.sub("", part)
        head, rest = self._head(bare)
        if not head:
            return self._by_title(number, bare, part)
        candidates = self.by_head[head]
        pages = pages_of(rest) if rest.strip(" .,;") else ""
        if pages is not None:
            work = self.by_id.get(self.last_of.get(head, "")) or (candidates[0] if len(candidates) == 1 else None)
            if work is None:
                self._add(number, "unresolved", part)
            else:
                self._cite(number, "author", work, rest, part)
            return True
        title, after = title_in(rest)
        best = best_match(title, candidates)
        if best is not None:
            self._cite(number, "title", best, after, part)
            return True
        return not only_known and self._new(number, part)

    def _head(self, part: str) -> tuple[str, str]:
        """The longest name of an author that a part begins with, as a key, and what follows it."""
        cut = re.split(r"[,.:;](?=\s|$)|\s(?=\[|\()", part, maxsplit=1)[0]
        pieces = re.split(r"(?<=[,.])\s", part)
        for count in range(min(len(pieces), 4), 0, -1):
            head = key_of(" ".join(pieces[:count]))
            if head in self.by_head:
                return head, part[len(" ".join(pieces[:count])) :]
        head = key_of(cut)
        return (head, part[len(cut) :]) if head in self.by_head else ("", "")

    def _by_title(self, number: int, bare: str, part: str) -> bool:
        """A work that goes by its title, as an agreement or a law does, or that is quoted without its author."""
        quoted = QUOTED.search(bare)
        title, after = (quoted[1], bare[quoted.end() :]) if quoted else title_in(bare)
        best = best_match(title, self.works)
        if best is None or len(words_of(title)) < 3:
            return False
        self._cite(number, "title", best, after, part)
        return True

    def _new(self, number: int, part: str) -> bool:
        """A work that the bibliography does not list, given in full."""
        fresh = read_fresh(part, _SIGNAL.sub("", part))
        if fresh is None:
            return False
        if known := self.by_url.get(fresh.url):
            self._cite(number, "full", known, fresh.pages, part)
            return True
        names = fresh.names or [fresh.title]
        work = Work(
            id=name_work(names, fresh.date, self.taken),
            names=names,
            authors=fresh.authors,
            title=fresh.title,
            container="",
            date=fresh.date,
            url=fresh.url,
            doi="",
            entry=0,
        )
        self.works.append(work)
        self.by_id[work.id] = work
        self._know(work)
        self._cite(number, "new", work, fresh.pages, part)
        return True

    def _cite(self, number: int, how: str, work: Work, after: str, part: str) -> None:
        last = re.split(r",\s", after)[-1]
        pages = pages_of(after) or (pages_of(last) if not date_in(after) else "") or ""
        others = self._others(work) if how == "author" else []
        self._add(number, "work", part, how=how, work=work.id, pages=pages, others=others)
        self.last = work.id
        self.of_note.setdefault(number, work.id)
        for head in work.heads:
            self.last_of[head] = work.id

    def _others(self, work: Work) -> list[str]:
        """Other works of the authors of one, which a note that names them alone may mean; not one listed twice."""
        same = {head for head in work.heads if head in self.by_head}
        named = {other.id: other for head in same for other in self.by_head[head]}
        return sorted(other.id for other in named.values() if key_of(other.title) != key_of(work.title))

    def _add(self, number: int, kind: str, text: str, **known: object) -> None:
        said = {"how": "", "work": "", "pages": "", "speaker": "", "date": "", **known, "text": text}
        self.found.append(msgspec.convert({"note": number, "kind": kind, **said}, Cited))
