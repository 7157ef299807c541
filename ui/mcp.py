"""The same functions as tools of the Model Context Protocol, on by a flag: POST /mcp, JSON-RPC 2.0, no session, no stream.

Written against protocol revision 2025-03-26 (streamable HTTP with plain JSON replies). It stands behind the same guard
as every other address.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response
from pydantic import ValidationError

from index.errors import ReportError
from index.library import Library
from index.model import Scope
from qa.assistant import Assistant
from qa.export import answer_json
from ui import words
from ui.api import Ask, find, info_json, paragraph_json
from ui.export.statement import program_version
from ui.guard import caller
from ui.limits import Rate

PROTOCOL = "2025-03-26"
_TEXT = {"type": "string"}
TOOLS: tuple[dict[str, Any], ...] = (
    {
        "name": "ask",
        "description": "Ask a question of the inspection reports. Returns the paragraphs that answer, quoted word for word "
        "with printed number and page, or says that the reports do not answer it.",
        "inputSchema": Ask.model_json_schema(),
    },
    {
        "name": "paragraph",
        "description": "One paragraph of a report by its printed number, word for word.",
        "inputSchema": {
            "type": "object",
            "properties": {"report": _TEXT, "number": _TEXT},
            "required": ["report", "number"],
        },
    },
    {
        "name": "reports",
        "description": "The reports in the library with dates and judgements.",
        "inputSchema": {"type": "object", "properties": {}},
    },
)


def routes(library: Library, assistant: Assistant, rate: Rate) -> APIRouter:
    """/mcp."""
    router = APIRouter(include_in_schema=False)
    tools = _tools(library, assistant)

    @router.post("/mcp")
    def call(sent: Annotated[Any, Body()], request: Request) -> Response:
        """One message or several in a list; what wants no reply (a notification, the reply to a request) gets none."""
        batch = isinstance(sent, list) and bool(sent)
        replies = [reply for message in (sent if batch else [sent]) if (reply := replied(message, request))]
        if not replies:
            return Response(status_code=202)
        text = json.dumps(replies if batch else replies[0])  # in ASCII: half a character in an id goes back as it came
        return Response(text, media_type="application/json", headers={"Cache-Control": "no-store"})

    def replied(message: Any, request: Request) -> dict[str, Any] | None:
        if not isinstance(message, dict):
            return _reply(None, {"error": _error(-32600, "A message is an object, or a list of objects.")})
        if "id" not in message or "method" not in message:
            return None
        seconds = rate.wait(caller(request.scope))
        limited = {"error": _error(-32000, words.TOO_MANY.format(seconds=seconds))}
        return _reply(message["id"], limited if seconds else answer(message, tools))

    @router.api_route("/mcp", methods=["GET", "DELETE"])
    def no_stream() -> Response:
        return Response(status_code=405, headers={"Allow": "POST"})

    return router


def _reply(to: Any, result: dict[str, Any]) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": to, **result}


Tool = Callable[[Mapping[str, Any]], Any]


def _tools(library: Library, assistant: Assistant) -> dict[str, Tool]:
    def ask(given: Mapping[str, Any]) -> Any:
        asked = Ask.model_validate(given)
        return answer_json(assistant.ask(asked.question, asked.history, Scope(**asked.scope.model_dump())))

    def paragraph(given: Mapping[str, Any]) -> Any:
        report, number = str(given.get("report", "")), str(given.get("number", ""))
        found = find(library.report(report).paragraphs, number)
        if found is None:
            raise ReportError(f"The report {report} has no paragraph {number}.")
        return paragraph_json(found)

    def reports(_given: Mapping[str, Any]) -> Any:
        return [info_json(info) for info in library.infos()]

    return {"ask": ask, "paragraph": paragraph, "reports": reports}


def answer(message: Mapping[str, Any], tools: Mapping[str, Tool]) -> dict[str, Any]:
    """The reply to one JSON-RPC request, without its envelope."""
    method, given = message.get("method"), message.get("params")
    given = given if isinstance(given, dict) else {}
    if method == "initialize":
        server = {"name": "report-qa", "version": program_version()}
        return {"result": {"protocolVersion": PROTOCOL, "capabilities": {"tools": {}}, "serverInfo": server}}
    if method == "ping":
        return {"result": {}}
    if method == "tools/list":
        return {"result": {"tools": list(TOOLS)}}
    if method == "tools/call" and (tool := tools.get(str(given.get("name")))):
        return {"result": _called(tool, given.get("arguments"))}
    return {"error": _error(-32601, "There is no such method or tool.")}


def _called(tool: Tool, arguments: object) -> dict[str, Any]:
    try:
        found = tool(arguments if isinstance(arguments, dict) else {})
    except ValidationError as error:
        return _said(f"The arguments do not fit: {error.errors()[0]['msg']}.", wrong=True)
    except ReportError as error:
        return _said(str(error), wrong=True)
    return _said(json.dumps(found, ensure_ascii=False, default=str), wrong=False)


def _said(text: str, *, wrong: bool) -> dict[str, Any]:
    return {"content": [{"type": "text", "text": text}], "isError": wrong}


def _error(code: int, message: str) -> dict[str, Any]:
    return {"code": code, "message": message}
