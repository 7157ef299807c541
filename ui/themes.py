"""The Themes tab: one theme over an authority's successive inspections, side by side, each cell the quoted paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from index.errors import ReportError
from index.library import Library
from index.model import ReportInfo, Scope
from qa.assistant import LONGEST_QUESTION, Assistant
from qa.model import Answer
from ui import render, shell, words
from ui.guard import caller
from ui.limits import Rate
from ui.markup import esc

MOST = 8  # inspections beside each other


def routes(library: Library, assistant: Assistant, rate: Rate) -> APIRouter:
    """/themes."""
    router = APIRouter(include_in_schema=False)

    @router.get("/themes")
    def themes(
        request: Request,
        authority: Annotated[str, Query(max_length=200)] = "",
        theme: Annotated[str, Query(max_length=LONGEST_QUESTION)] = "",
    ) -> HTMLResponse:
        infos = library.infos()
        seconds = rate.wait(caller(request.scope)) if theme.strip() else 0
        if seconds:
            raise ReportError(words.TOO_MANY.format(seconds=seconds))
        found = _ask_each(assistant, infos, authority, theme) if theme.strip() else []
        return HTMLResponse(shell.page(words.TABS["/themes"], "/themes", page(infos, authority, theme, found)))

    return router


def _ask_each(
    assistant: Assistant, infos: Sequence[ReportInfo], authority: str, theme: str
) -> list[tuple[ReportInfo, Answer]]:
    own = [info for info in infos if words.name(info) == authority]
    latest = sorted(own, key=lambda info: str(info.date or ""))[-MOST:]
    return [(info, assistant.ask(theme, scope=Scope(reports=(info.slug,)))) for info in latest]


def page(infos: Sequence[ReportInfo], authority: str, theme: str, found: Sequence[tuple[ReportInfo, Answer]]) -> str:
    """The form, and the inspections beside each other."""
    names = words.authorities(infos)
    if not names:
        return f'<div class="sheet"><h1>{words.THEMES}</h1><p>{words.NO_REPORTS} <a href="/library">{words.ADD_REPORTS}</a></p></div>'
    options = "".join(
        f'<option value="{esc(n)}"{" selected" if n == authority else ""}>{esc(n)}</option>' for n in names
    )
    suggestions = "".join(f'<option value="{esc(t)}"></option>' for t in words.THEME_EXAMPLES)
    form = (
        f'<form method="get" action="/themes" class="report-tools"><label for="authority">{words.AUTHORITY}</label>'
        f'<select id="authority" name="authority">{options}</select><label for="theme">{words.THEME}</label>'
        f'<input id="theme" name="theme" list="theme-examples" value="{esc(theme)}" size="32" required maxlength="{LONGEST_QUESTION}">'
        f'<datalist id="theme-examples">{suggestions}</datalist><button class="primary">{words.COMPARE}</button></form>'
    )
    cells = "".join(_inspection(info, answer) for info, answer in found)
    shown = f'<div class="side-by-side">{cells}</div>' if cells else ""
    return f'<div class="sheet"><h1>{words.THEMES}</h1><p class="hint">{words.THEMES_HINT}</p>{form}</div>{shown}'


def _inspection(info: ReportInfo, answer: Answer) -> str:
    title = f'<h2><a href="/report/{esc(info.slug)}">{esc(words.named(info))}</a></h2><p class="from">{esc(words.dated(info))}</p>'
    reason = f"<p>{esc(answer.reason)}</p>" if answer.reason else ""
    if answer.answered:
        cards = "".join(render.card(citation) for citation in answer.citations)
        count = words.count(len(answer.citations), "paragraph")
        return f'<section class="sheet inspection">{title}<p>{count}</p>{reason}{cards}</section>'
    return f'<section class="sheet inspection refused">{title}<p><strong>{words.NOT_IN_THIS}</strong></p>{reason}</section>'
