"""Identity decisions that cannot all hold: the same over a chain, and yet different; or the same across kinds."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.casebook.identities import SHELVES, Joined
from armillary.finding import Finding, find
from armillary.text.forms import a
from armillary.vocab.vocabulary import Vocabulary


def check_identities(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """X807: decisions that contradict each other, with the chain by which they do."""
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
            elif named := _told_apart(book, vocab, one, other):
                what = f"'{one}' is {named[0]} and '{other}' is {named[1]}"
                hint = "no one is both: mend the kind of one, or decide 'different' or 'unsure'"
                places = [record.place("kind") for name in decision.of if (record := book.actors.get(name))]
                findings.append(find("X807", decision.place("of"), what, hint, places))
    return findings


def _told_apart(book: Casebook, vocab: Vocabulary, one: str, other: str) -> tuple[str, ...]:
    """What two actors are, where nobody is both: an armed group is no body of a state, and neither is a person.

    Kinds are told apart so where each has closer shorthands than 'actor', and they share none.
    """
    kinds = [vocab.lists.actor_kinds.get(book.actors[name].kind) for name in (one, other) if name in book.actors]
    known = [kind for kind in kinds if kind is not None]
    if len(known) < len((one, other)):
        return ()
    closer = [set(kind.shorthands) - {"actor"} for kind in known]
    person = len({kind.named_person for kind in known}) > 1
    apart = person or (all(closer) and not closer[0] & closer[1])
    return tuple(a(kind.label.lower() or kind.id) for kind in known) if apart else ()
