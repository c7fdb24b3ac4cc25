"""The words of the threat assessment."""

from __future__ import annotations

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
    "foreseen": "foreseen, no deed",
    "rising": "rising",
    "falling": "falling",
    "mixed": "mixed",
    "steady": "no move in three years",
    "not_known": "not known",
}
