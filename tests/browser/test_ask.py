"""The main job in the real page: ask, see the paragraphs quoted, follow up, be told when the reports do not say."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from index.library import Library
from qa.model import LeftOut
from tests.browser.asking import EXAMPLE, ask, opened
from ui import words

pytestmark = pytest.mark.slow


def test_the_example_question_is_answered_with_quoted_paragraphs(
    page: Page, site: str, example_library: Library
) -> None:
    opened(page, site)
    page.get_by_role("button", name=EXAMPLE).click()
    cards = page.locator("#conversation .card.cited")
    expect(cards.first).to_be_visible()
    number = int(re.match(r"\d+", page.locator("#conversation .headline").inner_text().lstrip("✓ "))[0])
    assert cards.count() == number >= 2
    (info,) = example_library.infos()
    texts = {p.ref: p.text for p in example_library.report(info.slug).paragraphs}
    for card in cards.all():
        text = texts[card.get_attribute("data-ref")]
        assert re.search(r" · pages? \d+", card.locator("h3, h4").inner_text())
        marks = card.locator("blockquote >> nth=0 >> mark").all_text_contents()
        assert marks
        assert all(mark in text for mark in marks)
        assert "return home interview" in text.lower()


def test_an_empty_library_offers_the_example_and_a_question_asked_meanwhile_waits_for_it(
    page: Page, empty_site: str
) -> None:
    opened(page, empty_site)
    expect(page.get_by_role("heading", name=words.EMPTY)).to_be_visible()
    page.get_by_role("button", name=words.OPEN_EXAMPLE).click()
    expect(page.locator("body")).to_have_class(re.compile("busy"))
    box = page.get_by_label(words.QUESTION, exact=True)
    box.fill(EXAMPLE)
    box.press("Enter")
    expect(page.locator("#conversation .card.cited").first).to_be_visible(timeout=60_000)
    expect(box).to_have_value("")


def test_a_follow_up_is_understood_in_the_same_chat_and_kept_over_a_reload(page: Page, site: str) -> None:
    opened(page, site)
    ask(page, "How good is the support for care leavers?")
    ask(page, "what about their accommodation?")
    expect(page.locator("details.folded")).to_have_count(1)
    page.reload()
    expect(page.locator("#conversation .asked").first).to_contain_text("what about their accommodation?")
    expect(page.locator("details.folded")).to_have_count(1)


def test_what_was_understood_is_undone_with_the_keyboard_in_a_new_turn(page: Page, site: str) -> None:
    opened(page, site)
    ask(page, "How good is the support for care leavers?")
    turn = ask(page, "what about their acommodation?")
    expect(turn.locator(".understood")).to_contain_text("care leavers – what about their accommodation?")
    page.get_by_label(words.QUESTION, exact=True).fill("half a question")
    for name, left_out in (
        (words.undo_earlier(1), words.LEFT_OUT[LeftOut.EARLIER]),
        (words.undo_spelling(["acommodation"]), words.LEFT_OUT[LeftOut.SPELLING]),
    ):
        button = page.locator("#conversation > * .turn").first.get_by_role("button", name=name)
        assert min(button.bounding_box()["width"], button.bounding_box()["height"]) >= 24
        button.press("Enter")
        newest = page.locator("#conversation > * .turn").first.locator(".understood")
        expect(newest).to_contain_text(left_out)
        expect(newest).to_be_focused()
        expect(newest).not_to_contain_text("care leavers")
    expect(newest).not_to_contain_text("Read as")
    expect(page.get_by_label(words.QUESTION, exact=True)).to_have_value("half a question")
    page.reload()
    expect(page.locator("#conversation .understood").first).to_contain_text(words.LEFT_OUT[LeftOut.SPELLING])
    expect(page.locator("details.folded")).to_have_count(3)


def test_a_page_is_answered_by_a_server_that_does_not_know_it_any_more(page: Page, site: str) -> None:
    """As after a restart: nothing that the server kept for this page is there."""
    opened(page, site)
    known = "() => performance.getEntriesByType('resource').map((r) => /session_hash=(\\w+)/.exec(r.name)?.[1]).find(Boolean)"
    session = page.evaluate(known)

    def as_another(route: Route) -> None:
        sent = route.request.post_data
        route.continue_(
            url=route.request.url.replace(session, "another"),
            post_data=sent.replace(session, "another") if sent else None,
        )

    page.route("**/queue/*", as_another)
    ask(page, "paragraph 12")
    expect(page.locator("#conversation .card.cited")).to_have_count(1)


def test_a_question_that_fails_on_its_way_is_said_to_and_stays_typed(browser: Browser, site: str) -> None:
    page = opened(browser.new_page(), site)  # whose console may tell of the failures
    box, said = page.get_by_label(words.QUESTION, exact=True), page.locator("#conversation #failed")

    def fails(how: Callable[[Route], None], told: str) -> None:
        page.route("**/queue/join*", how, times=1)  # the next question's only: however long it takes to set out
        box.fill("paragraph 12")
        box.press("Enter")
        expect(said).to_contain_text(told)
        expect(page.get_by_role("button", name=words.STOP)).to_be_hidden()
        expect(box).to_have_value("paragraph 12")

    fails(lambda route: route.fulfill(status=401, json={"detail": words.SIGN_IN_FIRST}), words.SIGN_IN_FIRST)
    expect(said.get_by_role("link", name=words.SIGN_IN)).to_have_attribute("href", "/sign-in")
    too_many = words.TOO_MANY.format(seconds=7)
    fails(lambda route: route.fulfill(status=429, json={"detail": too_many}), too_many)
    ask(page, "paragraph 13")
    expect(said).to_have_count(0)
    page.route(
        "**/app_id*", lambda route: route.abort()
    )  # asked every two seconds: once it is told, the page opens anew
    fails(lambda route: route.abort(), words.SCRIPT["unreachable"])
    with page.expect_navigation():
        page.unroute("**/app_id*")
    expect(page.locator("#conversation .asked")).to_contain_text("paragraph 13")
    expect(box).to_have_value("paragraph 12")
    page.close()


def test_one_question_goes_at_a_time_and_what_is_typed_meanwhile_stays(page: Page, site: str) -> None:
    opened(page, site)
    held: list[Route] = []
    page.route("**/queue/join*", lambda route: held.append(route))
    box = page.get_by_label(words.QUESTION, exact=True)
    box.fill("paragraph 12")
    box.press("Enter")
    expect(page.get_by_role("button", name=words.STOP)).to_be_visible()
    page.get_by_role("button", name=EXAMPLE).click()
    expect(page.locator("#notice")).to_have_text(words.SCRIPT["still_searching"])
    box.fill("paragraph 13")
    box.press("Enter")
    page.get_by_role("button", name=words.ASK, exact=True).click()
    page.wait_for_timeout(200)
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator("#conversation .asked")).to_contain_text("paragraph 12")
    expect(box).to_have_value("paragraph 13")


def test_two_tabs_on_one_conversation_lose_nothing_and_bring_nothing_back(browser: Browser, site: str) -> None:
    context = browser.new_context()  # whose console may tell of a refusal
    one, two = opened(context.new_page(), site), opened(context.new_page(), site)
    ask(one, "paragraph 12")
    two.reload()
    two.locator("#conversations").get_by_role("button", name="paragraph 12", exact=True).click()
    expect(two.locator("#conversation .asked")).to_contain_text("paragraph 12")
    ask(two, "paragraph 13")
    ask(one, "paragraph 14")
    expect(one.locator("details.folded")).to_have_count(2)
    two.locator("#conversations").get_by_role("button", name=words.SCRIPT["delete"]).click()
    two.get_by_role("button", name=words.SCRIPT["yes_delete"]).click()
    expect(two.get_by_text(words.SCRIPT["no_conversations"])).to_be_visible()
    one.get_by_role("button", name=words.USEFUL, exact=True).first.click()
    expect(one.locator("#notice")).to_have_text(words.NO_SUCH_ANSWER)
    ask(one, "paragraph 15")
    expect(one.locator("details.folded")).to_have_count(0)
    context.close()


def test_a_refusal_says_so_and_shows_the_nearest_as_no_answer(page: Page, site: str) -> None:
    opened(page, site)
    ask(page, "How many swimming pools does the council run?")
    turn = page.locator("#conversation .turn").first
    expect(turn).to_have_class(re.compile("refused"))
    expect(turn.locator(".headline")).to_contain_text(words.REFUSALS["not answered"])
    expect(turn.locator(".reason")).not_to_be_empty()
    expect(turn.locator(".card.nearest .tag").first).to_have_text(words.NEAREST_TAG)
    expect(page.locator("#announce")).to_contain_text(words.REFUSALS["not answered"])


def test_read_in_the_report_opens_the_reader_at_the_paragraph(page: Page, site: str) -> None:
    opened(page, site)
    ask(page, EXAMPLE)
    card = page.locator("#conversation .card.cited").first
    card.get_by_role("link", name=words.READ).click()
    target = page.locator("#reader-body [data-target]")
    expect(target).to_be_focused()
    expect(target).to_be_in_viewport()
    assert target.get_attribute("id") == "p-" + card.get_attribute("data-ref")
    expect(target.locator("mark").first).to_be_visible()
