"""The language of a text: by its letters where they tell, else by a model of letter sequences."""

from __future__ import annotations

import re
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
    model = _model()
    return "" if model is None else str(model.classify(sample)[0])


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
