"""The way in: health for a supervisor, sign-in and sign-out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from index.library import Library
from ui import shell, signin, words
from ui.guard import caller
from ui.limits import Rate
from ui.options import Options


def routes(library: Library, options: Options) -> APIRouter:
    """/healthz always; /sign-in and /sign-out where there are accounts."""
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    def health() -> dict[str, int]:
        return {"reports": len(library.infos())}

    if options.accounts is not None:
        _add_sign_in(router, options.accounts, options)
    return router


def _add_sign_in(router: APIRouter, accounts: signin.Accounts, options: Options) -> None:
    rate = Rate(options.sign_ins_a_minute)

    @router.get("/sign-in")
    def ask(next_page: Annotated[str, Query(max_length=2000)] = "/") -> HTMLResponse:
        return HTMLResponse(_page(next_page))

    @router.post("/sign-in", response_model=None)
    def check(
        request: Request,
        name: Annotated[str, Form(max_length=100)],
        password: Annotated[str, Form(max_length=500)],
        next_page: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        seconds = rate.wait(caller(request.scope))
        if seconds:
            return HTMLResponse(_page(next_page, words.TOO_MANY.format(seconds=seconds)), 429)
        if not accounts.known(name, password):
            return HTMLResponse(_page(next_page, words.WRONG_PASSWORD), 403)
        reply = RedirectResponse(signin.inside(next_page), 303)
        reply.set_cookie(
            signin.COOKIE, signin.ticket(name, options.secret), max_age=signin.HOURS * 3600, httponly=True, samesite="lax",
            secure=request.url.scheme == "https",
        )  # fmt: skip
        return reply

    @router.post("/sign-out")
    def leave() -> RedirectResponse:
        reply = RedirectResponse("/sign-in", 303)
        reply.delete_cookie(signin.COOKIE)
        return reply


def _page(next_page: str, trouble: str = "") -> str:
    return shell.page(words.SIGN_IN, "", signin.form(signin.inside(next_page), trouble))
