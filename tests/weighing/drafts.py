"""Casebooks as drafts: the mappings that a casebook's files hold, to be changed, written out or made into records."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import (
    About,
    Actor,
    Claim,
    Copying,
    Flow,
    Incident,
    Matter,
    Position,
    Quantity,
    Retraction,
    Since,
    Source,
    Speaker,
    Statement,
    Tie,
)
from armillary.casebook.triples import parse_pair, parse_triple
from armillary.text.dates import When, parse_when
from armillary.text.values import parse_value
from armillary.vocab.vocabulary import Vocabulary

Entry: TypeAlias = dict[str, Any]
FOLDERS = ("actors", "speakers", "sources")
ENDS = ("tie", "statement", "flow", "retracts")


@dataclass
class Draft:
    """The entries of a casebook's files, in the words of the format."""

    actors: list[Entry] = field(default_factory=list)
    speakers: list[Entry] = field(default_factory=list)
    sources: list[Entry] = field(default_factory=list)
    claims: list[Entry] = field(default_factory=list)
    copying: list[Entry] = field(default_factory=list)

    def copy(self) -> Draft:
        """A draft to be changed without changing this one."""
        return copy.deepcopy(self)

    def find(self, folder: str, name: str) -> Entry:
        """The entry with an id."""
        return next(entry for entry in getattr(self, folder) if entry["id"] == name)


def claim(name: str, tie: str = "", /, **keys: Any) -> Entry:
    """A claim's entry; its source is the part of its id before the slash."""
    return {"id": name, **({"tie": tie} if tie else {}), "at": "¶1", "text": "What it says.", **keys}


def to_book(draft: Draft, vocab: Vocabulary) -> Casebook:
    """The records of a draft, made without going through text."""
    book = Casebook(Path())
    for number, entry in enumerate(draft.actors):
        of = {key: tuple(_since(item) for item in _list(entry.get(key))) for key in ("part_of", "territory")}
        book.actors[entry["id"]] = Actor(
            id=entry["id"],
            file="actors/all.yaml",
            mark=number,
            kind=entry["kind"],
            name=str(entry.get("name", "")),
            exists=_when(entry.get("exists")),
            part_of=of["part_of"],
            territory=of["territory"],
            classes=tuple(entry.get("classes", ())),
        )
    for number, entry in enumerate(draft.speakers):
        book.speakers[entry["id"]] = Speaker(
            id=entry["id"],
            file="speakers/all.yaml",
            mark=number,
            kind=entry.get("kind", "institution"),
            name=str(entry.get("name", "")),
            grade=entry["grade"],
            grade_reason="",
            speaks_for=tuple(_list(entry.get("speaks_for"))),
        )
    for number, entry in enumerate(draft.sources):
        book.sources[entry["id"]] = Source(
            id=entry["id"],
            file="sources/all.yaml",
            mark=number,
            kind=entry.get("kind", "report"),
            title=str(entry.get("title", "")),
            speaker=entry["speaker"],
            date=_when(entry.get("date")),
            read=entry.get("read", False),
            grade=entry.get("grade", ""),
            derived_from=tuple(_list(entry.get("derived_from"))),
            withdrawn=_when(entry.get("withdrawn")),
        )
    for number, entry in enumerate(draft.claims):
        source = entry["id"].partition("/")[0]
        chains = entry.get("credits", [entry.get("credit", ())])
        book.claims[entry["id"]] = Claim(
            id=entry["id"],
            file=f"claims/{source}.yaml",
            mark=number,
            source=source,
            at=entry.get("at", "¶1"),
            text=entry.get("text", ""),
            matter=_matter(entry, vocab),
            polarity=entry.get("polarity", "asserts"),
            modality=entry.get("modality", "stated"),
            when=_when(entry.get("when")),
            ended=_when(entry.get("ended")),
            where=tuple(_list(entry.get("where"))),
            level=entry.get("level", ""),
            object_level=entry.get("object_level", ""),
            chains=tuple(tuple(_list(chain)) for chain in chains),
            credibility=entry.get("credibility", 6),
            stance=entry.get("stance", ""),
        )
    for number, entry in enumerate(draft.copying):
        name = f"{entry['copier']}-{entry['original']}"
        verdict = Copying(
            id=name,
            file="copying/all.yaml",
            mark=number,
            copier=entry["copier"],
            original=entry["original"],
            verdict=entry.get("verdict", "accepted"),
            by="",
            on=parse_when("2011"),
            reason="",
        )
        book.copying[name] = verdict
    return book


def _matter(entry: Entry, vocab: Vocabulary) -> Matter:
    if "retracts" in entry:
        return Retraction(claim=entry["retracts"])
    if "statement" in entry:
        speaker, verb = entry["statement"].split()
        about = entry["about"]
        if isinstance(about, str):
            return Statement(speaker=speaker, verb=verb, about=About(claim=about))
        return Statement(
            speaker=speaker,
            verb=verb,
            about=About(
                matter=None if "actor" in about else _said(about, vocab),
                actor=about.get("actor", ""),
                polarity=about.get("polarity", "asserts"),
                when=_when(about.get("when")),
                ended=_when(about.get("ended")),
                where=tuple(_list(about.get("where"))),
                level=about.get("level", ""),
                object_level=about.get("object_level", ""),
            ),
        )
    if "flow" in entry:
        giver, receiver = parse_pair(entry["flow"])
        amount = parse_value(entry["amount"]) if "amount" in entry else None
        goods, per = entry.get("goods", "money"), entry.get("per", "")
        return Flow(giver=giver, receiver=receiver, goods=goods, amount=amount, per=per)
    if "quantity" in entry:
        subject, measure = entry["quantity"].split()
        return Quantity(
            subject=subject,
            measure=measure,
            value=parse_value(str(entry["value"])),
            of=entry.get("of", ""),
            lists=tuple(entry.get("lists", ())),
            partial=entry.get("partial", False),
        )
    if "position" in entry:
        actor, stance, issue = entry["position"].split()
        return Position(actor=actor, stance=stance, issue=issue)
    if "incident" in entry:
        return Incident(
            triple=parse_triple(entry["incident"], vocab.relations),
            type=entry.get("type", "attack"),
            event=entry.get("event", ""),
            deaths={whom: parse_value(str(value)) for whom, value in entry.get("deaths", {}).items()},
            injured={whom: parse_value(str(value)) for whom, value in entry.get("injured", {}).items()},
        )
    return Tie(triple=parse_triple(entry["tie"], vocab.relations))


def _said(about: Entry, vocab: Vocabulary) -> Tie | Quantity | Flow | Incident | Position:
    matter = _matter(about, vocab)
    assert isinstance(matter, Tie | Quantity | Flow | Incident | Position)
    return matter


def _since(item: Any) -> Since:
    if isinstance(item, Mapping):
        return Since(to=item.get("actor") or item["place"], when=_when(item.get("when")))
    return Since(to=item)


def _when(text: str | None) -> When | None:
    return None if text is None else parse_when(text)


def _list(item: Any) -> list[Any]:
    return [] if item is None else list(item) if isinstance(item, list | tuple) else [item]


def to_text(draft: Draft, folder: Path, files: Callable[[str], str] = lambda source: source) -> Path:
    """Write a draft as a casebook's files; `files` names the file of each source's claims."""
    (folder / "armillary.toml").write_text('format = 1\ntitle = "A draft"\n', encoding="utf-8")
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
        entries = getattr(draft, name)
        (folder / name / "all.yaml").write_text(_yaml({name: entries}), encoding="utf-8")
    (folder / "claims").mkdir(exist_ok=True)
    for source in dict.fromkeys(entry["id"].partition("/")[0] for entry in draft.claims):
        claims = [entry for entry in draft.claims if entry["id"].startswith(source + "/")]
        text = _yaml({"source": source, "claims": claims})
        (folder / "claims" / f"{files(source)}.yaml").write_text(text, encoding="utf-8")
    return folder


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the format has no aliases
        return True


def _yaml(data: Entry) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
