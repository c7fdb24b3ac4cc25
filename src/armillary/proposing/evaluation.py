"""Evaluation: proposals held against gold, sentence by sentence; what is right, what is not, and what is missed.

Three measures, from the strictest: `strict` wants both ends, relation and polarity (the ends of a symmetric relation in
either order); `relation_insensitive` wants both ends in that order, the relation's dimension and polarity;
`direction_insensitive` the same with the ends in either order; `pair` the ends and nothing else.

Each precision and recall has its 95 % score interval (E. B. Wilson, JASA 22, 1927), as gold is often small.
"""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import msgspec

from armillary.finding import Wrong
from armillary.proposing.gold import GoldClaim
from armillary.proposing.proposals import Proposal, kind_of
from armillary.text.values import parse_value
from armillary.vocab.vocabulary import Vocabulary

MEASURES = ("strict", "relation_insensitive", "direction_insensitive", "pair")
_Z = 1.959964  # of the normal distribution, for 95 %
_ID = re.compile(r"[a-z0-9]+(?:[-_/][a-z0-9]+)*")
_SMALL = frozenset(["the", "of", "a", "an", "and", "in", "other", "s", "from"])


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Right, wrong and missed, with precision, recall and F1; a ratio of nothing is None.

    The ranges are 95 % intervals of precision and recall.
    """

    right: int
    wrong: int
    missed: int
    precision: float | None
    recall: float | None
    f1: float | None
    precision_range: tuple[float, float] | None = None
    recall_range: tuple[float, float] | None = None


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that is not in the gold (`wrong`) or a claim that was not proposed (`missed`)."""

    what: str
    sentence: str
    subject: str
    relation: str
    object: str
    polarity: str
    frame: str = ""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """How proposals of one extractor and frame fared: `score` is the mean that they were given."""

    extractor: str
    frame: str
    right: int
    wrong: int
    score: float


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """How good proposals are, over the sentences that the gold covers; all but `measures` direction insensitive.

    `hedged` and `credited` have the claims so put by themselves, and the others. `hedging` and `credit` are measured on
    what is right: that it is hedged; each name that is credited. `credited_at_all` asks only whether anybody is.
    """

    sentences: int
    claims: int
    proposals: int
    outside: int
    measures: dict[str, Score]
    relations: dict[str, Score]
    polarity: dict[str, Score]
    hedged: dict[str, Score]
    credited: dict[str, Score]
    hedging: Score
    credit: Score
    credited_at_all: Score
    kinds: list[Kind]
    errors: list[Miss]


def make_score(right: int, wrong: int, missed: int) -> Score:
    """A score of counts."""
    precision = right / (right + wrong) if right + wrong else None
    recall = right / (right + missed) if right + missed else None
    both = (precision or 0) + (recall or 0)
    f1 = (
        2 * (precision or 0) * (recall or 0) / both if both else (None if precision is None and recall is None else 0.0)
    )
    return Score(
        right=right,
        wrong=wrong,
        missed=missed,
        precision=precision,
        recall=recall,
        f1=f1,
        precision_range=wilson(right, right + wrong),
        recall_range=wilson(right, right + missed),
    )


def wilson(right: int, of: int) -> tuple[float, float] | None:
    """The 95 % score interval of a share; None of nothing."""
    if not of:
        return None
    share, z2 = right / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return round(max(middle - half, 0.0), 4), round(min(middle + half, 1.0), 4)


class _Rules:
    """What counts as the same, by measure."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.relations = vocab.relations

    def dimension(self, relation: str) -> str:
        known = self.relations.get(relation)
        return known.dimension if known else relation

    def _same_manner(self, one: Proposal, claim: GoldClaim) -> bool:
        return one.relation == claim.relation and one.polarity == claim.polarity

    def same(self, measure: str, one: Proposal, claim: GoldClaim) -> bool:
        if one.value or claim.value:
            return _same_amount(one, claim) and (measure == "pair" or self._same_manner(one, claim))
        straight = _same_end(one.subject, claim.subject) and _same_end(one.object, claim.object)
        turned = _same_end(one.subject, claim.object) and _same_end(one.object, claim.subject)
        if measure == "pair":
            return straight or turned
        if one.polarity != claim.polarity:
            return False
        if measure == "strict":
            known = self.relations.get(one.relation)
            free = known is not None and known.symmetric
            return one.relation == claim.relation and (straight or (turned and free))
        if self.dimension(one.relation) != self.dimension(claim.relation):
            return False
        free = one.relation in self.relations and self.relations[one.relation].symmetric
        return straight or (turned and (free or measure == "direction_insensitive"))


def evaluate(proposals: Sequence[Proposal], gold: Sequence[GoldClaim], vocab: Vocabulary) -> Evaluation:
    """Hold proposals against gold.

    Those in sentences that the gold does not cover, and amounts where it has none, are left out and counted.
    """
    rules = _Rules(vocab)
    sentences = _sentences(gold)
    counts = any(claim.value or claim.relation in vocab.lists.measures for claim in gold)
    placed, outside = _place([one for one in proposals if counts or not one.value], sentences)
    outside += 0 if counts else sum(bool(one.value) for one in proposals)  # gold without amounts says nothing on them
    measures = {}
    pairs: list[tuple[Proposal, GoldClaim]] = []
    wrong: list[tuple[str, Proposal]] = []
    missed: list[tuple[str, GoldClaim]] = []
    for measure in MEASURES:
        matched, extra, lost = _match(placed, sentences, rules, measure)
        measures[measure] = make_score(len(matched), len(extra), len(lost))
        if measure == "direction_insensitive":
            pairs, wrong, missed = matched, extra, lost
    claims = [claim for held in sentences.values() for claim in held]
    knows_credit = any(claim.credit is not None for claim in claims)
    return Evaluation(
        sentences=len(sentences),
        claims=len(claims),
        proposals=sum(map(len, placed.values())),
        outside=outside,
        measures=measures,
        relations=_by(lambda item: item.relation, pairs, wrong, missed),
        polarity=_by(lambda item: item.polarity, pairs, wrong, missed),
        hedged=_by(lambda item: "hedged" if item.hedged else "not hedged", pairs, wrong, missed),
        credited=_by(
            lambda item: "credited" if item.credit else "not credited",
            [(p, g) for p, g in pairs if g.credit is not None],
            wrong if knows_credit else (),
            [(s, g) for s, g in missed if g.credit is not None],
        ),
        hedging=make_score(
            sum(p.hedged and g.hedged for p, g in pairs),
            sum(p.hedged and not g.hedged for p, g in pairs),
            sum(g.hedged and not p.hedged for p, g in pairs),
        ),
        credit=_credit(pairs),
        credited_at_all=make_score(
            sum(bool(p.credit) and bool(g.credit) for p, g in pairs if g.credit is not None),
            sum(bool(p.credit) and not g.credit for p, g in pairs if g.credit is not None),
            sum(bool(g.credit) and not p.credit for p, g in pairs if g.credit is not None),
        ),
        kinds=_kinds(pairs, wrong),
        errors=[*(_miss("wrong", s, p) for s, p in wrong), *(_miss("missed", s, g) for s, g in missed)],
    )


def _credit(pairs: Iterable[tuple[Proposal, GoldClaim]]) -> Score:
    """Name by name, on the claims whose credit the gold gives; of names parted by | any one will do."""
    right = wrong = missed = 0
    for one, claim in pairs:
        if claim.credit is None:
            continue
        wanted = [name.split("|") for name in claim.credit]
        good = sum(any(_same_end(name, other) for names in wanted for other in names) for name in one.credit)
        right += good
        wrong += len(one.credit) - good
        missed += sum(not any(_same_end(name, other) for name in one.credit for other in names) for names in wanted)
    return make_score(right, wrong, missed)


def _kinds(pairs: Iterable[tuple[Proposal, GoldClaim]], wrong: Iterable[tuple[str, Proposal]]) -> list[Kind]:
    """How each kind of proposal fared, the most proposed first."""
    counts: dict[tuple[str, str], list[tuple[bool, float]]] = defaultdict(list)
    for one, _ in pairs:
        counts[kind_of(one)].append((True, one.score))
    for _, one in wrong:
        counts[kind_of(one)].append((False, one.score))
    made = [
        Kind(
            extractor=kind[0],
            frame=kind[1],
            right=sum(holds for holds, _ in found),
            wrong=sum(not holds for holds, _ in found),
            score=round(sum(score for _, score in found) / len(found), 3),
        )
        for kind, found in counts.items()
    ]
    return sorted(made, key=lambda k: (-(k.right + k.wrong), k.extractor, k.frame))


def _miss(what: str, sentence: str, item: Proposal | GoldClaim) -> Miss:
    return Miss(
        what=what,
        sentence=sentence,
        subject=item.subject,
        relation=item.relation,
        object=item.object,
        polarity=item.polarity,
        frame=getattr(item, "frame", ""),
    )


def _by(
    key: Callable[[Proposal | GoldClaim], str],
    pairs: Iterable[tuple[Proposal, GoldClaim]],
    wrong: Iterable[tuple[str, Proposal]],
    missed: Iterable[tuple[str, GoldClaim]],
) -> dict[str, Score]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for _, claim in pairs:
        counts[key(claim)][0] += 1
    for _, one in wrong:
        counts[key(one)][1] += 1
    for _, claim in missed:
        counts[key(claim)][2] += 1
    return {name: make_score(*counts[name]) for name in sorted(counts, key=lambda n: (-sum(counts[n]), n))}


def _sentences(gold: Iterable[GoldClaim]) -> dict[tuple[str, tuple[int, int] | None], list[GoldClaim]]:
    found: dict[tuple[str, tuple[int, int] | None], list[GoldClaim]] = {}
    for claim in gold:
        held = found.setdefault((claim.sentence, claim.span), [])
        if claim.subject or claim.object or claim.value:
            held.append(claim)
    return found


_Sentences = dict[tuple[str, tuple[int, int] | None], list[GoldClaim]]


def _place(proposals: Sequence[Proposal], sentences: _Sentences) -> tuple[dict[str, list[Proposal]], int]:
    """The proposals of each sentence of the gold, by span where it has one, else by its words."""
    placed: dict[str, list[Proposal]] = defaultdict(list)
    spans = sorted((span, text) for text, span in sentences if span)
    begins = [span[0] for span, _ in spans]
    texts = [(plain_words(text), text) for text, span in sentences if not span]
    cache: dict[str, str] = {}
    outside = 0
    for one in proposals:
        middle = (one.span[0] + one.span[1]) // 2
        at = bisect_right(begins, middle) - 1
        if at >= 0 and spans[at][0][0] <= middle < spans[at][0][1]:
            placed[_name(spans[at][1], spans[at][0])].append(one)
            continue
        if one.quote not in cache:
            quote = plain_words(one.quote)
            cache[one.quote] = next((text for words, text in texts if words and (words in quote or quote in words)), "")
        if found := cache[one.quote]:
            placed[_name(found, None)].append(one)
        else:
            outside += 1
    return placed, outside


def _name(text: str, span: tuple[int, int] | None) -> str:
    return f"{span}{text}"


def _match(
    placed: dict[str, list[Proposal]],
    sentences: _Sentences,
    rules: _Rules,
    measure: str,
) -> tuple[list[tuple[Proposal, GoldClaim]], list[tuple[str, Proposal]], list[tuple[str, GoldClaim]]]:
    """Each claim is found once; proposals that say the same under the measure count once."""

    def same(one: Proposal, claim: GoldClaim) -> bool:
        return rules.same(measure, one, claim)

    pairs: list[tuple[Proposal, GoldClaim]] = []
    extra: list[tuple[str, Proposal]] = []
    lost: list[tuple[str, GoldClaim]] = []
    for (text, span), claims in sentences.items():
        left = list(claims)
        spare: list[Proposal] = []
        for one in placed.get(_name(text, span), ()):
            found = next((claim for claim in left if same(one, claim)), None)
            if found is not None:
                left.remove(found)
                pairs.append((one, found))
            elif not any(same(one, claim) for claim in claims) and not any(
                _says_same(one, s, rules, measure) for s in spare
            ):
                spare.append(one)
        extra += [(text, one) for one in spare]
        lost += [(text, claim) for claim in left]
    return pairs, extra, lost


def _says_same(one: Proposal, other: Proposal, rules: _Rules, measure: str) -> bool:
    as_claim = GoldClaim(
        subject=other.subject,
        relation=other.relation,
        object=other.object,
        value=other.value,
        polarity=other.polarity,
    )
    return rules.same(measure, one, as_claim)


def _same_amount(one: Proposal, claim: GoldClaim) -> bool:
    """The same subject and the same number, as a value or in the words of the text."""
    if not _same_end(one.subject, claim.subject):
        return False
    if one.value and claim.value:
        return _bounds(one.value) == _bounds(claim.value)
    return _same_end(one.object, claim.object)


def _bounds(text: str) -> tuple[float | None, float | None] | str:
    try:
        value = parse_value(text.partition(" per ")[0])
    except Wrong:
        return text
    return value.low, value.high


def _same_end(one: str, other: str) -> bool:
    """The same id; of ends that are words, the same words but for small ones, or all of one in the other."""
    if one == other:
        return True
    if _ID.fullmatch(one) and _ID.fullmatch(other):
        return False
    a, b = (set(plain_words(end).split()) - _SMALL for end in (one, other))
    return bool(a and b) and (a <= b or b <= a)


def plain_words(text: str) -> str:
    """A text's words alone, in small letters, without markup and note numbers."""
    bare = re.sub(r"<sup>[^<]*</sup>|\[\^\d+\]", "", text)
    return " ".join(re.findall(r"[^\W_]+", bare.lower()))
