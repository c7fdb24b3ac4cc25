"""Kinds of source and the types that bibliographies have for them: CSL 1.0.2, BibTeX and biblatex, RIS."""

from __future__ import annotations

from typing import NamedTuple


class Types(NamedTuple):
    """What a kind of source is called elsewhere."""

    csl: str
    bibtex: str
    ris: str


TYPES = {
    "report": Types("report", "techreport", "RPRT"),
    "article": Types("article-journal", "article", "JOUR"),
    "book": Types("book", "book", "BOOK"),
    "thesis": Types("thesis", "phdthesis", "THES"),
    "brief": Types("article", "misc", "PAMP"),
    "testimony": Types("hearing", "misc", "HEAR"),
    "interview": Types("interview", "misc", "PCOMM"),
    "correspondence": Types("personal_communication", "misc", "PCOMM"),
    "field_report": Types("report", "techreport", "RPRT"),
    "statement": Types("pamphlet", "misc", "PAMP"),
    "press_conference": Types("speech", "misc", "SOUND"),
    "speech": Types("speech", "misc", "SOUND"),
    "post": Types("post", "misc", "ICOMM"),
    "video": Types("motion_picture", "misc", "VIDEO"),
    "group_publication": Types("periodical", "misc", "MGZN"),
    "decree": Types("legislation", "misc", "STAT"),
    "agreement": Types("treaty", "misc", "LEGAL"),
    "resolution": Types("regulation", "misc", "LEGAL"),
    "letter": Types("personal_communication", "misc", "PCOMM"),
    "sanctions_list": Types("regulation", "misc", "LEGAL"),
    "captured_document": Types("manuscript", "unpublished", "UNPB"),
    "court_record": Types("legal_case", "misc", "CASE"),
    "dataset": Types("dataset", "misc", "DATA"),
    "image": Types("graphic", "misc", "ART"),
    "web_page": Types("webpage", "misc", "ELEC"),
}
# What other types come nearest to; the first kind of TYPES with a type is meant by it anyway.
NEAREST = {
    "article-newspaper": "article",
    "article-magazine": "article",
    "chapter": "book",
    "paper-conference": "article",
    "broadcast": "video",
    "bill": "decree",
    "collection": "book",
    "document": "report",
    "entry": "web_page",
    "entry-dictionary": "book",
    "entry-encyclopedia": "book",
    "figure": "image",
    "map": "image",
    "post-weblog": "post",
    "review": "article",
    "review-book": "article",
    "song": "video",
    "standard": "report",
    "inbook": "book",
    "incollection": "book",
    "inproceedings": "article",
    "conference": "article",
    "booklet": "brief",
    "proceedings": "book",
    "manual": "report",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "online": "web_page",
    "www": "web_page",
    "electronic": "web_page",
    "report": "report",
    "audio": "speech",
    "movie": "video",
    "jurisdiction": "court_record",
    "legal": "agreement",
    "letter": "letter",
    "thesis": "thesis",
    "periodical": "group_publication",
    "suppperiodical": "article",
    "dataset": "dataset",
    "image": "image",
    "NEWS": "article",
    "EJOUR": "article",
    "CHAP": "book",
    "EBOOK": "book",
    "ECHAP": "book",
    "CONF": "book",
    "CPAPER": "article",
    "WEB": "web_page",
    "BLOG": "post",
    "GOVDOC": "report",
    "MULTI": "video",
    "MPCT": "video",
    "MAP": "image",
    "BILL": "decree",
    "DBASE": "dataset",
    "AGGR": "dataset",
    "EDBOOK": "book",
    "INPR": "article",
    "JFULL": "book",
    "MANSCPT": "captured_document",
    "FIGURE": "image",
    "CHART": "image",
    "SLIDE": "image",
    "ENCYC": "book",
}


def kind_of(type_: str, said: str, known: frozenset[str]) -> str:
    """The kind of source that a type means, `said` first where it is a kind itself; '' where nothing tells."""
    word = said.strip().lower().replace(" ", "_").replace("-", "_")
    if word in known:
        return word
    found = NEAREST.get(type_, "")
    if not found:
        found = next((kind for kind, types in TYPES.items() if type_ in types and type_ != "misc"), "")
    return found if found in known else ""


def types_of(kind: str) -> Types:
    """What a kind is called elsewhere; a kind that a casebook adds is a document without a type."""
    return TYPES.get(kind, Types("document", "misc", "GEN"))
