"""Drafts of the talks that a document cites: interviews and letters, with speakers who have no name.

A talk is known by number and date; what else a note says of who spoke is never taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from armillary.casebook.plain import Plain
from armillary.exchange.protocol import Entry
from armillary.exchange.work_entries import NOT_GRADED
from armillary.finding import Place
from armillary.reading.citations.notes import Cited
from armillary.reading.citations.sources import PRIVATE, Sources
from armillary.text.months import said_date


@dataclass(slots=True)
class Talks:
    """Makes the drafts; `free` gives an id that nothing has yet."""

    document: str
    sources: Sources
    free: Callable[[str], str]
    place: Place
    entries: list[Entry] = field(default_factory=list)
    drafted: dict[str, list[int]] = field(default_factory=dict)  # new source -> the notes that cite it
    known: dict[str, list[int]] = field(default_factory=dict)  # source of the casebook -> the notes

    def draft(self, citations: Iterable[Cited]) -> list[Entry]:
        """A source for every talk that the casebook does not have, and a speaker for every voice."""
        talks = [cited for cited in citations if cited.kind in PRIVATE]
        dates = {(cited.kind, cited.speaker, cited.date) for cited in talks}
        made: dict[tuple[str, str, str], str] = {}
        notes: dict[str, list[Cited]] = {}
        voices: dict[tuple[str, str], str] = {}
        for cited in talks:
            if ids := self.sources.of_talk(cited):
                for source in ids:
                    if source in self.sources.book.sources:
                        self.known.setdefault(source, []).append(cited.note)
                continue
            key = cited.kind, cited.speaker, cited.date
            if cited.speaker and any(other != key and _is_closer(other, key) for other in dates):
                continue  # the same voice under a slip of the date: it leads to the speaker
            if key not in made:
                voice = (cited.kind, cited.speaker or cited.date)
                if voice not in voices:
                    voices[voice] = self._voice(cited)
                made[key] = self.free(self._talk_id(cited))
                notes[made[key]] = []
            notes[made[key]].append(cited)
        for (kind, number, date), talk in made.items():
            self.entries.append(self._talk(talk, kind, number, date, voices[kind, number or date], notes[talk]))
            self.drafted[talk] = sorted({cited.note for cited in notes[talk]})
        return self.entries

    def _talk_id(self, cited: Cited) -> str:
        name = "-".join(filter(None, (PRIVATE[cited.kind], cited.speaker.lstrip("0"), cited.date)))
        return name if cited.date else f"{self.document}-{name}"

    def _talk(self, talk: str, kind: str, number: str, date: str, voice: str, notes: Sequence[Cited]) -> Entry:
        on = said_date(date) if date else ""
        who = f" with interviewee {number}" if number else f" of {on}" if on else ""
        values: dict[str, Plain] = {"id": talk, "kind": kind, "title": f"{kind.capitalize()}{who}", "speaker": voice}
        values |= {"date": date} if date else {}
        said = cited_in_words(self.document, sorted({cited.note for cited in notes}))
        values |= {"read": "false", "note": said}
        return Entry("sources", values, self.place, file=cited_file(self.document, "sources"), in_full=True)

    def _voice(self, cited: Cited) -> str:
        """A speaker without a name; the number of another document's interviewee is not this one's."""
        word = "correspondent" if cited.kind == "correspondence" else "interviewee"
        number = cited.speaker.lstrip("0")
        begin = "-".join(filter(None, (word, number or cited.date)))
        own = begin in self.sources.book.speakers or not (number or cited.date)
        identity = self.free(f"{self.document}-{begin}" if own else begin)
        name = f"{word.capitalize()} {number}" if number else f"{word.capitalize()} of {said_date(cited.date)}"
        if own:
            name = f"{name.removesuffix(' of ')}, of {self.document}"
        values: dict[str, Plain] = {"id": identity, "kind": "interviewee", "name": name, "grade": "F"}
        values["grade_reason"] = NOT_GRADED.replace("a bibliography", "a citation")
        self.entries.append(Entry("speakers", values, self.place, file=cited_file(self.document, "speakers")))
        return identity


def _is_closer(other: tuple[str, str, str], key: tuple[str, str, str]) -> bool:
    """Whether another talk of the same voice is dated within the coarser date of this one."""
    return other[:2] == key[:2] and bool(key[2]) and other[2].startswith(key[2])


def cited_file(document: str, folder: str) -> str:
    """The file of a casebook for what a document cites."""
    return f"{folder}/{document}-cited.yaml"


def cited_in_words(document: str, notes: Sequence[int]) -> str:
    """What a draft says of where it comes from."""
    if not notes:
        return f"Drafted from the bibliography of {document}; no note cites it."
    *before, last = map(str, notes)
    where = f"notes {', '.join(before)} and {last}" if before else f"note {last}"
    return f"Drafted: {document} cites it in {where}."
