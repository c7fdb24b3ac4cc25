"""`make demo`: compile the shipped casebook and show who is tied to whom, how sure we may be, and why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASEBOOK = "casebooks/afghanistan"
BOOK = "demo-book"

STEPS = (
    ("The casebook is plain text; check reads it the way a compiler reads code.", ["check", CASEBOOK]),
    ("build compiles it into a book: DuckDB, Parquet, a manifest.", ["build", CASEBOOK, "--out", BOOK]),
    (
        "Who is tied to whom, and how sure may we be? Here the ties of the Taliban that are at least likely.",
        ["ties", BOOK, "--actor", "taliban", "--min-likelihood", "0.55"],
    ),
    (
        "Why? Every origin counts once, a denial that serves the denier weighs little, and the decibans add up.",
        ["why", BOOK, "taliban", "tolerates", "al-qaeda"],
    ),
)


def main() -> int:
    """Run the steps as a user would; stop at the first that fails."""
    for says, words in STEPS:
        shown = " ".join(f"'{word}'" if " " in word else word for word in words)
        print(
            f"\n\033[1m{says}\033[0m\n$ armillary {shown}\n"
            if sys.stdout.isatty()
            else f"\n{says}\n$ armillary {shown}\n",
            flush=True,
        )
        done = subprocess.run([sys.executable, "-m", "armillary", *words], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    print(
        f"""
Where to look next
  .venv/bin/armillary ties {BOOK}                          every tie; --as-of 2001, --place kunar, --level local, --json
  .venv/bin/armillary actor {BOOK} 'تحریک طالبان پاکستان'  one actor, by any name in any script
  .venv/bin/armillary source {BOOK} odonnell-2024          what rests on one article
  .venv/bin/armillary compare {BOOK} --from 2021-08-14     what moved since the day before Kabul fell, and why
  {CASEBOOK}/claims/                       the text all this comes from
  docs/tutorial/first-casebook.md                         your own casebook, step by step
"""
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
