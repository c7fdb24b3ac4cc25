"""What the screens of the review desk are made of: keys, the menu of fields, the reasons, a text behind a bar."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from armillary.reading.coverage_screen import QUIET, STRONG
from armillary.reviewing.drafts import ENDS, FIELDS, OF_AMOUNTS, Draft, one_line
from armillary.reviewing.pile import Shown
from armillary.reviewing.verdicts import REASONS
from armillary.text.invisible import show

# Readable on black and on white, where the sixteen colours of a terminal are not.
LIT, LOUD = "dodger_blue1", "dark_orange3"
KEYS = (
    ("a", "accept"),
    ("e", "edit"),
    ("r", "reject"),
    ("u", "unsure"),
    ("s", "skip"),
    ("z", "undo"),
    ("n", "next"),
    ("p", "previous"),
    ("v", "view"),
    ("?", "help"),
    ("q", "quit"),
)
FIELD_KEYS = dict(zip("sropmwhlbcatn", FIELDS, strict=True))
AMOUNT_KEYS = dict(zip("svo", OF_AMOUNTS, strict=True)) | {k: n for k, n in FIELD_KEYS.items() if n not in ENDS}
_LONGEST = 480  # characters of a quote above the fields
_EMPTY = {"polarity": "asserts", "modality": "stated", "text": "— one sentence in your own words"}


HELP = """\
a  accept: you are asked for one sentence in your own words, then the claim is written into the casebook
e  edit: change any field first, or the whole entry in your editor
r  reject: one more key gives a reason, Enter none
u  unsure: keep it out of the casebook for now; `armillary review --again` brings it back
s  skip: decide later in this session
z  undo: take the last decision back, and what it wrote, to the byte; also after quitting
n  next, p  previous (also the arrow keys), without deciding
v  view the whole passage and every claim beside it
q  quit; everything decided is kept"""


def keys_of(draft: Draft) -> dict[str, str]:
    """The fields of a draft by their keys."""
    return AMOUNT_KEYS if draft.is_amount else FIELD_KEYS


def show_fields(shown: Shown, draft: Draft, said: Sequence[str]) -> RenderableType:
    """The quote and the fields of a draft, those that were changed marked with a star."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, width=4)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for key, name in keys_of(draft).items():
        value = draft.get(name)
        star = "*" if value != shown.draft.get(name) else " "
        cell = Text(value) if value else Text(_EMPTY.get(name, "—"), style=QUIET)
        grid.add_row(Text(f"  {key}", style=STRONG), Text(name), Text(star, style=LOUD), cell)
    deeds = (("letter", "change the field"), ("Enter", "write"), ("e", "all of it in the editor"), ("q", "back"))
    foot = Group(Text("In a field: Tab completes, Ctrl-C goes back.", style=QUIET), keys_line(deeds))
    is_tie = any(draft.ends) or draft.is_amount
    other = [] if is_tie else [Text(f"a claim of another kind: {one_line(draft.rest)}", style=LOUD)]
    head = [barred(first_of(shown.around.quote, _LONGEST)), Rule(style=QUIET)]
    return Group(*head, *other, grid, *(Text(f"! {line}", style=LOUD) for line in said), foot)


def show_reasons() -> RenderableType:
    """The reasons for rejecting, each with its key."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for key, (name, (says, counts)) in zip("123456789", REASONS.items(), strict=False):
        note = "" if counts else "  (not counted against the extractor)"
        grid.add_row(Text(f"  {key}", style=STRONG), Text(name.replace("_", " ")), Text(says + note, style=QUIET))
    return Group(Text("Why?"), grid, keys_line((("Enter", "no reason"), ("q", "back"))))


def keys_line(pairs: Sequence[tuple[str, str]]) -> Text:
    """Keys with what they do, in as few lines as hold them."""
    line = Text()
    for key, word in pairs:
        line.append(key, style=STRONG)
        line.append("\u00a0" + word.replace(" ", "\u00a0") + "  ", style=QUIET)
    line.rstrip()
    return line


class _Barred:
    """A text with a bar at the left of every line."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, max(options.max_width - 2, 10)):
            line.rstrip()
            yield Text.assemble(("┃ ", LIT), line)


def barred(quote: str) -> RenderableType:
    """A text behind a bar, which lights it up where there is no colour."""
    return _Barred(Text(show(quote), style=STRONG))


def first_of(text: str, most: int) -> str:
    """The beginning of a text."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def last_of(text: str, most: int) -> str:
    """The end of a text."""
    return text if len(text) <= most else "… " + text[-most:].split(" ", 1)[-1]
