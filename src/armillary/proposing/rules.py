"""The rules: from the passages of a document to proposals, without reading any claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from armillary.names.finder import Finder, Found
from armillary.proposing.amounts import SCORE, Amount, Amounts
from armillary.proposing.answers import may_answer, read_answers
from armillary.proposing.callings import Callings
from armillary.proposing.credit import Creditor
from armillary.proposing.cues import Cues
from armillary.proposing.discourse import Discourse
from armillary.proposing.ends import Ends
from armillary.proposing.parsing import Parsed, mask, parse
from armillary.proposing.proposals import AMOUNT, NewActor, Proposal, Proposed
from armillary.proposing.prose import Sentence, cut, plain_passage
from armillary.proposing.reader import SentenceReader
from armillary.proposing.settings import Setting, read_setting
from armillary.proposing.strangers import Strangers
from armillary.proposing.tie import Tie
from armillary.reading.matching import Finder as PassageFinder
from armillary.reading.naming import name_passages
from armillary.reading.passages import PARAGRAPHS, Document, text_hash
from armillary.vocab.vocabulary import Vocabulary

_POINTS_BACK = re.compile(r"\b(?:the two|both|these) (?:groups|organi[sz]ations|sides|movements)\b")
_CAPITALISED = re.compile(r"(?<=[\w,] )[^\W\d_a-z][\w'’-]{2,}")  # what may be the name of a place
READ = PARAGRAPHS  # notes, captions, headings and pull quotes say nothing new, or say it again
_REFERENCES = frozenset(
    [
        *("it", "its", "they", "them", "their", "he", "him", "his", "group", "groups", "both", "two"),
        *("organisation", "movement", "organization", "organizations", "organisations", "militants"),
        *("fighters", "affiliates", "affiliate", "terrorist", "jihadi", "network", "faction", "militant"),
        *("extremist", "jihadists", "extremists", "country"),
    ]
)
_SEVERAL = frozenset(
    ["groups", "both", "two", "organisations", "organizations", "affiliates", "sides"]
)  # two ends in one


@dataclass(slots=True)
class Line:
    """A sentence with its names, and whether it is worth parsing."""

    sentence: Sentence
    names: list[Found]
    wanted: bool
    passage: int
    heard: bool = False  # parsed for who speaks in it, as the next sentence may go on with that


@dataclass(frozen=True, slots=True)
class Read:
    """A tie with the sentence it was read in, its parse, its time and place, and on whose word it stands."""

    tie: Tie
    line: Line
    parsed: Parsed
    setting: Setting
    credit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount with the sentence it was read in, as a tie has it."""

    amount: Amount
    line: Line
    parsed: Parsed
    setting: Setting
    credit: tuple[str, ...]


class Rules:
    """Proposes by the frames of a vocabulary and the names of a casebook."""

    name = "rules"

    def __init__(self, vocab: Vocabulary, finder: Finder) -> None:
        self.cues = Cues(vocab)
        self.callings = Callings(vocab)
        self.finder = finder
        self.want_same = False  # also gather pairs of names for one, by the tokens of their sentence
        self.same: list[tuple[Line, Parsed, int, int]] = []
        self.amounts = Amounts(vocab, self.cues)
        self.counted: list[Counted] = []  # what `read` finds of amounts

    def propose(self, document: Document, name: str = "", date: str = "") -> Proposed:
        """The proposals of one document, in the order of its text."""
        locators = name_passages(PassageFinder(document))
        lines = list(self.lines(document))
        found = [
            (one.line, make_proposal(one, locators[one.line.passage], document.text, name))
            for one in self.read(lines, date)
        ]
        found += [(one.line, make_amount(one, locators[one.line.passage], document.text, name)) for one in self.counted]
        found.sort(key=lambda pair: (pair[0].passage, pair[0].sentence.number))
        return Proposed(
            document=name,
            sha256=text_hash(document.text),
            extractor=self.name,
            sentences=len(lines),
            parsed=sum(line.wanted for line in lines),
            proposals=tuple(unrepeated((one for _, one in found), self.cues)),
            new_actors=self.new_actors(lines, name),
        )

    def lines(self, document: Document) -> Iterator[Line]:
        """The sentences of the running text with the names in them."""
        known: list[Found] = []
        for index, passage in enumerate(document.passages):
            if passage.kind not in READ:
                continue
            plain = plain_passage(document, passage)
            names = self.finder.find(plain.text, known)
            known = [*known[-20:], *names]
            for sentence in cut(plain):
                inside = [
                    Found(n.kind, n.id, n.start - sentence.start, n.end - sentence.start, n.text, n.place, n.others)
                    for n in names
                    if sentence.start <= n.start and n.end <= sentence.end
                ]
                line = Line(sentence, inside, self.is_wanted(sentence.text, inside), index)
                line.heard = not line.wanted and self.may_count(sentence.text, inside)
                yield line

    def is_wanted(self, text: str, names: list[Found]) -> bool:
        """Whether a sentence can hold a claim: two ends, by name or reference, and a trigger."""
        if text.rstrip().endswith("?"):
            return False
        words = [word.strip(".,;:!?()[]\"'“”‘’") for word in text.lower().split()]
        if names and may_answer(words, self.cues):
            return True
        ends = len({n.id for n in names}) + sum((word in _REFERENCES) + (word in _SEVERAL) for word in words)
        ends += any(word in self.cues.things for word in words)
        if ends < 2 and names:
            ends += sum(1 for one in self.callings.names(text, names) if one.sure) or any(
                not any(n.start < m.end() and m.start() < n.end for n in names) for m in _CAPITALISED.finditer(text)
            )
        if ends < 2 or (not any(n.kind != "place" for n in names) and ends - len(names) < 1):
            return False
        forms = self.cues.forms
        return any(word in forms or ("-" in word and any(part in forms for part in word.split("-"))) for word in words)

    def may_count(self, text: str, names: list[Found]) -> bool:
        """Whether a sentence may say an amount of an actor that it names or refers to."""
        if text.rstrip().endswith("?") or not self.amounts.is_wanted(text):
            return False
        return any(n.kind == "actor" for n in names) or any(word in _REFERENCES for word in text.lower().split())

    def new_actors(self, lines: list[Line], document: str = "") -> tuple[NewActor, ...]:
        """The actors that a document names or describes and the casebook does not have."""
        strangers = Strangers(self.callings, self.finder, document)
        for line in lines:
            strangers.read(line.sentence, line.names, line.passage)
        return strangers.ranked()

    def read(self, lines: list[Line], date: str = "") -> Iterator[Read]:
        """The ties that the wanted sentences propose, read in order so that references are understood."""
        creditor = Creditor(self.cues)
        for line, following in pairwise(lines):
            if following.wanted and not line.wanted and following.passage == line.passage:
                line.heard = line.heard or creditor.must_hear(line.sentence.text, following.sentence.text)
        pending = parse([mask(line.sentence.text, line.names) for line in lines if line.wanted or line.heard])
        discourse = Discourse(self.finder)
        passage = -1
        before: tuple[int, list[Tie]] = (-9, [])  # what the sentence of this number has said
        self.counted = []
        for line in lines:
            if line.passage != passage:
                passage, before = line.passage, (-9, [])
                previous, discourse = discourse, Discourse(self.finder)
                discourse.country = previous.country
                if line.sentence.plain.text[:1].islower() or self._opens_by_reference(line):
                    discourse.said = [s.__class__(s.id, -1, s.at, s.subject) for s in previous.said]
                    discourse.listed = previous.listed
                creditor.new_passage()
            number = line.sentence.number
            if not line.wanted:
                discourse.note(((n, n.start, i == 0) for i, n in enumerate(line.names)), number)
                if line.heard:
                    one = next(pending)
                    ends = SentenceReader(one, line.sentence.text, self.cues, discourse, number).ends
                    creditor.read(one, ends)
                    self._count(line, one, ends, creditor, date)
                else:
                    creditor.skip(line.sentence.text)
                continue
            one = next(pending)
            mentions = [(found, at, is_subject(one, at)) for at, found in one.names.items()]
            discourse.note(mentions, number, {at for at in one.names if is_where(one, at)})
            reader = SentenceReader(one, line.sentence.text, self.cues, discourse, number)
            ties = list(reader.ties())
            if not ties and before[0] == number - 1:
                ties = list(read_answers(one.doc, reader.ends, before[1], self.cues))
            before = (number, ties)
            creditor.read(one, reader.ends)
            self.same += [(line, one, a.i, b.i) for a, b in reader.joined.same()] if self.want_same else []
            for tie in ties:
                setting = read_setting(one, tie.trigger, tie.carrier, date)
                yield Read(
                    tie,
                    line,
                    one,
                    setting,
                    creditor.of(tie.stance, reader.ends, tie.trigger, (tie.subject.name, tie.object.name)),
                )
            self._count(line, one, reader.ends, creditor, date)
            discourse.refer(self._referred(one, reader.ends), number)
            for token in one.doc:
                if token.dep_ == "conj":
                    continue
                ids = (
                    [end.id for end in reader.ends.resolve(token) if end.kind == "actor"]
                    if token.i in one.names
                    else []
                )
                discourse.note_list(ids)

    def _count(self, line: Line, parsed: Parsed, ends: Ends, creditor: Creditor, date: str) -> None:
        """Gather the amounts of a sentence."""
        if not self.amounts.is_wanted(line.sentence.text):
            return
        for amount in self.amounts.read(ends):
            setting = read_setting(parsed, amount.trigger, None, date)
            credit = creditor.of(amount.stance, ends, amount.trigger, (amount.subject.name,))
            self.counted.append(Counted(amount, line, parsed, setting, credit))

    def _referred(self, one: Parsed, ends: Ends) -> Iterator[tuple[str, int]]:
        """The actors that subjects other than names stand for, each with its place."""
        for token in one.doc:
            if token.dep_ in ("nsubj", "nsubjpass") and token.i not in one.names:
                found = ends.resolve(token)
                if len(found) == 1 and found[0].kind == "actor" and found[0].id:
                    yield found[0].id, token.i

    def _opens_by_reference(self, line: Line) -> bool:
        first = line.sentence.text.split(" ", 1)[0].lower()
        if first in ("it", "they", "the", "these", "this", "its", "their", "both"):
            return True
        return not line.names and _POINTS_BACK.search(line.sentence.text) is not None


def make_proposal(read: Read, locator: str, text: str, document: str) -> Proposal:
    """A tie as it is proposed, with the sentence it was read in."""
    tie, sentence, setting = read.tie, read.line.sentence, read.setting
    span = sentence.span(min(read.parsed.start(tie.trigger), len(sentence.text) - 1))
    subject, object_ = tie.subject, tie.object
    ends = {subject.name, object_.name, subject.place, object_.place}
    modality = tie.stance.modality
    return Proposal(
        subject=subject.name,
        relation=tie.relation,
        object=object_.name,
        polarity=tie.polarity,
        modality="reported" if modality == "stated" and read.credit else modality,
        hedged=tie.stance.hedged,
        when=setting.when,
        where=next((place for place in setting.where if place not in ends), ""),
        level=subject.level,
        object_level=object_.level,
        credit=read.credit,
        quote=text[span[0] : span[1]],
        span=span,
        page=sentence.plain.passage.page,
        passage=locator,
        notes=tuple(n for place, n in sentence.plain.notes if sentence.start < place <= sentence.end + 1),
        frame=tie.frame.id,
        score=round(tie.score, 3),
        known=(bool(subject.id), bool(object_.id)),
        document=document,
    )


def make_amount(counted: Counted, locator: str, text: str, document: str) -> Proposal:
    """An amount as it is proposed: the measure as its relation, the words of the text as its object."""
    amount, sentence, setting = counted.amount, counted.line.sentence, counted.setting
    span = sentence.span(min(counted.parsed.start(amount.trigger), len(sentence.text) - 1))
    stance = amount.stance
    modality = (
        "estimated" if amount.estimated and stance.modality in ("stated", "alleged", "reported") else stance.modality
    )
    return Proposal(
        subject=amount.subject.name,
        relation=amount.measure,
        object=amount.words,
        value=amount.value,
        of=amount.of,
        polarity="denies" if stance.negated else "asserts",
        modality="reported" if modality == "stated" and counted.credit else modality,
        hedged=stance.hedged,
        when=setting.when,
        where=next((place for place in setting.where if place != amount.subject.name), ""),
        level=amount.subject.level,
        credit=counted.credit,
        quote=text[span[0] : span[1]],
        span=span,
        page=sentence.plain.passage.page,
        passage=locator,
        notes=tuple(n for place, n in sentence.plain.notes if sentence.start < place <= sentence.end + 1),
        frame=AMOUNT,
        score=round(SCORE * amount.subject.sure * (0.9 if stance.hedged else 1.0), 3),
        known=(bool(amount.subject.id), False),
        document=document,
    )


def is_subject(parsed: Parsed, at: int) -> bool:
    """Whether a name is a subject, or says whose men the subject is."""
    token = parsed.doc[at]
    if token.dep_ == "compound" or (token.dep_ == "pobj" and token.head.lower_ == "of"):
        token = token.head if token.dep_ == "compound" else token.head.head
    return token.dep_ in ("nsubj", "nsubjpass")


def is_where(parsed: Parsed, at: int) -> bool:
    """Whether a name that can be a place's says where or whence something is."""
    token = parsed.doc[at]
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "from", "near", "at", "into", "across", "inside")


def unrepeated(proposals: Iterable[Proposal], cues: Cues) -> Iterator[Proposal]:
    """Proposals without those that another of the same sentence says as well or better, or more closely."""
    kept: dict[tuple[frozenset[str], str, tuple[int, int], str], Proposal] = {}
    relations: dict[tuple[frozenset[str], str, tuple[int, int]], set[str]] = {}
    for one in proposals:
        ends = (frozenset((one.subject, one.object)), one.polarity, one.span)
        key = (*ends, one.relation)
        relations.setdefault(ends, set()).add(one.relation)
        if key not in kept or one.score > kept[key].score:
            kept[key] = one
    for (pair, polarity, span, relation), one in kept.items():
        if not any(cues.entails(other, relation) for other in relations[pair, polarity, span] - {relation}):
            yield one
