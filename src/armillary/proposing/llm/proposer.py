"""The extractor that asks a language model, passage by passage, and lets through only what is grounded."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread

from armillary.finding import Wrong
from armillary.names.finder import Finder, Found
from armillary.proposing.cues import Cues
from armillary.proposing.llm.answers import Answered, Kept, ask, key_of, read_answers, schema
from armillary.proposing.llm.endpoint import Endpoint, Spent
from armillary.proposing.llm.ends import NOBODY
from armillary.proposing.llm.grounding import Gate, Grounded, Reason
from armillary.proposing.llm.native import LANGUAGES
from armillary.proposing.proposals import Proposal, Proposed
from armillary.proposing.prose import Plain, cut, plain_passage
from armillary.proposing.rules import READ, unrepeated
from armillary.reading.languages import language_of
from armillary.reading.matching import Finder as PassageFinder
from armillary.reading.naming import name_passages
from armillary.reading.passages import Document
from armillary.text.dates import parse_when
from armillary.vocab.vocabulary import Vocabulary

_SCORE = {True: 0.7, False: 0.6}  # quoted word for word, or nearly: not measured, as it hangs on the model
_OWN_LANGUAGE = 200  # characters of a passage from which its language can be told by itself
_LONGEST_CREDIT = 120  # characters
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_NUMBER = re.compile(r"\d+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
Progress = Callable[[int, int, Spent], None]


@dataclass(slots=True)
class _Question:
    """A passage to be asked about."""

    locator: str
    plain: Plain
    names: list[Found]
    messages: list[dict[str, str]]
    key: str


@dataclass(slots=True)
class Llm:
    """Proposes by a language model; `gate.rejected` and `spent` tell what became of its answers."""

    vocab: Vocabulary
    finder: Finder
    endpoint: Endpoint
    answered: Answered
    progress: Progress = lambda _done, _of, _spent: None
    gate: Gate = field(init=False)
    spent: Spent = field(default_factory=Spent)
    left: int = 0  # passages that the budget did not reach
    unread: Counter[str] = field(default_factory=Counter)  # passages not asked about, by language
    name: str = "llm"

    def __post_init__(self) -> None:
        self.gate = Gate(self.vocab, self.finder)

    def propose(self, document: Document, name: str = "", date: str = "") -> Proposed:
        """The grounded proposals of one document, in the order of its text."""
        questions = list(self._questions(document, date))
        found: list[tuple[_Question, Grounded]] = []
        for question, content in self._ask(questions):
            answers, malformed = read_answers(content)
            self.gate.rejected[Reason.MALFORMED] += abs(malformed)
            found += ((question, one) for one in self.gate.judge(question.plain, question.names, answers))
        found.sort(key=lambda item: (item[1].span, item[1].subject, item[1].answer.relation, item[1].object))
        proposals = [self._proposal(question, one, document.text, name) for question, one in found]
        return Proposed(
            document=name,
            sha256=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
            extractor=f"llm:{self.endpoint.options.model}",
            sentences=sum(len(list(cut(question.plain))) for question in questions),
            parsed=len(questions),
            proposals=tuple(unrepeated(proposals, Cues(self.vocab))),
        )

    def _questions(self, document: Document, date: str) -> Iterator[_Question]:
        """The passages that can hold a claim: those of the running text that name two."""
        locators = name_passages(PassageFinder(document))
        language = language_of(document.text)
        known: list[Found] = []
        for locator, passage in zip(locators, document.passages, strict=True):
            if passage.kind not in READ:
                continue
            plain = plain_passage(document, passage)
            names = self.finder.find(plain.text, known)
            known = [*known[-20:], *names]
            if len({found.id for found in names}) < 2:
                continue
            # Short passages, of which names are a large part, pass for another language than they are in.
            here = (language_of(plain.text) if len(plain.text) >= _OWN_LANGUAGE else "") or language
            if here in LANGUAGES or not here:
                messages = ask(plain, names, self.finder, self.vocab, date)
                yield _Question(locator, plain, names, messages, key_of(self.endpoint.options.model, messages))
            else:
                self.unread[here] += 1

    def _ask(self, questions: list[_Question]) -> Iterator[tuple[_Question, str]]:
        """Each question with its answer as it comes in; what was answered before is not asked again."""
        options, wanted = self.endpoint.options, schema(self.vocab)
        said: SimpleQueue[tuple[int, Kept | str | BaseException]] = SimpleQueue()
        waiting: dict[int, float] = {}  # place of a question, and the moment after which it is given up
        done, rest = 0, iter(range(len(questions)))

        def answer(place: int) -> None:
            try:
                said.put((place, self.endpoint.answer(questions[place].messages, wanted)))
            except BaseException as problem:  # noqa: BLE001 - raised again where it is seen
                said.put((place, problem))

        self.progress(0, len(questions), self.spent)
        while True:
            while len(waiting) < options.at_once and (place := next(rest, None)) is not None:
                question = questions[place]
                kept = self.answered.get(question.key)
                if kept is not None:
                    self.spent.kept += 1
                    done += 1
                    self.progress(done, len(questions), self.spent)
                    yield question, kept.content
                elif self.spent.reaches(options, len(waiting)) or self.spent.in_a_row >= options.patience:
                    self.left += 1
                else:
                    # Threads that nobody waits for: who interrupts the run is not kept until the endpoint has answered.
                    Thread(target=answer, args=(place,), daemon=True).start()
                    waiting[place] = time.monotonic() + options.longest
            if not waiting:
                return
            try:
                place, got = said.get(timeout=max(min(waiting.values()) - time.monotonic(), 0.01))
            except Empty:
                place, got = min(waiting, key=waiting.__getitem__), "no answer in time"
            if waiting.pop(place, None) is None:
                continue  # it was given up before
            if isinstance(got, BaseException):
                raise got
            done += 1
            content = self._take(questions[place], got)
            self.progress(done, len(questions), self.spent)
            if content:
                yield questions[place], content

    def _take(self, question: _Question, said: Kept | str) -> str:
        """The text of an answer, kept for the next time if it can be read; '' where there is none."""
        self.spent.asked += 1
        if isinstance(said, str):
            self.spent.failed += 1
            self.spent.in_a_row += 1
            self.spent.reasons[said] = self.spent.reasons.get(said, 0) + 1
            return ""
        self.spent.in_a_row = 0
        self.spent.read += said.read
        self.spent.written += said.written
        if read_answers(said.content)[1] >= 0:
            self.answered.put(question.key, said)
        return said.content

    def _proposal(self, question: _Question, one: Grounded, text: str, name: str) -> Proposal:
        answer, said = one.answer, question.plain.text[slice(*one.sentences)]
        return Proposal(
            subject=one.subject,
            relation=answer.relation,
            object=one.object,
            polarity=answer.polarity,
            modality=one.modality,
            hedged=one.hedged,
            when=answer.when if is_dated(answer.when, said) else "",
            credit=tuple(who for who in answer.credit if is_credited(who, said)),
            quote=text[one.span[0] : one.span[1]],
            span=one.span,
            page=question.plain.passage.page,
            passage=question.locator,
            extractor=f"llm:{self.endpoint.options.model}",
            score=_SCORE[one.exact],
            known=one.known,
            document=name,
        )


def is_dated(written: str, text: str) -> bool:
    """Whether a date can be read, and every year, month and day of it stands in a text."""
    try:
        parse_when(written)
    except Wrong:
        return False
    numbers = set(_NUMBER.findall(text))
    months = {word[:3] for word in re.findall(r"[A-Za-z]+", text.casefold())}
    for year, month, day in _DATE.findall(written):
        if year not in numbers and f"{year}s" not in text:
            return False
        if month and _MONTHS[int(month) - 1] not in months and f"{year}-{month}" not in text:
            return False
        if day and not {day, str(int(day))} & numbers:
            return False
    return bool(_DATE.search(written))


def is_credited(who: str, text: str) -> bool:
    """Whether a text has these words, as whole words with a letter among them."""
    words = who.strip()
    if len(words) < 3 or len(words) > _LONGEST_CREDIT or words.casefold() in NOBODY:
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
