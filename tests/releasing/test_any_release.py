"""Any casebook, marked in any way, builds for any audience with everything that is made of a book."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from armillary.book.book import Book
from armillary.book.files import Verified, verify
from armillary.commands.released import EVERYTHING, released
from armillary.commands.report import FORMS
from armillary.compile import build_casebook
from armillary.exchange.registry import EXPORTERS, names, write_with
from armillary.out.report.write import FILES, render_report
from tests.releasing.cases import CASE, shipped, write_case
from tests.releasing.test_canaries import answers, drawings
from tests.weighing import cases
from tests.weighing.drafts import Draft, claim, to_text

pytestmark = pytest.mark.slow

MARKINGS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
CHORUS = 60  # voices of one mind: a likelihood so near to 1 that a float cannot hold the difference


def random_casebook(rng: Random, root: Path, share: float) -> None:
    """A casebook of at most thirty claims, and perhaps a chorus, of which so large a share of the records is marked."""
    draft = cases.random_case(rng, 30, cases.shipped()).draft
    for speaker in draft.speakers:
        speaker |= {"why_named": "author_of_public_work"} if speaker["kind"] == "person" else {}
    for entry in draft.claims:
        for part in (entry, entry.get("about")):
            if isinstance(part, dict):
                part.pop("ended", None)  # it may come before the beginning, which is an error
    if rng.random() < 0.4:
        _add_chorus(draft)
    for entry in (*draft.actors, *draft.speakers, *draft.sources, *draft.claims):
        if rng.random() < share:
            entry["marking"] = rng.choice(MARKINGS)
        if rng.random() < share / 4:
            entry["compartments"] = ["field"]
    places: dict[str, dict[str, Any]] = {name: {"name": name, "kind": "country"} for name in cases.PLACES}
    for name, within in cases.PLACES.items():
        if within:
            places[name] |= {"kind": "province", "within": list(within)}
    (root / "vocab").mkdir(parents=True)
    (root / "vocab" / "places.yaml").write_text(yaml.safe_dump({"places": places}), "utf-8")
    to_text(draft, root)


def _add_chorus(draft: Draft) -> None:
    for name in (f"voice-{number}" for number in range(CHORUS)):
        draft.speakers.append(
            {"id": name, "kind": "institution", "name": name, "grade": "A", "grade_reason": "So it is."}
        )
        draft.sources.append({"id": name, "kind": "report", "title": name, "speaker": name, "date": "2019"})
        draft.claims.append(claim(f"{name}/1", "one attacks two", when="2018-06", credibility=2, modality="observed"))


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where cut fonts are kept from one report to the next."""
    return tmp_path_factory.mktemp("fonts")


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**32),
    share=st.sampled_from([0.05, 0.3, 0.8]),
    audience=st.sampled_from([None, *MARKINGS]),
)
@example(seed=3, share=0.05, audience="CLEAR")
def test_any_casebook_builds_for_any_audience(seed: int, share: float, audience: str | None, fonts: Path) -> None:
    with TemporaryDirectory() as folder:
        case, out = Path(folder) / "case", Path(folder) / "book"
        random_casebook(Random(seed), case, share)

        def outputs(book: Book) -> dict[str, bytes]:
            whole = render_report(book, FORMS, "2011-01-01" if seed % 2 and book.as_of > 734_138 else None, fonts)
            return whole | render_report(book, FORMS, None, fonts, brief=True)

        checked, manifest = build_casebook(case, out, shipped(), release=audience, outputs=outputs)
        assume(checked.sound)
        assert manifest is not None
        assert set(FILES.values()) <= set(manifest.files)
        assert verify(out) == Verified(own=len(manifest.files) + 1, missing=[], changed=[], foreign=[])
        for surface in (answers, drawings):
            assert list(surface(out))
        with released(case, audience or EVERYTHING, (), lambda _: None) as allowed:
            for name in names(EXPORTERS):
                write_with(name, allowed)


def test_an_actor_is_not_told_of_because_its_voice_has_the_same_id(tmp_path: Path) -> None:
    actors = CASE["actors/actors.yaml"].replace("{id: red-band, kind", "{id: red-band, marking: RED, kind")
    case = write_case(tmp_path / "case", CASE | {"actors/actors.yaml": actors})
    build_casebook(case, tmp_path / "book", shipped(), release="CLEAR")
    with Book(tmp_path / "book") as book:
        assert "red-band" not in {name for question in book.evidence.questions for name in question[:3]}
        assert not book.sql("SELECT 1 FROM speakers WHERE id = 'red-band'")
