"""The About tab: what this does and does not do, how well, for whom it can be used, what is kept, which versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from index.library import Library
from qa.refusal import uncalibrated
from ui import shell, words
from ui.export.statement import program_version
from ui.markup import esc
from ui.options import Options

# Figures of the evaluation that ship with a version: {"measured", "rows": [{"set", "measure", "value", "low", "high"}]}.
FIGURES = Path(__file__).with_name("accuracy.json")
_LIBRARIES = ("gradio", "sentence-transformers", "torch", "faiss-cpu", "tiktoken", "pypdfium2")


def routes(library: Library, options: Options) -> APIRouter:
    """/about."""
    router = APIRouter(include_in_schema=False)

    @router.get("/about")
    def about() -> HTMLResponse:
        return HTMLResponse(shell.page(words.TABS["/about"], "/about", page(library, options)))

    return router


def page(library: Library, options: Options) -> str:
    """All sections."""
    kept = words.ABOUT_KEPT_ON if options.keep_questions else words.ABOUT_KEPT_OFF
    sections = [
        (words.ABOUT_DOES, _list(words.ABOUT_DOES_TEXT)),
        (words.ABOUT_DOES_NOT, _list(words.ABOUT_DOES_NOT_TEXT)),
        (words.ABOUT_ACCURACY, _accuracy() + _uncalibrated(library)),
        (words.ABOUT_ACCESS, _list(words.ABOUT_ACCESS_TEXT)),
        (words.ABOUT_DATA, _list((*words.ABOUT_DATA_TEXT, kept))),
        (words.ABOUT_PROGRAMS, f'<p>{words.ABOUT_PROGRAMS_TEXT} <a href="/api/openapi.json">/api/openapi.json</a></p>'),
        (words.ABOUT_LICENCE, f"<p>{words.LICENCE}</p>"),
        (words.ABOUT_VERSIONS, _versions(library)),
    ]
    content = "".join(f"<h2>{title}</h2>{body}" for title, body in sections)
    leave = (
        f'<form method="post" action="/sign-out"><button class="quiet">{words.SIGN_OUT}</button></form>'
        if options.accounts
        else ""
    )
    return f'<div class="sheet about"><h1>{words.ABOUT}</h1><p>{words.TAGLINE}.</p>{leave}{content}</div>'


def _list(sentences: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{sentence}</li>' for sentence in sentences)}</ul>"


def _accuracy() -> str:
    if not FIGURES.exists():
        return f"<p>{words.ABOUT_UNMEASURED}</p>"
    found: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    rows = "".join(
        f'<tr><th scope="row">{esc(row["measure"])}</th><td>{esc(row["set"])}</td><td>{row["value"]:.2f}</td>'
        f"<td>{row['low']:.2f} to {row['high']:.2f}</td></tr>"
        for row in found["rows"]
    )
    head = "".join(f'<th scope="col">{title}</th>' for title in words.ACCURACY_COLUMNS)
    return (
        f'<p>{esc(found["measured"])}</p><div class="scroll" tabindex="0" role="region" aria-label="{words.ABOUT_ACCURACY}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _uncalibrated(library: Library) -> str:
    note = uncalibrated(library.settings)
    return f"<p>{esc(note)}</p>" if note else ""


def _versions(library: Library) -> str:
    rows = [
        (words.PRODUCT, program_version()), (words.ABOUT_LIBRARY, library.version),
        (words.ABOUT_MODEL, library.embedder.fingerprint), *((name, _version(name)) for name in _LIBRARIES),
    ]  # fmt: skip
    return f"<dl>{''.join(f'<dt>{esc(name)}</dt><dd>{esc(value)}</dd>' for name, value in rows)}</dl>"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
