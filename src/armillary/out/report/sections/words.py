"""The words of the threat assessment, and lists of groups in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.pictures.sentences import counted, listed

_NAMED = 4  # groups that a sentence names

TREND_SENTENCES = {
    "rising": "the evidence points to a rising threat from {groups}",
    "mixed": "the evidence on {groups} points both ways",
    "falling": "the evidence points to a falling threat from {groups}",
}

ASPECTS = {
    "capability": "Capability",
    "intent": "Intent",
    "local": "Reach at home",
    "regional": "Reach in the region",
    "external": "Reach beyond it",
    "trend": "Trend",
}

FINDINGS = {
    "shown": "shown by deeds",
    "means": "means, but no deed judged likely",
    "declared": "declared by the group itself",
    "ascribed": "ascribed by others",
    "disclaimed": "disclaimed by the group",
    "doubted": "claimed, but judged unlikely",
    "attacks": "attacks",
    "presence": "presence",
    "threats": "threats, no deed",
    "rising": "rising",
    "falling": "falling",
    "mixed": "mixed",
    "steady": "no move in three years",
    "not_known": "not known",
}


def group_list(names: Sequence[str]) -> str:
    """The first names of a list, and how many more there are."""
    if len(names) <= _NAMED:
        return listed(names)
    return listed([*names[: _NAMED - 1], counted(len(names) - _NAMED + 1, "other group")])
