"""Files as people might write them: keys in any order, values in any style, comments and blank lines anywhere."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml
from hypothesis import strategies as st

SHELVES = ("actors", "speakers", "sources", "commitments", "levers", "narratives", "copying", "requirements")
Comments = list[str]

WORDS = st.sampled_from(
    ["red-band", "blue-front", "al-qaeda", "un-2023-05", "unnamed/traders", "kabul", "2020", "no", "~"]
)
SIGNS = "ab yz.,:;#-'\"[]{}|>&*!%@`?=~09¶é–\u200cکابل\U0001f30d\t"
PIECES = ["the", "band", "took:", "#4", "- two", "[sic]", "o'clock", '"quoted"', "کابل", "2020"]
PROSE = st.one_of(
    st.text(SIGNS, min_size=1, max_size=40).filter(str.strip),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join),
)
DATES = st.sampled_from(["2021-08-15", "2021", "2021..", "..2013", "2013~", "2022~/2024-03", "sh:1398-12-10", "soon"])
VALUES = st.sampled_from(["6000..6500 fighters", ">=24", "<=5 camps", "~400", "51 %", "194.4 million USD", "many"])
TIES = st.sampled_from(
    [
        "red-band hosts blue-front",
        "red-band  |hosts|  blue-front",
        "any foreign-armed-group except a,b , c | present_in | afghanistan",
        "red-band hosts any armed-group",
        "red-band houses blue-front",
    ]
)
MATTERS = st.one_of(
    st.fixed_dictionaries({"tie": TIES}),
    st.fixed_dictionaries({"quantity": st.just("red-band   strength"), "value": VALUES}, optional={"of": WORDS}),
    st.fixed_dictionaries({"flow": st.sampled_from(["a->b", "a  ->  b", "a b"])}, optional={"amount": VALUES}),
    st.fixed_dictionaries(
        {"incident": TIES, "type": st.just("bombing")},
        optional={"deaths": st.one_of(VALUES, st.dictionaries(st.sampled_from(["men", "total"]), VALUES, min_size=1))},
    ),
    st.fixed_dictionaries({"position": st.just("red-band supports  talks")}),
)
NAMES = st.one_of(WORDS, st.lists(WORDS, max_size=4))
SINCE = st.one_of(
    WORDS,
    st.lists(st.one_of(WORDS, st.fixed_dictionaries({"actor": WORDS}, optional={"when": DATES, "source": WORDS}))),
)
MARKED = {"marking": st.just("GREEN"), "compartments": st.lists(PROSE, max_size=2), "note": PROSE, "wrong-key": PROSE}


def _record(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional={**MARKED, **optional})


def _joined(*parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})


ABOUT = st.one_of(
    WORDS,
    st.fixed_dictionaries({"actor": WORDS}),
    _joined(st.fixed_dictionaries({"when": DATES, "where": NAMES}), MATTERS),
)
CLAIM = _joined(
    _record(
        {"id": st.integers(1, 99).map("report/{}".format), "at": PROSE, "text": PROSE},
        {
            "when": DATES,
            "where": NAMES,
            "modality": st.just("assessed"),
            "credit": NAMES,
            "ids": st.dictionaries(WORDS, PROSE, max_size=2),
        },
    ),
    st.one_of(
        MATTERS,
        st.fixed_dictionaries({"statement": st.just("red-band   says")}, optional={"about": ABOUT}),
        st.fixed_dictionaries({"retracts": WORDS}),
    ),
)
OUTCOME = st.fixed_dictionaries({"tie": TIES, "at_least": st.just("likely")}, optional={"since": DATES})
RECORDS = {
    "actors": _record(
        {"id": WORDS, "kind": st.just("group"), "name": PROSE},
        {
            "aliases": st.lists(st.one_of(PROSE, st.fixed_dictionaries({"name": PROSE})), max_size=4),
            "part_of": SINCE,
            "leads": SINCE,
        },
    ),
    "speakers": _record(
        {"id": WORDS, "kind": st.just("party"), "name": PROSE, "grade": st.just("B"), "grade_reason": PROSE}, {}
    ),
    "sources": _record({"id": WORDS, "kind": st.just("report"), "title": PROSE, "speaker": WORDS}, {"date": DATES}),
    "commitments": _record(
        {"id": st.just("a/1"), "source": WORDS, "at": PROSE, "obligor": NAMES, "undertaking": PROSE},
        {"mechanism": NAMES, "tests": st.lists(st.fixed_dictionaries({"met_if": OUTCOME}), max_size=2), "due": DATES},
    ),
    "levers": _record({"id": WORDS, "kind": st.just("pressure"), "holder": NAMES, "on": NAMES, "text": PROSE}, {}),
    "narratives": _record({"id": WORDS, "speaker": NAMES, "line": PROSE}, {"claims": st.lists(WORDS, max_size=30)}),
    "copying": _record(
        {
            "id": WORDS,
            "copier": WORDS,
            "original": WORDS,
            "verdict": st.just("rejected"),
            "by": PROSE,
            "on": DATES,
            "reason": PROSE,
        },
        {},
    ),
    "requirements": _record(
        {"id": WORDS, "question": PROSE, "owner": PROSE},
        {
            "tie": TIES,
            "where": NAMES,
            "due": DATES,
            "answered_by": NAMES,
            "settled_at": st.just("likely"),
            "rests_on": st.lists(TIES, max_size=2),
        },
    ),
}


@st.composite
def casebook_files(draw: st.DrawFn) -> tuple[str, str, Comments]:
    """A file of a casebook, as its name, its text and the comments in it."""
    folder = draw(st.sampled_from(["claims", *SHELVES]))
    if folder == "claims":
        content: dict[str, Any] = {"source": "report", "claims": draw(st.lists(CLAIM, max_size=3))}
        content |= draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "defaults": st.just({"modality": "assessed", "coder": "wm"}),
                    "coverage": st.lists(
                        st.fixed_dictionaries({"at": PROSE, "reason": st.just("context")}), max_size=3
                    ),
                },
            )
        )
    else:
        content = {folder: draw(st.lists(RECORDS[folder], max_size=3))}
    writer = _Writer(draw)
    return f"{folder}/made-up.yaml", writer.write(content), writer.comments


class _Writer:
    """Writes plain data as YAML, drawing every choice of style."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.comments: Comments = []

    def write(self, content: dict[str, Any]) -> str:
        lines = [*self.above(0), *self.mapping(content, 0), *self.above(0)]
        return "\n".join(lines) + self.draw(st.sampled_from(["", "\n", "\n\n"]))

    def seldom(self) -> bool:
        return self.draw(st.integers(0, 7)) == 7

    def comment(self) -> str:
        self.comments.append(f"# c{len(self.comments)}.")
        return self.comments[-1]

    def above(self, indent: int) -> list[str]:
        lines = []
        while self.seldom():
            lines.append("" if self.draw(st.booleans()) else " " * indent + self.comment())
        return lines

    def beside(self) -> str:
        return f"  {self.comment()}" if self.seldom() else ""

    def mapping(self, content: dict[str, Any], indent: int) -> list[str]:
        lines: list[str] = []
        for key in self.draw(st.permutations(list(content))):
            lines += self.above(indent)
            first, *rest = self.value(content[key], indent)
            lines += [f"{' ' * indent}{key}:{first}", *rest]
        return lines

    def value(self, value: Any, indent: int) -> list[str]:
        """What stands behind a colon or a dash, and the lines below it."""
        if isinstance(value, str):
            return self.scalar(value, indent + 2)
        if not value or self.draw(st.booleans()):
            line = self.in_line(value)
            if line is not None:
                return [f" {line}{self.beside()}"]
        deeper = indent + self.draw(st.sampled_from([2, 3, 4]))
        if isinstance(value, dict):
            return [self.beside(), *self.mapping(value, deeper)]
        lines = [self.beside()]
        for item in value:
            lines += self.above(deeper)
            if isinstance(item, dict):
                inner = self.mapping(item, deeper + 2)
                start = next(i for i, line in enumerate(inner) if line.strip() and not line.lstrip().startswith("#"))
                # What the draw put above the first key stands above the entry.
                inner = [line[2:] for line in inner[:start]] + [
                    " " * deeper + "- " + inner[start].lstrip(),
                    *inner[start + 1 :],
                ]
                lines += inner
            else:
                first, *rest = self.value(item, deeper)
                lines += [f"{' ' * deeper}-{first}", *rest]
        return lines

    def scalar(self, value: str, indent: int) -> list[str]:
        bare = (value, value.replace(" ", f"\n{' ' * indent}", 1))
        choices = [f" {plain}" for plain in bare if _loads(f"key: {plain}\n", {"key": value})]
        choices.append(f" {self.quoted(value)}")
        if re.fullmatch(r"\S+(?: \S+)*", value):
            broken = value.replace(" ", f"\n{' ' * indent}", 2)
            choices += [
                f" >-\n{' ' * indent}{broken}",
                f" |\n{' ' * indent}{value}\n",
                f" > # no\n{' ' * indent}{value}",
            ]
        written = self.draw(st.sampled_from(choices)).split("\n")
        if len(written) == 1:
            written[0] += self.beside()
        return written

    def quoted(self, value: str) -> str:
        if self.draw(st.booleans()):
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)

    def in_line(self, value: Any) -> str | None:
        if isinstance(value, str):
            plain = _loads(f"[ {value} ]", [value]) and _loads(f"{{key: {value}, }}", {"key": value})
            return value if plain and self.draw(st.booleans()) else self.quoted(value)
        gap = self.draw(st.sampled_from(["", " ", "\n            "]))
        if isinstance(value, list):
            return f"[{gap}{', '.join(str(self.in_line(item)) for item in value)}{gap}]"
        pairs = (f"{key}: {self.in_line(value[key])}" for key in self.draw(st.permutations(list(value))))
        return f"{{{gap}{', '.join(pairs)}{gap}}}"


def _loads(text: str, wanted: object) -> bool:
    try:
        return bool(yaml.load(text, Loader=yaml.CBaseLoader) == wanted)
    except yaml.YAMLError:
        return False
