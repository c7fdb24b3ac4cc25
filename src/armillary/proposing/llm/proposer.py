"""The extractor that asks a language model, passage by passage, and lets through only what is grounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from armillary.names.finder import Finder, Found
from armillary.proposing.cues import Cues
from armillary.proposing.llm.answers import Answered, Kept, ask, key_of, read_answers, schema
from armillary.proposing.llm.endpoint import Endpoint, Spent
from armillary.proposing.llm.grounding import Gate, Grounded, Reason
from armillary.proposing.proposals import Proposal, Proposed
from armillary.proposing.prose import Plain, cut, plain_passage
from armillary.proposing.rules import READ, unrepeated
from armillary.reading.matching import Finder as PassageFinder
from armillary.reading.naming import name_passages
from armillary.reading.passages import Document, text_hash
from armillary.vocab.vocabulary import Vocabulary

_SCORE = {True: 0.7, False: 0.6}  # quoted word for word, or nearly: not measured, as it hangs on the model
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
            sha256=text_hash(document.text),
            extractor=f"llm:{self.endpoint.options.model}",
            sentences=sum(len(list(cut(question.plain))) for question in questions),
            parsed=len(questions),
            proposals=tuple(unrepeated(proposals, Cues(self.vocab))),
        )

    def _questions(self, document: Document, date: str) -> Iterator[_Question]:
        """The passages that can hold a claim: those of the running text that name two."""
        locators = name_passages(PassageFinder(document))
        known: list[Found] = []
        for locator, passage in zip(locators, document.passages, strict=True):
            if passage.kind not in READ:
                continue
            plain = plain_passage(document, passage)
            names = self.finder.find(plain.text, known)
            known = [*known[-20:], *names]
            if len({found.id for found in names}) > 1:
                messages = ask(plain, names, self.finder, self.vocab, date)
                yield _Question(locator, plain, names, messages, key_of(self.endpoint.options.model, messages))

    def _ask(self, questions: list[_Question]) -> Iterator[tuple[_Question, str]]:
        """Each question with its answer as it comes in; what was answered before is not asked again."""
        done, wanted = 0, schema(self.vocab)
        waiting: dict[Future[Kept | str], _Question] = {}
        pool = ThreadPoolExecutor(self.endpoint.options.at_once)
        rest = iter(questions)
        try:
            while True:
                while len(waiting) < self.endpoint.options.at_once and (question := next(rest, None)) is not None:
                    kept = self.answered.get(question.key)
                    if kept is not None:
                        self.spent.kept += 1
                        done += 1
                        yield question, kept.content
                    elif self._is_spent():
                        self.left += 1
                    else:
                        waiting[pool.submit(self.endpoint.answer, question.messages, wanted)] = question
                if not waiting:
                    return
                ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in ready:
                    question = waiting.pop(future)
                    done += 1
                    content = self._take(question, future.result())
                    self.progress(done, len(questions), self.spent)
                    if content:
                        yield question, content
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _is_spent(self) -> bool:
        budget = self.endpoint.options.budget
        return bool(budget) and self.spent.tokens >= budget

    def _take(self, question: _Question, said: Kept | str) -> str:
        """The text of an answer, kept for the next time if it can be read; '' where there is none."""
        self.spent.asked += 1
        if isinstance(said, str):
            self.spent.failed += 1
            self.spent.reasons[said] = self.spent.reasons.get(said, 0) + 1
            return ""
        self.spent.read += said.read
        self.spent.written += said.written
        if read_answers(said.content)[1] >= 0:
            self.answered.put(question.key, said)
        return said.content

    def _proposal(self, question: _Question, one: Grounded, text: str, name: str) -> Proposal:
        answer = one.answer
        return Proposal(
            subject=one.subject,
            relation=answer.relation,
            object=one.object,
            polarity=answer.polarity,
            hedged=answer.hedged,
            when=answer.when if _is_date(answer.when, question.plain.text) else "",
            credit=tuple(who for who in answer.credit if who and who in question.plain.text),
            quote=text[one.span[0] : one.span[1]],
            span=one.span,
            page=question.plain.passage.page,
            passage=question.locator,
            extractor=f"llm:{self.endpoint.options.model}",
            score=_SCORE[one.exact],
            known=one.known,
            document=name,
        )


def _is_date(written: str, text: str) -> bool:
    """Whether a date can be read, and its year stands in the passage."""
    from armillary.finding import Wrong
    from armillary.text.dates import parse_when

    try:
        parse_when(written)
    except Wrong:
        return False
    return any(year in text for year in (written[:4], written[-4:]) if len(year) == 4 and year.isdecimal())
