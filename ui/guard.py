"""What stands before every address: who may come in, from where, how often and how large; and the headers of replies.

One ASGI middleware before Gradio's routes and our own, so that nothing is reachable around it.
"""

from __future__ import annotations

import asyncio
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import shell, signin, words
from ui.limits import Rate
from ui.markup import esc
from ui.options import Options

# Gradio needs inline scripts and 'unsafe-eval' (its HTML component builds templates); everything else is ours alone.
CSP = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; connect-src 'self'; font-src 'self' data:; "
    "form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SAFE = ("GET", "HEAD", "OPTIONS")
_OPEN = ("/sign-in", "/own/", "/healthz")
_UPLOADS = ("/library",)
_PROGRAMS = ("/api/", "/mcp")  # where name and password may come with the request itself
_ASK_NAME = {"WWW-Authenticate": "Basic"}
# The parts of the page itself: some 60 small files a visit, which a few colleagues behind one address would add up.
_UNCOUNTED = ("/own/", "/assets/", "/static/", "/theme.css")


class Guard:
    """ASGI middleware over the whole application."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app = app
        self.options = options
        self.rate = Rate(options.requests_a_minute)
        self.guesses = Rate(options.sign_ins_a_minute)
        self.checking = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or answer it here; set the headers on whatever reply goes out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sending = _Reply(scope, receive, send)
        refusal = await self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, sending)
            return
        await self.app(scope, self._counted(scope, receive), sending)

    async def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        named = self.options.hosts and self.options.accounts is None  # a cookie tells other names apart by itself
        if named and _name(host) not in self.options.hosts:
            return _said(scope, 403, words.WRONG_HOST)
        origin = headers.get("origin", "")
        if scope["method"] not in _SAFE and origin and origin not in (f"http://{host}", f"https://{host}"):
            return _said(scope, 403, words.WRONG_ORIGIN)
        seconds = 0 if scope["path"].startswith(_UNCOUNTED) else self.rate.wait(caller(scope))
        if seconds:
            return _said(scope, 429, words.TOO_MANY.format(seconds=seconds), {"Retry-After": str(seconds)})
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._largest(scope):
            return _said(scope, 413, self._too_large(scope))
        return await self._stranger(scope, headers, self.options.accounts) if self.options.accounts else None

    def _largest(self, scope: Scope) -> int:
        return self.options.largest_upload if scope["path"] in _UPLOADS else self.options.largest_request

    def _too_large(self, scope: Scope) -> str:
        return words.TOO_LARGE.format(megabytes=self._largest(scope) // 1_000_000)

    def _counted(self, scope: Scope, receive: Receive) -> Receive:
        """`receive` that stops a body without a stated length at the same limit."""
        left = self._largest(scope)

        async def counting() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413, self._too_large(scope))
            return message

        return counting

    async def _stranger(self, scope: Scope, headers: Headers, accounts: signin.Accounts) -> Response | None:
        """A way to the sign-in for whoever is not signed in; None for whoever is."""
        path = scope["path"]
        if path.startswith(_OPEN) or signin.holder(session(headers), self.options.secret):
            return None
        given = signin.basic(headers.get("authorization", "")) if path.startswith(_PROGRAMS) else None
        if given:
            return await self._program(scope, given, accounts)
        if scope["method"] in _SAFE and "text/html" in headers.get("accept", ""):
            query = scope.get("query_string", b"").decode("latin-1")
            return RedirectResponse(f"/sign-in?next_page={quote(f'{path}?{query}' if query else path)}", 303)
        return _said(scope, 401, words.SIGN_IN_FIRST, _ASK_NAME if path.startswith(_PROGRAMS) else {})

    async def _program(self, scope: Scope, given: tuple[str, str], accounts: signin.Accounts) -> Response | None:
        """None where name and password are right; wrong ones are counted, so that they cannot be guessed.

        One at a time: guesses side by side would all be let in before the first was counted.
        """
        who = caller(scope)
        async with self.checking:
            seconds = self.guesses.wait(who, count=False)
            if seconds:
                return _said(scope, 429, words.TOO_MANY.format(seconds=seconds), {"Retry-After": str(seconds)})
            if await run_in_threadpool(accounts.known, *given):  # it takes a while on purpose; the page must not wait
                return None
            self.guesses.wait(who)
        return _said(scope, 401, words.SIGN_IN_FIRST, _ASK_NAME)


def session(headers: Headers) -> str:
    """The value of our cookie."""
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(signin.COOKIE)
    except CookieError:
        return ""
    return cookie.value if cookie else ""


def caller(scope: Scope) -> str:
    """Who is asking, for limits: the address of the other end."""
    client = scope.get("client")
    return client[0] if client else "?"


def _name(host: str) -> str:
    return host if host.endswith("]") else host.rpartition(":")[0] or host


def _said(scope: Scope, status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    """A plain sentence: as a page for people, as JSON for programs (the page's script and Gradio's included)."""
    if "text/html" in Headers(scope=scope).get("accept", ""):
        content = f'<div class="sheet"><h1>{words.NOT_NOW}</h1><p>{esc(sentence)}</p></div>'
        return HTMLResponse(shell.page(words.NOT_NOW, "", content), status, headers)
    return JSONResponse({"detail": sentence}, status, headers)


class _Reply:
    """`send` that sets the headers, and shows people a page where a route of Gradio's would answer 404 to a program."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self.receive, self.out = scope, receive, send
        self.html = "text/html" in Headers(scope=scope).get("accept", "")
        self.replaced = False

    async def __call__(self, message: Message) -> None:
        if self.replaced:
            return
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if message["status"] == 404 and self.html and "json" in headers.get("content-type", ""):
                self.replaced = True
                content = f'<div class="sheet"><h1>{words.NOT_FOUND}</h1><p>{words.NOT_FOUND_TEXT}</p></div>'
                page = HTMLResponse(shell.page(words.NOT_FOUND, "", content), 404, HEADERS)
                await page(self.scope, self.receive, self.out)
                return
        await self.out(message)
