"""A whole report as HTML: readable, with an anchor for every paragraph. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import quote

from index.model import Paragraph, Report, Span
from ui import words
from ui.markup import esc, marked


def spans_of(text: str) -> tuple[Span, ...]:
    """Spans as they stand in an address: "0-80,95-120". What is not a span is passed over."""
    found = []
    for piece in text.split(",")[:200]:
        start, dash, end = piece.partition("-")
        if dash and len(piece) < 20 and start.isdecimal() and end.isdecimal() and int(start) < int(end):
            found.append(Span(int(start), int(end)))
    return tuple(found)


def anchor(ref: str) -> str:
    """The id of a paragraph in its page."""
    return f"p-{ref}"


def body(report: Report, para: str = "", quotes: Sequence[Span] = (), level: int = 2) -> str:
    """The report's paragraphs under their headings; the paragraph `para` is marked, `quotes` in it highlighted.

    `level` is the heading level of the first rank of headings. Where a new page begins it says so.
    """
    parts: list[str] = []
    before: tuple[str, ...] = ()
    page: int | None = None
    for section, group in groupby(report.paragraphs, key=lambda p: p.section):
        parts.append(_headings(before, section, level))
        before = section
        for paragraph in group:
            parts.append(_page_mark(page, paragraph.page))
            parts.append(_paragraph(paragraph, para, quotes))
            page = paragraph.page
    return "".join(parts)


def _page_mark(before: int | None, now: int | None) -> str:
    return f'<p class="pagemark">{words.page(now).capitalize()}</p>' if now is not None and now != before else ""


def _headings(before: tuple[str, ...], section: tuple[str, ...], level: int) -> str:
    same = 0
    while same < min(len(before), len(section)) and before[same] == section[same]:
        same += 1
    return "".join(
        f"<h{min(6, level + depth)}>{esc(section[depth])}</h{min(6, level + depth)}>"
        for depth in range(same, len(section))
    )


def _paragraph(paragraph: Paragraph, para: str, quotes: Sequence[Span]) -> str:
    here = paragraph.ref == para
    text = marked(paragraph.text, quotes if here else ())
    number = f'<span class="number">{esc(paragraph.number)}.</span> ' if paragraph.number else ""
    label = esc(", ".join(part for part in (paragraph.label, words.pages(paragraph.pages())) if part))
    kind = "" if paragraph.number else f'<span class="kind">{esc(paragraph.label)}</span><br>'
    classes = f"para {paragraph.kind.value}{' target' if here else ''}"
    return (
        f'<div class="{classes}" id="{esc(anchor(paragraph.ref))}" tabindex="-1" role="group" aria-label="{label}"'
        f"{' data-target' if here else ''}><p>{kind}{number}{text}</p></div>"
    )


def fragment(report: Report, para: str, quotes: Sequence[Span]) -> str:
    """What the reader beside the conversation shows."""
    info = report.info
    return (
        f'<p class="reader-tools"><button type="button" class="quiet" data-back>{words.BACK}</button>'
        f'<a class="action" href="/report/{quote(info.slug, safe="")}#{esc(anchor(para))}">{words.OPEN_REPORT}</a></p>'
        f'<h3 class="reader-title">{esc(words.named(info))}</h3><p class="from">{esc(info.title)}, {esc(words.dated(info))}</p>'
        f'<div class="document">{body(report, para, quotes, level=4)}</div>'
    )


def page_title(report: Report) -> str:
    """What the browser's tab says."""
    return words.named(report.info)


def contents(report: Report) -> str:
    """Links to the first paragraph under each heading of the first two ranks."""
    items = []
    seen: set[tuple[str, ...]] = set()
    for paragraph in report.paragraphs:
        for depth in range(1, min(2, len(paragraph.section)) + 1):
            path = paragraph.section[:depth]
            if path not in seen:
                seen.add(path)
                items.append(
                    f'<li class="depth-{depth}"><a href="#{esc(anchor(paragraph.ref))}">{esc(path[-1])}</a></li>'
                )
    return f"<ol>{''.join(items)}</ol>"


def refs(paragraphs: Iterable[Paragraph]) -> dict[str, str]:
    """Printed numbers to refs; the first run of numbers wins, as people mean it."""
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        if paragraph.number:
            found.setdefault(paragraph.number, paragraph.ref)
    return found
