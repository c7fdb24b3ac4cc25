"""Editing a proposal before it is written: field by field, or the whole entry in an editor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from rich.console import Console

from armillary.exchange.edits import to_written
from armillary.reviewing import menus
from armillary.reviewing.desk import PROSE, Desk, Written, wording
from armillary.reviewing.drafts import ENDS, Draft, draft_of
from armillary.reviewing.fields import Fields, read_entry
from armillary.reviewing.keys import END, ESCAPE
from armillary.reviewing.pile import Refused, Shown
from armillary.text.layout import lay_out
from armillary.text.written import Leaf, Table


class Ask(Protocol):
    """Asks for a line of text; None when it is broken off."""

    def __call__(
        self, prompt: str, before: str = "", complete: Callable[[str], list[str]] | None = None
    ) -> str | None: ...


class Editing:
    """One proposal being edited."""

    def __init__(
        self,
        desk: Desk,
        shown: Shown,
        console: Console,
        key: Callable[[], str],
        ask: Ask,
        edit: Callable[[str], str | None],
    ) -> None:
        self.desk, self.shown, self.console = desk, shown, console
        self.key, self.ask, self.edit = key, ask, edit
        self.fields = Fields(desk.checked)

    def run(self) -> Written | None:
        """What was written; None when somebody went back."""
        shown = self.shown
        draft, said = replace(shown.draft, gaps=()), list(shown.draft.gaps)
        while True:
            self.console.clear()
            self.console.print(menus.show_fields(shown, draft, said))
            said = []
            key = self.key()
            if key in ("q", END, ESCAPE):
                return None
            if key == "e":
                draft, said = self._whole(draft)
            elif key in ("\n", "\r"):
                try:
                    return self.desk.accept(shown.slip, draft)
                except Refused as refused:
                    said = list(refused.reasons)
            elif name := menus.keys_of(draft).get(key):
                draft, said = self._field(draft, name)

    def _field(self, draft: Draft, name: str) -> tuple[Draft, list[str]]:
        begun = draft.get(name)
        while True:
            text = self.ask(f"{name}: ", begun, lambda typed: self.fields.complete(name, typed))
            if text is None:
                return draft, []
            if not text:
                if name in (*ENDS, "quantity", "value"):
                    return draft, ["a tie needs both ends and a relation, a value what it is of"]
                return draft.put(name, ""), []
            made, problem = self.fields.put(draft, name, text)
            problem = problem or (wording(self.shown, text) if name in PROSE else "")
            if not problem:
                return made, []
            self.console.print(f"! {problem}", markup=False)
            begun = text

    def _whole(self, draft: Draft) -> tuple[Draft, list[str]]:
        entry = Table(False, [(Leaf(key), to_written(value)) for key, value in draft.entry().items()])
        entry.above = ["# One claim. Any kind and any key of the format may stand here; id, coder and date are added."]
        made = self.edit(lay_out(entry) + ("" if "text" in draft.rest else "text:\n"))
        if made is None:
            return draft, ["nothing was changed"]
        read = read_entry(made)
        if isinstance(read, str):
            return draft, [read]
        return draft_of({key: value for key, value in read.items() if value}, self.desk.checked.vocab.relations), []
