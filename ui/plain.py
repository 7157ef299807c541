"""An answer as plain text for the terminal: the same as the page says, in the same order."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from index.model import ReportInfo
from qa.model import Answer, Citation
from ui import words
from ui.markup import visible
from ui.render import lead_place

_WIDTH = 100


def plain(answer: Answer, infos: Iterable[ReportInfo]) -> str:
    """What was searched and how the question was read, what was found, and each citation with its quotation.

    Without an answer: why there is none, and the nearest paragraphs, which are none. What would steer a terminal is shown.
    `infos` are the reports of the library, whose names are shown.
    """
    parts = [*_understood(answer, infos), words.headline(answer)]
    if answer.reason:
        parts.append(_filled(answer.reason))
    parts += [_cited(citation) for citation in answer.citations]
    if answer.nearest:
        parts.append(f"{words.NEAREST}:")
        parts += [_cited(citation) for citation in answer.nearest]
    if answer.related:
        parts.append(_filled("Related, not cited: " + "; ".join(_place(c) for c in answer.related)))
    return visible("\n\n".join(parts))


def _understood(answer: Answer, infos: Iterable[ReportInfo]) -> list[str]:
    """One block of lines; nothing where there was no report to search."""
    if not answer.understanding.reports:
        return []
    titles = {info.slug: words.named(info) for info in infos}
    return ["\n".join(_filled(line) for line in words.read(answer, titles))]


def _filled(text: str) -> str:
    return textwrap.fill(text, _WIDTH)


def _place(citation: Citation) -> str:
    page = f", page {citation.paragraph.page}" if citation.paragraph.page else ""
    return f"{citation.paragraph.label}{page} ({citation.report.slug})"


def _cited(citation: Citation) -> str:
    paragraph, info = citation.paragraph, citation.report
    place = " · ".join(
        part
        for part in (paragraph.label, f"page {paragraph.page}" if paragraph.page else "", " > ".join(paragraph.section))
        if part
    )
    source = ", ".join(part for part in (info.authority, str(info.date or ""), info.slug) if part)
    source += " (text recognised from a scan)" if info.ocr else ""
    quoted = [*_lead(citation), *(f"“{text}”" for text in citation.quoted)]
    body = "\n".join(
        textwrap.fill(line, _WIDTH, initial_indent="  ", subsequent_indent="  ")
        for text in quoted
        for line in text.split("\n")
    )
    return f"{place}\n{source}\n{body}"


def _lead(citation: Citation) -> list[str]:
    if citation.lead is None:
        return []
    return [f"{words.listed_under(lead_place(citation))}: “{citation.lead.text}”"]
