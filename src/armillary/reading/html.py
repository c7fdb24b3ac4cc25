"""Saved web pages: the article without menus and advertisements, its notes found by the links that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from armillary.finding import ArmillaryError, Finding, Place, find
from armillary.reading.articles import words_of, write_article
from armillary.reading.blocks import Form
from armillary.reading.layer import Layer, Stream, lay_end_to_end
from armillary.reading.visible import prose_of, set_in_paragraphs, take_out_hidden

_NUMBER = re.compile(r"\[?\s*(\d{1,4})\s*\]?")
_BACK = re.compile(r"^[\s\^↑↩︎⬑a-z]*(?=\d|\W|$)|[\s↩︎↑⬑^]+$")
_LEADING_NUMBER = re.compile(r"^\W*\d{1,4}[.)\]]?\s+")
_BLOCKS = ("p", "li", "dd", "div", "section", "aside", "td")
_KEPT = {"title": "title", "author": "author", "date": "date", "sitename": "publisher", "url": "url"}
# A comment, a script, or a tag up to its end, each taken whole.
_TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)|<[a-z](?:[^>\"']++|\"[^\"]*\"|'[^']*')*+", re.I | re.S
)
_ATTRIBUTE = re.compile(rb"[\s/]+[^\s=>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
_MOST_ATTRIBUTES = 1000  # of one tag: the time to read them goes with their square
_MUCH, _SHARE = 40, 0.2  # words left out that are told of, and the share of all


def read_html(data: bytes, name: str) -> Layer:
    """The text of a saved page; `name` is how findings call the file. Scripts are dropped unread."""
    try:
        import lxml.etree
        import lxml.html
        import trafilatura
        import trafilatura.settings
    except ImportError:
        raise ArmillaryError(
            "web pages are read with the extra 'reading'", "in a checkout of Armillary: pip install '.[reading]'"
        ) from None
    here = Place(name)
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            data = data.decode("utf-16", "replace").encode()
        if most := next((count for count in _attributes(data) if count > _MOST_ATTRIBUTES), 0):
            what = f"{name} has a tag with {most:,} attributes"
            return Layer("", (), findings=(find("D904", here, what, "check where it comes from"),))
        parser = lxml.html.HTMLParser(encoding=_encoding(data), remove_comments=True, remove_pis=True, huge_tree=False)
        tree = lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as problem:
        what = f"{name} cannot be read as a web page: {problem}"
        return Layer("", (), findings=(find("D902", here, what, "save the page once more"),))
    take_out_hidden(tree)
    notes = _take_notes(tree)
    set_in_paragraphs(tree)
    prose = list(prose_of(tree))
    title = _letters(tree.findtext(".//title") or "")
    heads = list(filter(None, map(words_of, tree.iter("h1"))))
    heads = [head for head in heads if len(heads) == 1 or _letters(head) in title]
    config = deepcopy(trafilatura.settings.DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")  # a short page has headings and paragraphs too
    article: Any = trafilatura.bare_extraction(
        tree,
        config=config,
        include_comments=False,
        include_formatting=True,
        include_tables=True,
        favor_recall=True,
        with_metadata=True,
    )
    main, back = Stream(), Stream()
    metadata: dict[str, str] = {}
    if article is not None and article.body is not None:
        said = article.as_dict()
        metadata = {_KEPT[key]: str(value) for key, value in said.items() if key in _KEPT and value}
        if _is_guessed(metadata.get("date", ""), data):
            del metadata["date"]
        if heads and _letters(heads[0]) not in map(_letters, map(words_of, article.body.iter("head"))):
            main.begin(Form.HEADING, heads[0], level=1)
        write_article(article.body, main)
    if not main.length:
        write_article(tree, main, html=True)
    for number, text in sorted(notes.items()):
        back.begin(Form.FOOTNOTE, text, number=number)
    text, blocks, _ = lay_end_to_end([main, back])
    return Layer(text, blocks, metadata=metadata, findings=tuple(_left_out(prose, text, here)))


def _left_out(prose: list[str], text: str, here: Place) -> Iterator[Finding]:
    """A finding where much of the page's prose is not in what was taken for its article."""
    read = _letters(text)
    lost = [block for block in prose if _letters(block)[:60] not in read]
    words = sum(len(block.split()) for block in lost)
    whole = sum(len(block.split()) for block in prose)
    if words > max(_MUCH, _SHARE * whole):
        what = f"{words} of {whole} words that a reader of {here.file} sees were left out, from: {lost[0][:60]}"
        yield find("D921", here, what, "look whether they belong to the article; if so, save its text as .txt")


def _letters(text: str) -> str:
    return re.sub(r"\[\^\d+\]|\W", "", text).casefold()


def _is_guessed(date: str, data: bytes) -> bool:
    """Whether a date is the first day of a year that the page names somewhere, and not that day itself."""
    year, day = date[:4], r"(?:0?1|Jan\w*)"
    written = rf"{year}[-/. ]?{day}[-/. ]?0?1|\b{day}[-/. ]{day}(?:st)?,?[-/. ]{year}"
    return date.endswith("-01-01") and re.search(written.encode(), data) is None


def _attributes(data: bytes) -> Iterator[int]:
    """How many attributes each long tag has."""
    for match in _TAG.finditer(data):
        if match.end() - match.start() > 2 * _MOST_ATTRIBUTES and not match[0].startswith(b"<!--") and not match[1]:
            yield len(_ATTRIBUTE.findall(match[0]))


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are, else what the page says of itself."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _take_notes(tree: Any) -> dict[int, str]:
    """The notes that numbered links lead to, taken out of the page; each link becomes the sign `[^n]`."""
    named = (element for element in tree.iter() if isinstance(element.tag, str) and element.get("id"))
    targets = {element.get("id"): element for element in named}
    calls: list[tuple[Any, int, Any]] = []
    for link in tree.iter("a"):
        target = targets.get((link.get("href") or "").partition("#")[2]) if "#" in (link.get("href") or "") else None
        written = _NUMBER.fullmatch("".join(link.itertext()).strip())
        if target is None or written is None or target in link.iterancestors():
            continue
        raised = any(parent.tag == "sup" for parent in link.iterancestors()) or link.find("sup") is not None
        if raised or "note" in f"{link.get('class', '')} {link.get('role', '')} {link.get('id', '')}":
            calls.append((link, int(written[1]), target))
    found: dict[int, str] = {}
    holders: dict[Any, Any] = {}  # a target -> the block that it stands in
    texts: dict[Any, str] = {}  # a block -> its text; thousands of links may lead to one
    for link, number, target in calls:
        if target not in holders:
            holders[target] = target if target.tag in _BLOCKS else next(target.iterancestors(*_BLOCKS), target)
        holder = holders[target]
        if holder in link.iterancestors():
            continue  # a link back, or a list of links
        if number not in found:
            if holder not in texts:
                texts[holder] = _LEADING_NUMBER.sub("", _BACK.sub("", words_of(holder)).strip())
            if texts[holder]:
                found[number] = texts[holder]
        sign = next((parent for parent in link.iterancestors("sup")), link)
        tail = sign.tail
        sign.clear()
        sign.tag, sign.text, sign.tail = "span", f"[^{number}]", tail
    for holder in dict.fromkeys(holders[target] for _, number, target in calls if number in found):
        if holder.getparent() is not None:
            holder.drop_tree()
    return found
