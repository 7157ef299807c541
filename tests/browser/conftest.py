"""A real browser before a real server. One browser and two servers (the example library, an empty one) per session."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from index.library import Library
from index.settings import Settings
from qa.assistant import Assistant
from ui.app import build

CANDIDATES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gradio calls pandas in ways that pandas finds old; it happens in the server's thread and is not ours to mend."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"))


def chromium() -> str:
    """The installed Chromium; the browser tests fail without one and say what to install."""
    for name in CANDIDATES:
        if path := shutil.which(name):
            return path
    pytest.fail(
        "The browser tests need Chromium. Debian and Ubuntu: apt-get install chromium; or install Google Chrome."
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def running() -> Iterator[Callable[[FastAPI], str]]:
    """Serves an application on a free port of this machine until the session ends; gives its address."""
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve(app: FastAPI) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        until = time.monotonic() + 60
        while not server.started:
            assert thread.is_alive(), "the server stopped"
            assert time.monotonic() < until, "the server did not start within a minute"
            time.sleep(0.05)
        servers.append((server, thread))
        return f"http://127.0.0.1:{port}"

    yield serve
    for server, thread in servers:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def site(running: Callable[[FastAPI], str], example_library: Library, assistant: Assistant) -> str:
    """The application over the built-in example."""
    return running(build(example_library, assistant))


@pytest.fixture(scope="session")
def empty_site(running: Callable[[FastAPI], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The application over a library of its own, empty at first: tests may add to it."""
    settings = Settings.load(tmp_path_factory.mktemp("empty-home"))
    library = Library(settings)
    return running(build(library, Assistant(library, settings)))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One reader's browser: nothing shared with others; fails on another host and on errors of the page."""
    wrong: list[str] = []
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.set_default_timeout(15_000)
    opened.on("request", lambda request: wrong.append(request.url) if leaves(request.url) else None)
    opened.on("console", lambda message: wrong.append(said(message)) if message.type in ("error", "warning") else None)
    opened.on("weberror", lambda error: wrong.append(str(error.error)))
    yield opened
    opened.close()
    assert wrong == []


def leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1"


def said(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text} ({message.location.get('url')})"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
