"""Origins: whose word a row is, where the table says that sources repeat others."""

from __future__ import annotations

import numpy as np

from armillary.tables.records import Remarks
from armillary.tables.store import Column, Store, quote
from armillary.weighing.engines.blocks import Narrow


def roots(store: Store, named: dict[str, str], question: Column, source: Column, remarks: Remarks) -> Column:
    """The voice of every row: the origin at the end of the chain that its question's rows tell, else its source.

    Where origins run in a circle, those in it are one voice: the first of them by name.
    """
    at = quote(named["origin"])
    source_text = quote(named["source"])
    texts = [f"NULLIF(trim(CAST({text} AS VARCHAR)), '')" for text in (source_text, at)]
    size = store.name("voice_names", " UNION ".join(f"SELECT DISTINCT {text} AS x FROM given" for text in texts))
    if not size:
        return source
    coded = [store.place(text, "voice_names", size) for text in texts]
    speaker, origin = coded[0], np.where(coded[1] < 0, coded[0], coded[1])
    return Column(_follow(question.codes, speaker, origin, size, remarks), "voice_names", size, "VARCHAR")


def _follow(question: Narrow, speaker: Narrow, origin: Narrow, size: int, remarks: Remarks) -> Narrow:
    key = question.astype(np.int64) * size + speaker  # who speaks on what; rows without a question are left out later
    node, place = np.unique(key, return_inverse=True)
    ahead = np.arange(len(node))
    wanted = question.astype(np.int64) * size + origin
    target = np.searchsorted(node, wanted)
    target[target == len(node)] = 0
    known = (node[target] == wanted) & (origin != speaker)
    rank = np.lexsort((-target[known], place[known]))  # of several origins the first by name
    ahead[place[known][rank]] = target[known][rank]
    away = origin != speaker
    last = np.full(len(node), -1, np.int64)  # the origin outside the table that a chain ends in
    outside = away & ~known
    rank = np.lexsort((-origin[outside], place[outside]))
    last[place[outside][rank]] = origin[outside][rank]
    root = ahead.copy()
    for _ in range(max(len(node), 1).bit_length() + 1):
        root = root[root]
    ring = np.zeros(len(node), bool)
    inside = ahead[root] != root  # a chain that never ends
    if inside.any():
        ring[np.unique(root[inside])] = True
        root, circles = _circles(ahead, root, inside)
        rows = np.flatnonzero(np.isin(place, circles))
        remarks.rows(
            "T805", rows, "Origins run in a circle", "say who said it first; until then they count as one voice"
        )
    voice = np.where(last[root] >= 0, last[root], node[root] % size)
    told = voice[place].astype(np.int32)
    told[speaker < 0] = -1
    return told


def _circles(ahead: np.ndarray, root: np.ndarray, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Roots in which every ring is its first member, and all members of rings."""
    root = root.copy()
    first: dict[int, int] = {}
    for start in np.unique(root[inside]).tolist():
        if start in first:
            continue
        ring, at = [start], int(ahead[start])
        while at != start:
            ring.append(at)
            at = int(ahead[at])
        first |= dict.fromkeys(ring, min(ring))
    root[inside] = [first[int(at)] for at in root[inside]]
    return root, np.array(sorted(first), np.int64)
