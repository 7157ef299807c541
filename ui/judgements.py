"""The Judgements tab: every report's grades in one table, as CSV, and an authority's grades over time as a chart."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from index.library import Library
from index.model import Grade, Judgement, ReportInfo
from ui import shell, words
from ui.markup import esc, visible
from ui.reports import report_address

# Areas are worded differently from year to year. A column takes the areas whose words hold one of its own, tried in
# this order; what fits nowhere goes to the last.
COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("board", ("safeguarding children board", "lscb", "safeguarding board")),
    ("leaving", ("care leavers", "leaving care")),
    ("care", ("looked after", "in care", "achieving permanence", "experiences and progress of children in care")),
    ("help", ("help and protection", "help or protection", "need help")),
    ("leaders", ("leader", "management", "governance")),
    ("overall", ("overall", "services in", "children’s services", "children's services")),
    ("other", ("",)),
)
_BEST_FIRST = tuple(Grade)


def routes(library: Library) -> APIRouter:
    """/judgements and /judgements.csv."""
    router = APIRouter(include_in_schema=False)

    @router.get("/judgements")
    def table(authority: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
        return HTMLResponse(shell.page(words.TABS["/judgements"], "/judgements", page(library.infos(), authority)))

    @router.get("/judgements.csv", response_class=Response)
    def download() -> Response:
        headers = {"Content-Disposition": 'attachment; filename="judgements.csv"'}
        # With the mark at its beginning a spreadsheet program takes it for UTF-8.
        return Response(
            as_csv(library.infos()).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers
        )

    return router


def column(area: str) -> str:
    """The column an area belongs to."""
    low = area.casefold()
    if "care leavers" in low and "in care" in low:  # one grade for both, as printed from 2018 to 2022
        return "care"
    return next(name for name, parts in COLUMNS if any(part in low for part in parts))


def by_column(info: ReportInfo) -> dict[str, tuple[Judgement, ...]]:
    """A report's judgements under their columns."""
    ordered = sorted(info.judgements, key=lambda j: column(j.area))
    return {name: tuple(group) for name, group in groupby(ordered, key=lambda j: column(j.area))}


def page(infos: Sequence[ReportInfo], authority: str) -> str:
    """Filter, table, and for one authority the chart."""
    shown = [info for info in infos if not authority or words.name(info) == authority]
    if not infos:
        return f'<div class="sheet"><h1>{words.JUDGEMENTS}</h1><p>{words.NO_REPORTS} <a href="/library">{words.ADD_REPORTS}</a></p></div>'
    return (
        f'<div class="sheet"><h1>{words.JUDGEMENTS}</h1><p class="hint">{words.JUDGEMENTS_HINT}</p>'
        f"{_filters(infos, authority)}{over_time(shown) if authority else ''}{_table(shown)}</div>"
    )


def _filters(infos: Sequence[ReportInfo], authority: str) -> str:
    names = words.authorities(infos)
    chosen = "".join(
        f'<option value="{esc(n)}"{" selected" if n == authority else ""}>{esc(n)}</option>' for n in names
    )
    grades = "".join(f"<option>{words.GRADES[grade]}</option>" for grade in _BEST_FIRST)
    return (
        f'<div class="report-tools"><form method="get" action="/judgements"><label for="authority">{words.AUTHORITY}</label>'
        f'<select id="authority" name="authority"><option value="">{words.ALL}</option>{chosen}</select>'
        f'<button class="quiet">{words.SHOW}</button></form>'
        f'<form data-filter><label for="filter">{words.FILTER}</label><input id="filter" type="search" maxlength="100">'
        f'<label for="grade">{words.GRADE}</label><select id="grade"><option value="">{words.ALL}</option>{grades}</select></form>'
        f'<a class="action" href="/judgements.csv">{words.DOWNLOAD_CSV}</a></div>'
    )


def _table(infos: Sequence[ReportInfo]) -> str:
    held = [name for name in words.AREAS if any(column(j.area) == name for info in infos for j in info.judgements)]
    titles = [words.AUTHORITY, words.INSPECTED, *(words.AREAS[name] for name in held)]
    head = "".join(f'<th scope="col"><button type="button" data-sort>{title}</button></th>' for title in titles)
    rows = "".join(_row(info, held) for info in infos)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{words.JUDGEMENTS}"><table class="sortable" data-rows>'
        f'<caption class="visually-hidden">{words.JUDGEMENTS}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(info: ReportInfo, held: Sequence[str]) -> str:
    found = by_column(info)
    cells = "".join(f"<td{_rank(found.get(name, ()))}>{_grades(info, found.get(name, ()))}</td>" for name in held)
    date = words.day(info.inspected) if info.inspected else words.dated(info)
    return (
        f'<tr><th scope="row"><a href="{report_address(info.slug)}">{esc(words.name(info))}</a></th>'
        f'<td data-value="{info.date or ""}">{date}</td>{cells}</tr>'
    )


def _rank(found: Sequence[Judgement]) -> str:
    return f' data-value="{_BEST_FIRST.index(found[0].normalised)}"' if found else ' data-value="9"'


def _grades(info: ReportInfo, found: Sequence[Judgement]) -> str:
    """Each grade in words, linked to the page or unit that prints it; the area as printed for who cannot see columns."""
    if not found:
        return f'<span class="hint">{words.NO_GRADE}</span>'
    several = len(found) > 1 or column(found[0].area) == "other"
    return "<br>".join(
        f'<a class="grade {j.normalised.name.lower()}" href="{esc(_address(info, j))}" title="{esc(j.area)}: {esc(j.grade)}">'
        f"{words.GRADES[j.normalised]}</a>{f' <span class=from>{esc(j.area)}</span>' if several else ''}"
        for j in found
    )


def _address(info: ReportInfo, judgement: Judgement) -> str:
    """The printed page where there is one, else the place in the text."""
    if judgement.page is not None and info.source.lower().endswith(".pdf"):
        return f"{report_address(info.slug)}/page/{judgement.page}?{urlencode({'para': judgement.ref})}"
    return f"{report_address(info.slug)}#p-{quote(judgement.ref)}"


def over_time(infos: Sequence[ReportInfo]) -> str:
    """One authority's main grade over its inspections as a chart, with the same in words."""
    points = [(info, grade) for info in infos if info.date and (grade := _main(info))]
    points.sort(key=lambda point: str(point[0].date))
    if not points:
        return ""
    said = "; ".join(f"{info.year}: {words.GRADES[j.normalised].lower()} ({j.area})" for info, j in points)
    name = words.name(points[0][0])
    return (
        f'<section class="chart"><h2>{esc(words.OVER_TIME.format(name=name))}</h2>{_chart(points, name)}'
        f"<p>{esc(said)}.</p></section>"
    )


def _main(info: ReportInfo) -> Judgement | None:
    found = by_column(info)
    return next((found[name][0] for name in ("overall", "help") if name in found), None)


def _chart(points: Sequence[tuple[ReportInfo, Judgement]], name: str) -> str:
    wide, row, left = 640, 30, 170
    step = (wide - left - 40) / max(1, len(points) - 1)
    levels = "".join(
        f'<text x="0" y="{row * (n + 1) + 5}">{words.GRADES[grade]}</text>'
        f'<line x1="{left}" x2="{wide}" y1="{row * (n + 1)}" y2="{row * (n + 1)}" class="level"/>'
        for n, grade in enumerate(_BEST_FIRST)
    )
    places = [
        (left + 20 + step * n, row * (_BEST_FIRST.index(j.normalised) + 1), info.year)
        for n, (info, j) in enumerate(points)
    ]
    path = " ".join(f"{x:.0f},{y}" for x, y, _ in places)
    foot = row * (len(_BEST_FIRST) + 1)
    dots = "".join(
        f'<circle cx="{x:.0f}" cy="{y}" r="6"/><text x="{x:.0f}" y="{foot}" text-anchor="middle">{year}</text>'
        for x, y, year in places
    )
    return (
        f'<svg viewBox="0 0 {wide + 20} {foot + 10}" role="img" aria-label="{esc(words.CHART_ALT.format(name=name))}">'
        f'{levels}<polyline points="{path}" class="path"/>{dots}</svg>'
    )


def as_csv(infos: Iterable[ReportInfo]) -> str:
    """One line a grade. A leading quote keeps spreadsheet programs from running what looks like a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(words.CSV_COLUMNS)
    for info in infos:
        for j in info.judgements:
            row = (
                info.authority, info.title, info.slug, info.inspected or "", info.published or "", j.area, j.grade,
                words.GRADES[j.normalised], j.page or "",
            )  # fmt: skip
            writer.writerow([harmless(visible(str(cell))) for cell in row])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
