"""Works of a bibliography as sources of a casebook, whatever the format of the file."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator

from armillary.casebook.plain import Plain
from armillary.exchange.protocol import Entry, Imported, Into
from armillary.exchange.work_kinds import kind_of
from armillary.exchange.works import Work, differ, joined_names, title_key, work_of
from armillary.finding import Finding, Place, Wrong, find
from armillary.names.folding import fold
from armillary.names.matcher import Found, Matcher
from armillary.names.speakers import speaker_names
from armillary.reading.languages import language_of
from armillary.text.dates import parse_when
from armillary.text.forms import ID
from armillary.text.hijri_years import as_meant

MOST_WORKS = 20_000  # of one file
LONGEST_FILE = 32 * 1024 * 1024  # bytes
LANGUAGES = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "russian": "ru",
    "arabic": "ar",
    "persian": "fa",
    "dari": "fa-AF",
    "farsi": "fa",
    "pashto": "ps",
    "urdu": "ur",
    "uzbek": "uz",
    "turkish": "tr",
    "american": "en-US",
    "british": "en-GB",
    "ngerman": "de",
    "chinese": "zh",
    "tajik": "tg",
}
NOT_GRADED = "Proposed from a bibliography; nobody has judged it yet."


def as_entries(works: Iterable[Work], into: Into, findings: list[Finding]) -> Imported:
    """Sources of these works, and a proposal for every speaker that the casebook does not have."""
    maker = _Entries(into, findings)
    entries: list[Entry] = []
    for count, work in enumerate(works):
        if count >= MOST_WORKS:
            findings.append(find("X801", work.place, f"the file has more than {MOST_WORKS:,} works", "split it"))
            break
        entries += maker.make(work)
    return Imported(entries, findings)


class _Entries:
    def __init__(self, into: Into, findings: list[Finding]) -> None:
        self.into = into
        self.findings = findings
        book = into.casebook
        self.matcher = Matcher(speaker_names(book))
        self.proposed: dict[str, str] = {}  # folded name -> id
        self.taken = {*book.speakers, *book.sources}
        self.keys = {s.ids["citation_key"]: s.id for s in book.sources.values() if "citation_key" in s.ids}
        self.places: dict[str, Place] = {}  # where each id stands in the file
        self.works: dict[tuple[object, ...], tuple[str, Work]] = {}  # by title, date and speaker
        for source in book.sources.values():
            speaker = book.speakers.get(source.speaker)
            who = "" if speaker is None or speaker.kind == "unnamed" else speaker.id
            date = source.date.text if source.date else ""
            self.works.setdefault((title_key(source.title), date, who), (source.id, work_of(source, None)))
        self.kinds = frozenset(into.vocab.terms("source_kinds"))
        self.markings = into.vocab.terms("markings")

    def report(self, work: Work, message: str, hint: str, code: str = "X805", related: tuple[Place, ...] = ()) -> None:
        self.findings.append(find(code, work.place, message, hint, related))

    def make(self, work: Work) -> Iterator[Entry]:
        """The entries of a work; none where it lacks what a source needs."""
        identity = self.keys.get(work.key) or source_id(work.key)
        if not identity or not work.title:
            lacks = "a key of letters or digits" if not identity else "a title"
            self.report(
                work, f"the work '{work.key[:80]}' lacks {lacks}, so it is left out", "give it one and import again"
            )
            return
        if other := self.places.get(identity):
            what = f"'{work.key[:80]}' stands here twice"
            self.report(work, what, "give one of the works another key", "X820", (other,))
            return
        self.places[identity] = work.place
        dates = {"date": self._date(work, work.date), "accessed": self._date(work, work.accessed)}
        same_as = self._same_as(work, identity, dates["date"])
        speaker = yield from self._speaker(work, identity)
        values: dict[str, Plain] = {"id": identity, "kind": self._kind(work), "title": work.title, "speaker": speaker}
        values |= {key: day for key, day in dates.items() if day}
        if work.publisher:
            values["publisher"] = work.publisher
        if language := self._language(work):
            values["language"] = language
        if work.url and re.fullmatch(r"https?://\S+", work.url):
            values["url"] = work.url
        elif work.url:
            self.report(work, f"'{work.url[:80]}' is not a web address", "begin it with https://; it is left out")
        if ids := self._ids(work, identity):
            values["ids"] = ids
        values |= {key: text for key, text in (("note", work.note), ("caveat", work.caveat)) if text}
        if marking := self._marking(work):
            values["marking"] = marking
        yield Entry("sources", values, work.place, same_as=same_as)

    def _same_as(self, work: Work, identity: str, date: str) -> str:
        """The work of the same title, date and speaker that has another key, in the casebook or above in the file."""
        name = joined_names([author.full for author in work.authors]) or work.publisher
        found = self.matcher.find(name) if name else None
        speaker = found.id if isinstance(found, Found) and found.exact else fold(name)
        key = title_key(work.title), date, speaker
        other = self.works.setdefault(key, (identity, work))
        if other[0] == identity or differ(other[1], work):
            return ""
        what = f"'{work.key[:80]}' is left out: {other[0]} has its title, date and speaker"
        self.report(work, what, "if it is another work, say in its title what tells the two apart", "X821")
        return other[0]

    def _kind(self, work: Work) -> str:
        kind = kind_of(work.type, work.genre, self.kinds)
        if not kind:
            said = work.genre or work.type or "nothing"
            kind = "web_page" if work.url else "report"
            self.report(work, f"'{said[:80]}' is no kind of source; taken as {kind}", "look at its kind")
        return kind

    def _date(self, work: Work, text: str) -> str:
        if not text:
            return ""
        meant = as_meant(text, "")
        if as_meant(text, "fa") != meant:  # else the language, which takes a while to tell, makes no difference
            meant = as_meant(text, self._language(work, tell=False) or language_of(work.title))
        try:
            day = parse_when(meant).text
        except Wrong as wrong:
            if year := re.search(r"(?<!\d)(?:1[3-9]|20)\d\d(?!\d)", meant):
                what = f"of the date of '{work.key[:80]}' the year is taken, {year[0]}: {wrong.message}"
                self.report(work, what, wrong.hint or "add the rest by hand")
                return self._date(work, year[0])
            what = f"the date of '{work.key[:80]}' is left out: {wrong.message}"
            self.report(work, what, wrong.hint or "add it by hand")
            return ""
        if ":" in meant and ":" not in text:
            what = f"the date of '{work.key[:80]}' is taken to be Hijri: {meant}"
            self.report(work, what, f"write {text} there if it is of our era")
        return day

    def _language(self, work: Work, tell: bool = True) -> str:
        word = work.language.strip().replace("_", "-")
        word = LANGUAGES.get(word.lower(), word)
        head, _, tail = word.partition("-")
        word = head.lower() + (f"-{tail}" if tail else "")
        if not word or re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", word):
            return word
        if tell:
            self.report(
                work, f"'{work.language[:80]}' is not the tag of a language", "such as en, fa, ps; it is left out"
            )
        return ""

    def _ids(self, work: Work, identity: str) -> dict[str, Plain]:
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", work.doi.strip(), flags=re.IGNORECASE)
        said = {"doi": doi, "isbn": work.isbn.strip(), **work.ids}
        if work.key != identity:
            said["citation_key"] = work.key
        made: dict[str, Plain] = {}
        for register, text in said.items():
            scheme = self.into.vocab.lists.id_schemes.get(register)
            if not text or scheme is None:
                continue
            if re.fullmatch(scheme.pattern, text) and len(text) <= 100:
                made[register] = text
            else:
                self.report(work, f"'{text[:80]}' is not a {register}", "it is left out")
        return made

    def _marking(self, work: Work) -> str:
        """The strictest TLP marking among the keywords."""
        found = [word[4:].strip().upper() for word in work.keywords if word.upper().startswith("TLP:")]
        known = [word for word in ("CLEAR" if word == "WHITE" else word for word in found) if word in self.markings]
        return max(known, key=lambda word: self.markings[word].order, default="")

    # --- speakers ----------------------------------------------------------------------------------------------------

    def _speaker(self, work: Work, identity: str) -> Generator[Entry, None, str]:
        """The id of who vouches for a work; a speaker that is not there yet is proposed."""
        names = [author.full for author in work.authors]
        name = joined_names(names) or work.publisher
        if name:
            found = self.matcher.find(name)
            if isinstance(found, Found) and found.exact:
                return found.id
            if known := self.proposed.get(fold(name)):
                return known
        values: dict[str, Plain] = {
            "id": self._speaker_id(work, identity),
            "kind": "unnamed",
            "name": f"Author of {work.title}",
        }
        if names:
            person = not all(author.is_body for author in work.authors)
            values |= {"kind": "person" if person else "institution", "name": name}
        elif name:
            values |= {"kind": "outlet", "name": name}
        values |= {"grade": "F", "grade_reason": NOT_GRADED}
        if values["kind"] == "person":
            values["why_named"] = "author_of_public_work"
        if name:
            self.proposed[fold(name)] = str(values["id"])
        self.taken.add(str(values["id"]))
        what = f"'{values['name']}' is not a speaker yet; proposed as {values['id']} with grade F"
        hint = "judge the grade and give the reason, or name the speaker that it is"
        self.report(work, what, hint, "X806")
        yield Entry("speakers", values, work.place, only_if_new=True)
        return str(values["id"])

    def _speaker_id(self, work: Work, identity: str) -> str:
        if not work.authors and not work.publisher:
            return f"unnamed/author-of-{identity}"
        families = [
            author.full if author.is_body or len(work.authors) == 1 else author.family for author in work.authors
        ]
        said = families[0] if len(families) == 1 else f"{families[0]} and {families[1]}" if len(families) == 2 else ""
        said = said or (f"{families[0]} and others" if families else work.publisher)
        begin = source_id(said) or f"author-of-{identity}"
        found, number = begin, 2
        while found in self.taken:
            found, number = f"{begin}-{number}", number + 1
        return found


def source_id(key: str) -> str:
    """An id as the format spells it: the key itself where it can be one."""
    if re.fullmatch(ID, key):
        return key
    words = re.findall(r"[a-z0-9]+", fold_latin(key))
    return "-".join(words)[:80].rstrip("-")


def fold_latin(text: str) -> str:
    """A text in lower case, without the marks on its letters."""
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.lower().replace("'", "").replace("’", "")
