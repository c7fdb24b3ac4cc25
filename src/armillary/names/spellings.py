"""Spellings: what stays the same of a name of Arabic, Persian, Pashto or Urdu when it is written with Latin letters.

A name of those scripts is romanised by ear: tahrik, tehrik, tehreek; Sayf, Saif; al-, ul-, ud-; kh, q, gh. Each word is
brought to a sound that its spellings share, and the small words that join a name may be written, left out or glued on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from armillary.names.folding import fold

# Words that sources write for one another though no rule of sound makes them one.
_SAME = {
    **dict.fromkeys(["tahrir", "tehrik", "tehreek", "tahreek", "tahrik", "tehrek", "tahrek", "tehrike"], "tahrik"),
    **dict.fromkeys(["muhammad", "mohammad", "mohammed", "muhammed", "mohamed", "mohamad", "muhamad"], "muhamad"),
    **dict.fromkeys(["mullah", "molla", "mulla", "maulvi", "mawlawi", "moulvi", "mawlavi", "maulawi"], "mula"),
    **dict.fromkeys(["center", "centre"], "center"),
    **dict.fromkeys(["organisation", "organization"], "organisation"),
    **dict.fromkeys(["da'ish", "daish", "daesh"], "daish"),
}
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"kh|gh|q|ck", "k"),  # kh/q/gh are heard as one another; the k of all three is the commonest
        (r"dh|zh", "z"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"ee|ie|ii", "i"),
        (r"oo|ou|uu", "u"),
        (r"aa", "a"),
        (r"a[yei]|ei|ey", "A"),
        (r"a[uvo]", "U"),
        (r"e|y", "i"),
        (r"o", "u"),
        (r"(.)\1", r"\1"),
        (r"(?<=[aiu])h$", ""),
        (r"hula$|ula$", "ula"),
        (r"iyi", "i"),
    ]
]
_ARTICLES = ("al", "el", "ul", "ud", "ur", "as", "ash", "an", "at", "ad", "ar", "az")
_EZAFE = ("e", "i", "ye", "yi")
_JOINS = frozenset((*_ARTICLES, *_EZAFE))
# Words that govern the next one, so that an ezafe or an article may be written or not: jamaat, jaysh, lashkar, hizb ...
_GOVERNS = frozenset(
    [
        "jamaat",
        "jamat",
        "jaish",
        "jaysh",
        "lashkar",
        "hizb",
        "hezb",
        "harakat",
        "ansar",
        "jund",
        "sipah",
        "jabhat",
        "katibat",
    ]
)
_SUN = {"sh": "ash", "s": "as", "n": "an", "r": "ar", "d": "ad", "t": "at", "z": "az"}
_MOST = 200  # spellings of one name
_LEAST = 5  # letters that a name must keep when its article is left out
_WAW = ("و", "ب", "ل", "ک")  # written as one word with the name that follows


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The sound of one folded word; a word of another script or with a digit is its own sound."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    if word in _SAME:
        return _SAME[word]
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


def sounds(folded: str) -> str:
    """The sounds of the words of a folded name."""
    return " ".join(map(sound, folded.split()))


def spell(name: str) -> Iterator[str]:
    """The folded spellings of a name: its joining words changed, left out or glued on; the name itself first."""
    words = fold(name).split()
    while len(words) > 1 and words[0] == "the":
        words.pop(0)
    if not words:
        return
    yield " ".join(words)
    if not words[0].isascii():
        yield from (" ".join([prefix + words[0], *words[1:]]) for prefix in _WAW if len(words[0]) > 2)
        return
    joined = {" ".join(words)}
    choices = [_choices(words, place) for place in range(len(words))]
    for spelling in islice(product(*choices), _MOST):
        written = " ".join(filter(None, spelling))
        if written not in joined and len(written.replace(" ", "")) >= _LEAST:
            joined.add(written)
            yield written
    if words[0] in _ARTICLES and len(words) > 1 and len(words[1]) >= _LEAST:
        yield " ".join([words[0] + words[1], *words[2:]])


def _choices(words: list[str], place: int) -> tuple[str, ...]:
    """What may stand for one word of a name."""
    word = words[place]
    if word not in _JOINS or place + 1 == len(words):
        if place and word.isalpha() and len(words) > 2 and word in ("wal", "wa", "va", "o", "u"):
            return (word, "wal", "wa", "va", "o", "u")
        before = words[place - 1] if place else ""
        if (before in _GOVERNS or _SAME.get(before) == "tahrik") and word not in _JOINS:
            return (word, "i " + word, "e " + word, "ul " + word, "al " + word)
        return (word,)
    after = words[place + 1]
    sun = _SUN.get(after[:2]) or _SUN.get(after[:1]) or "al"
    if place == 0:
        return (word, "al", "el", sun, "") if word in _ARTICLES else (word,)
    if word in _EZAFE:
        return (word, *_EZAFE, "ul", "al", "")
    return (word, "al", "ul", "el", "ud", sun, "e", "i", "")


_PROVINCE = re.compile(r"islamic states? (?:in |s )?(?:the )?(?P<land>[a-z]+)(?: province)?")
_PARENTS = ("is", "isis", "isil", "daesh", "islamic state")
_ACRONYM = re.compile(r"is(?:is|il)?[ -]?(?P<letter>[a-z])p?")


def spell_province(names: list[str]) -> Iterator[str]:
    """The short names of a province of the Islamic State: ISK, ISKP, IS-K, ISIL-K, ISIS-Khorasan ..."""
    for name in names:
        folded = fold(name)
        if land := _PROVINCE.fullmatch(folded):
            for parent in _PARENTS:
                yield f"{parent} {land['land']}"
                yield f"{parent} in {land['land']}"
                yield f"{parent} {land['land']} province"
                yield f"{parent} s {land['land']} province"
        elif (letter := _ACRONYM.fullmatch(folded)) and name.upper() == name:
            for parent in ("is", "isis", "isil"):
                for ending in (letter["letter"], letter["letter"] + "p"):
                    yield f"{parent} {ending}"
                    yield f"{parent}{ending}"
