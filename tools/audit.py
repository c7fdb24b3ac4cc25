"""Ask pip-audit for published holes in what uv.lock names; where its data cannot be reached, say that none was."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.bootstrap import find_uv, pip_mirror, settings  # noqa: E402

LONGEST = 300  # seconds


def holes(said: str) -> tuple[list[str], int, int]:
    """What pip-audit found: a line for each hole, of how many packages it looked, and how many it skipped."""
    try:
        packages = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return [], 0, 0
    seen = [package for package in packages if "skip_reason" not in package]
    lines = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {hole['fix_versions'] or 'no version'}"
        for package in seen
        for hole in package.get("vulns", ())
    ]
    return lines, len(seen), len(packages) - len(seen)


def main() -> int:
    """Audit; exit status 1 if there is a hole."""
    uv, env = str(find_uv() or "uv"), settings() | pip_mirror(sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        export = [uv, "export", "--frozen", "--all-groups", "--no-emit-project", "--quiet", "-o", str(wanted)]
        audit = [uv, "tool", "run", "--quiet", "pip-audit", "-r", str(wanted), "--disable-pip", "-f", "json"]
        said = reason = ""
        for command in (export, audit):
            try:
                done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=LONGEST)
            except (OSError, subprocess.TimeoutExpired) as problem:
                reason = str(problem)
                break
            said, reason = done.stdout, done.stderr
    found, seen, skipped = holes(said)
    if not seen:
        why = (
            f"it knew none of {skipped} packages"
            if skipped
            else (reason.strip().splitlines() or ["it said nothing"])[-1]
        )
        print(f"NOT AUDITED: pip-audit cannot reach its data on known holes from here ({why[:160]})")
        return 0
    print("\n".join([*found, f"{len(found)} known holes in {seen} packages; {skipped} were not audited"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
