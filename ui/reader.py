"""A whole report as HTML: readable, with an anchor for every paragraph. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote, urlencode

from index.links import behind, led_to
from index.model import Paragraph, Report, Span
from ui import words
from ui.markup import attributes, esc, marked


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
    links = _links(report.paragraphs)
    before: tuple[str, ...] = ()
    page: int | None = None
    for section, group in groupby(report.paragraphs, key=lambda p: p.section):
        parts.append(_headings(before, section, level))
        before = section
        for paragraph in group:
            parts.append(_page_mark(page, paragraph.page))
            parts.append(_paragraph(paragraph, para, quotes, links.get(paragraph.ref, "")))
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


def _paragraph(paragraph: Paragraph, para: str, quotes: Sequence[Span], links: str) -> str:
    here = paragraph.ref == para
    text = marked(paragraph.text, quotes if here else ())
    number = f'<span class="number">{esc(paragraph.number)}.</span> ' if paragraph.number else ""
    kind = "" if paragraph.number else f'<span class="kind">{esc(paragraph.label)}</span><br>'
    data = attributes(
        class_=f"para {paragraph.kind.value}{' target' if here else ''}", id=anchor(paragraph.ref), tabindex="-1",
        role="group", aria_label=", ".join(part for part in (paragraph.label, words.pages(paragraph.pages())) if part),
        data_number=paragraph.number, data_target=here,
    )  # fmt: skip
    return f"<div{data}><p>{kind}{number}{text}</p>{links}</div>"


def _links(paragraphs: Sequence[Paragraph]) -> dict[str, str]:
    """By ref: links from a recommendation to the findings behind it, and back."""
    found = behind(paragraphs)
    lines = {
        ref: _line(words.BEHIND_PRINTED if of.printed else words.BEHIND_MATCHED, of.findings)
        for ref, of in found.items()
    }
    for title, printed in ((words.LED_TO_PRINTED, True), (words.LED_TO_MATCHED, False)):
        for ref, recommendations in led_to(paragraphs, found, printed=printed).items():
            lines[ref] = lines.get(ref, "") + _line(title, recommendations)
    return lines


def _line(title: str, paragraphs: Sequence[Paragraph]) -> str:
    items = ", ".join(f'<a href="#{esc(anchor(p.ref))}">{esc(p.label)}</a>' for p in paragraphs)
    return f'<p class="behind">{title} {items}</p>'


def fragment(report: Report, para: str, quotes: Sequence[Span]) -> str:
    """What the reader beside the conversation shows."""
    info = report.info
    source = ", ".join([info.title, words.dated(info), *([words.RECOGNISED] if info.ocr else [])])
    whole = f"/report/{quote(info.slug, safe='')}?{urlencode({'para': para})}#{anchor(para)}"
    return (
        f'<p class="reader-tools"><button type="button" class="quiet" data-back>{words.BACK}</button>'
        f'<a class="action" href="{esc(whole)}">{words.OPEN_REPORT}</a></p>'
        f'<h3 class="reader-title">{esc(words.named(info))}</h3><p class="from">{esc(source)}</p>'
        f'<div class="document">{body(report, para, quotes, level=4)}</div>'
    )


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
