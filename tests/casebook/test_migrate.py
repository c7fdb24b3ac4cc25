"""Migration: version by version, all files or none, and never over work that git does not hold yet."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from armillary.casebook import migrate as module
from armillary.casebook.migrate import Rewritten, Step, migrate
from armillary.casebook.settings import FORMAT, read_settings
from armillary.finding import ArmillaryError

UNVERSIONED = '# An old casebook.\ntitle = "Old" # its title\n\n[release.public]\nmarking = "CLEAR"\n'


def made(root: Path, settings: str = UNVERSIONED, **files: str) -> Path:
    """A casebook of a few files: name them with __ for the slash."""
    texts = {"armillary.toml": settings, **{f"{key.replace('__', '/')}.yaml": text for key, text in files.items()}}
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_there_is_a_step_from_every_older_version() -> None:
    assert sorted(module.STEPS) == list(range(FORMAT))


def test_a_casebook_without_a_version_gets_one_and_keeps_its_comments(tmp_path: Path) -> None:
    assert migrate(made(tmp_path)) == ["armillary.toml: says that the format is version 1"]
    assert (tmp_path / "armillary.toml").read_text("utf-8") == "format = 1\n" + UNVERSIONED
    settings, findings = read_settings(tmp_path)
    assert (settings.title, findings) == ("Old", [])
    assert migrate(tmp_path) == ["already format 1"]


def test_ends_of_lines_stay(tmp_path: Path) -> None:
    migrate(made(tmp_path, UNVERSIONED.replace("\n", "\r\n")))
    assert (tmp_path / "armillary.toml").read_bytes() == ("format = 1\n" + UNVERSIONED).replace("\n", "\r\n").encode()


def test_folders_alone_are_a_casebook_without_a_version(tmp_path: Path) -> None:
    made(tmp_path, actors__a="actors: []\n")
    (tmp_path / "armillary.toml").unlink()
    migrate(tmp_path)
    assert (tmp_path / "armillary.toml").read_text("utf-8") == "format = 1\n"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("format = 2\n", "has format version 2; this Armillary knows versions up to 1"),
        ('format = "1"\n', "no format version that ever was"),
        ("format = true\n", "no format version that ever was"),
        ("format = -1\n", "no format version that ever was"),
        ("format = \n", "is not TOML"),
    ],
)
def test_other_versions_are_refused(tmp_path: Path, settings: str, says: str) -> None:
    made(tmp_path, settings)
    before = contents(tmp_path)
    with pytest.raises(ArmillaryError, match=says):
        migrate(tmp_path)
    assert contents(tmp_path) == before


def test_what_is_no_casebook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArmillaryError, match="is not a casebook"):
        migrate(tmp_path)


def test_a_file_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors/a.yaml").write_bytes(b"actors: \xff\n")
    with pytest.raises(ArmillaryError, match=r"actors/a\.yaml:1:9 cannot be read"):
        migrate(tmp_path)
    assert (tmp_path / "armillary.toml").read_text("utf-8") == UNVERSIONED


# --- a chain of steps, of which this version has only the first -------------------------------------------------------


def from_1(files: Mapping[str, str]) -> Rewritten:
    """As if version 2 called actors parties."""
    found = {name: text.replace("actors:", "parties:") for name, text in files.items() if name.startswith("actors/")}
    settings = files["armillary.toml"].replace("format = 1", "format = 2")
    return Rewritten({**found, "armillary.toml": settings}, [f"{name}: says parties" for name in found])


CHAIN: dict[int, Step] = {**module.STEPS, 1: from_1}


def test_steps_follow_one_another(tmp_path: Path) -> None:
    done = migrate(made(tmp_path, actors__a="actors: []\n", actors__b="actors: []\n"), CHAIN, 2)
    assert done[1:] == ["actors/a.yaml: says parties", "actors/b.yaml: says parties"]
    after = contents(tmp_path)
    assert after["actors/a.yaml"] == after["actors/b.yaml"] == b"parties: []\n"
    assert after["armillary.toml"].startswith(b"format = 2\n# An old")
    assert migrate(tmp_path, CHAIN, 2) == ["already format 2"]


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_all_files_are_replaced_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    made(tmp_path, actors__a="actors: []\n", actors__b="actors: [] # b\n")
    (tmp_path / "armillary.toml").unlink()  # so that one of the files is new
    before = contents(tmp_path)
    calls = 0

    def fail_once(path: Path, target: Path) -> Path:
        nonlocal calls
        calls += ".armillary" not in target.parts
        if calls == fails_at:
            calls += 1
            raise OSError(28, "No space left on device")
        return replace(path, target)

    replace = Path.replace
    monkeypatch.setattr(Path, "replace", fail_once)
    with pytest.raises(ArmillaryError, match="No space left on device"):
        migrate(tmp_path, CHAIN, 2)
    assert contents(tmp_path) == before


# --- git --------------------------------------------------------------------------------------------------------------


def git(root: Path, *words: str) -> None:
    command = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
    subprocess.run(command, check=True, capture_output=True)


def test_what_git_does_not_hold_is_not_rewritten(tmp_path: Path) -> None:
    root = made(tmp_path / "mine", actors__a="actors: []\n")
    (tmp_path / "elsewhere.txt").write_text("not committed", encoding="utf-8")
    git(tmp_path, "init")
    before = contents(root)
    with pytest.raises(ArmillaryError, match="not committed"):
        migrate(root)
    assert contents(root) == before
    git(root, "add", "--", ".")
    git(root, "commit", "-m", "all")
    assert migrate(root) != ["already format 1"]  # what is not committed elsewhere is no concern of it
    (root / "actors/a.yaml").write_text("actors: [] # changed\n", encoding="utf-8")
    assert migrate(root) == ["already format 1"]
