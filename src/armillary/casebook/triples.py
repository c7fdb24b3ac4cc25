"""The one-line grammars: `subject relation object`, `giver -> receiver`, `subject measure`."""

from __future__ import annotations

import re
from collections.abc import Collection

from armillary.casebook.records import End, Triple
from armillary.finding import Wrong
from armillary.text.nearest import did_you_mean

TIE = "SUBJECT RELATION OBJECT, such as al-qaeda present_in afghanistan"
FLOW = "GIVER -> RECEIVER, such as northern-gold-mines -> al-qaeda"
EXAMPLES = {
    "SUBJECT MEASURE": "such as ttp strength",
    "SPEAKER VERB": "such as taliban denies",
    "ACTOR STANCE ISSUE": "such as pakistan opposes sanctions-relief",
}
_WORD = re.compile(r"[^\s|,]+|[|,]")
_NAME = re.compile(r"[a-z0-9]+(?:[-_./][a-z0-9]+)*")


def parse_triple(text: str, relations: Collection[str]) -> Triple:
    """Read `al-qaeda pledges_allegiance_to hibatullah-akhundzada`; bars around the relation are optional."""
    words = [(m[0], m.start()) for m in _WORD.finditer(text)]
    at = [i for i, (word, _) in enumerate(words) if word in relations]
    if len(at) > 1:
        raise Wrong(f"'{text[:80]}' names two relations", "one claim, one relation", "F107", words[at[1]][1])
    if not at:
        plain = [(word, offset) for word, offset in words if word != "|"]
        middle = next(((w, o) for w, o in plain if "_" in w), plain[1] if len(plain) == 3 else None)
        if middle is None:
            raise Wrong(f"'{text[:80]}' is not a tie", f"write {TIE}", "F107")
        raise Wrong(
            f"the vocabulary has no relation '{middle[0][:80]}'", did_you_mean(middle[0], relations), "F106", middle[1]
        )
    split = at[0]
    before, after = words[:split], words[split + 1 :]
    if before and before[-1][0] == "|":
        before = before[:-1]
    if after and after[0][0] == "|":
        after = after[1:]
    return Triple(_end(before, text), words[split][0], _end(after, text), words[split][1])


def _end(words: list[tuple[str, int]], text: str) -> End:
    if not words:
        raise Wrong(f"'{text[:80]}' lacks an end", f"write {TIE}", "F107")
    offset = words[0][1]
    if words[0][0] != "any":
        if len(words) > 1:
            raise Wrong(
                f"'{' '.join(w for w, _ in words)[:80]}' is not one name",
                "join the words of an id by hyphens, or write 'any CLASS except NAME'",
                "F107",
                words[1][1],
            )
        return End(_name(words[0]), offset=offset)
    if len(words) < 2:
        raise Wrong("'any' wants a class", "write 'any CLASS except NAME'", "F107", offset)
    exceptions: list[str] = []
    if len(words) > 2:
        if words[2][0] != "except" or len(words) < 4:
            hint = "write 'any CLASS except NAME'"
            raise Wrong("after a class comes 'except' with names, or nothing", hint, "F107", words[2][1])
        for index, word in enumerate(words[3:]):
            if (word[0] == ",") != (index % 2 == 1):
                raise Wrong("names after 'except' are parted by commas", "write 'except NAME, NAME'", "F107", word[1])
            if word[0] != ",":
                exceptions.append(_name(word))
        if words[-1][0] == ",":
            raise Wrong("a name is missing after the comma", "name it, or remove the comma", "F107", words[-1][1])
    return End(_name(words[1]), True, tuple(exceptions), offset)


def _name(word: tuple[str, int]) -> str:
    if not _NAME.fullmatch(word[0]):
        raise Wrong(f"'{word[0][:80]}' is not an id", "lower-case words joined by hyphens", "F105", word[1])
    return word[0]


def parse_pair(text: str) -> tuple[str, str]:
    """Read `northern-gold-mines -> al-qaeda`."""
    giver, arrow, receiver = text.partition("->")
    giver, receiver = giver.strip(), receiver.strip()
    if not arrow or not _NAME.fullmatch(giver) or not _NAME.fullmatch(receiver):
        raise Wrong(f"'{text[:80]}' is not a flow", f"write {FLOW}", "F107")
    return giver, receiver


def parse_words(text: str, count: int, shape: str) -> tuple[str, ...]:
    """Read a fixed number of ids, such as `ttp strength`."""
    words = text.split()
    if len(words) != count or not all(_NAME.fullmatch(word) for word in words):
        raise Wrong(f"'{text[:80]}' does not read {shape}", EXAMPLES.get(shape, "write two words"), "F107")
    return tuple(words)
