"""The web application: Gradio's page and our own pages on one FastAPI app, with one guard in front of all of them."""

from __future__ import annotations

import index.quiet  # noqa: F401  (before Gradio, which else looks up other machines)

# isort: split
import dataclasses
import logging
import secrets
import socket
import threading
import webbrowser
from pathlib import Path

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from index.errors import LibraryError, NotFound, ReportError, SettingsError
from index.library import Library
from index.settings import Settings
from qa.assistant import Assistant
from qa.conversation import LONGEST_QUESTION
from ui import about, api, judgements, keeping, mcp, page, reports, shelf, shell, themes, words
from ui.chat import Chat
from ui.entry import routes as entry
from ui.export.statement import program_version
from ui.feedback import Feedback
from ui.guard import Guard
from ui.limits import Rate
from ui.markup import esc
from ui.options import Options, in_address, own
from ui.signin import Accounts

log = logging.getLogger(__name__)


def build(library: Library, assistant: Assistant, options: Options | None = None) -> FastAPI:
    """The whole application over one library, ready for a server or a test. Without `options`: for this machine alone."""
    options = options or Options(home=library.settings.home)
    options = dataclasses.replace(options, secret=options.secret or secrets.token_bytes(32))
    app = FastAPI(
        title=words.PRODUCT, version=program_version(), docs_url=None, redoc_url=None, openapi_url="/api/openapi.json"
    )  # the usual documentation pages load scripts from elsewhere
    app.mount("/own", StaticFiles(directory=shell.STATIC), name="own")
    tell_errors(app)
    asks = Rate(options.asks_a_minute)
    for router in (
        entry(library, options), reports.routes(library), judgements.routes(library), themes.routes(library, assistant, asks),
        shelf.routes(library, options), about.routes(library, options), keeping.routes(library, options),
        api.routes(library, assistant, asks), *([mcp.routes(library, assistant, asks)] if options.mcp else []),
    ):  # fmt: skip
        app.include_router(router)
    chat = Chat(library, assistant, asks, Feedback(options.home) if options.keep_questions else None)
    gr.mount_gradio_app(
        app, page.blocks(chat, LONGEST_QUESTION), path="/", footer_links=[], run_history=False, show_error=False,
        ssr_mode=False, max_file_size=1, theme=page.theme(), head=shell.head(), pwa=False,
    )  # fmt: skip
    app.add_middleware(Guard, options=options)
    return app


def tell_errors(app: FastAPI) -> None:
    """Have every error of `app` told as one plain sentence."""
    app.add_exception_handler(ReportError, _expected)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _misfit)
    app.add_exception_handler(Exception, _unexpected)


async def _expected(request: Request, error: Exception) -> Response:
    status = 404 if isinstance(error, NotFound) else 503 if isinstance(error, LibraryError) else 400
    return _sentence(request, status, str(error))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and error.detail == "Not Found":
        return _sentence(request, 404, words.NOT_FOUND_TEXT)
    return _sentence(request, error.status_code, str(error.detail), error.headers)


async def _misfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"][1:])
    return _sentence(request, 422, words.MISFIT.format(name=name, problem=first["msg"]))


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _sentence(request, 500, words.TROUBLE)


def _sentence(request: Request, status: int, said: str, headers: object = None) -> Response:
    """One plain sentence: a page for people, JSON for programs."""
    named = dict(headers) if isinstance(headers, dict) else None
    if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/"):
        title = words.NOT_FOUND if status == 404 else words.NOT_NOW
        content = f'<div class="sheet"><h1>{title}</h1><p>{esc(said)}</p></div>'
        return HTMLResponse(shell.page(title, "", content), status, named)
    return JSONResponse({"detail": said}, status, named)


def warm(assistant: Assistant) -> threading.Thread:
    """Load the models now, beside everything else, so that the first reader does not wait for them."""

    def ask() -> None:
        try:
            assistant.ask(words.EXAMPLES[0])
        except ReportError as error:  # the first reader is told the same
            log.warning("%s", error)

    thread = threading.Thread(target=ask, name="warm", daemon=True)
    thread.start()
    return thread


def serve(
    library: Library, assistant: Assistant, settings: Settings, host: str = "127.0.0.1", port: int = 7860, *,
    open_browser: bool = False, auth_file: Path | None = None, without_sign_in: bool = False, keep_questions: bool = False,
    mcp: bool = False,
) -> None:  # fmt: skip
    """Serve the page until it is stopped.

    Another address than this machine's own needs `auth_file` (see ui.signin) or, said plainly, `without_sign_in`.
    Raises SettingsError otherwise.
    """
    import uvicorn

    accounts = Accounts.load(auth_file) if auth_file else None
    if not own(host) and accounts is None and not without_sign_in:
        raise SettingsError(words.NEEDS_SIGN_IN.format(host=host))
    options = Options(settings.home, accounts, keep_questions=keep_questions, mcp=mcp).served_at(host)
    _check_free(host, port)
    app = build(library, assistant, options)
    warm(assistant)
    address = f"http://{in_address(host)}:{port}/"
    print(words.SERVING.format(address=address), flush=True)
    if open_browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def _check_free(host: str, port: int) -> None:
    """Raises SettingsError where something else listens, or the address is not this machine's."""
    try:
        family, kind, proto, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(place)
    except (OSError, UnicodeError) as error:  # UnicodeError: what can be no host name at all
        problem = error.strerror if isinstance(error, OSError) else "that is no host name"
        raise SettingsError(words.NOT_FREE.format(host=host, port=port, problem=problem)) from None
