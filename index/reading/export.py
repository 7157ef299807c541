"""A report in the form other programs read: `report-qa paragraphs FILE --json` prints it."""

from __future__ import annotations

from typing import Any

from index.model import Report


def report_json(report: Report) -> dict[str, Any]:
    """The report as plain values; dates in ISO form, "section" as the headings joined with " > "."""
    info = report.info
    return {
        "report": info.slug,
        "title": info.title,
        "authority": info.authority,
        "published": info.published.isoformat() if info.published else None,
        "published_from": info.published_from,
        "inspection_dates": info.inspection_dates,
        "kind": info.kind,
        "judgements": [{"area": j.area, "grade": j.grade, "page": j.page} for j in info.judgements],
        "paragraphs": [
            {
                "number": paragraph.number,
                "label": paragraph.label,
                "text": paragraph.text,
                "page": paragraph.page,
                "section": " > ".join(paragraph.section),
                "kind": paragraph.kind.value,
            }
            for paragraph in report.paragraphs
        ],
        "doubts": list(info.doubts),
    }
