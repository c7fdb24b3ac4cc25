"""The numbered notes: who says so, in which source, and where in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from armillary.book.book import Book
from armillary.out.report.content import NoteMark, Run, Runs, Text
from armillary.out.report.references import Reference
from armillary.pictures.records import ClaimRead, Part
from armillary.pictures.sentences import counted, sentence

MOST = 4  # origins that a note names on each side


@dataclass(frozen=True, slots=True)
class Cited:
    """A source in a note before the references are set."""

    source: str


Loose = tuple[Text | Cited, ...]
Heard = tuple[list[str], str, str]  # a chain of credit, the source it was read in, and where in it


@dataclass
class Notes:
    """Notes in the order in which they are called; the same note is called by the same number."""

    book: Book
    _numbers: dict[Loose, int] = field(default_factory=dict)
    _speakers: dict[str, str] = field(default_factory=dict)
    only: str = ""  # the one source that everything is read in

    def __post_init__(self) -> None:
        rows = self.book.sql("SELECT id, speaker FROM sources")
        self._speakers = {row["id"]: row["speaker"] for row in rows}
        read = self.book.sql("SELECT DISTINCT source FROM claims")
        self.only = read[0]["source"] if len(read) == 1 and read[0]["source"] in self._speakers else ""

    def on_parts(self, parts: Iterable[Part], recorded: Iterable[str] = ()) -> NoteMark | None:
        """A note that names the origins for and against judgements and the sources of records; None without any.

        Of what a release withholds nothing is named.
        """
        sides: dict[str, dict[str, Heard]] = {"For: ": {}, "Against: ": {}}
        for part in parts:
            if part.claims:
                side = sides["For: " if part.polarity == "asserts" else "Against: "]
                side.setdefault(part.origin, self._heard(part))
        loose = self._grouped({head: [*found.values()] for head, found in sides.items() if found}, "origin")
        for source in dict.fromkeys(source for source in recorded if source in self._speakers):
            loose += [Text(" " if loose else ""), Text("On record: ", "quiet"), Cited(source), Text(".")]
        return self._mark(loose)

    def on_claims(self, claims: Iterable[str]) -> NoteMark | None:
        """A note that says where some claims are read."""
        rows = self.book.query("claims", ids=sorted(set(claims)))
        by_place = sorted(rows, key=lambda row: (row["source"], row["file"], row["line"]))
        heard = [(row["chains"][0] if row["chains"] else [], row["source"], row["at"]) for row in by_place]
        return self._mark(self._grouped({"": heard}, "claim")) if heard else None

    def _grouped(self, sides: dict[str, list[Heard]], noun: str) -> list[Text | Cited]:
        """The sides one after the other; a source that several are read in is named once, at the end."""
        shown = [item for items in sides.values() for item in items[:MOST]]
        common, times = Counter(source for _, source, _ in shown).most_common(1)[0] if shown else ("", 0)
        common = self.only or (common if times > 1 else "")
        loose: list[Text | Cited] = []
        for head, items in sides.items():
            loose += [Text(" " if loose else ""), Text(head, "quiet")]
            for place, (chain, source, at) in enumerate(items[:MOST]):
                loose += [Text("; " if place else ""), *self._chain(chain, source, at, source == common)]
            loose += [*_rest(len(items), noun), Text(".")]
        if common and not self.only:
            loose += [Text(" Read in "), Cited(common), Text(", at the places in brackets.")]
        return loose

    def cited(self) -> list[str]:
        """Every source that some note cites."""
        named = {part.source for loose in self._numbers for part in loose if isinstance(part, Cited)}
        return sorted({*named, *([self.only] if self._numbers and self.only else [])})

    def finish(self, references: Mapping[str, Reference]) -> tuple[Runs, ...]:
        """The notes with their sources cited in short; the first says where all was read, where that is one source."""
        notes = [_closed(self._set(loose, references)) for loose in self._numbers]
        if notes and self.only:
            all_in: Loose = (Text(" All is read in "), Cited(self.only), Text(", at the places in brackets."))
            notes[0] = (*notes[0], *self._set(all_in, references))
        return tuple(notes)

    def _set(self, loose: Loose, references: Mapping[str, Reference]) -> list[Run]:
        found: list[Run] = []
        for part in loose:
            if isinstance(part, Text):
                found.append(part)
            elif part.source in references:
                short = references[part.source].short
                found += [*short[:-1], _without_stop(short[-1])] if short else []
        return found

    def _mark(self, loose: list[Text | Cited]) -> NoteMark | None:
        key = tuple(part for part in loose if part != Text(""))
        if not key:
            return None
        return NoteMark(self._numbers.setdefault(key, len(self._numbers) + 1))

    def _heard(self, part: Part) -> Heard:
        claim = part.claims[0]
        return self._chain_of(part, claim), claim.source, claim.at

    def _chain_of(self, part: Part, claim: ClaimRead) -> list[str]:
        """The chain of credit that ends at the origin; who speaks in what is read is its end, whoever reports it."""
        for chain in claim.credit:
            if chain and (chain[-1] == part.origin or self._speakers.get(chain[-1]) == part.origin):
                return chain
        chain = claim.credit[0] if claim.credit else []
        known = {part.origin, part.speaker} & {*chain, self._speakers.get(chain[-1] if chain else claim.source)}
        return chain if known else [*chain, part.speaker]

    def _chain(self, chain: list[str], source: str, at: str, common: bool) -> list[Text | Cited]:
        """From the root to where it was read: root, in what carries it, cited in what was read, and where."""
        loose: list[Text | Cited] = []
        for link in reversed(chain):
            if link != source:
                loose.append(Text(", in " if loose else ""))
                loose.append(Cited(link) if link in self._speakers else Text(self._named(link)))
        if common:
            return [*(loose or [Text(self._named(self._speakers[source]))]), Text(f" ({at})" if at else "")]
        loose += [Text(", cited in " if loose else ""), Cited(source)]
        return [*loose, Text(f", {at}")] if at else loose

    def _named(self, speaker: str) -> str:
        return self.book.names.get(speaker) or speaker.rpartition("/")[2].replace("-", " ")


def _rest(count: int, noun: str) -> list[Text]:
    return [Text(f"; and {counted(count - MOST, f'more {noun}')}")] if count > MOST else []


def _without_stop(run: Run) -> Run:
    return Text(run.text.rstrip().removesuffix("."), run.style) if isinstance(run, Text) else run


def _closed(found: list[Run]) -> Runs:
    """A note that begins with a capital and ends with a full stop."""
    if found and isinstance(found[-1], Text):
        last = found[-1]
        tail = "" if last.text.rstrip().endswith((".", "?", "!", ".”")) else "."
        found[-1] = Text(last.text.rstrip() + tail, last.style)
    if found and isinstance(found[0], Text) and found[0].text:
        first = found[0]
        found[0] = Text(sentence(first.text[0]).rstrip(".") + first.text[1:], first.style)
    return tuple(found)
