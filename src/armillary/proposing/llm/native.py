"""Words that deny, hedge or leave open in Persian (Dari), Arabic, Pashto and Urdu, by which the gate reads those.

There what denies may stand before, between or behind the ends, and often is the beginning of a verb. A whole sentence
is read for it, so that more is turned away than in English, and nothing is turned round.
"""

from __future__ import annotations

import re

from armillary.names.folding import fold

LANGUAGES = frozenset({"en", "fa", "ar", "ps", "ur"})  # whose denials can be read
_LETTER = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
# Folded words: one letter for the kinds of yeh, kaf and heh, no vowel signs, nothing without width.
_DENIES = re.compile(
    r"نه|نی|هیچ\w*|هیڅ\w*|هرگز|بدون|دون|غیر|بغیر|پرته|نشته|مه|نهیں|عدم|بی\w*اساس"
    # Persian verbs with the negating prefix
    r"|(?:نمی|نکر|نکن|نشد|نشو|نداد|ندهد|ندهند|ندار|نداش|نخواه|نتوان|نبود|نباش|نیست|نرفت|نگرف|نپذیر|نگفت|نیاف)\w*"
    # Arabic particles and verbs
    r"|[وف]?(?:لا|لم|لن|لیس\w*)"
    r"|[وفلسی]{0,2}[تینا]?(?:نفی|نفا|نفت|نکر|نکرت|رفض|رفضت|رفضوا|کذب|کذبت)"
    # what denies, ends or falsifies, in several of them
    r"|رد|ردت|ردوی|ردوي|ردکړ\w*|تکذیب|انکار|تردید|مسترد|نفیا|امتناع|خودداری|فاقد|نادرست|دروغ|کاذب|باطل|جهوٹ\w*"
    r"|متوقف|توقف\w*|اوقف\w*|قطع\w*"
)
_OPEN = re.compile(r"ایا|اگر|هل|اذا|باید|یجب|که چیری|کیا|چاهیے|[وف]?ما")
_HEDGES = re.compile(r"شاید|ممکن|احتمالا?|گویا|ظاهرا|ادعا\w*|مدعی\w*|ربما|یحتمل|محتمل|یزعم|تزعم|مزعوم\w*|مبینه|ښایی|قد")


def is_native(text: str) -> bool:
    """Whether a text has letters of the Arabic script."""
    return _LETTER.search(text) is not None


def denying(text: str) -> list[str]:
    """The words of a text that deny."""
    return [word for word in fold(text).split() if _DENIES.fullmatch(word)]


def leaves_open(text: str) -> bool:
    """Whether a text asks, supposes or demands, or has a word that may deny and may not."""
    return any(_OPEN.fullmatch(word) for word in fold(text).split())


def hedges(text: str) -> bool:
    """Whether a text has a word that hedges."""
    return any(_HEDGES.fullmatch(word) for word in fold(text).split())
