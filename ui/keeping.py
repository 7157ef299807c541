"""Routes for what a reader takes away or leaves behind: exports of a conversation, and a word on an answer."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from index.library import Library
from ui import record, words
from ui.export.markdown import markdown
from ui.export.statement import About, program_version
from ui.export.word import word
from ui.feedback import Feedback, Said
from ui.options import Options

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Taken(BaseModel):
    """A conversation, or an answer of it, to take away."""

    model_config = ConfigDict(extra="forbid")

    records: str = Field(max_length=record.MOST_CHARACTERS)


def routes(library: Library, options: Options) -> APIRouter:
    """/export/… and /feedback."""
    router = APIRouter(include_in_schema=False)
    feedback = Feedback(options.home)

    @router.post("/export/word", response_class=Response)
    def to_word(taken: Taken) -> Response:
        return _file(word(_turns(taken.records, library), _about(library)), "answers.docx", _DOCX)

    @router.post("/export/markdown", response_class=Response)
    def to_markdown(taken: Taken) -> Response:
        text = markdown(_turns(taken.records, library), _about(library))
        return _file(text.encode(), "answers.md", "text/markdown; charset=utf-8")

    @router.post("/feedback", status_code=204)
    def say(said: Said) -> None:
        feedback.keep(
            _turns(said.record, library)[0].answer, library=library.version, program=program_version(), useful=said.useful,
            reason=said.reason, comment=said.comment,
        )  # fmt: skip

    return router


def _turns(records: str, library: Library) -> tuple[record.Turn, ...]:
    """What the browser handed over, at least one turn."""
    turns = record.turns(record.load(records), library)
    if not turns:
        raise HTTPException(422, words.NO_SUCH_ANSWER)
    return turns


def _about(library: Library) -> About:
    return About(datetime.now(UTC), library.version, len(library.infos()))


def _file(content: bytes, name: str, kind: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
