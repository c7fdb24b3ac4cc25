"""The registry: every picture once, from which its command, its JSON, its page and its reference are made."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from rich.console import RenderableType

from armillary.book.book import Book


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a picture: positional ones are arguments, the others options."""

    name: str
    kind: type
    says: str
    positional: bool
    default: Any
    required: bool

    @property
    def option(self) -> str:
        """How it is written on a command line."""
        return "--" + self.name.rstrip("_").replace("_", "-")


@dataclass(frozen=True, slots=True)
class Picture:
    """A function from a book to records, with the template that shows them in a terminal."""

    name: str
    function: Callable[..., Any]
    screen: Callable[[Any, Book], RenderableType]
    says: str
    examples: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    returns: Any

    def schema(self) -> dict[str, Any]:
        """JSON Schema of what `--json` prints."""
        return msgspec.json.schema(self.returns)


PICTURES: dict[str, Picture] = {}


def picture(
    screen: Callable[[Any, Book], RenderableType], examples: tuple[str, ...]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as a picture; its first parameter is the book, the rest carry their help as annotations."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        hints = get_type_hints(function, include_extras=True)
        parameters = tuple(
            _parameter(parameter, hints[name])
            for name, parameter in list(inspect.signature(function).parameters.items())[1:]
        )
        name = function.__name__.rstrip("_")
        PICTURES[name] = Picture(
            name, function, screen, inspect.getdoc(function) or "", examples, parameters, hints["return"]
        )
        return function

    return register


def _parameter(parameter: inspect.Parameter, hint: Any) -> Parameter:
    assert get_origin(hint) is Annotated, f"{parameter.name} has no help"
    kind, says = get_args(hint)[:2]
    kind = next((part for part in get_args(kind) if part is not type(None)), kind)
    positional = parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    default = None if parameter.default is inspect.Parameter.empty else parameter.default
    required = positional and parameter.default is inspect.Parameter.empty
    return Parameter(parameter.name, kind, says, positional, default, required)
