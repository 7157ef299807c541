"""The frame of every page: head, skip link, name, navigation, the polite live region. Pages that are not Gradio's."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from ui import words
from ui.markup import esc

STATIC = Path(__file__).with_name("static")
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' "
    "rx='3' fill='%231d4f73'/%3E%3Cpath d='M4 4h8v2H4zm0 3h8v2H4zm0 3h5v2H4z' fill='%23fff'/%3E%3C/svg%3E"
)
_LESS = chr(92) + "u003c"


@cache
def stamp(name: str) -> str:
    """Part of a static file's address that changes with its content, so that browsers may keep it for good."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def head() -> str:
    """Links to our own style and script; nothing from elsewhere."""
    return (
        f'<link rel="stylesheet" href="/own/page.css?v={stamp("page.css")}">'
        f'<script defer src="/own/page.js?v={stamp("page.js")}"></script>'
        f'<script type="application/json" id="rq-words">{json.dumps(words.SCRIPT).replace("<", _LESS)}</script>'
        f'<link rel="icon" href="{ICON}">'
    )


def bar(current: str) -> str:
    """Skip link, name and navigation. `current` is the address of the tab we are on."""
    links = "".join(
        f'<li><a href="{path}"{" aria-current=page" if path == current else ""}>{name}</a></li>'
        for path, name in words.TABS.items()
    )
    return (
        f'<a class="skip" href="#content">{words.SKIP}</a>'
        f'<div class="bar"><a class="brand" href="/">{words.PRODUCT}</a>'
        f'<nav aria-label="{words.NAVIGATION}"><ul>{links}</ul></nav></div>'
        '<p id="announce" class="visually-hidden" role="status" aria-live="polite"></p>'
    )


def page(title: str, current: str, content: str) -> str:
    """A whole page. `content` is HTML made by our renderers; `title` is text."""
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{esc(title)} – {words.PRODUCT}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head()}</head>'
        f'<body class="plain"><header>{bar(current)}</header><main id="content" tabindex="-1">{content}</main></body></html>'
    )
