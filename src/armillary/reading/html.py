"""Saved web pages: the article without menus and advertisements, its notes found by the links that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from armillary.finding import ArmillaryError, Place, find
from armillary.reading.blocks import Form
from armillary.reading.layer import Layer, Stream, lay_end_to_end

_NUMBER = re.compile(r"\[?\s*(\d{1,4})\s*\]?")
_BACK = re.compile(r"^[\s\^↑↩︎⬑a-z]*(?=\d|\W|$)|[\s↩︎↑⬑^]+$")
_LEADING_NUMBER = re.compile(r"^\W*\d{1,4}[.)\]]?\s+")
_BLOCKS = ("p", "li", "dd", "div", "section", "aside", "td")
_KEPT = {"title": "title", "author": "author", "date": "date", "sitename": "publisher", "url": "url"}
_FALLBACK = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "blockquote", "figcaption")


def read_html(data: bytes, name: str) -> Layer:
    """The text of a saved page; `name` is how findings call the file. Scripts are dropped unread."""
    try:
        import lxml.etree
        import lxml.html
        import trafilatura
    except ImportError:
        raise ArmillaryError(
            "web pages are read with the extra 'reading'", "in a checkout of Armillary: pip install '.[reading]'"
        ) from None
    here = Place(name)
    try:
        parser = lxml.html.HTMLParser(encoding=_encoding(data), remove_comments=True, huge_tree=False)
        tree = lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as problem:
        what = f"{name} cannot be read as a web page: {problem}"
        return Layer("", (), findings=(find("D902", here, what, "save the page once more"),))
    notes = _take_notes(tree)
    article: Any = trafilatura.bare_extraction(
        tree,
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
        _write_article(article.body, main)
    if not main.length:
        for element in tree.iter(*_FALLBACK):
            _begin(main, _form(element.tag), _words(element), int(element.tag[1]) if element.tag[0] == "h" else 0)
    for number, text in sorted(notes.items()):
        back.begin(Form.FOOTNOTE, text, number=number)
    text, blocks, _ = lay_end_to_end([main, back])
    return Layer(text, blocks, metadata=metadata)


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
        if target is None or written is None or link in set(target.iterdescendants("a")):
            continue
        raised = any(parent.tag == "sup" for parent in link.iterancestors()) or link.find("sup") is not None
        if raised or "note" in f"{link.get('class', '')} {link.get('role', '')} {link.get('id', '')}":
            calls.append((link, int(written[1]), target))
    found: dict[int, str] = {}
    for link, number, target in calls:
        holder = target if target.tag in _BLOCKS else next(target.iterancestors(*_BLOCKS), target)
        if link in set(holder.iterdescendants("a")):
            continue  # a link back, or a list of links
        if number not in found:
            text = _LEADING_NUMBER.sub("", _BACK.sub("", _words(holder)).strip())
            if text:
                found[number] = text
        sign = next((parent for parent in link.iterancestors("sup")), link)
        _replace(sign, f"[^{number}]")
    for _, number, target in calls:
        holder = target if target.tag in _BLOCKS else next(target.iterancestors(*_BLOCKS), target)
        if number in found and holder.getparent() is not None:
            holder.drop_tree()
    return found


def _replace(element: Any, text: str) -> None:
    """Put a text where an element stands."""
    parent = element.getparent()
    if parent is None:
        return
    element.tail = text + (element.tail or "")
    for child in list(element):
        element.remove(child)
    element.text = None
    element.drop_tag()


def _write_article(body: Any, stream: Stream) -> None:
    for element in body:
        match element.tag:
            case "head":
                level = int((element.get("rend") or "h2")[1:2] or 2)
                _begin(stream, Form.HEADING, _words(element), level)
            case "list":
                ordered = element.get("rend") == "ol"
                for count, item in enumerate(element.iter("item"), 1):
                    _begin(stream, Form.ITEM, _words(item), number=count if ordered else 0)
            case "quote":
                _begin(stream, Form.QUOTE, _words(element))
            case "table":
                rows = [" | ".join(_words(cell) for cell in row.iter("cell")) for row in element.iter("row")]
                _begin(stream, Form.TABLE, "\n".join(row for row in rows if row.strip(" |")))
            case "p" | "ab":
                _begin(stream, Form.PROSE, _words(element))
            case "div":
                _write_article(element, stream)


def _begin(stream: Stream, form: Form, text: str, level: int = 0, number: int = 0) -> None:
    if text:
        stream.begin(form, text, level=level, number=number)


def _form(tag: str) -> Form:
    if tag[0] == "h":
        return Form.HEADING
    return {"li": Form.ITEM, "blockquote": Form.QUOTE, "figcaption": Form.CAPTION}.get(tag, Form.PROSE)


def _words(element: Any) -> str:
    """The text of an element in one line, raised numbers as superscripts."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    raised = element.tag == "sup" or "#sup" in (element.get("rend") or "")
    if raised and (number := "".join(element.itertext()).strip()).isdecimal():
        yield f"[^{number}]"
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            if child.tag in ("br", "lb"):
                yield " "
            yield from _pieces(child)
        yield child.tail or ""
