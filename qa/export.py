"""An answer as JSON for other programs. Quotations are cut from the stored paragraph at the spans that are given too."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qa.model import Answer, Citation


def answer_json(answer: Answer) -> dict[str, Any]:
    """The structured answer: outcome, what was understood and searched, citations, related and nearest paragraphs."""
    understood = answer.understanding
    return {
        "question": answer.asked,
        "outcome": answer.outcome.value,
        "answered": answer.answered,
        "reason": answer.reason,
        "understood": {
            "question": understood.question,
            "reports": understood.reports,
            "paragraphs": understood.paragraphs,
            "scope": asdict(understood.scope),
            "scope_words": list(understood.scope_words),
            "expansions": [{"term": e.term, "meaning": e.meaning, "source": e.source} for e in understood.expansions],
            "corrections": [{"typed": typed, "read_as": read} for typed, read in understood.corrections],
        },
        "citations": [citation_json(c) for c in answer.citations],
        "related": [citation_json(c) for c in answer.related],
        "nearest": [citation_json(c) for c in answer.nearest],
        "confidence": round(answer.confidence, 4),
        "timings_ms": {stage: round(1000 * seconds, 1) for stage, seconds in answer.timings.items()},
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """One citation: where it stands, the paragraph's whole text, and the quoted sentences with their spans.

    "lead" is the paragraph that it is listed under, null where there is none.
    """
    info, paragraph, lead = citation.report, citation.paragraph, citation.lead
    return {
        "report": info.slug,
        "title": info.title,
        "authority": info.authority,
        "inspection_dates": info.inspection_dates,
        "published": info.published.isoformat() if info.published else None,
        "ref": paragraph.ref,
        "number": paragraph.number,
        "label": paragraph.label,
        "section": list(paragraph.section),
        "page": paragraph.page,
        "ocr": info.ocr,
        "lead": {"ref": lead.ref, "label": lead.label, "text": lead.text, "pages": list(lead.pages())}
        if lead
        else None,
        "text": paragraph.text,
        "quotes": [
            {"start": span.start, "end": span.end, "text": text, "pages": list(paragraph.pages(span))}
            for span, text in zip(citation.quotes, citation.quoted, strict=True)
        ],
    }
