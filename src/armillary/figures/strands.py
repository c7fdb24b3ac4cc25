"""Ties as strands: between two actors one for each dimension and tone, however many relations it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from armillary.figures.palette import dimension_style
from armillary.pictures.records import TieRow, faded
from armillary.vocab.terms import Dimension
from armillary.vocab.vocabulary import Vocabulary

HOSTILE, NEUTRAL, COOPERATIVE = "hostile", "neutral", "cooperative"
SURE, FAIR = 0.8, 0.55  # from here on very likely, and likely (ICD-203)
FADED, RECORD = "faded", "on record"  # what is over or long unseen; what nobody judges and an actor's entry states


@dataclass(frozen=True, slots=True)
class Strand:
    """What ties two actors in one dimension and tone; `a` is the smaller id.

    `forth` says that something goes from a to b, `back` from b to a; ties that are symmetric set neither. `state` is
    '' for what holds as far as is known, or FADED or RECORD.
    """

    a: str
    b: str
    dimension: str
    tone: str
    likelihood: float
    confidence: str
    relations: tuple[str, ...]
    forth: bool
    back: bool
    state: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """Its two ends."""
        return self.a, self.b


def gather(rows: Iterable[TieRow], vocab: Vocabulary) -> list[Strand]:
    """The strands of ties in a fixed order; ends that are no actors must be left out before.

    What is faded or on record alone makes a strand only where none that is judged and holds says the same; that two
    have ties, only where no strand of theirs that is as likely says what ties.
    """
    sheaves: dict[tuple[str, str, str, str, str], list[TieRow]] = {}
    for row in rows:
        state = state_of(row)
        if row.subject == row.object or (row.likelihood is None and state != RECORD):
            continue
        a, b = sorted((row.subject, row.object))
        tone = vocab.relations[row.relation].tone
        sheaves.setdefault((a, b, row.dimension, tone, state), []).append(row)
    found = [
        _strand(key, sheaf, vocab) for key, sheaf in sheaves.items() if not key[4] or (*key[:4], "") not in sheaves
    ]
    said = {
        (s.pair, _step(s.likelihood))
        for s in found
        if s.tone == COOPERATIVE and s.dimension != "general" and not s.state
    }
    kept = [
        s
        for s in found
        if s.dimension != "general" or not any((s.pair, step) in said for step in range(_step(s.likelihood), 3))
    ]
    rank = {name: dimension.order for name, dimension in vocab.lists.dimensions.items()}
    return sorted(
        kept, key=lambda s: (s.a, s.b, s.tone == HOSTILE, rank.get(s.dimension, 99), s.dimension, s.tone, s.state)
    )


def state_of(row: TieRow) -> str:
    """Whether a tie is faded or on record alone; '' where it is judged and holds as far as is known."""
    return FADED if faded(row) else RECORD if row.standing == "on_record" else ""


def _strand(key: tuple[str, str, str, str, str], sheaf: list[TieRow], vocab: Vocabulary) -> Strand:
    a, b, dimension, tone, state = key
    best = max(sheaf, key=lambda row: (row.likelihood or 0, row.origins))
    directed = [row for row in sheaf if not vocab.relations[row.relation].symmetric]
    return Strand(
        a=a,
        b=b,
        dimension=dimension,
        tone=tone,
        likelihood=best.likelihood or 0.0,
        confidence=best.confidence or "low",
        relations=tuple(sorted({row.relation for row in sheaf})),
        forth=any(row.subject == a for row in directed),
        back=any(row.subject == b for row in directed),
        state=state,
    )


def _step(likelihood: float) -> int:
    return 2 if likelihood >= SURE else 1 if likelihood >= FAIR else 0


def opacity(likelihood: float) -> float:
    """How strongly a tie is drawn: what is less likely is fainter."""
    return (0.38, 0.62, 1.0)[_step(likelihood)]


def thickness(confidence: str) -> float:
    """How heavy the line of a tie is: what is less well founded is thinner."""
    return {"high": 2.6, "moderate": 1.9}.get(confidence, 1.25)


QUIET = {FADED: ("ghost", "1.5 3", 1.2, 1.0), RECORD: ("quiet", "", 0.8, 1.0)}


def stroke(strand: Strand, dimensions: Mapping[str, Dimension]) -> tuple[str, str, float, float]:
    """The colour, as a name of the palette, the dashes, the weight and the opacity that a strand is drawn with."""
    if strand.state:
        return QUIET[strand.state]
    ink, dash = dimension_style(strand.dimension, strand.tone, dimensions)
    return ink, dash, thickness(strand.confidence), opacity(strand.likelihood)
