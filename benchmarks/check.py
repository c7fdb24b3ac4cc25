"""`armillary check` on 10,000 claims against `bean-check` on 10,000 transactions, cold and warm."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

from benchmarks.casebook import change_casebook, write_casebook, write_ledger
from benchmarks.measure import PYTHON, Figure, Run, environment, in_turns, ratios, run

COLD, WARM = 1.5, 1.0  # targets
# beancount keeps a cache of what took it a second to load; here it keeps one however fast the machine is.
KEEP = """
import sys
from beancount import loader

loader.PICKLE_CACHE_THRESHOLD = 0.0
loader.initialize(use_cache=True)
loader.load_file(sys.argv[1])
"""


def measure(scratch: Path, turns: int) -> list[Figure]:
    """Cold: no cache on either side. Warm: one file of claims changed, against a ledger in which nothing has."""
    env = environment(scratch)
    casebook, cold_ledger, warm_ledger = scratch / "casebook", scratch / "cold.beancount", scratch / "warm.beancount"
    write_casebook(casebook)
    write_ledger(cold_ledger)
    write_ledger(warm_ledger)  # a file of its own: --no-cache removes the cache of the file it is given
    changes = count()
    bean_check = Path(PYTHON).parent / "bean-check"

    def check(folder: str) -> Run:
        return run([PYTHON, "-m", "armillary", "check", casebook], env | {"ARMILLARY_CACHE": str(scratch / folder)})

    def check_cold() -> Run:
        shutil.rmtree(scratch / "cold", ignore_errors=True)
        return check("cold")

    def check_changed() -> Run:
        change_casebook(casebook, next(changes))
        return check("warm")

    check("warm")
    run([PYTHON, "-c", KEEP, warm_ledger], env)
    runs = in_turns(
        turns,
        cold=check_cold,
        bean_cold=lambda: run([bean_check, "--no-cache", cold_ledger], env),
        changed=check_changed,
        bean_warm=lambda: run([bean_check, warm_ledger], env),
        same=lambda: check("warm"),
    )
    return [
        *ratios("check, cold / bean-check --no-cache", runs["cold"], runs["bean_cold"], COLD),
        *ratios("check, one file changed / bean-check, cached", runs["changed"], runs["bean_warm"], WARM),
        *ratios("check, nothing changed / bean-check, cached", runs["same"], runs["bean_warm"], WARM)[:1],
    ]
