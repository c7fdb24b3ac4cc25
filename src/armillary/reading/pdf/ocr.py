"""Scanned pages: their pictures read by Tesseract, when it is there and asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from armillary.finding import ArmillaryError
from armillary.reading.pdf.lines import Line, Page

_DPI = 300
_LEAST_SURE = 30.0  # of 100: words that Tesseract is less sure of are left out
_SECONDS = 60  # for one page


def recognise(path: Path, pages: list[Page], languages: str) -> list[Page]:
    """The same pages with the lines that Tesseract reads on them; raises ArmillaryError when it is not there."""
    try:
        import pypdfium2 as pdfium
        import pytesseract
    except ImportError:
        hint = "in a checkout of Armillary: pip install '.[ocr]'"
        raise ArmillaryError("scanned pages are read with the extra 'ocr'", hint) from None
    found = []
    with pdfium.PdfDocument(path) as document:
        for page in pages:
            image = document[page.number - 1].render(scale=_DPI / 72, grayscale=True).to_pil()
            try:
                words = pytesseract.image_to_data(
                    image, lang=languages, output_type=pytesseract.Output.DICT, timeout=_SECONDS
                )
            except pytesseract.TesseractNotFoundError:
                hint = "install Tesseract and its languages, such as tesseract-ocr and tesseract-ocr-fas"
                raise ArmillaryError("Tesseract, which reads scanned pages, is not installed", hint) from None
            except (pytesseract.TesseractError, RuntimeError) as problem:
                raise ArmillaryError(f"Tesseract failed: {str(problem)[:200]}", "see: tesseract --list-langs") from None
            found.append(Page(page.number, page.width, page.height, _lines(words, page.height)))
    return found


def _lines(words: dict[str, list[Any]], height: float) -> list[Line]:
    scale = 72 / _DPI
    rows: dict[tuple[int, int, int], list[int]] = {}
    for i, text in enumerate(words["text"]):
        if text.strip() and float(words["conf"][i]) >= _LEAST_SURE:
            rows.setdefault((words["block_num"][i], words["par_num"][i], words["line_num"][i]), []).append(i)
    lines, start = [], 0
    for row in rows.values():
        text = " ".join(words["text"][i] for i in row)
        left = min(words["left"][i] for i in row) * scale
        right = max(words["left"][i] + words["width"][i] for i in row) * scale
        top = height - min(words["top"][i] for i in row) * scale
        bottom = height - max(words["top"][i] + words["height"][i] for i in row) * scale
        lines.append(Line(text, start, left, bottom, right, top, round(top - bottom), False, False))
        start += len(text) + 2
    return lines
