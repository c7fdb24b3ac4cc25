"""Put `armillary` on the path: a link to the one in .venv, which has every extra in the versions of uv.lock.

python3 tools/install.py            into ~/.local/bin, or another folder of your own that is on the path
python3 tools/install.py PREFIX     into PREFIX/bin
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

MADE = Path(__file__).resolve().parent.parent / ".venv" / "bin" / "armillary"


def folder(prefix: str) -> Path:
    """Where to put it: the first of the usual folders that is on the path and may be written to."""
    if prefix:
        return Path(prefix).expanduser() / "bin"
    home = Path.home() / ".local" / "bin"
    usual = [home, Path.home() / "bin", Path("/usr/local/bin")]
    on_path = os.environ.get("PATH", "").split(os.pathsep)
    return next((path for path in usual if str(path) in on_path and _may_write(path)), home)


def _may_write(path: Path) -> bool:
    while not path.exists():
        path = path.parent
    return os.access(path, os.W_OK)


def main(arguments: list[str]) -> int:
    """Make the link, and say where it is."""
    link = folder(arguments[0] if arguments else "") / "armillary"
    if link.exists() and not link.is_symlink():
        print(f"{link} is there and is no link: remove it first", file=sys.stderr)
        return 2
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(MADE)
    print(f"{link} is the armillary of this folder; to take it away: rm {link}")
    if str(link.parent) not in os.environ.get("PATH", "").split(os.pathsep):
        print(f"{link.parent} is not on the path yet: export PATH={link.parent}:$PATH")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
