"""A proposed claim, as every extractor gives it; its JSON is made from this."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import msgspec

AMOUNT = "amount"  # the frame of stated amounts


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that a text seems to make; `subject` and `object` are ids of actors or places, else words of the text.

    `span` counts code points in the text of the file from 0, the end left out; the text there is `quote`. `passage` is
    the locator of the passage. `when` is written as in a casebook. `known` says which ends are ids: of the two, the
    subject first. `score` is from 0 to 1: an estimate of how often such proposals hold, for sorting. Of an amount
    `relation` is the measure, `value` what a casebook would write, `object` the words of the text, `of` of whom.
    """

    subject: str
    relation: str
    object: str
    value: str = ""
    of: str = ""
    polarity: str = "asserts"
    modality: str = "stated"
    hedged: bool = False
    when: str = ""
    where: str = ""
    level: str = ""
    object_level: str = ""
    credit: tuple[str, ...] = ()
    quote: str = ""
    span: tuple[int, int] = (0, 0)
    page: int = 1
    passage: str = ""
    notes: tuple[int, ...] = ()
    extractor: str = "rules"
    frame: str = ""
    score: float = 0.0
    known: tuple[bool, bool] = (True, True)
    document: str = ""


def kind_of(proposal: Proposal) -> tuple[str, str]:
    """What a proposal is counted with: its extractor and its frame, or where there is none its relation."""
    return proposal.extractor, proposal.frame or proposal.relation


class NewActor(msgspec.Struct, frozen=True, kw_only=True):
    """A name or description in a text that looks like an actor the casebook does not have.

    `tie` is what the text says it is to the actor `to` (`part_of`, `affiliate_of`, `splinter_of`, `fronts_for`,
    `has_ties_with`), where it does. `short` is the abbreviation that the text gives, `written` all that it is called;
    `beside` are the actors named in the same sentences, most often first, `beside_new` the other names of this list.
    `perhaps` are actors of the casebook of whose name this may be the beginning or another way to write it.
    """

    name: str
    times: int
    short: str = ""
    written: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    beside_new: tuple[str, ...] = ()
    tie: str = ""
    to: str = ""
    perhaps: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    document: str = ""


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """What an extractor makes of one document; `below` counts what was left out because it scored too low."""

    document: str
    sha256: str
    extractor: str
    sentences: int
    parsed: int
    proposals: tuple[Proposal, ...]
    new_actors: tuple[NewActor, ...] = ()
    below: int = 0


def without_amounts(proposed: Proposed) -> Proposed:
    """What an extractor makes of a document, its ties alone."""
    return msgspec.structs.replace(proposed, proposals=tuple(p for p in proposed.proposals if p.frame != AMOUNT))
