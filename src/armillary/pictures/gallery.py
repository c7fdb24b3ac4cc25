"""Every picture of the package, registered."""

from __future__ import annotations

from armillary.pictures import actor, compare, gaps, incident, lineage, quantity, source, speaker, threat, ties, why
from armillary.pictures.registry import PICTURES, Picture


def pictures() -> dict[str, Picture]:
    """The pictures by name, in the order people meet them."""
    order = [
        module.__name__.rpartition(".")[2]
        for module in (ties, why, actor, quantity, incident, threat, source, speaker, lineage, compare, gaps)
    ]
    return {name: PICTURES[name] for name in order}
