"""Partners read alongside, and identity decisions: weighed as one, parted again, undone to the byte."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from armillary.casebook.forms import LINK, Forms
from armillary.casebook.kept import SHELVES, shape
from armillary.casebook.read import shapes
from armillary.casebook.records import ON_RECORD
from armillary.casebook.renaming import PLACES, REFERS
from armillary.checking import Checked, check_casebook
from armillary.finding import ArmillaryError
from armillary.vocab.read import read_vocabulary
from tests.exchange.conftest import Run, contents

SAME = ("--who", "wm", "--why", "Both say so.", "--when", "2024-05-01")


@pytest.fixture
def partner(casebook: Path) -> Path:
    """A partner with the same casebook, read alongside under the name `ally`."""
    root = casebook.parent / "ally"
    shutil.copytree(casebook, root)
    settings = casebook / "armillary.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[include.ally]\npath = "../ally"\n', encoding="utf-8")
    return root


def tie(casebook: Path, run: Run, subject: str, relation: str, object_: str) -> dict[str, Any] | None:
    rows = json.loads(run("ties", casebook, "--json").stdout)
    found = [row for row in rows if (row["subject"], row["relation"], row["object"]) == (subject, relation, object_)]
    return found[0] if found else None


def codes(checked: Checked) -> list[str]:
    return [f"{finding.place.file} {finding.code}" for finding in checked.findings if finding.severity == "error"]


def test_a_partners_records_have_its_name_and_keep_what_they_say(casebook: Path, partner: Path) -> None:
    speakers = partner / "speakers/speakers.yaml"
    speakers.write_text(speakers.read_text("utf-8").replace("grade: C", "grade: D"), encoding="utf-8")
    claims = partner / "claims/report.yaml"
    claims.write_text(
        claims.read_text("utf-8").replace(
            "    when: 2005\n", "    when: 2005\n    marking: AMBER\n    caveat: Ask us.\n"
        ),
        "utf-8",
    )
    checked = check_casebook(casebook)
    assert codes(checked) == []
    book = checked.casebook
    claim = book.claims["ally.report/1"]
    assert (claim.source, claim.marking, claim.caveat) == ("ally.report", "AMBER", "Ask us.")
    assert str(claim.matter.triple) == "ally.red-band hosts ally.blue-front"  # type: ignore[union-attr]
    assert book.claims["report/1"].marking == ""
    assert (book.speakers["ally.scholar"].grade, book.speakers["scholar"].grade) == ("D", "C")
    assert book.sources["ally.study"].speaker == "ally.scholar"
    assert claim.file == "ally:claims/report.yaml"
    assert claim.originator


def test_a_partners_book_is_read_as_its_casebook_would_be(casebook: Path, partner: Path, run: Run) -> None:
    wanted = check_casebook(casebook).casebook
    assert run("build", partner, "--out", partner.parent / "book").exit_code == 0
    shutil.rmtree(partner)
    (partner.parent / "book").rename(partner)
    checked = check_casebook(casebook)
    assert codes(checked) == []
    for shelf in SHELVES:
        here, there = getattr(checked.casebook, shelf), getattr(wanted, shelf)
        assert list(here) == list(there)
        assert all(here[name].place().file == there[name].place().file for name in here)
    assert tie(casebook, run, "ally.red-band", "hosts", "ally.blue-front") is not None


def test_of_a_release_a_partner_reads_what_it_shows(casebook: Path, partner: Path, run: Run) -> None:
    claims = partner / "claims/report.yaml"
    claims.write_text(
        claims.read_text("utf-8").replace("    when: 2005\n", "    when: 2005\n    marking: RED\n"), "utf-8"
    )
    assert run("build", partner, "--out", partner.parent / "book", "--release", "GREEN").exit_code == 0
    shutil.rmtree(partner)
    (partner.parent / "book").rename(partner)
    checked = check_casebook(casebook)
    assert codes(checked) == []
    assert "ally.red-band" in checked.casebook.actors
    assert "ally.report/1" not in checked.casebook.claims
    assert {record.file for record in checked.casebook.actors.values() if record.id.startswith("ally.")} == {"ally:"}


def test_a_book_of_another_version_is_not_read_as_records(casebook: Path, partner: Path, run: Run) -> None:
    assert run("build", partner, "--out", partner.parent / "book").exit_code == 0
    [file] = (partner.parent / "book").glob("*/records.msgpack")
    file.write_bytes(file.read_bytes().replace(shape().encode(), b"0" * 16))
    shutil.rmtree(partner)
    (partner.parent / "book").rename(partner)
    [finding] = [f for f in check_casebook(casebook).findings if f.code == "X808"]
    assert "built by another version" in finding.message


def test_the_marking_of_an_include_is_the_least(casebook: Path, partner: Path) -> None:
    settings = casebook / "armillary.toml"
    settings.write_text(settings.read_text("utf-8") + 'marking = "GREEN"\n', encoding="utf-8")
    file = partner / "actors/actors.yaml"
    file.write_text(
        file.read_text("utf-8").replace("    exists: 1990..\n", "    exists: 1990..\n    marking: RED\n"), "utf-8"
    )
    actors = check_casebook(casebook).casebook.actors
    assert [actors[f"ally.{name}"].marking for name in ("red-band", "blue-front")] == ["RED", "GREEN"]
    assert actors["red-band"].marking == ""


@pytest.mark.slow
@pytest.mark.usefixtures("partner")
def test_the_same_are_weighed_as_one_and_parted_again(casebook: Path, run: Run) -> None:
    before = contents(casebook)
    apart = tie(casebook, run, "red-band", "hosts", "blue-front")
    theirs = tie(casebook, run, "ally.red-band", "hosts", "ally.blue-front")
    assert apart is not None
    assert theirs is not None
    assert apart["origins"] == theirs["origins"] == 2
    for name in ("red-band", "blue-front"):
        assert run("identity", casebook, "same", name, f"ally.{name}", *SAME).exit_code == 0
    assert (
        (casebook / "identities/decisions.yaml")
        .read_text("utf-8")
        .startswith("identities:\n  - id: 1\n    verdict: same\n    of: [red-band, ally.red-band]\n    who: wm\n")
    )
    as_one = tie(casebook, run, "red-band", "hosts", "blue-front")
    assert as_one is not None
    assert (as_one["origins"], as_one["claims"]) == (4, 2 * apart["claims"])
    assert tie(casebook, run, "ally.red-band", "hosts", "ally.blue-front") is None
    for name in ("desk", "scholar", "report", "study"):  # the same reports by the same people are no new origins
        assert run("identity", casebook, "same", name, f"ally.{name}", *SAME).exit_code == 0
    again = tie(casebook, run, "red-band", "hosts", "blue-front")
    assert again is not None
    assert again["origins"] == 2
    for _ in range(6):
        assert run("identity", casebook, "--undo").exit_code == 0
    assert contents(casebook) == before
    assert not (casebook / "identities").exists()
    assert tie(casebook, run, "red-band", "hosts", "blue-front") == apart
    with pytest.raises(ArmillaryError, match="nothing to undo"):
        raise run("identity", casebook, "--undo").exception  # type: ignore[misc]


def test_undo_puts_a_file_back_that_was_there(casebook: Path, run: Run) -> None:
    (casebook / "identities").mkdir()
    text = b"identities:  # by hand\n- {id: a, verdict: unsure, of: [red-band, old-chief], who: x, when: 2020, why: y}"
    (casebook / "identities/decisions.yaml").write_bytes(text)
    assert run("identity", casebook, "different", "red-band", "blue-front", *SAME).exit_code == 0
    assert b"# by hand" in (casebook / "identities/decisions.yaml").read_bytes()
    assert run("identity", casebook, "--undo").exit_code == 0
    assert (casebook / "identities/decisions.yaml").read_bytes() == text


def test_a_contradiction_over_a_chain_is_found_and_not_written(casebook: Path, run: Run) -> None:
    more = "actors:\n  - id: hill-band\n    kind: faction\n    name: Hill Band\n"
    (casebook / "actors/more.yaml").write_text(more)
    for one, other in (("red-band", "blue-front"), ("blue-front", "hill-band")):
        assert run("identity", casebook, "same", one, other, *SAME).exit_code == 0
    before = contents(casebook)
    done = run("identity", casebook, "different", "red-band", "hill-band", *SAME)
    assert done.exit_code == 1
    assert (
        "X807 error 'red-band' and 'hill-band' are said to be different here, and the same by '1' and '2'"
        in done.stdout
    )
    assert contents(casebook) == before
    listed = json.loads(run("identity", casebook, "--list", "--json").stdout)
    assert [decision["of"] for decision in listed["decisions"]] == [
        ["red-band", "blue-front"],
        ["blue-front", "hill-band"],
    ]


def test_an_actor_is_not_the_same_as_a_source(casebook: Path, run: Run) -> None:
    assert "X807" in run("identity", casebook, "same", "red-band", "study", *SAME).stdout


@pytest.mark.usefixtures("partner")
def test_names_that_are_shared_are_proposed_until_decided(casebook: Path, run: Run) -> None:
    def proposed() -> list[list[str]]:
        return [item["of"] for item in json.loads(run("identity", casebook, "--list", "--json").stdout)["proposals"]]

    assert ["red-band", "ally.red-band"] in proposed()
    assert ["report", "ally.report"] in proposed()
    run("identity", casebook, "unsure", "red-band", "ally.red-band", *SAME)
    assert ["red-band", "ally.red-band"] not in proposed()


@pytest.mark.usefixtures("partner")
def test_an_import_beside_a_partner_is_checked_with_it(casebook: Path, run: Run, tmp_path: Path) -> None:
    lines = "id,at,tie,text\nreport/7,¶7,red-band hosts ally.blue-front,It hosts theirs.\n"
    (tmp_path / "claims.csv").write_text(lines, encoding="utf-8")
    done = run("import", casebook, "--from", "csv", tmp_path / "claims.csv")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda root: shutil.rmtree(root), "is not a folder"),
        (lambda root: (root / "manifest.json").write_text("{}"), "it cannot be read"),
        (lambda root: (root / "actors/actors.yaml").write_text("actors: ["), "it has an error"),
        (lambda root: (root / "sources/sources.yaml").write_text("sources: []\n"), "it has 2 errors"),
        (
            lambda root: (
                (root / "vocab").mkdir(),
                (root / "vocab/x.yaml").write_text("places:\n  kabul: {name: X, kind: country}\n"),
            ),
            "it means something else by the place 'kabul'",
        ),
    ],
)
def test_a_partner_that_cannot_be_read_is_one_finding(casebook: Path, partner: Path, spoil: Any, said: str) -> None:
    spoil(partner)
    checked = check_casebook(casebook)
    assert codes(checked) == ["armillary.toml X808"]
    assert said in next(finding for finding in checked.findings if finding.code == "X808").message


def test_every_reference_of_the_forms_is_renamed_or_of_the_vocabulary() -> None:
    """A field that is added and holds ids must be known to `renaming`, or be one that leads to the vocabulary."""
    forms = Forms(read_vocabulary())
    held = {**{folder: form for folder, (form, _) in shapes(forms).items()}, "claims": forms.claim}
    unknown = {
        field.name
        for form in held.values()
        for field in form.fields
        if f"^(?:{LINK})$" in json.dumps(field.reader.schema).replace("\\\\", "\\") and field.key != "id"
    }
    through_parts = {*ON_RECORD, "about", "retracts", "credit", "credits", "tests"}
    assert unknown - REFERS - PLACES - through_parts == set()


def test_every_kind_of_record_is_a_partners_too() -> None:
    assert set(shapes(Forms(read_vocabulary()))) | {"claims"} == {*SHELVES, "identities"}
