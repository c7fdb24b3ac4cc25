"""Ties and names in English sentences: articles, number, and how a likelihood is put."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.book.book import Book

# Proper names that English gives an article by their last word; a name that ends in a common noun is told by its case.
_WITH_ARTICLE = frozenset(
    [
        "agency",
        "army",
        "authority",
        "bank",
        "commission",
        "committee",
        "corps",
        "council",
        "department",
        "directorate",
        "emirate",
        "empire",
        "force",
        "forces",
        "front",
        "government",
        "kingdom",
        "league",
        "mission",
        "movement",
        "nations",
        "organisation",
        "organization",
        "party",
        "police",
        "region",
        "republic",
        "service",
        "state",
        "states",
        "strip",
        "taliban",
        "team",
        "territories",
        "union",
        "community",
    ]
)
_PLURAL_NAMES = frozenset({"taliban", "mujahideen", "people", "police"})  # no -s, and yet several
_MAY_BE_PLURAL = frozenset({"people", "organisation", "state_body", "faction", "place", "thing", ""})
_COMMON = frozenset({"community", "minority", "population", "diaspora", "public"})
_WITHOUT_ARTICLE = frozenset({"intelligence"})
_FIRST_WORDS = {"is": "are", "has": "have", "does": "do", "was": "were"}
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_text(book: Book, name: str) -> str:
    """A name as it stands within a sentence: the Taliban, Al-Qaeda, the Haqqani network, foreign fighters."""
    shown = book.names.get(name) or name.replace("-", " ")
    if book.kinds.get(name) == "thing" and shown[:2].istitle():
        shown = shown[0].lower() + shown[1:]
    return f"the {shown}" if _has_article(shown, book.kinds.get(name, "")) else shown


def tie_sentence(book: Book, subject: str, relation: str, object_: str, level: str = "", object_level: str = "") -> str:
    """A tie as a clause without a full stop: the Taliban host Al-Qaeda; fighters at the local level of ...

    The verb is the relation's label, or its id with spaces, in the number of the subject.
    """
    return f"{_at_level(book, subject, level)} {verb(book, subject, relation, level)} " + _at_level(
        book, object_, object_level
    )


def verb(book: Book, subject: str, relation: str, level: str = "", several: bool = False) -> str:
    """What a subject does to an object, in the subject's number, or in that of several subjects."""
    words = book.vocab.relations[relation].label or relation.replace("_", " ")
    plural = several or (level != "leadership" and is_plural(book, subject))
    return _as_plural(words) if plural else words


def is_plural(book: Book, name: str) -> bool:
    """Whether a name takes a plural verb."""
    shown = book.names.get(name, name)
    words, head = shown.split(), _head(shown)
    if head in _PLURAL_NAMES:
        return True
    if book.kinds.get(name, "") not in _MAY_BE_PLURAL or (len(words) == 1 and shown.isupper()):
        return False
    return any(_several(word) for word in ((head,) if " of " in shown or " in " in shown else words[-2:]))


def _several(word: str) -> bool:
    return word[:1] != "" and word.endswith("s") and not word.endswith(("ss", "us", "sis")) and not word.isupper()


def sentence(text: str) -> str:
    """A clause as a sentence: a capital at its head and a full stop at its end."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!…" else ".")


def listed(items: Sequence[str]) -> str:
    """Several things as English lists them: one, two and three."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def number(count: int) -> str:
    """A count in words up to twelve, in figures from thirteen on."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: one origin, three origins."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def _at_level(book: Book, name: str, level: str) -> str:
    shown = in_text(book, name)
    if level == "leadership":
        return f"the leadership of {shown}"
    return f"{shown} ({level} level)" if level else shown


def _has_article(shown: str, kind: str) -> bool:
    words = shown.split()
    if not words or kind in ("person", "media") or shown.lower().startswith("the "):
        return False
    head = _head(shown)
    last = words[-1].lower()
    if kind in ("people", "thing"):
        return kind == "people" and (" of the " in shown or (head in _COMMON and not head.endswith("s")))
    if last in _WITH_ARTICLE or head in _WITH_ARTICLE:
        return True
    if kind == "place" or last in _WITHOUT_ARTICLE:
        return False
    if " of " in shown:
        return shown.split(" of ")[0].split()[-1].islower()
    return words[-1].islower() and len(words) > 1 and not last.endswith("s")


def _head(shown: str) -> str:
    """The noun that a name is about, without what follows `in` or `of`."""
    before = shown.split(" in ")[0].split(" of ")[0].split()
    return before[-1].lower() if before else ""


def _as_plural(words: str) -> str:
    first, _, rest = words.partition(" ")
    if first in _FIRST_WORDS:
        first = _FIRST_WORDS[first]
        if rest.startswith(("a ", "an ")):
            noun_rest = rest.partition(" ")[2]
            noun, _, tail = noun_rest.partition(" ")
            rest = f"{noun}s {tail}"
    elif first.endswith("ies"):
        first = f"{first[:-3]}y"
    elif first.endswith(("ches", "shes", "sses", "xes", "oes")):
        first = first[:-2]
    elif first.endswith("s"):
        first = first[:-1]
    return f"{first} {rest}".strip()
