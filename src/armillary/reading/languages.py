"""The language of a text: by its letters where they tell, else by a model of letter sequences."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

# Letters that one language has and its neighbours in the Arabic script have not.
_PASHTO = re.compile(r"[ټډړږښڼېۍځڅۀ]")
_URDU = re.compile(r"[ٹڈڑےںھ]")
_PERSIAN = re.compile(r"[پچژگکی]")
_ARABIC_ONLY = re.compile(r"[ةىيكإأؤ]")
_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_LEAST = 20  # letters: shorter texts are left without a language
_LONGEST = 4000  # characters; more tells nothing more
_SHARE = 0.02  # of the letters that must be of a language's own for it to be that language
# What documents of this field are written in; the model knows more, and mistakes short texts for them.
_KNOWN = (
    *("en", "fr", "de", "es", "it", "pt", "nl", "sv", "no", "da", "pl", "ru", "uk", "tr", "az", "kk", "ky", "tg", "uz"),
    *("ar", "fa", "ps", "ur", "hi", "bn", "zh", "ja", "ko", "id", "ms", "so", "sw", "ha", "he", "ku", "ug"),
)
# Words that are common in one language and rare in the others: where they stand close, the model is not asked, which
# takes a second to load.
_TELLING = {
    "en": ["the", "of", "and", "that", "with", "from", "which", "this", "their", "were", "been", "by"],
    "fr": ["les", "des", "et", "une", "dans", "est", "pour", "que", "du", "aux", "sont", "avec", "qui"],
    "de": ["der", "und", "die", "das", "ist", "nicht", "von", "mit", "den", "dem", "auf", "sich", "ein"],
    "es": ["los", "las", "el", "y", "una", "por", "del", "con", "se", "su", "como", "para", "más"],
}
_LANGUAGE = {word: language for language, words in _TELLING.items() for word in words}
_TOLD = 0.08  # of the words of a text that must be telling of its language,
_UNTOLD = 0.1  # and to each of them at most so many of another's
_LEAST_WORDS = 40
_LEAST_PASSAGE = 80  # letters and signs: a shorter passage is taken to be in the document's language


def language_of(text: str) -> str:
    """The code (ISO 639-1) of the language that a text is written in, '' where it is too short to tell.

    Dari and Persian are both `fa`. Needs the extra `reading` for languages in other scripts than Arabic.
    """
    sample = text[:_LONGEST]
    letters = len(_LETTER.findall(sample))
    if letters < _LEAST:
        return ""
    if len(_ARABIC_SCRIPT.findall(sample)) > 0.5 * letters:
        return _of_arabic_script(sample, letters)
    if told := _by_words(sample):
        return told
    model = _model()
    return "" if model is None else str(model.classify(sample)[0])


def language_within(text: str, around: str) -> str:
    """The language of a passage, `around` being that of its document, which it has unless it tells otherwise."""
    if len(text) < _LEAST_PASSAGE:
        return around
    if around in _TELLING:
        counts = Counter(_LANGUAGE[word] for word in text[:_LONGEST].casefold().split() if word in _LANGUAGE)
        own = counts[around]
        if (own or len(text) < 2 * _LEAST_PASSAGE) and own >= counts.total() - own and not _ARABIC_SCRIPT.search(text):
            return around
    return language_of(text) or around


def _by_words(sample: str) -> str:
    """The language whose commonest words a text is full of; '' where that is not clear."""
    words = [word for word in sample.casefold().split() if word.isalpha()]
    counts = Counter(_LANGUAGE[word] for word in words if word in _LANGUAGE)
    if len(words) < _LEAST_WORDS or not counts:
        return ""
    (best, told), *others = counts.most_common()
    clear = told >= _TOLD * len(words) and sum(count for _, count in others) <= _UNTOLD * told
    return best if clear else ""


def _of_arabic_script(sample: str, letters: int) -> str:
    """Pashto, Urdu, Persian or Arabic: in this order, as each has the letters of those behind it."""
    pashto, urdu = len(_PASHTO.findall(sample)), len(_URDU.findall(sample))
    if max(pashto, urdu) >= _SHARE * letters:
        return "ps" if pashto >= urdu else "ur"
    persian, arabic = len(_PERSIAN.findall(sample)), len(_ARABIC_ONLY.findall(sample))
    return "fa" if persian >= arabic else "ar"


@cache
def _model() -> Any:
    """The model of py3langid, held to the languages of the field; None where it is not installed."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        return None
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_KNOWN)
    return identifier
