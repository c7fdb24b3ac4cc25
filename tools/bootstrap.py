"""Make the environment in .venv exactly as uv.lock says, from any Python 3; quick when it is already so.

    python3 tools/bootstrap.py dev      what tests and the demo need
    python3 tools/bootstrap.py bench    that, and what the benchmarks compare with

It runs on Pythons too old for Armillary, to look for a newer one: standard library only, syntax of Python 3.8.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "made-from"
OWN_UV = ROOT / ".uv"
GROUPS = {"dev": ["dev"], "bench": ["dev", "bench"]}
OLDEST_PYTHON = (3, 11)
OLDEST_UV = (0, 8)
BIN, EXE = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")


class Stuck(Exception):  # noqa: N818 - what it says to the reader, not a kind of error
    """The environment cannot be made; the message says what to do."""


def say(text: str) -> None:
    """Tell on standard error what takes long, so that a target's own output stays clean."""
    print(text, file=sys.stderr, flush=True)


def prints(*command: object) -> str:
    """What a command prints, stripped; empty when it fails or is not there."""
    try:
        done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return ""
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else ""


def works(*command: object, env: dict[str, str] | None = None) -> bool:
    """Run a command, its messages shown, and say whether it succeeded."""
    done = subprocess.run([str(part) for part in command], cwd=str(ROOT), env=env, stdin=subprocess.DEVNULL)
    return done.returncode == 0


def dotted(version: tuple[int, ...]) -> str:
    """A version as it is written: 3.11."""
    return ".".join(map(str, version))


# --- is there anything to do -----------------------------------------------------------------------------------


def stamp(groups: list[str]) -> str:
    """What .venv is made from: the folder it stands in, as a moved one is broken, the two files, the groups."""
    made_from = hashlib.sha256()
    for name in ("pyproject.toml", "uv.lock"):
        made_from.update((ROOT / name).read_bytes())
    return "\n".join([str(ROOT), made_from.hexdigest(), *groups])


def is_made(groups: list[str]) -> bool:
    """Whether .venv is what stamp() says, or that with more groups, and its Python still exists."""
    if not (VENV / BIN / ("python" + EXE)).exists() or not STAMP.is_file():
        return False
    written = STAMP.read_text(encoding="utf-8").split("\n")
    wanted = stamp(groups).split("\n")
    return written[:2] == wanted[:2] and set(wanted) <= set(written)


def remove_moved() -> None:
    """Remove a .venv that was made for another folder: its scripts hold absolute paths."""
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8").split("\n")[0] != str(ROOT):
        shutil.rmtree(str(VENV))


# --- what to make it with --------------------------------------------------------------------------------------


def find_python(uv: Path | None) -> str | None:
    """A Python that Armillary runs on: this one, one on PATH, or one that uv knows."""
    if sys.version_info >= OLDEST_PYTHON:
        # Inside a virtual environment, which may be the very one to be replaced: the Python beneath it.
        return getattr(sys, "_base_executable", sys.executable)
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        path = shutil.which(name)
        if path and prints(path, "-c", f"import sys; print(sys.version_info >= {OLDEST_PYTHON})") == "True":
            return path
    return (prints(uv, "python", "find", f">={dotted(OLDEST_PYTHON)}") if uv else "") or None


def is_uv(path: Path | str | None) -> bool:
    """Whether this is a uv that runs and is new enough: a shim may stand there and run nothing."""
    version = re.match(r"uv (\d+)\.(\d+)", prints(path, "--version")) if path else None
    return version is not None and tuple(map(int, version.groups())) >= OLDEST_UV


def find_uv() -> Path | None:
    """The uv on PATH, or the one that an earlier run put into .uv."""
    for path in (shutil.which("uv"), OWN_UV / BIN / ("uv" + EXE)):
        if is_uv(path):
            return Path(str(path))
    return None


def install_uv(python: str) -> Path:
    """Put uv into .uv with pip: in a virtual environment, or beside one where Python came without ensurepip."""
    say("Installing uv into .uv (some seconds, once) ...")
    shutil.rmtree(str(OWN_UV), ignore_errors=True)
    wanted = f"uv>={dotted(OLDEST_UV)}"
    pip = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--root-user-action=ignore"]
    own = OWN_UV / BIN / ("uv" + EXE)
    if prints(python, "-c", "import ensurepip, venv; print('both')") and works(python, "-m", "venv", OWN_UV):
        installed = works(OWN_UV / BIN / ("python" + EXE), *pip, wanted)
    elif prints(python, "-m", "pip", "--version"):
        installed = works(python, *pip, "--target", OWN_UV, wanted)
    else:
        raise Stuck(
            f"{python} has neither pip nor ensurepip, so uv cannot be installed.\n"
            "Install one of them (on Debian and Ubuntu: apt install python3-venv), or uv itself, and try again."
        )
    if not installed or not is_uv(own):
        raise Stuck("pip could not install uv; its message is above. Armillary needs a package index the first time.")
    return own


# --- making it -------------------------------------------------------------------------------------------------


def settings() -> dict[str, str]:
    """The environment for uv: this project's folder, no downloaded Pythons, the machine's own certificates."""
    env = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "CONDA_PREFIX")}
    env.update(UV_PROJECT_ENVIRONMENT=str(VENV), UV_PYTHON_DOWNLOADS="never")
    known = ssl.get_default_verify_paths()
    if sys.platform != "linux" or known.cafile or known.capath:
        # Behind a proxy with its own certificate authority, only the machine's store knows that authority.
        env.setdefault("UV_SYSTEM_CERTS", "true")
    return env


def pip_mirror(python: str) -> dict[str, str]:
    """The package index that only pip is told of, in uv's words; empty where there is none."""
    index = (
        os.environ.get("UV_DEFAULT_INDEX")
        or os.environ.get("UV_INDEX_URL")
        or os.environ.get("PIP_INDEX_URL")
        or prints(python, "-m", "pip", "config", "get", "global.index-url")
    )
    cert = os.environ.get("PIP_CERT") or prints(python, "-m", "pip", "config", "get", "global.cert")
    if not index:
        return {}
    return {"UV_DEFAULT_INDEX": index, **({"SSL_CERT_FILE": cert} if cert else {})}


def locked(python: str, groups: list[str]) -> list[str]:
    """The options by which uv takes these groups from uv.lock as it stands."""
    chosen = [f"--group={group}" for group in groups]
    return ["--quiet", "--frozen", "--no-default-groups", *chosen, "--python", python]


def install_from_mirror(uv: Path, python: str, groups: list[str], env: dict[str, str]) -> bool:
    """Install the versions and hashes of uv.lock from another index: uv sync keeps to the addresses in the lock."""
    listed = VENV / "requirements.txt"
    export = ["export", "--no-emit-project", *locked(python, groups), "--output-file", listed]
    install = [uv, "pip", "install", "--quiet", "--python", VENV]
    return (
        works(uv, "venv", "--quiet", "--clear", "--python", python, VENV, env=env)
        and works(uv, *export, env=env)
        and works(*install, "--require-hashes", "--requirement", listed, env=env)
        and works(*install, "--no-deps", "--editable", ROOT, env=env)
    )


def make(groups: list[str]) -> None:
    """Make .venv with these groups and write the stamp, last of all."""
    uv = find_uv()
    python = find_python(uv)
    if python is None:
        raise Stuck(
            f"Armillary needs Python {dotted(OLDEST_PYTHON)} or later; this one is {dotted(sys.version_info[:3])}"
            " and no newer one is on PATH."
        )
    uv = uv or install_uv(python)
    remove_moved()
    STAMP.unlink(missing_ok=True)
    say("Making the environment in .venv from uv.lock (up to a minute the first time) ...")
    env = settings()
    if not works(uv, "sync", *locked(python, groups), env=env):
        mirror = pip_mirror(python)
        if not mirror:
            raise Stuck("uv could not make the environment; its message is above.")
        say("That did not work. Trying the package index that pip is set to use ...")
        if not install_from_mirror(uv, python, groups, {**env, **mirror}):
            raise Stuck("uv could not make the environment from pip's package index either; its message is above.")
    STAMP.write_text(stamp(groups), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Make the environment for one purpose unless it is made."""
    if len(arguments) != 1 or arguments[0] not in GROUPS:
        say(f"usage: bootstrap.py {'|'.join(GROUPS)}")
        return 2
    groups = GROUPS[arguments[0]]
    try:
        if not is_made(groups):
            make(groups)
    except Stuck as stuck:
        say(f"bootstrap: {stuck}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
