"""The session at a terminal: a thin loop over the desk, one key for one deed."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console

from armillary.finding import ArmillaryError
from armillary.reviewing import menus, screen
from armillary.reviewing.desk import Desk, Written
from armillary.reviewing.editing import Ask, Editing
from armillary.reviewing.keys import END, ESCAPE
from armillary.reviewing.pile import Refused, Shown
from armillary.reviewing.slips import Slip
from armillary.reviewing.verdicts import REASONS


class Session:
    """Slips one by one, until they are decided or somebody quits."""

    def __init__(
        self,
        desk: Desk,
        slips: list[Slip],
        console: Console,
        key: Callable[[], str],
        ask: Ask,
        edit: Callable[[str], str | None],
    ) -> None:
        self.desk = desk
        self.queue = slips
        self.console = console
        self.key = key
        self.ask = ask
        self.edit_text = edit
        self.at = 0
        self.said = ""
        self.made = 0

    def run(self) -> int:
        """Go through the slips; returns how many decisions stand that were made here."""
        try:
            while self._step():
                pass
        except KeyboardInterrupt:
            self.console.print()
        return self.made

    def _step(self) -> bool:
        """Show one slip and do what one key says; False to quit."""
        one = self.queue[self.at]
        if not self.desk.source_of(one) and not self._ask_source(one):
            return False
        shown = self.desk.show(one)
        left = sum(c.id not in self.desk.decided for c in self.queue)
        place = f"{self.at + 1} of {len(self.queue)}, {left} to decide"
        self.console.clear()
        self.console.print(screen.show_slip(shown, place, self.said, self.console))
        self.said = ""
        key = self.key()
        if key in ("q", "Q", END):
            return False
        deed = self._deeds().get(key)
        if deed is not None:
            try:
                deed(shown)
            except Refused as refused:
                self.said = "; ".join(refused.reasons)
            except ArmillaryError as problem:
                self.said = f"{problem.message}: {problem.hint}"
        elif key.strip() and key != ESCAPE:
            self.said = f"'{key}' does nothing here; ? shows what the keys do"
        return True

    def _deeds(self) -> dict[str, Callable[[Shown], None]]:
        return {
            "a": self._accept,
            "e": self._edit,
            "r": self._reject,
            "u": self._unsure,
            "s": self._skip,
            "z": lambda _: self._undo(),
            "n": lambda _: self._move(1),
            "right": lambda _: self._move(1),
            "down": lambda _: self._move(1),
            "p": lambda _: self._move(-1),
            "left": lambda _: self._move(-1),
            "up": lambda _: self._move(-1),
            "v": self._view,
            "?": lambda _: self._help(),
        }

    # --- the deeds ---------------------------------------------------------------------------------------------------

    def _accept(self, shown: Shown) -> None:
        if any(not gap.startswith("credit:") for gap in shown.draft.gaps):
            self.said = next(gap for gap in shown.draft.gaps if not gap.startswith("credit:")) + " (e)"
            return
        self.console.print("What does it say? One sentence in your own words (Enter alone goes back).")
        begun = ""
        while True:
            text = self.ask("text: ", begun)
            if not text:
                self.said = "nothing was written"
                return
            try:
                self._written(self.desk.accept(shown.slip, shown.draft.put("text", text)))
            except Refused as refused:
                for reason in refused.reasons:
                    self.console.print(f"! {reason}", markup=False)
                begun = text
            else:
                return

    def _edit(self, shown: Shown) -> None:
        written = Editing(self.desk, shown, self.console, self.key, self.ask, self.edit_text).run()
        if written is None:
            self.said = "nothing was written"
        else:
            self._written(written)

    def _reject(self, shown: Shown) -> None:
        self.console.print(menus.show_reasons())
        key = self.key()
        reasons = dict(zip("123456789", REASONS, strict=False))
        if key not in reasons and key not in ("\n", "\r", "r"):
            self.said = "nothing was decided"
            return
        self.desk.reject(shown.slip, reasons.get(key, ""))
        self._decided(f"rejected {shown.slip.id}")

    def _unsure(self, shown: Shown) -> None:
        self.desk.unsure(shown.slip)
        self._decided(f"unsure of {shown.slip.id}")

    def _skip(self, shown: Shown) -> None:
        """To the end of the queue."""
        if shown.verdict is None:
            self.queue.append(self.queue.pop(self.at))
            self.at = min(self.at, len(self.queue) - 1)
            self.said = "skipped: it comes back at the end"
        else:
            self._move(1)

    def _undo(self) -> None:
        verdict = self.desk.undo()
        self.made = max(self.made - 1, 0)
        self.at = next((place for place, one in enumerate(self.queue) if one.id == verdict.id), self.at)
        took = f", {verdict.claim} is out of the casebook again" if verdict.claim else ""
        self.said = f"undone: {verdict.id} is to decide again{took}"

    def _view(self, shown: Shown) -> None:
        with self.console.pager(styles=False):
            self.console.print(screen.show_all(shown))

    def _help(self) -> None:
        self.console.print(f"\n{menus.HELP}\n\nAny key goes back.", markup=False)
        self.key()

    # --- moving ------------------------------------------------------------------------------------------------------

    def _written(self, written: Written) -> None:
        warnings = f"; {'; '.join(written.warnings)}" if written.warnings else ""
        self._decided(f"{written.claim} is in {written.file}{warnings}")

    def _decided(self, said: str) -> None:
        """On to the next that is to decide."""
        self.made += 1
        decided = self.desk.decided
        order = [*range(self.at + 1, len(self.queue)), *range(self.at)]
        following = next((place for place in order if self.queue[place].id not in decided), None)
        self.said = said if following is not None else f"{said}. All {len(self.queue)} are decided: q quits"
        self.at = self.at if following is None else following

    def _move(self, by: int) -> None:
        before, self.at = self.at, min(max(self.at + by, 0), len(self.queue) - 1)
        if self.at == before:
            self.said = "this is the last one" if by > 0 else "this is the first one"

    def _ask_source(self, one: Slip) -> bool:
        """Ask which source a document is; False when nobody says."""
        sources = self.desk.checked.casebook.sources
        self.console.print(f"Which source of the casebook is {one.proposal.document}? (Tab completes)", markup=False)
        while True:
            said = self.ask("source: ", "", lambda typed: [name for name in sources if name.startswith(typed)])
            if not said:
                return False
            try:
                self.desk.say_source(one, said)
            except Refused as refused:
                self.console.print(f"! {refused}", markup=False)
            else:
                return True
