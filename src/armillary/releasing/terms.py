"""The released vocabulary: what is shipped, and of a casebook's own terms those that something released uses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from armillary.releasing.walking import words
from armillary.vocab.vocabulary import LISTS, Lists, Vocabulary


def release_vocabulary(vocab: Vocabulary, shipped: Vocabulary, used: Iterable[str]) -> Vocabulary:
    """The vocabulary without the casebook's own terms that neither a word of `used` nor a term that is kept uses.

    Its fingerprint is made anew, as the casebook's is a hash of text that holds the others too.
    """
    known = set(used)
    own = {
        (name, word): term
        for name in LISTS
        for word, term in vocab.terms(name).items()
        if word not in shipped.terms(name)
    }
    if not own:
        return vocab
    kept: set[tuple[str, str]] = set()
    while True:
        more = {key for key in own.keys() - kept if key[1] in known}
        if not more:
            break
        kept |= more
        known.update(word for key in more for word in words(own[key]))
    lists: dict[str, dict[str, Any]] = {
        name: {
            word: term for word, term in vocab.terms(name).items() if (name, word) in kept or (name, word) not in own
        }
        for name in LISTS
    }
    made = Lists(**lists)
    return Vocabulary(made, hashlib.sha256(msgspec.json.encode(made)).hexdigest())
