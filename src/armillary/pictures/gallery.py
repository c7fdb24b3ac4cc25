"""Every picture of the package, registered by the module of its name."""

from __future__ import annotations

from importlib import import_module

from armillary.pictures.registry import PICTURES, Picture

# In the order people meet them.
NAMES = (
    *("ties", "why", "actor", "quantity", "incident", "threat"),
    *("source", "speaker", "lineage", "compare", "gaps"),
)


def load_picture(name: str) -> Picture:
    """One picture, and of the package only what it needs."""
    import_module(f"armillary.pictures.{name}")
    return PICTURES[name]


def pictures() -> dict[str, Picture]:
    """The pictures by name."""
    return {name: load_picture(name) for name in NAMES}
