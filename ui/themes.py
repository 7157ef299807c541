"""The Themes tab: one theme over an authority's successive inspections, side by side, each cell the quoted paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from index.library import Library
from index.model import ReportInfo, Scope
from qa.assistant import Assistant
from qa.conversation import LONGEST_QUESTION
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
            raise HTTPException(429, words.TOO_MANY.format(seconds=seconds), {"Retry-After": str(seconds)})
        found = _ask_each(assistant, infos, authority, theme) if theme.strip() else []
        return HTMLResponse(shell.page(words.TABS["/themes"], "/themes", page(infos, authority, theme, found)))

    return router


def _ask_each(
    assistant: Assistant, infos: Sequence[ReportInfo], authority: str, theme: str
) -> list[tuple[ReportInfo, Answer]]:
    return [(info, assistant.ask(theme, scope=Scope(reports=(info.slug,)))) for info in _own(infos, authority)[-MOST:]]


def _own(infos: Sequence[ReportInfo], authority: str) -> list[ReportInfo]:
    """The inspections of an authority, oldest first."""
    return sorted((info for info in infos if words.name(info) == authority), key=lambda info: str(info.date or ""))


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
    titles = {info.slug: words.named(info) for info in infos}
    cells = "".join(_inspection(info, answer, titles) for info, answer in found)
    shown = f'<div class="side-by-side">{cells}</div>' if cells else ""
    said = _said(infos, authority, theme)
    note = f'<p class="note">{esc(said)}</p>' if said else ""
    return f'<div class="sheet"><h1>{words.THEMES}</h1><p class="hint">{words.THEMES_HINT}</p>{form}{note}</div>{shown}'


def _said(infos: Sequence[ReportInfo], authority: str, theme: str) -> str:
    """What is not compared, and why."""
    if not theme.strip():
        return ""
    own = _own(infos, authority)
    if not own:
        return words.NO_SUCH_AUTHORITY.format(name=authority) if authority else words.NO_AUTHORITY
    return words.earlier_left_out(own[:-MOST], MOST)


def _inspection(info: ReportInfo, answer: Answer, titles: Mapping[str, str]) -> str:
    title = f'<h2><a href="/report/{esc(info.slug)}">{esc(words.named(info))}</a></h2><p class="from">{esc(words.dated(info))}</p>'
    reason = f"<p>{esc(answer.reason)}</p>" if answer.reason else ""
    cards = "".join(render.card(citation) for citation in answer.citations)
    return (
        f'<section class="sheet inspection{"" if answer.answered else " refused"}">{title}'
        f'<p class="understood">{esc(" ".join(words.read(answer, titles)))}</p><p><strong>{esc(words.headline(answer))}</strong></p>'
        f"{reason}{cards}</section>"
    )
