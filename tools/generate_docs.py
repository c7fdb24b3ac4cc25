"""Write the generated pages of docs/reference, or with --check say which are not what they would be now.

python tools/generate_docs.py            (make docs)
python tools/generate_docs.py --check    exit status 1 when a page is stale
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
if str(ROOT) not in sys.path:  # run as a program, this file knows only its own folder
    sys.path.insert(0, str(ROOT))

from armillary.casebook.schema import schemas  # noqa: E402
from armillary.vocab.read import read_vocabulary  # noqa: E402
from tools.reference.codebook import codebook_page  # noqa: E402
from tools.reference.commands import commands_page  # noqa: E402
from tools.reference.markdown import page, table  # noqa: E402
from tools.reference.printed import pictures_page  # noqa: E402
from tools.reference.records import forms_page  # noqa: E402
from tools.reference.vocabulary import vocabulary_pages  # noqa: E402

OWN_FOLDERS = ("vocabulary", "schemas")  # whatever else lies there is stale


def generated() -> dict[str, str]:
    """Every generated file, by its name in docs/reference."""
    vocab = read_vocabulary()
    pages = {
        "README.md": _index(),
        **codebook_page(vocab, REFERENCE),
        **forms_page(vocab),
        **commands_page(),
        **pictures_page(),
        **vocabulary_pages(vocab),
    }
    for folder, schema in schemas(vocab).items():
        text = msgspec.json.format(msgspec.json.encode(schema), indent=2).decode()
        pages[f"schemas/{folder}.schema.json"] = text + "\n"
    return pages


def stale(pages: dict[str, str]) -> list[str]:
    """The names of files that are missing, differ, or should not be there."""
    wrong = [name for name, text in pages.items() if not _holds(REFERENCE / name, text)]
    there = (path for folder in OWN_FOLDERS for path in (REFERENCE / folder).glob("**/*") if path.is_file())
    wrong += [name for path in there if (name := path.relative_to(REFERENCE).as_posix()) not in pages]
    return sorted(wrong)


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _index() -> str:
    rows = [
        ("[format.md](format.md)", "the casebook format: every file, with examples"),
        ("[codebook.md](codebook.md)", "for coders: which record to write; each relation with a counter-example"),
        ("[forms.md](forms.md)", "the keys of every record, in order"),
        ("[vocabulary](vocabulary/README.md)", "every term: relations, kinds, grades, modalities, places ..."),
        ("[findings](findings/README.md)", "everything that `armillary check` can say, a page for each code"),
        ("[commands.md](commands.md)", "every command, argument and option; exit status and environment"),
        ("[pictures.md](pictures.md)", "what pictures answer and the fields that `--json` prints"),
        ("[schemas](schemas)", "JSON Schema of the files of each folder, for editors"),
    ]
    said = (
        "Made from the code and the vocabulary by `make docs`, but for the format, the rules of the codebook and the "
        "findings, which people write."
    )
    return page("Reference", table(("page", "what it holds"), rows), said)


def main() -> int:
    """Write what is stale, or only name it."""
    pages = generated()
    wrong = stale(pages)
    check = "--check" in sys.argv[1:]
    for name in wrong:
        path = REFERENCE / name
        print(f"{'stale' if check else 'written' if name in pages else 'removed'} docs/reference/{name}")
        if check:
            continue
        if name in pages:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pages[name].encode())
        else:
            path.unlink()
    return 1 if check and wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
