"""Spellings: what stays the same of a name of Arabic, Persian, Pashto or Urdu when it is written with Latin letters.

A name of those scripts is romanised by ear: tahrik, tehrik, tehreek; Sayf, Saif; al-, ul-, ud-; kh, q, gh. Each word is
brought to a sound that its spellings share, and the small words that join a name may be written, left out or glued on.
A name of one word is known by its sounds; one of several by its consonants, whatever the vowels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from armillary.names.consonants import SAME, bones
from armillary.names.folding import fold

_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"([bcdfghjklmnpqrstvwxyz])\1", r"\1"),
        (r"dj", "j"),
        (r"t?ch", "sh"),
        (r"ou(?=[aeiy])", "w"),  # Zarkaoui, Zarqawi
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
        "nusrat",
        "harkat",
        "tanzim",
        "liwa",
        "kataib",
        "saraya",
    ]
)
_SUN = {"sh": "ash", "s": "as", "n": "an", "r": "ar", "d": "ad", "t": "at", "z": "az"}
_GOVERNING = re.compile(r"(?P<what>[a-z]{4,}?)(?:ou?|u|a)l?")
_SON = frozenset(["bin", "ben", "ibn", "bint", "ould", "wuld"])
_SERVANT = re.compile(r"abd(?:[aeiou]{1,2}(?:l|([rnstdz])(?=h?\1)))(?P<of>[a-z]{4,})")  # abdulkarim, abderrahmane
_SERVANTS = frozenset(["abd", "abdul", "abdel", "abdal", "abdoul", "abdur", "abdus", "abdou"])
_FAITH = re.compile(r"(?P<what>[a-z]{3,}?)[aeou]{1,2}[ld]?dd?[iy]ne?")  # jalaluddin, seifeddine
_FAITHS = frozenset(["din", "dine", "deen", "uddin", "eddine", "addin", "eddin"])
# Said before a person's name and no part of it.
TITLES = frozenset(
    [
        *("sheikh", "shaykh", "cheikh", "mullah", "mulla", "molla", "maulvi", "mawlawi", "mawlavi", "maulana", "qari"),
        *("haji", "hajji", "hafiz", "mufti", "ustad", "ustaz", "sayyid", "dr", "mr", "mrs", "general", "commander"),
        *("emir", "amir", "ayatollah", "imam", "president", "colonel", "brigadier", "engineer"),
    ]
)
# Words that may stand before or behind a name and be left out: the Shabaab movement, تنظيم القاعدة.
GENERAL = frozenset(["group", "movement", "network", "organisation", "organization", "militia", "militants"])
GENERAL |= frozenset(map(fold, ["حركة", "تنظيم", "جماعة", "حرکت", "تحریک", "گروه", "تنظیم", "میلیشیا"]))
OPENERS = frozenset(["jamaat", "jama", "jamaa", "jamaah", "harakat", "harakatul", "tanzim"]) | frozenset(
    map(fold, ["حركة", "تنظيم", "جماعة", "حرکت", "تنظیم"])
)
_MOST = 300  # spellings of one name
_LEAST = 5  # letters that a name must keep when its article is left out
_ENOUGH = 5  # consonants by which a name of several words is known
_WAW = ("و", "ب", "ل", "ک")  # written as one word with the name that follows


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The sound of one folded word; a word of another script or with a digit is its own sound."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    if word in SAME:
        return SAME[word]
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


def sounds(folded: str) -> str:
    """The sounds of the words of a folded name."""
    return " ".join(map(sound, folded.split()))


def plain(folded: str) -> str:
    """The sounds of a folded name without its articles and the other small words that join it."""
    words = folded.split()
    return " ".join(sound(word) for word in words if word not in _JOINS or len(words) == 1)


def is_known_by_consonants(folded: str) -> bool:
    """Whether the consonants of a name are enough to know it by: of two words or more, and not few."""
    heard = [bones(word) for word in folded.split() if word not in _JOINS and word not in _SON]
    return sum(len(word) > 1 for word in heard) > 1 and sum(map(len, heard)) >= _ENOUGH


def spell(name: str) -> Iterator[str]:
    """The folded spellings of a name: its joining words changed, left out or glued on; the name itself first.

    Of spellings with the same consonants one is enough.
    """
    words = fold(name).split()
    while len(words) > 1 and words[0] == "the":
        words.pop(0)
    if not words:
        return
    yield " ".join(words)
    if not words[0].isascii():
        yield from (" ".join([prefix + words[0], *words[1:]]) for prefix in _WAW if len(words[0]) > 2)
        return
    joined = {bones(" ".join(words))}
    for spelling in islice(product(*_units(words)), _MOST):
        written = " ".join(filter(None, spelling))
        if (heard := bones(written)) not in joined and len(written.replace(" ", "")) >= _LEAST:
            joined.add(heard)
            yield written
    if words[0] in _ARTICLES and len(words) > 1 and len(words[1]) >= _LEAST:
        yield " ".join([words[0] + words[1], *words[2:]])


def governs(word: str) -> bool:
    """Whether a folded word opens the romanised name of a group: lashkar, jamaat, tehrik."""
    return word in _GOVERNS or SAME.get(word) in ("tahrik", "jamaat", "katiba", "lashkar")


def _units(words: list[str]) -> list[tuple[str, ...]]:
    """A name cut into words and compounds, each with what may stand for it."""
    units: list[tuple[str, ...]] = []
    place = 0
    while place < len(words):
        word, behind = words[place], words[place + 1 : place + 3]
        taken, choices = 1, _unheard(_choices(words, place))
        if match := _SERVANT.fullmatch(word):
            choices = _servants(word, match["of"])
        elif word in _SERVANTS and behind and behind[-1] not in _JOINS:
            taken = 1 + (len(behind) if behind[0] in _ARTICLES else 1)
            choices = _servants("abd" + words[place + taken - 1], words[place + taken - 1])
        elif behind and len(word) > 2 and behind[0] in _FAITHS and word not in _JOINS:
            taken, choices = 2, _faiths(word)
        elif len(behind) > 1 and len(word) > 2 and behind[0] in _ARTICLES and behind[1] in _FAITHS:
            taken, choices = 3, _faiths(word)
        elif match := _FAITH.fullmatch(word):
            choices = (word, *_faiths(match["what"]))
        elif len(behind) > 1 and behind[0] in _ARTICLES and word not in _JOINS and len(word) >= _LEAST:
            choices = (*choices, word + "ul")  # Nusratul Islam
        elif behind and (match := _GOVERNING.fullmatch(word)) and match["what"] in _GOVERNS:
            choices = _unheard((word, match["what"] + " al", match["what"]))  # Ansaroul Islam
        units.append(choices)
        place += taken
    return units


def _servants(one: str, of: str) -> tuple[str, ...]:
    """Abd al-Karim, Abdulkarim, Abdul Karim."""
    sun = _SUN.get(of[:2]) or _SUN.get(of[:1]) or "al"
    return _unheard((one, f"abd{of}", f"abd al {of}", f"abdul {of}", f"abd {of}", f"abd {sun} {of}", f"abd{sun} {of}"))


def _faiths(what: str) -> tuple[str, ...]:
    """Jalaluddin, Jalal ud-Din, Jalal al-Din."""
    return _unheard(f"{what}{ending}" for ending in ("uddin", " uddin", " ud din", " al din", " din"))


def _unheard(choices: Iterable[str]) -> tuple[str, ...]:
    """Choices without those whose consonants another has."""
    return tuple({bones(choice): choice for choice in reversed(tuple(choices))}.values())[::-1]


def _choices(words: list[str], place: int) -> tuple[str, ...]:
    """What may stand for one word of a name."""
    word = words[place]
    if word in _SON and 0 < place < len(words) - 1:
        return (word, "bin", "ibn", "")
    if word == "the" and place:
        return (word, "")
    if word not in _JOINS or place + 1 == len(words):
        if place and word.isalpha() and len(words) > 2 and word in ("wal", "wa", "va", "o", "u"):
            return (word, "wal", "wa", "wa al", "o", "u")
        before = words[place - 1] if place else ""
        if governs(before) and word not in _JOINS:
            return (word, "i " + word, "ul " + word)
        return (word,)
    after = words[place + 1]
    sun = _SUN.get(after[:2]) or _SUN.get(after[:1]) or "al"
    if place == 0:
        return (word, "al", sun, "") if word in _ARTICLES else (word,)
    if word in _EZAFE:
        return (word, "i", "ul", "")
    return (word, "al", "ud", sun, "i", "")


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
