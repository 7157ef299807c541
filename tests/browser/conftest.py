"""A real browser before a real server. One browser and two servers (the example library, an empty one) per session."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from index.library import Library

expect.set_options(timeout=30_000)  # milliseconds; a busy machine is slow, and that is no fault of the page
ROOT = Path(__file__).resolve().parents[2]
CANDIDATES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


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


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of a server over the library in `home`; the process is ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "tests.browser.server", str(home), str(port)], cwd=ROOT)
    try:
        until = time.monotonic() + 120
        while not healthy(port):
            assert process.poll() is None, "the server stopped"
            assert time.monotonic() < until, "the server did not start within two minutes"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="session")
def site(example_library: Library) -> Iterator[str]:
    """The application over the built-in example."""
    with serving(example_library.settings.home) as address:
        yield address


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application over a library of its own, empty at first: tests may add to it."""
    with serving(tmp_path_factory.mktemp("empty-home")) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One reader's browser: nothing shared with others; fails on another host and on errors of the page."""
    wrong: list[str] = []
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.set_default_timeout(30_000)
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
