"""Identity decisions that cannot all hold: the same over a chain, and yet different; or the same across kinds."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.casebook.identities import SHELVES, Joined
from armillary.finding import Finding, find
from armillary.vocab.vocabulary import Vocabulary


def check_identities(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """X807: decisions that contradict each other, with the chain by which they do."""
    del vocab
    findings = []
    joined = Joined(book.identities.values())
    for decision in book.identities.values():
        one, other = decision.of
        if decision.verdict == "different" and (chain := joined.chain(one, other)):
            by = " and ".join(f"'{step.id}'" for step in chain)
            what = f"'{one}' and '{other}' are said to be different here, and the same by {by}"
            places = [step.place("verdict") for step in chain]
            hint = "take one of the decisions back: `armillary identity CASEBOOK --undo`, or remove its entry"
            findings.append(find("X807", decision.place("verdict"), what, hint, places))
        elif decision.verdict == "same":
            kinds = [{shelf for shelf in SHELVES if name in getattr(book, shelf)} for name in decision.of]
            if all(kinds) and not kinds[0] & kinds[1]:
                nouns = [sorted(kind)[0].removesuffix("s") for kind in kinds]
                what = f"'{one}' is a{'n' if nouns[0][0] == 'a' else ''} {nouns[0]} and '{other}' is a {nouns[1]}"
                hint = "a decision joins two actors, two speakers or two sources"
                findings.append(find("X807", decision.place("of"), what, hint))
    return findings
