"""The things staff do, from the landing page to the Word file, each in the real page."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, Route, expect

from index.example import TEXT
from index.library import Library
from index.settings import Settings
from tests.browser.asking import EXAMPLE, ask, opened
from ui import shell, signin, words

pytestmark = pytest.mark.slow


def tab_to(page: Page, wanted: Callable[[str], bool], most: int = 60) -> None:
    """Press Tab until the focused element's name is the wanted one."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted(page.evaluate("document.activeElement.innerText || ''")):
            return
    pytest.fail("not reached with the Tab key")


def test_a_new_user_finds_quotes_and_exports_with_the_keyboard_alone_in_under_a_minute(
    page: Page, site: str, tmp_path: Path
) -> None:
    start = time.monotonic()
    opened(page, site)
    expect(page.get_by_label(words.QUESTION, exact=True)).to_be_focused()
    page.keyboard.type("what did inspectors say about return home interviews")
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .card.cited").first).to_be_visible()
    tab_to(page, lambda name: name.startswith(words.COPY))
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_have_text(words.COPIED)
    card = page.locator("#conversation .card.cited").first
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"“{card.get_attribute('data-quote')}”\n({card.get_attribute('data-cite')})"
    assert ", page " in copied
    tab_to(page, lambda name: name.startswith(words.EXPORT_WORD), most=200)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert time.monotonic() - start < 60
    download.value.save_as(tmp_path / "answer.docx")
    texts = [p.text for p in Document(tmp_path / "answer.docx").paragraphs]
    assert f"“{page.locator('.card.cited blockquote').first.inner_text()}”" in texts
    assert any(text.startswith("Searched ") for text in texts)


def test_copy_puts_rich_and_plain_text_together(page: Page, site: str) -> None:
    turn = ask(opened(page, site), EXAMPLE)
    turn.get_by_role("button", name=words.COPY).first.click()
    expect(page.locator("#notice")).to_have_text(words.COPIED)
    rich = page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    )
    assert "<blockquote>" in rich
    assert "/report/" in rich


def test_copy_puts_what_a_list_item_is_listed_under_above_it(page: Page, site: str) -> None:
    card = ask(opened(page, site), "page 5").locator(".card.cited[data-lead]").first
    card.get_by_role("button", name=words.COPY).click()
    expect(page.locator("#notice")).to_have_text(words.COPIED)
    lead, quote = card.get_attribute("data-lead"), card.get_attribute("data-quote")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"“{lead}”\n“{quote}”\n(")


def test_a_link_opens_its_paragraph_in_another_tab(page: Page, site: str) -> None:
    turn = ask(opened(page, site), EXAMPLE)
    card = turn.locator(".card.cited").first
    card.get_by_role("button", name=words.LINK).click()
    expect(page.locator("#notice")).to_have_text(words.LINK_COPIED)
    other = page.context.new_page()
    other.goto(page.evaluate("navigator.clipboard.readText()"))
    place = other.locator(f"[id='p-{card.get_attribute('data-ref')}']")
    expect(place).to_be_focused()
    expect(place).to_be_in_viewport()


def test_the_page_is_seen_enlarged_and_read_as_text(page: Page, site: str) -> None:
    turn = ask(opened(page, site), "paragraph 23")
    turn.get_by_role("link", name=words.SEE_PAGE).first.click()
    picture = page.locator("#reader-body .page-picture img").first
    expect(picture).to_be_visible()
    page.wait_for_function("document.querySelector('#reader-body img').naturalWidth > 500")
    small = picture.evaluate("el => el.naturalWidth")
    assert marked_pixels(page) > 200
    page.get_by_role("link", name=words.LARGER).click()
    page.wait_for_function(f"document.querySelector('#reader-body img').naturalWidth > {small}")
    page.get_by_text(words.TEXT_OF_PAGE).click()
    expect(page.locator("#reader-body .page-text li").first).to_contain_text(
        turn.locator(".card :is(h3, h4)").first.inner_text().split(" ·")[0]
    )
    page.get_by_role("button", name=words.BACK).click()
    expect(turn.get_by_role("link", name=words.SEE_PAGE).first).to_be_focused()


def marked_pixels(page: Page) -> int:
    """How many pixels of the picture have the colour of a marked sentence."""
    counted: int = page.evaluate(
        """() => { const img = document.querySelector('#reader-body img'), c = document.createElement('canvas');
        c.width = img.naturalWidth; c.height = img.naturalHeight; const x = c.getContext('2d'); x.drawImage(img, 0, 0);
        const d = x.getImageData(0, 0, c.width, c.height).data; let n = 0;
        for (let i = 0; i < d.length; i += 4) n += d[i] > 240 && d[i + 1] > 210 && d[i + 2] < 150; return n; }"""
    )
    return counted


def test_the_scope_is_remembered_and_stands_above_the_answer(page: Page, site: str) -> None:
    opened(page, site)
    page.get_by_label(words.YEAR_FROM, exact=True).click()
    page.get_by_role("option", name="2016").click()
    turn = ask(page, EXAMPLE)
    expect(turn.locator(".understood")).to_contain_text("from 2016")
    page.reload()
    expect(page.get_by_label(words.YEAR_FROM, exact=True)).to_have_value("2016")
    page.get_by_role("button", name=words.CHANGE_SCOPE).first.click()
    expect(page.get_by_label(words.AUTHORITIES, exact=True)).to_be_focused()


def test_conversations_are_listed_renamed_and_deleted_in_this_browser_only(page: Page, site: str) -> None:
    ask(opened(page, site), EXAMPLE)
    kept = page.locator("#conversations")
    kept.get_by_role("button", name=words.SCRIPT["new_conversation"]).click()
    expect(page.locator(".welcome")).to_be_visible()
    kept.get_by_role("button", name=EXAMPLE, exact=True).click()
    expect(page.locator("#conversation .asked")).to_contain_text(EXAMPLE)
    kept.get_by_role("button", name=words.SCRIPT["rename"]).click()
    kept.get_by_label(words.SCRIPT["new_name"]).fill("<b>Meeting</b>")
    page.keyboard.press("Enter")
    expect(kept.get_by_role("button", name="<b>Meeting</b>", exact=True)).to_be_focused()
    kept.get_by_role("button", name=words.SCRIPT["delete"]).click()
    kept.get_by_role("button", name=words.SCRIPT["yes_delete"]).click()
    expect(kept.get_by_text(words.SCRIPT["no_conversations"])).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('rq.c.')).length") == 0


def test_a_conversation_stays_open_while_its_answer_is_on_its_way(page: Page, site: str) -> None:
    ask(opened(page, site), EXAMPLE)
    kept = page.locator("#conversations")
    kept.get_by_role("button", name=words.SCRIPT["new_conversation"]).click()
    expect(page.locator(".welcome")).to_be_visible()
    page.route("**/queue/data*", lambda route: None)
    page.get_by_label(words.QUESTION, exact=True).fill("paragraph 12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=words.STOP)).to_be_visible()
    before = page.evaluate("sessionStorage['rq.current']")
    kept.get_by_role("button", name=EXAMPLE, exact=True).click()
    expect(page.locator("#notice")).to_have_text(words.SCRIPT["still_searching"])
    assert page.evaluate("sessionStorage['rq.current']") == before


def test_a_browser_without_room_says_so_and_the_conversation_goes_on(page: Page, site: str) -> None:
    page.add_init_script(
        "const set = Storage.prototype.setItem; Storage.prototype.setItem = function (key, value) "
        "{ if (key.startsWith('rq.c.')) throw new Error('full'); set.call(this, key, value); };"
    )
    ask(opened(page, site), EXAMPLE)
    expect(page.locator("#notice")).to_contain_text(words.SCRIPT["storage_full"])
    turn = ask(page, "and are they late?")
    expect(turn.get_by_role("button", name=words.undo_earlier(1))).to_be_visible()


def test_copy_works_where_the_browser_gives_no_clipboard(page: Page, site: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    card = ask(opened(page, site), EXAMPLE).locator(".card.cited").first
    card.get_by_role("button", name=words.COPY).click()
    expect(page.locator("#notice")).to_have_text(words.COPIED)
    box = page.get_by_label(words.QUESTION, exact=True)
    box.focus()
    page.keyboard.press("Control+V")
    expect(box).to_have_value(re.compile(re.escape(card.get_attribute("data-quote") or "?")))


def test_a_report_that_has_gone_is_said_to_have_gone(browser: Browser, site: str) -> None:
    page = browser.new_page()  # whose console may tell of the 404
    card = ask(opened(page, site), EXAMPLE).locator(".card.cited").first
    gone = json.dumps({"detail": "There is no such report."})
    page.route(
        "**/report/*part=1*", lambda route: route.fulfill(status=404, body=gone, content_type="application/json")
    )
    card.get_by_role("link", name=words.READ).click()
    expect(page.locator("#notice")).to_have_text("There is no such report.")
    expect(page.locator("#reader-body")).to_contain_text(words.READER_EMPTY)
    page.close()


def test_what_was_wrong_is_written_down(page: Page, site: str, example_settings: Settings) -> None:
    turn = ask(opened(page, site), EXAMPLE)
    turn.get_by_role("button", name=words.NOT_USEFUL).click()
    turn.get_by_label(words.REASONS["missed a paragraph"]).check()
    turn.get_by_label(words.COMMENT).fill("<script>alert(1)</script> 148")
    turn.get_by_role("button", name=words.SEND).click()
    expect(turn.get_by_text(words.THANKS)).to_be_visible()
    with sqlite3.connect(example_settings.home / "feedback.sqlite") as file:
        question, reason, comment, shown = file.execute(
            "SELECT question, reason, comment, shown FROM feedback"
        ).fetchone()
    file.close()
    assert (question, reason) == (EXAMPLE, "missed a paragraph")
    assert comment.endswith(" 148")
    assert len(json.loads(shown)) == turn.locator(".card.cited").count()


def test_the_whole_report_is_read_searched_and_entered_by_number(
    page: Page, site: str, example_library: Library
) -> None:
    page.goto(f"{site}/report")
    page.get_by_label(words.FIND, exact=True).fill("return home interview")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("1 of ")
    page.get_by_label(words.FIND, exact=True).fill("children's")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("1 of ")
    page.get_by_label(words.FIND, exact=True).fill("matched by wording")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text(words.SCRIPT["found_none"])
    page.get_by_label(words.GO_TO).fill("12")
    page.keyboard.press("Enter")
    expect(page.locator("[data-number='12']").first).to_be_focused()
    page.get_by_label(words.GO_TO).fill("999")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("no paragraph 999")
    (info,) = example_library.infos()
    shown = page.locator(".document").text_content()
    paragraphs = example_library.report(info.slug).paragraphs
    assert all(p.text.split("\n")[0] in shown for p in paragraphs)
    text = next(p.text for p in paragraphs if p.ref == "12")
    page.goto(f"{site}/report/{info.slug}?para=12&quotes=0-20")
    page.get_by_label(words.FIND, exact=True).fill(text[10:40])
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("1 of 1")


def test_judgements_are_sorted_filtered_opened_and_downloaded(page: Page, site: str, example_library: Library) -> None:
    page.goto(f"{site}/judgements")
    head = page.get_by_role("button", name=words.INSPECTED)
    head.click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text(words.INSPECTED)
    page.get_by_label(words.GRADE, exact=True).select_option("Outstanding")
    expect(page.locator("tbody tr").first).to_be_hidden()
    page.get_by_label(words.GRADE, exact=True).select_option("Good")
    expect(page.locator("tbody tr").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=words.DOWNLOAD_CSV).click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    (info,) = example_library.infos()
    assert [(row["area"], row["grade as printed"]) for row in rows] == [(j.area, j.grade) for j in info.judgements]
    page.locator("a.grade").first.click()
    expect(page.locator(".page-picture img")).to_be_visible()


def test_a_theme_stands_side_by_side_with_its_quotations(page: Page, site: str) -> None:
    page.goto(f"{site}/themes")
    page.get_by_label(words.THEME, exact=True).fill("return home interviews")
    page.keyboard.press("Enter")
    expect(page.locator(".inspection .card mark").first).to_be_visible()


def test_a_report_is_added_by_upload_with_its_doubts_and_removed_after_a_second_look(
    page: Page, empty_site: str, tmp_path: Path
) -> None:
    page.goto(f"{empty_site}/library")
    before = page.locator("#shelf li").count()
    named = tmp_path / "<img src=x onerror=alert(1)>-2017.txt"
    named.write_bytes(TEXT.read_bytes() + b"\n")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"<html>not a report</html>")
    page.get_by_label(words.FILES).set_input_files([named, broken])
    page.get_by_role("button", name=words.ADD, exact=True).click()
    expect(page.locator("#uploaded > li.failed")).to_contain_text("broken.pdf", timeout=60_000)
    expect(page.locator("#uploaded > li.added")).to_contain_text("onerror-alert(1)", timeout=60_000)
    expect(page.locator("#shelf li")).to_have_count(before + 1)
    row = page.locator("#shelf li", has=page.locator("input[name=slug][value*=onerror]"))
    row.locator("details.remove > summary").click()
    row.get_by_role("button", name=words.REMOVE_YES).click()
    expect(page.locator("#shelf li")).to_have_count(before)


def test_an_upload_after_the_sign_in_has_ended_says_so_and_leaves_the_shelf(browser: Browser, site: str) -> None:
    page = browser.new_page()  # whose console may tell of the refusal
    page.goto(f"{site}/library")
    shelf = page.locator("#shelf").inner_text()

    def signed_out(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=401, json={"detail": words.SIGN_IN_FIRST})
        else:
            route.fulfill(content_type="text/html", body=shell.page(words.SIGN_IN, "", signin.form("/library")))

    page.route("**/library", signed_out)
    page.get_by_label(words.FILES).set_input_files(TEXT)
    page.get_by_role("button", name=words.ADD, exact=True).click()
    expect(page.locator("#uploaded > li")).to_have_text(words.SIGN_IN_FIRST)
    expect(page.get_by_role("button", name=words.ADD, exact=True)).to_be_enabled()
    page.wait_for_timeout(200)
    assert page.locator("#shelf").inner_text() == shelf
    page.close()


def test_two_readers_at_once_see_only_their_own(browser: Browser, site: str) -> None:
    contexts = [browser.new_context(), browser.new_context()]
    ann, bob = (opened(context.new_page(), site) for context in contexts)
    ask(ann, "How good is the support for care leavers?")
    ask(bob, "paragraph 12")
    ask(ann, "what about their accommodation?")
    for page, own, other in ((ann, "care leavers", "paragraph 12"), (bob, "paragraph 12", "accommodation")):
        page.reload()
        expect(page.locator("#conversation .asked").last).to_contain_text(own)
        assert other not in " ".join(page.locator("#conversation .asked").all_text_contents())
        assert other not in page.locator("#conversations").inner_text()
    for context in contexts:
        context.close()


def test_stop_gives_the_page_back(page: Page, site: str) -> None:
    opened(page, site)
    page.route("**/queue/data*", lambda route: None)
    page.get_by_label(words.QUESTION, exact=True).fill(EXAMPLE)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=words.STOP).click()
    expect(page.locator("#announce")).to_have_text(words.STOPPED)
    expect(page.get_by_role("button", name=words.STOP)).to_be_hidden()
    expect(page.get_by_label(words.QUESTION, exact=True)).to_be_focused()
