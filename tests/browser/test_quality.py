"""Accessible on every tab, light and dark, narrow and zoomed; safe against hostile input; quick to start."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from index.library import Library
from tests.browser.asking import EXAMPLE, ask, opened
from tests.ui.made import HOSTILE
from ui import words
from ui.markup import visible

pytestmark = pytest.mark.slow

TABS = (
    "/report",
    "/judgements",
    "/themes?authority={authority}&theme=care+leavers",
    "/library",
    "/about",
    "/no-such-page",
)
# 320 pixels wide is also what a window of 1280 by 1024 is at 400% zoom.
SCREENS = {"wide, light": (1440, 900, "light"), "wide, dark": (1440, 900, "dark"), "narrow": (320, 256, "light")}


TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def serious(page: Page) -> list[str]:
    """What axe finds serious or critical. In the dark only colours are others than in the light, narrow all but colours."""
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    colours = {"color-contrast": {"enabled": page.evaluate("innerWidth > 400")}}
    rules = {"runOnly": ["color-contrast"]} if dark else {"runOnly": list(TAGS), "rules": colours}
    found = Axe().run(page, options={**rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]


@pytest.fixture(params=SCREENS, scope="module")
def screen(request: pytest.FixtureRequest, browser: Browser) -> Page:
    width, height, scheme = SCREENS[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_every_tab_is_accessible_and_needs_no_sideways_scrolling(screen: Page, site: str) -> None:
    for tab in TABS:
        screen.goto(site + tab.format(authority="Ottermarsh"))
        assert (tab, serious(screen), fits(screen)) == (tab, [], True)


def test_every_state_of_a_conversation_is_accessible(screen: Page, site: str) -> None:
    opened(screen, site)
    assert ("empty", serious(screen), fits(screen)) == ("empty", [], True)
    turn = ask(screen, EXAMPLE)
    turn.get_by_role("button", name=words.NOT_USEFUL).click()
    screen.evaluate("document.querySelectorAll('#conversation details').forEach((fold) => { fold.open = true; })")
    assert ("answered", serious(screen), fits(screen)) == ("answered", [], True)
    turn.get_by_role("link", name=words.READ).first.click()
    expect(screen.locator("#reader-body [data-target]")).to_be_focused()
    assert ("reading", serious(screen), fits(screen)) == ("reading", [], True)
    turn.get_by_role("link", name=words.SEE_PAGE).first.click()
    expect(screen.locator("#reader-body img").first).to_be_visible()
    assert ("page", serious(screen), fits(screen)) == ("page", [], True)
    ask(screen, "How many swimming pools does the council run?")
    assert ("refused", serious(screen), fits(screen)) == ("refused", [], True)
    screen.evaluate("document.body.classList.add('busy')")
    assert ("searching", serious(screen), fits(screen)) == ("searching", [], True)


def test_focus_can_be_seen_wherever_the_tab_key_leads(page: Page, site: str) -> None:
    ask(opened(page, site), "paragraph 12")
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const el = document.activeElement, s = getComputedStyle(el), box = el.getBoundingClientRect();
            const shown = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
            const inside = box.bottom > 0 && box.top < innerHeight;
            return { html: el.outerHTML.slice(0, 120), body: el === document.body, shown, inside }; }"""
        )
        if not seen["body"]:
            assert (seen["html"], seen["shown"], seen["inside"]) == (seen["html"], True, True)


HEAR = """() => { window.heard = []; for (const region of document.querySelectorAll('[aria-live], [role=status], [role=log]'))
  new MutationObserver(() => { if (region.textContent) window.heard.push(region.textContent); })
    .observe(region, { childList: true, characterData: true, subtree: true }); }"""


def test_an_answer_is_announced_once(page: Page, site: str, example_library: Library) -> None:
    opened(page, site)
    page.evaluate(HEAR)
    ask(page, "paragraph 12")
    page.wait_for_function("window.heard.length >= 2")
    page.wait_for_timeout(300)
    assert page.evaluate("window.heard") == [words.SEARCHING, f"1 paragraph in {words.where(example_library.infos())}."]


def test_a_hostile_question_is_shown_and_not_executed(page: Page, site: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    opened(page, site)
    for text in (" ".join(HOSTILE[:-1]), HOSTILE[-1][:900]):
        page.get_by_label(words.QUESTION, exact=True).fill(text)
        page.keyboard.press("Enter")
        expect(page.locator("#conversation .asked").first).to_contain_text(visible(text))
        made = "#conversation :is(script, img, iframe), #conversations :is(script, img, iframe)"
        assert page.locator(made).count() == 0


def test_a_question_that_is_too_long_is_refused_in_plain_words(page: Page, site: str) -> None:
    opened(page, site)
    page.locator("#question textarea").evaluate("el => el.removeAttribute('maxlength')")
    page.get_by_label(words.QUESTION, exact=True).fill("why " * 3000)
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .trouble")).to_contain_text("Please shorten it.")


PATHS = (
    "/report/{x}",
    "/report/{x}/page/1",
    "/report/ottermarsh-2016-11-18?para={x}&quotes={x}",
    "/report/ottermarsh-2016-11-18?para={x}&quotes={x}&part=1",
    "/report/ottermarsh-2016-11-18/page/1?para={x}&quotes={x}",
    "/report/ottermarsh-2016-11-18/page/1?zoom={x}",
    "/themes?authority={x}&theme={x}",
    "/judgements?authority={x}",
    "/report?para={x}",
    "/{x}",
)


@pytest.mark.parametrize("path", PATHS)
def test_hostile_addresses_are_shown_and_not_executed(page: Page, site: str, path: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    for text in HOSTILE[:-1]:
        reply = page.request.get(site + path.format(x=quote(text[:90], safe="")), headers={"accept": "text/html"})
        assert reply.status in (200, 400, 404, 422), reply.status
        page.set_content(reply.text())
        made = "script:not([src]):not([type='application/json']), iframe, img:not([src^='/report/ottermarsh'])"
        assert page.locator(made).count() == 0


def test_the_page_is_small(page: Page, site: str) -> None:
    opened(page, site)
    sent = page.evaluate("performance.getEntriesByType('resource').reduce((sum, r) => sum + r.encodedBodySize, 0)")
    assert sent < 300_000, "the README says 0.26 MB"
