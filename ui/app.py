"""The web application: Gradio's page and our own pages on one FastAPI app, with one guard in front of all of them."""

from __future__ import annotations

import index.quiet  # noqa: F401  (before Gradio, which else looks up other machines)

# isort: split
import threading
import webbrowser
from typing import Annotated

import gradio as gr
from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles

from index.errors import LibraryError, ReportError
from index.library import Library
from index.settings import Settings
from qa.assistant import LONGEST_QUESTION, Assistant
from ui import page, reader, shell, words
from ui.guard import Guard
from ui.markup import esc

MEGABYTE = 1_000_000


def build(library: Library, assistant: Assistant) -> FastAPI:
    """The whole application over one library, ready for a server or a test."""
    app = FastAPI(title=words.PRODUCT, docs_url=None, redoc_url=None)
    app.mount("/own", StaticFiles(directory=shell.STATIC), name="own")
    app.add_exception_handler(ReportError, _plain_trouble)

    @app.get("/healthz", include_in_schema=False)
    def health() -> dict[str, int]:
        return {"reports": len(library.infos())}

    @app.get("/report/{slug}", include_in_schema=False)
    def report(slug: str, para: Short = "", quotes: Long = "", part: bool = False) -> HTMLResponse:
        found = library.report(slug)
        if part:
            return HTMLResponse(reader.fragment(found, para, reader.spans_of(quotes)))
        content = f"<h1>{esc(found.info.title)}</h1>{reader.body(found, para, reader.spans_of(quotes))}"
        return HTMLResponse(shell.page(words.named(found.info), "/report", f'<div class="document">{content}</div>'))

    gr.mount_gradio_app(
        app, page.blocks(library, assistant, LONGEST_QUESTION), path="/", footer_links=[], run_history=False,
        show_error=False, ssr_mode=False, max_file_size=1, theme=page.theme(), head=shell.head(), pwa=False,
    )  # fmt: skip
    app.add_middleware(Guard)
    return app


Short = Annotated[str, Query(max_length=100)]
Long = Annotated[str, Query(max_length=4000)]


async def _plain_trouble(request: Request, error: Exception) -> Response:
    status = 404 if isinstance(error, LibraryError) else 400
    content = f'<div class="sheet"><h1>{words.NOT_FOUND}</h1><p>{esc(error)}</p></div>'
    return HTMLResponse(shell.page(words.NOT_FOUND, "", content), status)


def serve(
    library: Library, assistant: Assistant, settings: Settings, host: str = "127.0.0.1", port: int = 7860, *,
    open_browser: bool = False,
) -> None:  # fmt: skip
    """Serve the page until it is stopped."""
    import uvicorn

    app = build(library, assistant)
    if open_browser:
        threading.Timer(1.0, webbrowser.open, [f"http://{host}:{port}/"]).start()
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
