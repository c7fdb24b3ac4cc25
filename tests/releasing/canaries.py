"""A casebook with a canary in every field of its AMBER records that can hold one; the fields come from the forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from armillary.casebook.forms import Forms
from armillary.text.forms import Field, Form
from tests.releasing.cases import shipped

MARK = "zqcanary"
DAYS = ("2017-03-17", "2018-07-23", "2019-11-29")  # days that only hidden records have
FILE = f"{MARK}file"
Entry = dict[str, Any]


class Planter:
    """Gives out canaries, each once, and remembers them."""

    def __init__(self) -> None:
        self.planted: list[str] = []

    def word(self) -> str:
        """A canary that can be an id or a part of one."""
        self.planted.append(f"{MARK}{len(self.planted):03d}")
        return self.planted[-1]

    def text(self) -> str:
        """A canary as free text, with what JSON and SQL must escape."""
        return f"{self.word()} said 'so' and \"more\" – ¶"

    def hash(self) -> str:
        """A canary that is a hash."""
        self.planted.append(f"{len(self.planted):02d}c0ffee" * 8)
        self.planted[-1] = self.planted[-1][:64].ljust(64, "0")
        return self.planted[-1]


def can_hold(field: Field) -> bool:
    """Whether a field can hold words of somebody's choosing: no term of a closed list, number, date or yes or no."""
    schema = field.reader.schema
    kind = schema.get("type")
    coded = "enum" in schema or "enum" in schema.get("items", {})
    return not coded and kind not in ("boolean", "integer", ["string", "number"]) and field.key != "language"


def is_free_text(field: Field) -> bool:
    return field.reader.schema.get("type") == "string" and "maxLength" in field.reader.schema


def forms() -> dict[str, Form]:
    """Every form of a record, by name; one that is added comes along."""
    found = {name: form for name, form in vars(Forms(shipped())).items() if isinstance(form, Form)}
    return {name: form for name, form in found.items() if name != "defaults"}


def hidden_records(plant: Planter) -> dict[str, list[Entry]]:
    """AMBER records of every form, with a canary for each field that is no plain text; the others are filled in."""
    c = plant.word
    cell, whole, place, scheme, own_class, issue = c(), c(), c(), c(), c(), c()
    lister = c()
    voice, unnamed, cable, drop = c(), f"unnamed/{c()}", c(), c()
    amber = {"marking": "AMBER", "compartments": [plant.text()]}
    claim: Entry = {"tie": "red-band hosts blue-front", "when": DAYS[0], **amber}
    return {
        "vocab": [{"place": place, "scheme": scheme, "class": own_class, "issue": issue}],
        "actor": [
            {
                "id": cell,
                "kind": "group",
                "aliases": [plant.text(), {"name": plant.text(), "note": plant.text()}],
                "part_of": [{"actor": whole, "when": DAYS[1]}],
                "splinter_of": whole,
                "affiliate_of": whole,
                "member_of": {"actor": whole, "source": cable},
                "listed_by": lister,
                "classes": [own_class],
                "territory": place,
                "ids": {scheme: c()},
                "short": c(),
                **amber,
            },
            {"id": whole, "kind": "group", "name": plant.text(), **amber},
            {"id": lister, "kind": "state", **amber},
            {
                "id": c(),
                "kind": "person",
                "why_named": "group_leader",
                "leads": {"actor": cell, "when": DAYS[2]},
                **amber,
            },
        ],
        "speaker": [
            {
                "id": voice,
                "kind": "institution",
                "grade": "B",
                "speaks_for": whole,
                "short": c(),
                "vault": c(),
                **amber,
            },
            {"id": unnamed, "kind": "unnamed", "grade": "C", **amber},
        ],
        "source": [
            {
                "id": cable,
                "kind": "report",
                "speaker": voice,
                "date": DAYS[1],
                "accessed": DAYS[2],
                "read": True,
                "url": f"https://{c()}.example/a",
                "archived": f"https://{c()}.example/b",
                "sha256": plant.hash(),
                "derived_from": drop,
                "ids": {scheme: c()},
                "originator": plant.text(),
                "grade": "C",
                **amber,
            },
            {"id": drop, "kind": "captured_document", "title": c(), "speaker": unnamed, "date": DAYS[2], **amber},
        ],
        "claim": [
            {**claim, "id": f"{cable}/{c()}", "credit": [drop, unnamed], "where": place, "ids": {scheme: c()}},
            {**claim, "id": f"{cable}/{c()}", "tie": f"{cell} hosts blue-front", "credits": [[drop], [unnamed]]},
            {
                **claim,
                "id": f"{cable}/{c()}",
                "quantity": f"{cell} strength",
                "value": "400 fighters",
                "of": whole,
                "lists": [cell, whole],
                "partial": True,
            },
            {**claim, "id": f"{cable}/{c()}", "flow": f"{cell} -> {whole}", "amount": "5 USD"},
            {
                **claim,
                "id": f"{cable}/{c()}",
                "incident": f"{cell} attacks red-band",
                "type": "bombing",
                "event": c(),
                "deaths": {c(): 3},
                "injured": {c(): 4},
            },
            {**claim, "id": f"{cable}/{c()}", "position": f"{cell} supports {issue}"},
            {
                **claim,
                "id": f"{cable}/{c()}",
                "statement": f"{voice} denies",
                "about": {"tie": f"{cell} hosts blue-front", "when": DAYS[1], "where": place},
            },
            {**claim, "id": f"{cable}/{c()}", "retracts": f"{cable}/{plant.planted[-3]}"},
        ],
        "coverage": [{"reason": "repeats", "repeats": "{claim}"}],
        "passage": [{"sha256": plant.hash()}],
        "commitment": [
            {
                "id": f"{c()}/{c()}",
                "source": cable,
                "obligor": [cell],
                "beneficiary": whole,
                "from": DAYS[1],
                "demanded_by": whole,
                "mechanism": whole,
                "conditional_on": "{commitment}",
                "due": DAYS[2],
                **amber,
                "tests": [{"met_if": {"tie": f"{cell} hosts {whole}", "where": place, "at_least": "likely"}}],
            },
            {"id": f"{c()}/{c()}", "source": cable, "at": c(), "obligor": cell, "undertaking": plant.text(), **amber},
        ],
        "lever": [
            {
                "id": c(),
                "kind": "pressure",
                "holder": cell,
                "on": whole,
                "in_force": DAYS[2],
                "source": cable,
                "conditional_on": "{commitment}",
                **amber,
            }
        ],
        "narrative": [{"id": c(), "speaker": voice, "claims": ["{claim}"], "serves": whole, **amber}],
        "copying": [
            {"id": c(), "copier": voice, "original": unnamed, "verdict": "accepted", "on": DAYS[1], **amber},
        ],
        "requirement": [
            {
                "id": c(),
                "tie": f"{cell} hosts {whole}",
                "where": place,
                "asked": DAYS[1],
                "due": DAYS[2],
                "answered_by": "{claim}",
                "settled_at": "likely",
                "rests_on": [f"{cell} hosts {whole}"],
                **amber,
            },
            {"id": c(), "question": plant.text(), "quantity": f"{cell} strength", **amber},
        ],
        "identity": [{"id": c(), "verdict": "unsure", "of": [cell, whole], "when": DAYS[2], **amber}],
    }


def write_canaries(root: Path) -> list[str]:
    """Write the casebook and return what it must not betray: the canaries, the days and the name of a file."""
    plant = Planter()
    records = hidden_records(plant)
    claim = records["claim"][0]["id"]
    commitment = records["commitment"][1]["id"]
    names = {"{claim}": claim, "{commitment}": commitment}
    for name, form in forms().items():
        assert name in records, f"there is a new form '{name}': write an AMBER record of it into hidden_records"
        first = records[name][0]
        for field in form.fields:
            if is_free_text(field) and field.key not in first:
                first[field.key] = plant.text()
            held = any(field.key in record for record in records[name])
            assert held or not can_hold(field), f"plant a canary in '{field.key}' of a {name}"
        for record in records[name][1:]:
            for field in form.fields:
                if field.required and field.key not in record:
                    record[field.key] = plant.text()
    for claim_record in records["claim"][1:]:
        if set(claim_record) & {"quantity", "flow", "incident", "position", "statement", "retracts"}:
            del claim_record["tie"]
    _write(root, _filled(records, names), claim, commitment)
    return [*plant.planted, *DAYS, FILE]


def _filled(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {key: _filled(item, names) for key, item in value.items()}
    return [_filled(item, names) for item in value] if isinstance(value, list) else value


def _write(root: Path, hidden: dict[str, list[Entry]], claim: str, commitment: str) -> None:
    for name, content in _files(hidden, claim, commitment):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")


def _files(hidden: dict[str, list[Entry]], claim: str, commitment: str) -> Iterator[tuple[str, Any]]:
    [terms] = hidden["vocab"]
    cable, voice, cell = hidden["source"][0]["id"], hidden["speaker"][0]["id"], hidden["actor"][0]["id"]
    fellow: Entry = {"kind": "group", "classes": ["armed-group"], "exists": "1990.."}
    spoken: Entry = {"grade": "C", "grade_reason": "Fair.", "kind": "institution"}
    yield "armillary.toml", 'format = 1\ntitle = "Canaries"\nas_of = "2024-01-31"\n'
    yield (
        "vocab/terms.yaml",
        {
            "places": {terms["place"]: {"name": f"{MARK}900 valley", "kind": "province", "within": ["afghanistan"]}},
            "id_schemes": {terms["scheme"]: {"definition": f"{MARK}901 register.", "pattern": ".*"}},
            "classes": {terms["class"]: {"definition": f"{MARK}902 class.", "of": ["group"]}},
            "issues": {
                terms["issue"]: {"definition": f"{MARK}903 issue."},
                "an-open-issue": {"definition": "Whether something that is shown should be."},
            },
        },
    )
    yield (
        "actors/all.yaml",
        {
            "actors": [
                {"id": "red-band", "name": "Red Band", **fellow, "part_of": [cell]},
                {"id": "blue-front", "name": "Blue Front", **fellow},
                *hidden["actor"],
            ]
        },
    )
    yield (
        f"speakers/{FILE}.yaml",
        {
            "speakers": [
                {"id": "desk", "name": "The Desk", **spoken},
                {"id": "friend", "name": "A Friend", **spoken, "speaks_for": cell},
                *hidden["speaker"],
            ]
        },
    )
    yield (
        f"sources/{FILE}.yaml",
        {
            "sources": [
                {"id": "report", "kind": "report", "title": "Report", "speaker": "desk", "date": "2023-05-10"},
                {"id": "copy", "kind": "report", "title": "Copy", "speaker": "friend", "derived_from": cable},
                {"id": "open", "kind": "report", "title": "Open", "speaker": voice, "date": "2023-06-10"},
                *hidden["source"],
            ]
        },
    )
    tie: Entry = {"tie": "red-band hosts blue-front", "when": "2023-04", "at": "¶1"}
    yield (
        "claims/report.yaml",
        {
            "source": "report",
            "claims": [
                {**tie, "id": "report/1", "text": "It is so."},
                {**tie, "id": "report/2", "text": "Others say so.", "credit": [cable, hidden["speaker"][1]["id"]]},
                {**tie, "id": "report/3", "text": "It was said.", "credit": cable, "polarity": "denies"},
                {"id": "report/4", "at": "¶4", "text": "A stand.", "position": "red-band supports an-open-issue"},
                {
                    "id": "report/5",
                    "at": "¶5",
                    "text": "Someone repeats it.",
                    "statement": "desk denies",
                    "about": claim,
                },
                {"id": "report/6", "at": "¶6", "text": "Withdrawn.", "retracts": claim},
                {**tie, "id": "report/7", "text": "Held back.", "marking": "AMBER", "modality": "observed"},
            ],
            "coverage": [{"at": "¶7", "reason": "repeats", "repeats": claim}, {"at": "¶8", "reason": "context"}],
        },
    )
    for source in ("copy", "open"):
        yield (
            f"claims/{source}.yaml",
            {"source": source, "claims": [{**tie, "id": f"{source}/1", "text": "It is so there."}]},
        )
    rest = {"coverage": hidden["coverage"], "passages": hidden["passage"]}
    yield f"claims/{FILE}.yaml", {"source": cable, "claims": hidden["claim"], **rest}
    open_one = {"id": "pact/1", "source": "report", "at": "¶9", "obligor": ["red-band", cell], "undertaking": "Leave."}
    yield "commitments/all.yaml", {"commitments": [{**open_one, "conditional_on": commitment}, *hidden["commitment"]]}
    yield (
        "levers/all.yaml",
        {
            "levers": [
                {"id": "aid", "kind": "pressure", "holder": ["red-band", cell], "on": "blue-front", "text": "Aid."},
                *hidden["lever"],
            ]
        },
    )
    yield (
        "narratives/all.yaml",
        {
            "narratives": [
                {"id": "line", "speaker": ["desk", voice], "line": "So.", "claims": ["report/1", claim]},
                *hidden["narrative"],
            ]
        },
    )
    shown: Entry = {"id": "aid-need", "question": "Who gives aid?", "owner": "Desk", "answered_by": ["report/1", claim]}
    yield "requirements/all.yaml", {"requirements": [shown, *hidden["requirement"]]}
    verdict: Entry = {"id": "echo", "original": "desk", "verdict": "accepted", "by": "Desk", "on": "2023-07"}
    yield "copying/all.yaml", {"copying": [{**verdict, "copier": voice, "reason": "So."}, *hidden["copying"]]}
    unsure = {"id": "1", "verdict": "unsure", "of": ["red-band", cell], "who": "wm", "when": "2024", "why": "So."}
    yield "identities/all.yaml", {"identities": [unsure, *hidden["identity"]]}
