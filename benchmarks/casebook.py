"""A casebook of 10,000 claims and a beancount ledger of 10,000 transactions, the same ones every time."""

from __future__ import annotations

from pathlib import Path
from random import Random

FILES = 100
CLAIMS = 100  # a file
ACTORS = 100
SPEAKERS = 100

_RELATIONS = (
    *("hosts", "trains", "funds", "supplies", "advises", "protects", "tolerates", "consults", "inspires"),
    *("fights", "fights_alongside", "coordinates_with", "rivals", "attacks", "threatens", "engages"),
    *("shares_ideology_with", "ideologically_opposes", "recognises_authority_of", "has_ties_with"),
)
_WORDS = (
    *("after", "against", "arms", "before", "border", "camp", "commanders", "council", "district"),
    *("during", "east", "fighters", "gave", "ground", "group", "held", "leaders", "less"),
    *("letter", "market", "men", "met", "money", "month", "more", "mountain", "north"),
    *("oath", "officials", "paid", "province", "road", "said", "sent", "seven", "several"),
    *("south", "support", "talks", "the", "their", "they", "to", "took", "training"),
    *("tribe", "two", "under", "valley", "villages", "war", "west", "with"),
)
_PROVINCES = ("kunar", "nangarhar", "khost", "helmand", "kandahar", "herat", "badakhshan")


def write_casebook(root: Path, files: int = FILES, claims: int = CLAIMS) -> None:
    """Write the casebook: so many sources that are read, each a file of so many claims, and 100 that they only cite."""
    random = Random(1)
    ties = [_tie(random) for _ in range(4000)]  # so that many are spoken of by several
    texts = {
        "armillary.toml": 'format = 1\ntitle = "Ten thousand claims"\n',
        "actors/actors.yaml": "actors:\n" + "".join(_actor(number) for number in range(ACTORS)),
        "speakers/speakers.yaml": "speakers:\n" + "".join(_speaker(number) for number in range(SPEAKERS)),
        "sources/sources.yaml": "sources:\n" + "".join(_source(number, files) for number in range(files + FILES)),
    }
    for number in range(files):
        head = f"source: report-{number}\ndefaults: {{modality: reported, coder: wm, coded: 2025-11-01}}\nclaims:\n"
        told = random.sample(ties, claims)  # no tie twice: that would be a repeat
        entries = [_claim(f"report-{number}/{i}", i, told[i], random) for i in range(claims)]
        texts[f"claims/report-{number:03}.yaml"] = head + "\n".join(entries)
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def change_casebook(root: Path, turn: int) -> None:
    """Change one file of claims, another in every turn, to what no earlier turn has written."""
    path = root / "claims" / f"report-{turn % FILES:03}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"# Looked through again, turn {turn}.\n{text}", encoding="utf-8")


def write_ledger(path: Path) -> None:
    """Write a ledger of 10,000 transactions of two postings among 100 accounts."""
    accounts = "".join(f"2010-01-01 open {kind}:A{i}\n" for i in range(50) for kind in ("Assets", "Expenses"))
    entries = []
    for i in range(FILES * CLAIMS):
        day = f"{2010 + i % 14}-{1 + i % 12:02}-{1 + i % 28:02}"
        entries.append(
            f'\n{day} * "Payee {i % 97}" "Narration number {i}"\n'
            f"  Assets:A{i % 50}  -{i % 100}.25 USD\n  Expenses:A{i * 7 % 50}  {i % 100}.25 USD\n"
        )
    path.write_text(accounts + "".join(entries), encoding="utf-8")


def _actor(number: int) -> str:
    lines = [f"id: actor-{number}", f"kind: {'state' if number % 10 == 9 else 'group'}", f"name: Actor {number}"]
    lines += [f"aliases: [The {number}th, {{name: Number {number}, language: en}}]", f"exists: {1950 + number % 40}.."]
    if number % 10 != 9:
        lines.append("classes: [armed-group]")
    if number % 10 == 3:
        lines.append(f"part_of: actor-{number - 1}")
    return _entry(lines)


def _speaker(number: int) -> str:
    kind, name = ("party", f"party-{number}") if number < 20 else ("institution", f"institution-{number}")
    if number >= 80:
        kind, name = "unnamed", f"unnamed/{number}"
    lines = [f"id: {name}", f"kind: {kind}", f"name: Speaker {number}", f"grade: {'BCDABCDF'[number % 8]}"]
    lines.append("grade_reason: A record of some years.")
    if kind == "party":
        lines.append(f"speaks_for: actor-{number}")
    return _entry(lines)


def _source(number: int, files: int) -> str:
    read = number < files
    name = f"report-{number}" if read else f"article-{number - files}"
    day = f"{2018 + number % 7}-06-01" if read else f"{2010 + number % 8}-02-11"
    lines = [f"id: {name}", f"kind: {'report' if read else 'article'}", f"title: Title {number}"]
    lines += [f"speaker: institution-{20 + number % 60}", f"date: {day}", f"url: https://example.org/{number}"]
    if read:
        lines.append("read: true")
    elif (number - files) % 11 == 9:
        lines.append(f"derived_from: article-{number - files - 8}")
    return _entry(lines)


def _tie(random: Random) -> tuple[int, str, int]:
    subject, object_ = random.sample([number for number in range(ACTORS) if number % 10 != 9], 2)
    return subject, random.choice(_RELATIONS), object_


def _claim(name: str, index: int, tie: tuple[int, str, int], random: Random) -> str:
    subject, relation, object_ = tie
    year = random.randint(1996, 2009)
    when = random.choice((f"{year}", f"{year}-{random.randint(1, 12):02}", f"{year}~/{year}-11-30", f"{year}.."))
    lines = [f"id: {name}", f"at: Section {index // 10} ¶{index % 10} n{index}"]
    kind = random.random()
    if kind < 0.75:
        lines.append(f"tie: actor-{subject} {relation} actor-{object_}")
        if kind < 0.03:
            lines.append("polarity: denies")
    elif kind < 0.86:
        verb = random.choice(("says", "claims", "denies", "confirms", "accuses"))
        lines.append(f"statement: party-{random.randrange(20)} {verb}")
        lines.append(f"about: {{tie: actor-{subject} {relation} actor-{object_}, when: {year}}}")
    elif kind < 0.93:
        stance, issue = random.choice(("supports", "opposes")), random.choice(("peace-talks", "ceasefire"))
        lines.append(f"position: actor-{subject} {stance} {issue}")
    elif kind < 0.96:
        count = random.randint(2, 40) * 100
        lines += [f"quantity: actor-{subject} strength", f"value: {count}..{count + 500} fighters"]
    elif kind < 0.98:
        lines += [f"flow: actor-{subject} -> actor-{object_}", f"amount: ~{random.randint(1, 90)} million USD"]
    else:
        lines += [f"incident: actor-{subject} attacks actor-{object_}", "type: ambush"]
        lines += [f"event: ambush-{name.replace('/', '-')}", f"deaths: {random.randint(1, 30)}"]
    lines.append(f"when: {when}")
    if random.random() < 0.2:
        lines.append(f"where: {random.choice(_PROVINCES)}")
    credit = random.random()
    if credit < 0.4:
        lines.append(f"credit: article-{random.randrange(FILES)}")
    elif credit < 0.55:
        lines.append(f"credit: [article-{random.randrange(FILES)}, {_root(random)}]")
    elif credit < 0.58:
        lines.append(f"credits: [[article-{random.randrange(FILES)}], [{_root(random)}]]")
    if random.random() < 0.4:
        lines.append(f"modality: {random.choice(('stated', 'assessed', 'alleged', 'estimated'))}")
    words = " ".join(random.choices(_WORDS, k=random.randint(8, 24)))
    lines.append(f"text: {words.capitalize()}.")
    return _entry(lines)


def _root(random: Random) -> str:
    number = random.randrange(20, SPEAKERS)
    return f"unnamed/{number}" if number >= 80 else f"institution-{number}"


def _entry(lines: list[str]) -> str:
    return "  - " + "\n    ".join(lines) + "\n"
