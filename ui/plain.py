"""An answer as plain text for the terminal."""

from __future__ import annotations

import textwrap

from qa.model import Answer, Citation, Understanding

_WIDTH = 100


def plain(answer: Answer) -> str:
    """What was searched, what was found, and each citation with its quotation; or why there is no answer."""
    parts = [*_understood(answer.understanding), _headline(answer)]
    parts += [_cited(citation) for citation in answer.citations]
    if answer.nearest:
        parts.append("The nearest paragraphs, which are NOT an answer:")
        parts += [_cited(citation) for citation in answer.nearest]
    if answer.related:
        parts.append("Related, not cited: " + "; ".join(_place(c) for c in answer.related))
    return "\n\n".join(parts)


def _understood(understanding: Understanding) -> list[str]:
    read = [f"“{typed}” read as “{meant}”" for typed, meant in understanding.corrections]
    read += [f"{e.term} = {e.meaning}" for e in understanding.expansions]
    return ["Also searched: " + "; ".join(read)] if read else []


def _headline(answer: Answer) -> str:
    if not answer.answered:
        return answer.reason
    count = len(answer.citations)
    reports = answer.understanding.reports
    found = f"{count} {_plural(count, 'paragraph')} found in {reports} {_plural(reports, 'report')}."
    return f"{found} {answer.reason}".strip()


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


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
    lead = citation.lead
    if lead is None:
        return []
    number = f" {lead.label}" if lead.number else ""
    page = f", page {lead.page}" if lead.page != citation.paragraph.page else ""
    return [f"Listed under{number}{page}: “{lead.text}”"]
