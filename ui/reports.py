"""The Report tab: a whole report as a readable page, its pages as pictures, its original file."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from index.library import Library
from index.model import Paragraph, Report, ReportInfo, Span
from ui import picture, reader, shell, words
from ui.markup import attributes, esc

A4_POINTS = 842  # high; only for scrolling to the marked place, where another paper size does no harm
Short = Annotated[str, Query(max_length=100)]
Long = Annotated[str, Query(max_length=4000)]


def routes(library: Library) -> APIRouter:
    """Everything under /report."""
    router = APIRouter(include_in_schema=False)

    @router.get("/report", response_model=None)
    def choose() -> Response:
        infos = library.infos()
        if len(infos) == 1:
            return RedirectResponse(report_address(infos[0].slug))
        return HTMLResponse(shell.page(words.CHOOSE_REPORT, "/report", chooser(infos)))

    @router.get("/report/{slug}")
    def whole(slug: str, para: Short = "", quotes: Long = "", part: bool = False) -> HTMLResponse:
        report, spans = library.report(slug), reader.spans_of(quotes)
        if part:
            return HTMLResponse(reader.fragment(report, para, spans))
        return HTMLResponse(shell.page(words.named(report.info), "/report", report_page(report, para, spans)))

    @router.get("/report/{slug}/page/{number}")
    def printed(
        slug: str, number: int, para: Short = "", quotes: Long = "", zoom: float = 1.0, part: bool = False
    ) -> HTMLResponse:
        report = library.report(slug)
        if not 1 <= number <= (report.info.pages or 0):
            raise HTTPException(404, words.no_page(report.info, number))
        content = page_view(report, number, para, quotes, nearest_zoom(zoom))
        if part:
            return HTMLResponse(content)
        title = f"{words.named(report.info)}, {words.page(number)}"
        return HTMLResponse(shell.page(title, "/report", f'<div class="sheet"><h1>{esc(title)}</h1>{content}</div>'))

    @router.get("/report/{slug}/picture/{number}", response_class=Response)
    def drawn(slug: str, number: int, para: Short = "", quotes: Long = "", zoom: float = 1.0) -> Response:
        marked = next((p for p in library.report(slug).paragraphs if p.ref == para), None)
        image = picture.draw(library.source(slug), number, marked, reader.spans_of(quotes), nearest_zoom(zoom))
        return Response(image, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})

    @router.get("/report/{slug}/original", response_class=Response)
    def original(slug: str) -> Response:
        name = quote(library.report(slug).info.source)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(library.source(slug), media_type="application/octet-stream", headers=headers)

    return router


def report_address(slug: str) -> str:
    """Where a report is read."""
    return f"/report/{quote(slug, safe='')}"


def nearest_zoom(zoom: float) -> float:
    """The zoom we draw that is nearest to the one asked for."""
    return min(picture.ZOOMS, key=lambda z: abs(z - zoom))


def chooser(infos: tuple[ReportInfo, ...]) -> str:
    """The list of reports."""
    items = "".join(
        f'<li><a href="{report_address(i.slug)}">{esc(words.named(i))}</a> '
        f'<span class="from">{esc(i.title)}, {esc(words.dated(i))}</span></li>'
        for i in infos
    )
    content = (
        f'<ul class="reports">{items}</ul>'
        if infos
        else f'<p>{words.NO_REPORTS} <a href="/library">{words.ADD_REPORTS}</a></p>'
    )
    return f'<div class="sheet"><h1>{words.CHOOSE_REPORT}</h1>{content}</div>'


def report_page(report: Report, para: str, quotes: tuple[Span, ...]) -> str:
    """Facts, contents, tools and the text."""
    return (
        f'<div class="report"><div class="sheet aside"><h2>{words.CONTENTS}</h2>'
        f'<nav aria-label="{words.CONTENTS}" class="contents">{reader.contents(report)}</nav></div>'
        f'<div class="sheet"><h1>{esc(report.info.title)}</h1>'
        f'<p class="from">{esc(words.source(report.info))}</p>{facts(report.info)}{_tools(report)}'
        f'<div class="document">{reader.body(report, para, quotes)}</div></div></div>'
    )


def _tools(report: Report) -> str:
    numbers = [p.number for p in report.paragraphs if p.number]
    goto = (
        f'<form data-goto><label for="goto">{words.GO_TO}</label><input id="goto" name="para" inputmode="numeric" size="5" maxlength="20">'
        f'<button class="quiet">{words.GO}</button></form>'
        if numbers
        else ""
    )
    return (
        f'<div class="report-tools"><form data-find role="search"><label for="find">{words.FIND}</label>'
        f'<input id="find" type="search" maxlength="200"><button class="quiet">{words.FIND_NEXT}</button>'
        f'<button type="button" class="quiet" data-find-previous>{words.FIND_PREVIOUS}</button>'
        f'<span id="found" class="hint"></span></form>{goto}</div>'
    )


def facts(info: ReportInfo) -> str:
    """What is known of the report, as a folded list."""
    names = words.FACT_NAMES
    grades = "; ".join(f"{j.area}: {j.grade}" for j in info.judgements)
    published = words.day(info.published) + words.PUBLISHED_FROM.get(info.published_from, "") if info.published else ""
    rows = [
        (names["authority"], info.authority), (names["kind"], info.kind), (names["inspection"], info.inspection_dates),
        (names["published"], published), (names["publisher"], info.publisher),
        (names["judgements"], grades), (names["pages"], info.pages or ""),
        (names["source"], info.source),
    ]  # fmt: skip
    items = "".join(f"<dt>{name}</dt><dd>{esc(value)}</dd>" for name, value in rows if value)
    scan = f'<p class="note">{words.OCR}</p>' if info.ocr else ""
    return (
        f'<details class="facts"><summary>{words.FACTS}</summary><dl>{items}</dl>{scan}{doubts(info.doubts)}'
        f'<p><a class="action" href="{report_address(info.slug)}/original">{words.ORIGINAL}</a></p></details>'
    )


def doubts(sentences: tuple[str, ...]) -> str:
    """The reader's doubts, nothing when there are none."""
    if not sentences:
        return ""
    items = "".join(f"<li>{esc(doubt)}</li>" for doubt in sentences)
    return f'<div class="doubts"><p>{words.DOUBTS}:</p><ul>{items}</ul></div>'


def page_view(report: Report, number: int, para: str, quotes: str, zoom: float) -> str:
    """A page as a picture; the paragraph marked, and the further pages it runs on to below. With the text beside it."""
    marked = next((p for p in report.paragraphs if p.ref == para), None)
    further = [n for n in marked.pages() if n > number] if marked and number in marked.pages() else []
    top = min((line.top for line in marked.lines if line.page == number), default=0.0) if marked else 0.0
    pictures = [_picture(report, number, para, quotes, zoom, marked, at=top / A4_POINTS)]
    for more in further:
        pictures.append(f'<p class="note">{words.CONTINUES.format(page=more)}</p>')
        pictures.append(_picture(report, more, para, quotes, zoom, marked))
    return f"{_page_tools(report, number, para, quotes, zoom)}{''.join(pictures)}{_page_text(report, [number, *further], marked)}"


def _page_tools(report: Report, number: int, para: str, quotes: str, zoom: float) -> str:
    at = picture.ZOOMS.index(zoom)
    last = report.info.pages or number
    links = [
        (words.PAGE_BEFORE, number - 1, zoom, number > 1),
        (words.PAGE_AFTER, number + 1, zoom, number < last),
        (words.LARGER, number, picture.ZOOMS[min(at + 1, len(picture.ZOOMS) - 1)], at + 1 < len(picture.ZOOMS)),
        (words.SMALLER, number, picture.ZOOMS[max(at - 1, 0)], at > 0),
    ]
    shown = "".join(
        f'<a class="action" data-page href="{esc(_page_link(report, page, para, quotes, size))}">{name}</a>'
        for name, page, size, there in links
        if there
    )
    text = (
        f"{report_address(report.info.slug)}?{urlencode({'para': para, 'quotes': quotes})}#{quote(reader.anchor(para))}"
    )
    return (
        f'<p class="reader-tools"><button type="button" class="quiet" data-back>{words.BACK}</button>{shown}'
        f'<a class="action" data-read href="{esc(text)}">{words.AS_TEXT}</a></p>'
    )


def _page_link(report: Report, number: int, para: str, quotes: str, zoom: float) -> str:
    given = {"para": para, "quotes": quotes, "zoom": zoom}
    return f"{report_address(report.info.slug)}/page/{number}?{urlencode(given)}"


def _picture(
    report: Report,
    number: int,
    para: str,
    quotes: str,
    zoom: float,
    marked: Paragraph | None,
    *,
    at: float | None = None,
) -> str:
    """`at`: how far down the page the marked place is, as a share; of the page that is gone to alone."""
    address = f"{report_address(report.info.slug)}/picture/{number}"
    given = urlencode({"para": para, "quotes": quotes, "zoom": zoom, "of": report.info.edition[-12:]})
    data = attributes(
        class_="page-picture", tabindex="0", role="group", data_target=at is not None, data_at=f"{at:.3f}" if at else None,
        aria_label=f"{words.named(report.info)}, {words.page(number)}",
    )  # fmt: skip
    drawn = marked is not None and any(line.page == number for line in marked.lines)
    alt = esc(words.picture_of(report.info, number, marked.label if marked and drawn else ""))
    return f'<div{data}><img src="{address}?{esc(given)}" alt="{alt}" style="width:{zoom:.0%}"></div>'


def _page_text(report: Report, numbers: list[int], marked: Paragraph | None) -> str:
    """The text alternative: every paragraph of these pages, the marked one first."""
    here = [p for p in report.paragraphs if set(p.pages()) & set(numbers)]
    ordered = sorted(here, key=lambda p: p is not marked)
    items = "".join(f"<li><strong>{esc(p.label)}</strong> {esc(p.text)}</li>" for p in ordered)
    scan = f'<p class="note">{words.OCR}</p>' if report.info.ocr else ""
    return f'<details class="page-text"><summary>{words.TEXT_OF_PAGE}</summary>{scan}<ul>{items}</ul></details>'
