"""Mutants: a file of a casebook with a mistake in it, the same for the same number every time."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from tests.fuzz.corpus import Corpus, Dice
from tests.fuzz.mistakes import IN_TERMS, MISTAKES

GRAFTED = 0.03  # the share of mutants with a changed term of the shipped vocabulary,
SPOILED = 0.08  # and with bytes that changed


@dataclass(frozen=True, slots=True)
class Mutant:
    """The files with a mistake in them, mostly one, and how they came by it."""

    files: dict[str, bytes]
    how: str

    @property
    def name(self) -> str:
        """The file that the mistake is in."""
        return next(iter(self.files))


def mutate(corpus: Corpus, run: int, number: int) -> Mutant:
    """The mutant of a number in a run: the same every time for the same casebook."""
    rng = random.Random(f"{run}/{number}")
    dice = Dice(rng, corpus)
    if rng.random() < GRAFTED:
        return _graft(dice)
    # A change of the vocabulary has every file read anew, so that these are fewer than their share.
    folder = rng.choices(("claims", "vocab", "armillary.toml", ""), (10, 1, 1, 9))[0]
    names = [name for name in corpus.files if name.startswith(folder) and (folder or not name.startswith("vocab"))]
    name = rng.choice(names or list(corpus.files))
    text = corpus.files[name].decode("utf-8")
    how = []
    for _ in range(rng.choices((1, 2, 3, 8), (70, 15, 10, 5))[0]):
        mistake = rng.choices(list(MISTAKES), list(MISTAKES.values()))[0]
        text = mistake(text, dice)
        how.append(mistake.__name__)
    data = text.encode("utf-8")
    if rng.random() < SPOILED:
        data = spoil(data, rng)
        how.append("spoil")
    return Mutant({name: data}, " ".join(how))


def _graft(dice: Dice) -> Mutant:
    """A shipped term that the casebook defines again under another id, with mistakes, and uses."""
    rng, files = dice.rng, dice.corpus.files
    words, name, lines = rng.choice(dice.corpus.terms)
    for _ in range(rng.choice((0, 1, 1, 2))):
        lines = rng.choice(IN_TERMS)(lines, dice)
    vocab = next(file for file in files if file.startswith("vocab/"))
    text, head, grafted = files[vocab].decode("utf-8"), f"{words}:\n", f"{words}:\n  {name}-too:\n{lines}"
    text = text.replace(head, grafted, 1) if head in text else f"{text}\n{grafted}"
    mutants = {vocab: text.encode("utf-8")}
    use = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    users = [file for file, data in files.items() if file != vocab and use.search(data.decode("utf-8"))]
    if users:
        user = rng.choice(users)
        text = files[user].decode("utf-8")
        begin, end = dice.spot(use, text)
        mutants[user] = (text[:begin] + f"{name}-too" + text[end:]).encode("utf-8")
    return Mutant(mutants, f"graft {words} {name}")


def spoil(data: bytes, rng: random.Random) -> bytes:
    """Bytes that changed on their way."""
    spoiled = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 50))):
        if not spoiled:
            break
        at = rng.randrange(len(spoiled))
        match rng.randrange(4):
            case 0:
                spoiled[at] ^= 1 << rng.randrange(8)
            case 1:
                spoiled[at] = rng.randrange(256)
            case 2:
                del spoiled[at : at + rng.randrange(1, 9)]
            case _:
                spoiled[at:at] = rng.randbytes(rng.randrange(1, 9))
    return bytes(spoiled)
