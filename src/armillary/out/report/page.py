"""The report as one HTML page that needs nothing else: no script, no network, its fonts and figures inside it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources
from pathlib import Path

from armillary.figures.theme import screen_css
from armillary.out.report.content import (
    Block,
    Column,
    Figure,
    Heading,
    KeyJudgement,
    Link,
    NoteMark,
    Paragraph,
    Points,
    Report,
    Run,
    Runs,
    Section,
    Table,
    Text,
)
from armillary.out.report.lettering import font_css
from armillary.out.report.text import clean, stretches

_TAGS = {"strong": "strong", "emph": "em"}
_NARROW = 3  # columns: so few fit a phone
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


def render_page(report: Report, cache: Path | None = None) -> str:
    """The whole page; the same report gives the same text."""
    body = render_body(report)
    return "".join(
        (
            f'<!doctype html>\n<html lang="{_attribute(report.language)}">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n',
            f'<meta name="keywords" content="{_attribute(", ".join(report.keywords))}">\n',
            f'<meta name="dcterms.date" content="{_attribute(report.as_of)}">\n',
            f'<meta name="dcterms.accessRights" content="{_attribute(report.marking)}">\n' if report.marking else "",
            f"<title>{escape(clean(report.title), quote=False)}</title>\n<style>\n",
            font_css(body, cache),
            "\n",
            screen_css(),
            (resources.files("armillary.out.report") / "page.css").read_text(encoding="utf-8"),
            f"</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        )
    )


def render_body(report: Report) -> str:
    """What stands between the tags of the body."""
    return "".join(_body(report))


def _body(report: Report) -> Iterator[str]:
    marking = _marking(report)
    yield '<a class="skip" href="#main">Skip to the report</a>\n'
    yield f'{marking}<header class="masthead">\n<p class="kicker">{_words(report.edition)}</p>\n'
    yield f"<h1>{_words(report.title)}</h1>\n"
    yield f'<p class="subtitle">{_words(report.subtitle)}</p>\n<p class="basis">{_words(report.basis)}</p>\n'
    yield '<dl class="facts">'
    yield "".join(f"<div><dt>{_words(name)}</dt><dd>{_words(value)}</dd></div>" for name, value in report.facts)
    yield "</dl>\n"
    yield from _contents(report) if len(report.sections) > 1 else ('</header>\n<div class="frame alone">\n',)
    yield '<main id="main">\n'
    for section in report.sections:
        yield from _section(section)
    yield from _notes(report)
    yield from _references(report)
    yield f'</main>\n</div>\n<footer class="imprint">{_words(report.title)}, {_words(report.date)}.</footer>\n{marking}'


def _contents(report: Report) -> Iterator[str]:
    yield '<p class="jump"><a href="#contents">Contents</a></p>\n</header>\n'
    yield '<div class="frame">\n<nav id="contents" aria-labelledby="contents-title">\n'
    yield '<h2 id="contents-title">Contents</h2>\n<ol>'
    ends = [("notes", "Notes")] * bool(report.notes) + [("references", "References")] * bool(report.references)
    for name, title in [(section.name, section.title) for section in report.sections] + ends:
        yield f'<li><a href="#{_attribute(name)}">{_words(title)}</a></li>\n'
    yield "</ol>\n</nav>\n"


def _marking(report: Report) -> str:
    if not report.marking and not report.caveats:
        return ""
    caveats = "".join(f"<small>{_words(text)}</small>" for text in report.caveats)
    return f'<div class="marking" role="note" aria-label="Marking">{_words(report.marking)}{caveats}</div>\n'


def _section(section: Section) -> Iterator[str]:
    name = _attribute(section.name)
    yield f'<section id="{name}" aria-labelledby="{name}-title">\n<h2 id="{name}-title">{_words(section.title)}</h2>\n'
    for block in section.blocks:
        yield _block(block)
    yield "</section>\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level + 1}>{_words(block.text)}</h{block.level + 1}>\n"
        case Paragraph():
            role = f' class="{_attribute(block.role)}"' if block.role else ""
            return f"<p{role}>{_runs(block.runs)}</p>\n"
        case Points():
            return f"<ul>{''.join(f'<li>{_runs(item)}</li>' for item in block.items)}</ul>\n"
        case Table():
            return _table(block)
        case KeyJudgement():
            return _judgement(block)
        case Figure():
            return _figure(block)


def _judgement(block: KeyJudgement) -> str:
    meta = ""
    if block.likelihood is not None:
        places = ";".join(
            f"--{name}:{value * 100:.1f}%"
            for name, value in (("low", block.low), ("at", block.likelihood), ("high", block.high))
        )
        meta = (
            f'<span class="bar" style="{places}" aria-hidden="true"></span>'
            f"<span><b>{_words(block.word)}</b>, {_words(block.percent)}</span><span>{_words(block.range)}</span>"
        )
    meta += f"<span>{_words(block.confidence)}</span>" if block.confidence else ""
    meta = f'\n<p class="meta">{meta}</p>' if meta else ""
    return f'<div class="judgement"><p>{_runs(block.sentence)}</p>{meta}</div>\n'


def _table(block: Table) -> str:
    head = "".join(f'<th scope="col"{_numbers(column)}>{_words(column.head)}</th>' for column in block.columns)
    rows = []
    for row in block.rows:
        first, *rest = ((f"{_numbers(column)}", _runs(cell)) for column, cell in zip(block.columns, row, strict=True))
        others = "".join(f"<td{attributes}>{cell}</td>" for attributes, cell in rest)
        rows.append(f'<tr><th scope="row"{first[0]}>{first[1]}</th>{others}</tr>\n')
    shares = sum(column.share for column in block.columns)
    widths = "".join(f'<col style="width:{100 * column.share / shares:.1f}%">' for column in block.columns)
    narrow = " narrow" if len(block.columns) <= _NARROW else ""
    return (
        f'<div class="scroll{narrow}" tabindex="0" role="group" aria-label="{_attribute(block.caption)}"><table>'
        f"<caption>{_words(block.caption)}</caption><colgroup>{widths}</colgroup>"
        f"<thead><tr>{head}</tr></thead>\n<tbody>{''.join(rows)}</tbody></table></div>\n"
    )


def _numbers(column: Column) -> str:
    return ' class="num"' if column.numbers else ""


def _figure(block: Figure) -> str:
    return (
        f'<figure id="figure-{_attribute(block.name)}"><div class="scroll" tabindex="0" role="group" '
        f'aria-label="{_attribute(block.title)}" style="--width:{block.width}px">{block.screen}</div>'
        f"<figcaption><b>{_words(block.title)}</b> {_words(block.caption)}</figcaption></figure>\n"
    )


def _notes(report: Report) -> Iterator[str]:
    if report.notes:
        yield '<section id="notes" aria-labelledby="notes-title">\n<h2 id="notes-title">Notes</h2>\n'
        yield '<ol class="notes">\n'
        for number, note in enumerate(report.notes, 1):
            yield f'<li id="note-{number}">{_runs(note)}</li>\n'
        yield "</ol>\n</section>\n"


def _references(report: Report) -> Iterator[str]:
    if report.references:
        yield '<section id="references" aria-labelledby="references-title">\n'
        yield '<h2 id="references-title">References</h2>\n'
        for title, items in report.references:
            yield f'<h3>{_words(title)}</h3>\n<ul class="works">'
            yield "".join(f"<li>{_runs(item)}</li>\n" for item in items) + "</ul>\n"
        yield "</section>\n"


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    match run:
        case NoteMark():
            return f'<sup><a href="#note-{run.number}" aria-label="note {run.number}">{run.number}</a></sup>'
        case Link():
            return f'<a href="{_attribute(run.url)}" rel="noreferrer">{_words(run.text)}</a>'
        case Text():
            words = _words(run.text)
            if run.style == "quiet":
                return f'<span class="quiet">{words}</span>'
            tag = _TAGS.get(run.style)
            return f"<{tag}>{words}</{tag}>" if tag else words


def _words(text: str) -> str:
    """Text with what HTML would read as markup escaped, and Arabic script in its own direction."""
    return "".join(
        f'<bdi dir="rtl">{escape(part, quote=False)}</bdi>' if leftward else escape(part, quote=False)
        for part, leftward in stretches(clean(text))
    )


def _attribute(text: str) -> str:
    return escape(clean(text), quote=True)
