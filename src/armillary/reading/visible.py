"""A web page as a reader sees it: what is hidden taken out, loose text made paragraphs, tables of layout undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"),
        *("hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul"),
    )
)
UNREAD = frozenset(("script", "style", "noscript", "template", "head", "select", "button", "textarea", "svg", "title"))
_AROUND = frozenset(("nav", "aside", "footer", "form", "menu"))  # what stands around an article
_HOLDERS = frozenset(
    (
        *("article", "aside", "blockquote", "body", "center", "dd", "details", "div", "main", "p", "section", "td"),
        "th",
    )
)
_PHRASES = ("font", "span", "b", "i", "strong", "em")  # old pages set whole texts in them
_HIDING = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?![.\d])|"
    r"font-size\s*:\s*0(?![.\d]))",
    re.IGNORECASE,
)
_SHOWING = re.compile(r"(?:^|[;{\s])(?:display|visibility|opacity)\s*:", re.IGNORECASE)
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CSS_NOTE = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAMED = re.compile(r"[\w-]*([.#][\w-]+)")
_LONG_CELL = 60  # words; a table with a longer one is there for its layout
_LONG_BLOCK = 8  # words; shorter blocks may be labels, bylines and buttons
_LINKED = 0.5  # the share of a block's letters in links from which on it is a menu


def take_out_hidden(tree: Any) -> None:
    """Take out of a page what its attributes, or plain rules of its own style sheets, hide from readers."""
    hidden = _hidden_names(tree)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "head") or element.getparent() is None:
            continue
        style = element.get("style", "")
        names = {f".{name}" for name in element.get("class", "").split()} | {f"#{element.get('id', '')}"}
        by_sheet = not _SHOWING.search(style) and not names.isdisjoint(hidden)
        by_itself = element.get("hidden") is not None or element.get("aria-hidden", "").casefold() == "true"
        if element.tag == "template" or by_itself or by_sheet or _HIDING.search(style):
            element.drop_tree()


def _hidden_names(tree: Any) -> set[str]:
    """The classes and ids that a style sheet of the page hides, and that no other rule of it shows."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in tree.iter("style"):
        for rule in _RULE.finditer(_AT_RULE.sub("", _CSS_NOTE.sub("", sheet.text or ""))):
            hides = bool(_HIDING.search(rule[2]))
            for selector in rule[1].split(","):
                named = _NAMED.fullmatch(selector.strip())
                if hides and named:
                    hidden.add(named[1])
                elif not hides and _SHOWING.search(rule[2]):
                    shown.update(re.findall(r"[.#][\w-]+", selector))
    return hidden - shown


def set_in_paragraphs(tree: Any) -> None:
    """Give each run of loose text between blocks, or between double line breaks, a paragraph of its own."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        if element.tag in _PHRASES and _is_parted(element):
            element.tag = "div"
        if element.tag in _HOLDERS and _is_parted(element):
            if element.tag == "p":
                element.tag = "div"
            _wrap_runs(element)
    for printed in list(tree.iter("pre")):
        parts = re.split(r"\n\s*\n", "".join(printed.itertext()))
        for child in list(printed):
            printed.remove(child)
        printed.tag, printed.text = "div", None
        for part in parts:
            printed.append(tree.makeelement("p"))
            printed[-1].text = part
    for table in list(tree.iter("table")):
        if _is_layout(table):
            for part in table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th"):
                part.tag = "div"


def _is_parted(element: Any) -> bool:
    """Whether an element has blocks, or two line breaks in a row, in it."""
    after_break = False
    for child in element:
        if child.tag in BLOCKS or (after_break and child.tag == "br"):
            return True
        after_break = (child.tag == "br" or after_break) and not (child.tail or "").strip()
        if child.tag in _PHRASES and _is_parted(child):
            return True
    return False


def _wrap_runs(holder: Any) -> None:
    run: list[Any] = []
    text = holder.text or ""
    children = list(holder)
    holder.text = None
    for child in children:
        holder.remove(child)

    def flush() -> None:
        nonlocal text
        while run and run[-1].tag == "br" and not (run[-1].tail or "").strip():
            run.pop()
        if text.strip() or any(_has_words(child) for child in run):
            paragraph = holder.makeelement("p")
            paragraph.text = text
            paragraph.extend(run)
            holder.append(paragraph)
        else:
            holder.extend(run)  # pictures and anchors
        run.clear()
        text = ""

    for child in children:
        tail, child.tail = child.tail or "", None
        if child.tag in BLOCKS or _is_parted(child):
            flush()
            holder.append(child)
            text = tail
        elif child.tag == "br" and run and run[-1].tag == "br" and not (run[-1].tail or "").strip():
            flush()
            text = tail
        elif child.tag == "br" and not run and not text.strip():
            text += tail
        else:
            child.tail = tail
            run.append(child)
    flush()


def _has_words(element: Any) -> bool:
    return bool("".join(element.itertext()).strip() or (element.tail or "").strip())


def _is_layout(table: Any) -> bool:
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return True
    if next(table.iterdescendants("h1", "h2", "h3"), None) is not None:
        return True
    return any(len("".join(cell.itertext()).split()) > _LONG_CELL for cell in table.iter("td"))


def prose_of(tree: Any) -> Iterator[str]:
    """The longer blocks of a page that are no menus and stand in none of the parts around an article."""
    for element in tree.iter(*BLOCKS):
        if element.tag in _AROUND or any(parent.tag in _AROUND | UNREAD for parent in element.iterancestors()):
            continue
        if next(element.iterdescendants(*BLOCKS), None) is not None:
            continue
        text = " ".join("".join(element.itertext()).split())
        linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
        if len(text.split()) >= _LONG_BLOCK and linked < _LINKED * len(text):
            yield text
