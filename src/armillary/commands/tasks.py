"""What can be typed, grouped by task in the order of the work: the first page of help, for which nothing is loaded."""

from __future__ import annotations

PICTURES = "pictures"  # the module that stands for all commands made from the registry of pictures

# By task: each command with the module of `cli` that defines it, and what it does in one line of 80 columns.
TASKS: dict[str, dict[str, tuple[str, str]]] = {
    "Begin": {
        "new": ("casebooks", "a commented casebook that checks clean"),
        "schema": ("casebooks", "JSON Schema, for editors that complete and check YAML"),
        "migrate": ("casebooks", "bring a casebook of an older format to this one"),
    },
    "Read": {
        "read": ("documents", "documents as passages, each with its exact place"),
        "add": ("documents", "a document becomes a source, with the works it cites"),
        "import": ("exchange", "spreadsheets and bibliographies become casebook text"),
    },
    "Code": {
        "propose": ("proposing", "claims that documents make, each with its sentence"),
        "review": ("reviewing", "accept, edit or reject what is proposed"),
        "coverage": ("documents", "what codes each passage of a document, or why nothing does"),
        "agreement": ("documents", "how far two codings of one document agree"),
        "evaluate": ("proposing", "how good proposals are against gold"),
    },
    "Check": {
        "check": ("casebooks", "everything wrong with a casebook at once"),
        "fmt": ("casebooks", "keys in order, values in one spelling"),
        "identity": ("exchange", "whether two ids mean one"),
        "vault": ("vault", "who is behind confidential speakers, encrypted"),
    },
    "Build": {
        "build": ("casebooks", "compile a casebook into a book"),
    },
    "Ask": {
        "ties": (PICTURES, "who is tied to whom, and how sure we may be"),
        "why": (PICTURES, "why a tie is judged as it is, origin by origin"),
        "actor": (PICTURES, "everything on one actor"),
        "quantity": (PICTURES, "numbers and positions of an actor"),
        "incident": (PICTURES, "what is claimed of one incident"),
        "threat": (PICTURES, "capability, intent, reach and trend of each group"),
        "source": (PICTURES, "what rests on a source"),
        "speaker": (PICTURES, "how a speaker's statements fared"),
        "lineage": (PICTURES, "who passes on whom, and who copies"),
        "compare": (PICTURES, "what moved between two dates or books, and why"),
        "gaps": (PICTURES, "what is asked and not known"),
    },
    "Hand on": {
        "report": ("report", "the report: a page, and a PDF"),
        "draw": ("figures", "a figure as SVG"),
        "export": ("exchange", "what a release allows, in a format that others read"),
    },
    "Tables": {
        "weigh": ("tables", "a plain table of votes: what is likely, whom to believe"),
        "calibrate": ("calibration", "how right predictions turned out"),
    },
}
HOMES = {name: home for commands in TASKS.values() for name, (home, _) in commands.items()}
PICTURE_NAMES = tuple(name for name, home in HOMES.items() if home == PICTURES)
_FEW = {name.rstrip("s"): name for name in HOMES}
WIDTH = 12


def meant(word: str) -> str:
    """The command that a word means: itself, or the one that differs by the s of the plural; '' if there is none."""
    return word if word in HOMES else _FEW.get(word.rstrip("s"), "")


def overview() -> str:
    """The first page of help."""
    lines = [
        "armillary: who is tied to whom, how sure we may be, and why.",
        "",
        "Usage: armillary COMMAND ...     armillary COMMAND --help shows how",
    ]
    for task, commands in TASKS.items():
        lines += ["", task, *(f"  {name:{WIDTH}}{says}" for name, (_, says) in commands.items())]
    lines += [
        "",
        "Options",
        f"  {'--version':{WIDTH}}the version",
        "  --install-completion, --show-completion: complete commands in the shell",
        "",
        "Begin with: armillary new my-casebook && armillary check my-casebook",
    ]
    return "\n".join(lines) + "\n"
