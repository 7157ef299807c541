"""What every browser test does first."""

from playwright.sync_api import Locator, Page, expect

from ui import words

EXAMPLE = words.EXAMPLES[0]


def opened(page: Page, site: str) -> Page:
    """The Ask page, ready for a question."""
    page.goto(site)
    expect(page.locator("#conversation :is(.welcome, .turn)").first).to_be_visible()
    return page


def ask(page: Page, question: str) -> Locator:
    """Type a question, press Enter; the answer."""
    page.get_by_label(words.QUESTION, exact=True).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .asked").first).to_contain_text(question)
    return page.locator("#conversation > * .turn").first
