"""The same functions for other programs: REST under /api, described by OpenAPI. Structured answers as `report-qa ask --json`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from pydantic import BaseModel, ConfigDict, Field

from index.library import Library
from index.model import Judgement, Paragraph, ReportInfo, Scope
from qa.assistant import Assistant
from qa.conversation import LONGEST_QUESTION
from qa.export import answer_json
from ui import words
from ui.guard import caller
from ui.limits import Rate

Name = Annotated[str, Field(max_length=300)]


class ScopeIn(BaseModel):
    """Which reports to look in; all limits hold together, none given means all reports."""

    model_config = ConfigDict(extra="forbid")

    reports: Annotated[tuple[Name, ...], Field(max_length=500)] = ()
    authorities: Annotated[tuple[Name, ...], Field(max_length=500)] = ()
    kinds: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    year_from: int | None = None
    year_to: int | None = None
    latest_only: bool = False


class Ask(BaseModel):
    """A question; `history` holds the earlier questions of the conversation, oldest first."""

    model_config = ConfigDict(extra="forbid")

    question: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
    history: Annotated[tuple[Annotated[str, Field(max_length=LONGEST_QUESTION)], ...], Field(max_length=100)] = ()
    scope: ScopeIn = ScopeIn()


def routes(library: Library, assistant: Assistant, rate: Rate) -> APIRouter:
    """Everything under /api."""
    router = APIRouter(prefix="/api", tags=["Report QA"])

    @router.post("/ask", summary="Ask a question")
    def ask(asked: Ask, request: Request) -> dict[str, Any]:
        """The structured answer: outcome, what was searched, quoted paragraphs; nearest ones where it is not answered."""
        seconds = rate.wait(caller(request.scope))
        if seconds:
            raise HTTPException(429, words.TOO_MANY.format(seconds=seconds), {"Retry-After": str(seconds)})
        scope = Scope(**asked.scope.model_dump())
        return answer_json(assistant.ask(asked.question, asked.history, scope))

    @router.get("/reports", summary="The reports in the library")
    def reports() -> list[dict[str, Any]]:
        """What is known of each report."""
        return [info_json(info) for info in library.infos()]

    @router.get("/reports/{report}/paragraphs/{number}", summary="One paragraph")
    def paragraph(
        report: Annotated[str, Path(max_length=300)], number: Annotated[str, Path(max_length=100)]
    ) -> dict[str, Any]:
        """The paragraph with this printed number or ref, word for word."""
        found = find(library.report(report).paragraphs, number)
        if found is None:
            raise HTTPException(404, f"The report {report} has no paragraph {number}.")
        return paragraph_json(found)

    @router.get("/judgements", summary="Every grade")
    def judgements() -> list[dict[str, Any]]:
        """One object a graded area of a report."""
        return [
            {"report": i.slug, "authority": i.authority, "date": _iso(i.date), **judgement_json(j)}
            for i in library.infos() for j in i.judgements
        ]  # fmt: skip

    return router


def find(paragraphs: tuple[Paragraph, ...], number: str) -> Paragraph | None:
    """A paragraph by ref, else by printed number (the first of that number)."""
    by_ref = next((p for p in paragraphs if p.ref == number), None)
    return by_ref or next((p for p in paragraphs if p.number == number), None)


def paragraph_json(paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph without its line boxes; "lead" is the ref of the one that it is listed under, null where there is none."""
    return {
        "ref": paragraph.ref, "number": paragraph.number, "label": paragraph.label, "kind": paragraph.kind.value,
        "text": paragraph.text, "section": list(paragraph.section), "page": paragraph.page, "pages": list(paragraph.pages()),
        "lead": paragraph.lead,
    }  # fmt: skip


def info_json(info: ReportInfo) -> dict[str, Any]:
    """Facts about a report; dates in ISO 8601. "outdated": an earlier version of the program read it."""
    return {
        "report": info.slug, "title": info.title, "authority": info.authority, "kind": info.kind,
        "publisher": info.publisher, "published": _iso(info.published), "published_from": info.published_from,
        "inspection_dates": info.inspection_dates, "inspected": _iso(info.inspected), "date": _iso(info.date),
        "judgements": [judgement_json(j) for j in info.judgements],
        "pages": info.pages, "source": info.source, "digest": info.digest, "ocr": info.ocr,
        "doubts": list(info.doubts), "outdated": info.outdated,
    }  # fmt: skip


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """A grade as printed and as one of the usual words, the page it stands on and the ref of the paragraph that prints it."""
    return {
        "area": judgement.area, "grade": judgement.grade, "normalised": judgement.normalised.value,
        "page": judgement.page, "ref": judgement.ref,
    }  # fmt: skip


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
