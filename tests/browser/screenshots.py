"""Pictures of the page's main states for the README. Run: python -m tests.browser.screenshots FOLDER

Uses the built-in example in a library of its own, and the browser that the tests use.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from index.library import Library
from index.settings import Settings
from tests.browser.asking import EXAMPLE, ask, opened
from tests.browser.conftest import ARGUMENTS, chromium, serving
from ui import words


def take(page: Page, site: str, folder: Path) -> None:
    """The states, one file each."""

    def shot(name: str) -> None:
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{name}.png")

    opened(page, site)
    shot("start")
    turn = ask(page, EXAMPLE)
    turn.get_by_role("link", name=words.SEE_PAGE).first.click()
    page.wait_for_function("document.querySelector('#reader-body img')?.naturalWidth > 0")
    shot("answer")
    page.get_by_role("button", name=words.SCRIPT["new_conversation"]).click()
    ask(page, "How many swimming pools does the council run?")
    shot("refusal")
    for name in ("report", "judgements", "library", "about"):
        page.goto(f"{site}/{name}")
        shot(name)
    page.goto(f"{site}/themes")
    page.get_by_label(words.THEME, exact=True).fill("care leavers’ accommodation")
    page.keyboard.press("Enter")
    shot("themes")


def main(folder: Path) -> None:
    """Serve, open, take."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        Library(Settings.load(home)).add_example()
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        with serving(Path(home)) as site:
            take(browser.new_page(viewport={"width": 1440, "height": 900}), site, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
