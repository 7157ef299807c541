"""Small invented reports for tests that need no file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from index.model import Kind, Paragraph, Report, ReportInfo


def paragraph(
    text: str,
    number: str | None = None,
    *,
    kind: Kind = Kind.FINDING,
    section: Sequence[str] = ("Findings",),
    page: int = 1,
) -> Paragraph:
    ref = number or f"p{page}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
    label = f"Paragraph {number}" if number else f"{section[0]}, unnumbered paragraph"
    return Paragraph(ref, number, 1, label, kind, text, tuple(section), page)


def report(*paragraphs: Paragraph, slug: str = "dunmere-2016", authority: str = "Dunmere", year: int = 2016) -> Report:
    digest = hashlib.sha256((slug + "".join(p.text for p in paragraphs)).encode()).hexdigest()
    info = ReportInfo(
        slug=slug, title="Inspection of services for children", authority=authority, kind="report",
        published=dt.date(year, 6, 1), published_from="printed", inspection_dates="", inspected=dt.date(year, 5, 1),
        judgements=(), pages=9, source=f"{slug}.pdf", digest=digest,
    )  # fmt: skip
    return Report(info, paragraphs)
