"""Reading a PDF with its structure, against pypdfium2 taking the bare text of its pages: two columns, notes, heads.

The paper is made here, by Typst, from words in no order. Each side is a new process that has imported what it needs;
what is timed is one call, on a file that it has not read before.

    python -m benchmarks.reading ours|bare FILE
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import PYTHON, Figure, Run, environment, figure, in_turns

LONG, SHORT = 72, 18  # sections, of about three columns each
TARGET = 0.6
_TEXT = (
    "the group of fighters in a northern province reported that its commanders had agreed with rival networks over "
    "taxation and routes while observers noted continued cooperation between local councils despite public denials by "
    "spokesmen about training camps funding arrangements internationally recognised representation from which"
)
_PAGE = """#set page(paper: "a4", columns: 2, margin: 2.2cm, header: align(center)[Journal of Invented Studies],
  footer: align(center)[#context counter(page).display()])
#set par(justify: true, first-line-indent: 1em)
#set text(size: 9.5pt, lang: "en", hyphenate: true)
"""


def measure(scratch: Path, turns: int) -> list[Figure]:
    """How much of bare extraction's speed is kept, wall and processor time, for a long paper and a short one."""
    figures = []
    for name, sections in (("long", LONG), ("short", SHORT)):
        file = write_paper(scratch / f"{name}.pdf", sections)
        ours, bare = (_side(which, file, scratch) for which in ("ours", "bare"))
        runs = in_turns(turns, ours=ours, bare=bare)
        pairs = list(zip(runs["ours"], runs["bare"], strict=True))
        said = f"reading, {name} paper, of the speed of bare text"
        figures += [
            figure(said, [theirs.wall / our.wall for our, theirs in pairs], "x", TARGET, at_least=True),
            figure("  the same in processor time", [theirs.cpu / our.cpu for our, theirs in pairs], "x"),
            figure("  seconds, ours", [run.wall for run in runs["ours"]], "s"),
            figure("  seconds, bare text", [run.wall for run in runs["bare"]], "s"),
        ]
    return figures


def write_paper(file: Path, sections: int) -> Path:
    """A paper in two columns with sections, notes at the foot of its pages, running heads and broken words."""
    import typst

    chance, words = random.Random(sections), _TEXT.split()

    def sentence(length: int) -> str:
        return " ".join(chance.choices(words, k=length)).capitalize()

    written = [_PAGE, "= A paper in two columns"]
    for _ in range(sections):
        written.append(f"== On {sentence(4)}")
        for _ in range(9):
            paragraph = []
            for _ in range(7):
                note = f"#footnote[Karimi, {sentence(5)}, {chance.randint(1, 99)}.]" if chance.random() < 0.12 else ""
                paragraph.append(f"{sentence(chance.randint(8, 30))}.{note}")
            written.append(" ".join(paragraph))
    source = file.with_suffix(".typ")
    source.write_text("\n\n".join(written), encoding="utf-8")
    typst.compile(source, output=file)
    return file


def _side(which: str, file: Path, scratch: Path) -> Callable[[], Run]:
    command = [PYTHON, "-m", "benchmarks.reading", which, str(file)]

    def side() -> Run:
        done = subprocess.run(command, env=environment(scratch), capture_output=True, text=True, check=True)
        return Run(*json.loads(done.stdout))

    return side


def time_once(which: str, file: Path) -> Run:
    """One reading: seconds by the clock, seconds of processor time with those of child processes, MB at most."""
    import pypdfium2

    from armillary.reading.formats import read_document

    begin, used = time.perf_counter(), _used()
    if which == "ours":
        read_document(file)
    else:
        _ = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]
    wall, cpu = time.perf_counter() - begin, _used() - used
    return Run(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _used() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, who))


if __name__ == "__main__":
    run = time_once(sys.argv[1], Path(sys.argv[2]))
    print(json.dumps([run.wall, run.cpu, run.memory]))
    sys.stdout.flush()
    os._exit(0)
