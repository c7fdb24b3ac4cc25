"""Asking on a terminal what is not known of a document."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from armillary import terminal
from armillary.exchange.documents.particulars import ASKED, NEEDED, Particulars
from armillary.finding import Wrong
from armillary.terminal import is_seen, warn
from armillary.text.dates import parse_when
from armillary.text.nearest import did_you_mean
from armillary.vocab.vocabulary import Vocabulary

_SAYS = {
    "title": "Title",
    "speaker": "Speaker, who vouches for it: a name or an id",
    "kind": "Kind of source",
    "date": "Date, such as 2024-03-05 or 2024-03",
    "publisher": "Publisher or outlet",
    "language": "Language, such as en or fa",
    "url": "Web address",
}


def on_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and is_seen(error=True)


def ask(of: Particulars, vocab: Vocabulary, given: Mapping[str, str]) -> Particulars:
    """Ask for what no option and no bibliography said; what was found is what Enter takes."""
    kinds = vocab.terms("source_kinds")
    settled = {key for key in ASKED if given.get(key) or of.told_by.get(key) == "bibliography"}
    if settled >= {key for key in ASKED if key in of.missing or of.values.get(key)}:
        return of
    warn("What is known of the document. Enter takes what stands in brackets; '-' leaves it empty.\n")
    for key in ASKED:
        if key in settled:
            continue
        while True:
            said = terminal.ask(_SAYS[key], of.values.get(key, ""))
            said = "" if said == "-" else said
            wrong = _wrong(key, said, kinds)
            if not wrong:
                break
            warn(f"  {wrong}\n")
        of = of.told({key: said}, "answer") if said else of.without(key)
    return of


def _wrong(key: str, said: str, kinds: Mapping[str, object]) -> str:
    """What is wrong with an answer; '' when it will do."""
    if not said:
        return "this must be known" if key in NEEDED else ""
    if key == "kind" and said not in kinds:
        return did_you_mean(said, kinds) or "one of: " + ", ".join(kinds)
    if key == "date":
        try:
            parse_when(said)
        except Wrong as wrong:
            return f"{wrong.message}; {wrong.hint}" if wrong.hint else wrong.message
    if key == "url" and not said.startswith(("http://", "https://")):
        return "a web address begins with https://"
    return ""
