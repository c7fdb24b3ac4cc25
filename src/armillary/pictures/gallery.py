"""Every picture of the package, registered."""

from __future__ import annotations

from armillary.pictures import actor, compare, source, threat, ties, why
from armillary.pictures.registry import PICTURES, Picture


def pictures() -> dict[str, Picture]:
    """The pictures by name, in the order people meet them."""
    order = [module.__name__.rpartition(".")[2] for module in (ties, why, actor, source, compare, threat)]
    return {name: PICTURES[name] for name in order}
