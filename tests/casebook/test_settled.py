"""Settled sources: what is not looked at again would have had no finding."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from armillary.casebook.cache import RecordCache
from armillary.casebook.checks.settled import Settled
from armillary.casebook.read import read_casebook
from armillary.checking import check_casebook
from armillary.finding import Finding, Severity
from armillary.vocab.vocabulary import Vocabulary
from benchmarks import casebook as generator
from tests.fuzz.corpus import read_corpus
from tests.fuzz.mutate import mutate

pytestmark = pytest.mark.slow

OWN_TERM = "issues:\n  hill-road: {definition: Whether to build the road.}\n"


class Work:
    """A casebook of eight sources with twelve claims each that is checked again and again with one cache."""

    def __init__(self, root: Path, vocab: Vocabulary) -> None:
        self.root = root / "casebook"
        self.cache = RecordCache(root / "cache")
        self.vocab = vocab
        generator.write_casebook(self.root, files=8, claims=12)
        (self.root / "vocab").mkdir()
        (self.root / "vocab/terms.yaml").write_text(OWN_TERM, encoding="utf-8")

    def check(self, files: Mapping[str, bytes]) -> list[Finding]:
        """The findings with other files laid over the casebook for this time, with the cache as without it."""
        before = {name: (self.root / name).read_bytes() for name in files}
        for name, data in files.items():
            (self.root / name).write_bytes(data)
        cached = check_casebook(self.root, self.vocab, self.cache).findings
        assert cached == check_casebook(self.root, self.vocab).findings, files
        for name, data in before.items():
            (self.root / name).write_bytes(data)
        return cached

    def edit(self, name: str, old: str, new: str) -> list[Finding]:
        """The findings with one place in a file changed."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        return self.check({name: text.replace(old, new, 1).encode()})

    def looked_at(self) -> set[str]:
        """The sources whose claims a check would look at now, but for passes that are not quiet."""
        return {claim.source for claim in self.settled().rest.claims.values()}

    def settled(self) -> Settled:
        """What the last check left settled."""
        book, vocab, _ = read_casebook(self.root, self.vocab, self.cache)
        return Settled(book, vocab, self.cache)


@pytest.fixture
def work(tmp_path: Path, vocabulary: Vocabulary) -> Work:
    """Checked once, without an error."""
    made = Work(tmp_path, vocabulary)
    assert not [finding for finding in made.check({}) if finding.severity is Severity.ERROR]
    return made


def test_a_change_has_its_source_alone_looked_at(work: Work) -> None:
    assert work.looked_at() == set()
    with (work.root / "claims/report-003.yaml").open("a", encoding="utf-8") as file:
        file.write("# looked through\n")
    assert work.looked_at() == {"report-3"}
    work.check({})
    assert work.looked_at() == set()


@pytest.mark.parametrize("name", ["actors/actors.yaml", "sources/sources.yaml", "vocab/terms.yaml", "armillary.toml"])
def test_a_change_around_claims_has_all_looked_at(work: Work, name: str) -> None:
    text = (work.root / name).read_text(encoding="utf-8").replace("Ten thousand", "Some")
    (work.root / name).write_text(text + "# looked through\n", encoding="utf-8")
    assert work.looked_at() == {f"report-{number}" for number in range(8)} or name == "armillary.toml"
    work.check({})


def test_a_pass_that_found_something_looks_at_everything(work: Work) -> None:
    assert "lifetimes" in work.settled().quiet
    actors = work.root / "actors/actors.yaml"
    actors.write_text(actors.read_text(encoding="utf-8").replace("exists: 19", "exists: 20"), encoding="utf-8")
    findings = work.check({})
    assert "L306" in {finding.code for finding in findings}
    assert "lifetimes" not in work.settled().quiet
    assert "repeats" in work.settled().quiet
    assert work.check({}) == findings


def test_nothing_settles_while_there_is_an_error(work: Work) -> None:
    file = work.root / "claims/report-001.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("id: report-1/3\n", "id: report-1/2\n"), encoding="utf-8")
    assert "R202" in {finding.code for finding in work.check({})}  # one of the two claims is in no pass
    assert work.looked_at() == {"report-1"}
    file.write_text(text + "# looked through\n", encoding="utf-8")
    assert work.looked_at() == {"report-1"}
    work.check({})
    assert work.looked_at() == set()


def test_claims_that_refer_to_those_of_another_source_never_settle(work: Work) -> None:
    first, second = work.root / "claims/report-001.yaml", work.root / "claims/report-002.yaml"
    with second.open("a", encoding="utf-8") as file:
        file.write("  - {id: report-2/back, at: p. 9, retracts: report-1/5, text: It was not so.}\n")
    assert not [finding for finding in work.check({}) if finding.severity is Severity.ERROR]
    assert work.looked_at() == {"report-2"}
    first.write_text(first.read_text(encoding="utf-8").replace("id: report-1/5", "id: report-1/6x"), encoding="utf-8")
    assert [finding.code for finding in work.check({}) if finding.severity is Severity.ERROR] == ["R201"]


def test_what_is_said_of_settled_claims_elsewhere_finds_them(work: Work) -> None:
    (work.root / "narratives").mkdir()
    line = "narratives:\n  - {id: line, speaker: party-1, line: It is so., claims: [report-1/5, report-7/2]}\n"
    (work.root / "narratives/lines.yaml").write_text(line, encoding="utf-8")
    assert "R201" not in {finding.code for finding in work.check({})}
    assert "R201" in {finding.code for finding in work.edit("narratives/lines.yaml", "report-7/2", "report-7/99")}


def look_for_hidden_mistakes(work: Work, mutants: int, run: int) -> set[str]:
    """The codes found in so many casebooks with a mistake in them, each checked with the cache and without it."""
    corpus = read_corpus(work.root)
    return {finding.code for number in range(mutants) for finding in work.check(mutate(corpus, run, number).files)}


@pytest.mark.slow
def test_no_mistake_hides_behind_the_cache(work: Work) -> None:
    assert len(look_for_hidden_mistakes(work, 60, 1)) > 12


@pytest.mark.slow
def test_no_mistake_of_three_hundred_hides_behind_the_cache(work: Work) -> None:
    assert len(look_for_hidden_mistakes(work, 300, 2)) > 6
