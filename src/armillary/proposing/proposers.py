"""Who proposes: extractors by name, each registered as an entry point, those of the package included."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Protocol, cast

from armillary.finding import ArmillaryError
from armillary.names.finder import Finder
from armillary.proposing.proposals import Proposed
from armillary.reading.passages import Document
from armillary.text.nearest import did_you_mean
from armillary.vocab.vocabulary import Vocabulary

GROUP = "armillary.proposers"


class Proposer(Protocol):
    """Makes proposals of a document; made once for a casebook's vocabulary and names, and given no claim."""

    name: str

    def __init__(self, vocab: Vocabulary, finder: Finder) -> None: ...

    def propose(self, document: Document, name: str = "", date: str = "") -> Proposed:
        """The proposals of one document, with its name and the date that `last year` is counted from."""
        ...


def find_proposer(name: str) -> type[Proposer]:
    """The extractor of a name; raises ArmillaryError when there is none, or it cannot be loaded."""
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in found:
        names = sorted({*found, "llm"})  # which is made otherwise, with an endpoint
        hint = did_you_mean(name, names) or f"there are: {', '.join(names)}"
        raise ArmillaryError(f"there is no extractor '{name[:80]}'", hint)
    try:
        return cast("type[Proposer]", found[name].load())
    except (ImportError, AttributeError) as problem:
        raise ArmillaryError(f"the extractor '{name}' cannot be loaded: {problem}", "install what it needs") from None
