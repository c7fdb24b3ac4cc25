"""Insets: captions and pull quotes, which stand in the text and are no paragraphs of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from armillary.reading.blocks import Block, Form
from armillary.reading.prose import breaks_off, goes_on, plain, words

_AGENCIES = (
    r"(?:photo(?:graph)?s?|images?|picture|credits?|courtesy|getty|reuters|afp|ap|dpa|epa|xinhua|wikimedia|commons|"
    r"unsplash|pexels|pixabay|flickr|shutterstock|istock|alamy|adobe stock)"
)
_CREDIT = re.compile(rf"\([^()]*\b{_AGENCIES}\b[^()]*\)\.?$", re.IGNORECASE)
_BARE_CREDIT = re.compile(
    rf"(?:(?:photo|image|picture)s?(?: credits?| by)?\b.*|[\w .,'’-]+/\s*{_AGENCIES}\b.*)", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:figure|fig\.|photo(?:graph)?|image|picture|map|chart|graph|box|table|plate|source)\s*\d*\s*[:.|–-]\s",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\([A-Z][^()]{2,60}\)\.?$")

_LONGEST = 120  # words of a caption or pull quote
_SHORTEST_QUOTE = 8  # words; a heading may well be found again in a sentence
_PAIRED = 0.75  # the share of three-word runs that a passage set apart has in common with the paragraph it repeats
_COPIED = 0.95  # the same of plain prose,
_NEAR = 5  # which stands no more blocks away
_COMMON = 8  # blocks that share three words; what stands in more tells nothing, and would take long to count
_QUOTING = (Form.PROSE, Form.HEADING, Form.QUOTE)
Run = int  # the hash of three words that follow one another: much quicker to compare than they, and as telling
_WIDE_GAP = 2  # blank lines, where converters leave a picture out


def find_captions(text: str, blocks: Sequence[Block], flow: Sequence[int]) -> set[int]:
    """The blocks of `flow`, the places of the running text in their order, that say what a picture or table shows."""
    found: set[int] = set()
    before = ""
    for place, index in enumerate(flow):
        block = blocks[index]
        here = plain(text[block.start : block.end])
        if block.form in (Form.IMAGE, Form.CAPTION):
            found.add(index)
            continue
        following = blocks[flow[place + 1]] if place + 1 < len(flow) else None
        after = plain(text[following.start : following.end]) if following and following.form is Form.PROSE else ""
        if block.form is Form.PROSE and _is_caption(here, block.gap, breaks_off(before), goes_on(after)):
            found.add(index)
        else:
            before = here if block.form is not Form.HEADING else ""
    return found


def _is_caption(here: str, gap: int, interrupts: bool, resumed: bool) -> bool:
    length = len(words(here))
    if length > _LONGEST or goes_on(here):
        return False
    if _LABEL.match(here) or _CREDIT.search(here) or (length <= 12 and _BARE_CREDIT.fullmatch(here)):
        return True
    return gap >= _WIDE_GAP and interrupts and (resumed or bool(_NAMED.search(here)))


def find_pull_quotes(text: str, blocks: Sequence[Block], flow: Sequence[int]) -> dict[int, int]:
    """The blocks of `flow` that repeat a sentence of another, each with that other.

    Headings, bold or slanted blocks and block quotes are taken for quotes more readily than plain prose.
    """
    texts = {index: text[blocks[index].start : blocks[index].end] for index in flow}
    lengths: dict[int, int] = {}
    runs: dict[int, set[Run]] = {}
    seen: set[Run] = set()
    repeated: set[Run] = set()
    for index, raw in texts.items():
        found = words(plain(raw))
        lengths[index] = len(found)
        runs[index] = here = set(map(hash, zip(found, found[1:], found[2:], strict=False)))
        repeated |= here & seen
        seen |= here
    holders: dict[Run, list[int]] = {}
    for index, here in runs.items():
        for run in here & repeated:
            holders.setdefault(run, []).append(index)
    following = dict(pairwise(flow))
    place_of = {index: place for place, index in enumerate(flow)}
    quotes: dict[int, int] = {}
    for index in flow:
        if not _SHORTEST_QUOTE <= lengths[index] <= _LONGEST or blocks[index].form not in _QUOTING:
            continue
        told = runs[index] & repeated
        if len(told) < _PAIRED * len(runs[index]):  # no other block can have enough of them
            continue
        others = (other for run in told if len(holders[run]) <= _COMMON for other in holders[run])
        shared = Counter(other for other in others if other != index and other not in quotes)
        set_apart = _is_set_apart(blocks[index], texts[index])
        wanted = (_PAIRED if set_apart else _COPIED) * len(runs[index])
        for other, count in shared.most_common(3):
            # A page may break the sentence that is repeated.
            if following.get(other) != index:
                count += len(runs[index] & (runs.get(following.get(other, -1), set()) - runs[other]))
            near = set_apart or abs(place_of[other] - place_of[index]) <= _NEAR
            longer = len(runs[other]) > len(runs[index]) and blocks[other].form is not Form.HEADING
            if count >= wanted and longer and near:
                quotes[index] = other
                break
    for index, other in quotes.items():  # what it repeats may itself turn out to repeat a longer one
        while other in quotes:
            other = quotes[other]
        quotes[index] = other
    return quotes


def _is_set_apart(block: Block, raw: str) -> bool:
    """Whether a block looks different from the text around it."""
    if block.form in (Form.HEADING, Form.QUOTE):
        return True
    return raw[:1] in "*_" and raw[-1:] in "*_"
