"""Charts as inline SVG that needs nothing from anywhere: each has a title, a description and its figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import count

WIDTH = 760
LABEL, RIGHT = 210, 70  # beside the plot of a bar chart, for names and figures
ROW = 26
PLOT = 340  # side of a square plot
MARGIN = 52

_ids = count(1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with its interval; `note` stands in the table, such as a number of questions."""

    label: str
    value: float
    low: float
    high: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A named line of (x, y) points, both from 0 to 1; `dots` marks every point."""

    name: str
    points: tuple[tuple[float, float], ...]
    dots: bool = False


def bars(title: str, description: str, rows: Sequence[Bar]) -> str:
    """A bar for each row on a scale from 0 to 1, with its interval as a line."""
    height = ROW * len(rows) + 34
    grid = "".join(_upright(_across(i / 4), height - 28, f"{i / 4:.2f}") for i in range(5))
    drawn = "".join(_bar(row, ROW * place + 6) for place, row in enumerate(rows))
    head = ("", "value", "from", "to", "questions")
    cells = [(r.label, f"{r.value:.3f}", f"{r.low:.3f}", f"{r.high:.3f}", r.note) for r in rows]
    return _figure(title, description, WIDTH, height, grid + drawn, table(head, cells))


def lines(title: str, description: str, x: str, y: str, series: Sequence[Series], *, diagonal: bool = False) -> str:
    """Lines in a square from 0 to 1 both ways; `diagonal` draws where x equals y."""
    size = PLOT + 2 * MARGIN
    grid = "".join(_cross(i / 4) for i in range(5))
    straight = f'<path class="aid" d="M{_x(0):.1f} {_y(0):.1f}L{_x(1):.1f} {_y(1):.1f}"/>' if diagonal else ""
    drawn = "".join(_line(s, place) for place, s in enumerate(series))
    names = (
        f'<text x="{_x(0.5):.0f}" y="{size - 8}" class="mid">{escape(x)}</text>'
        f'<text transform="translate(14 {_y(0.5):.0f}) rotate(-90)" class="mid">{escape(y)}</text>'
    )
    cells = [(s.name, f"{a:.3f}", f"{b:.3f}") for s in series for a, b in s.points]
    return _figure(title, description, size, size, grid + straight + drawn + names, table(("", x, y), cells))


def _figure(title: str, description: str, width: int, height: int, drawing: str, table: str) -> str:
    number = next(_ids)
    return (
        f'<figure><figcaption id="c{number}t">{escape(title)}</figcaption>'
        f'<svg role="img" aria-labelledby="c{number}t c{number}d" viewBox="0 0 {width} {height}" style="max-width:{width}px">'
        f'<title>{escape(title)}</title><desc id="c{number}d">{escape(description)}</desc>{drawing}</svg>'
        f"<p>{escape(description)}</p><details><summary>The figures as a table</summary>{table}</details></figure>"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """An HTML table of plain texts; the first cell of each row is its head."""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _across(share: float) -> float:
    return LABEL + share * (WIDTH - LABEL - RIGHT)


def _upright(x: float, height: int, label: str) -> str:
    return f'<path class="grid" d="M{x:.1f} 0V{height}"/><text x="{x:.1f}" y="{height + 20}" class="mid">{escape(label)}</text>'


def _bar(row: Bar, top: int) -> str:
    low, high, middle = _across(row.low), _across(row.high), top + 8
    return (
        f'<text x="{LABEL - 8}" y="{top + 12}" class="end">{escape(row.label)}</text>'
        f'<rect class="bar" x="{LABEL}" y="{top}" width="{max(0.0, _across(row.value) - LABEL):.1f}" height="16"/>'
        f'<path class="whisker" d="M{low:.1f} {middle}H{high:.1f}M{low:.1f} {top + 4}v8M{high:.1f} {top + 4}v8"/>'
        f'<text x="{WIDTH - RIGHT + 10}" y="{top + 12}">{row.value:.3f}</text>'
    )


def _x(share: float) -> float:
    return MARGIN + share * PLOT


def _y(share: float) -> float:
    return MARGIN + (1 - share) * PLOT


def _cross(share: float) -> str:
    return (
        f'<path class="grid" d="M{_x(share):.1f} {_y(0):.1f}V{_y(1):.1f}M{_x(0):.1f} {_y(share):.1f}H{_x(1):.1f}"/>'
        f'<text x="{_x(share):.1f}" y="{_y(0) + 18:.1f}" class="mid">{share:.2f}</text>'
        f'<text x="{_x(0) - 6:.1f}" y="{_y(share) + 4:.1f}" class="end">{share:.2f}</text>'
    )


def _line(series: Series, place: int) -> str:
    path = "L".join(f"{_x(a):.1f} {_y(b):.1f}" for a, b in series.points)
    dots = "".join(f'<circle class="s{place}" cx="{_x(a):.1f}" cy="{_y(b):.1f}" r="4"/>' for a, b in series.points)
    name = f"{'– –' if place else '——'} {escape(series.name)}"
    key = f'<text x="{_x(0) + 170 * place:.0f}" y="{MARGIN - 16}" class="k{place}">{name}</text>'
    return (f'<path class="line s{place}" d="M{path}"/>' if path else "") + (dots if series.dots else "") + key
