"""Names what stands on a page without being part of the text: page numbers, running heads, footnotes, contents.

Works by sequence and relative position, never by a fixed height: page numbers follow the pages, running heads repeat
at one height above or below all the text, a footnote block begins with a small raised figure. Each such line gets its
name as `role`; the text's own lines keep "".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from index.reading.lines import Line, Page, body_size

PAGE_NUMBER, RUNNING, FOOTNOTE, CONTENTS = "page number", "running head or foot", "footnote", "contents"
NUMBER = re.compile(r"(?:page\s+)?[-–]?\s*(\d{1,4})\s*[-–]?(?:\s+of\s+\d{1,4})?", re.IGNORECASE)
ENTRY = re.compile(r"\D.*?[\s.…]*(?<!\d)(\d{1,3})")
RULE = re.compile(r"[_‗─]{6,}")
FIGURES = re.compile(r"\d+|^[ivxl]+$")
LAST_FIGURE = re.compile(r"\d+(?=(?: of \d+)?\W*$)|^[ivxl]+$")
NOTE = re.compile(r"[(\[]\d{1,2}[)\]]\s")
SIGNED = re.compile(r"[(\[]?\d{1,3}[)\]]?\s|[*†‡§]")
LARGE = 1.08  # times the body size: what is larger and bold is a heading
SMALL = 0.92  # footnotes are set at 10 points or less under text of 12
SHORT = 4  # pages: in a letter of so few, what stands apart in the same place on two of them is a head or foot
EDGE = 0.16  # share of the page's height at top and bottom where running heads stand


def name_furniture(pages: list[Page]) -> None:
    """Sets the role of every line that is furniture."""
    _page_numbers(pages)
    _running(pages, body_size(line for page in pages for line in page.lines))
    body = body_size(line for page in pages for line in page.lines if not line.role)
    for page in pages:
        _footnotes(page, body)
        _notes_under_rule(page)
    _contents(pages)


def _outer(page: Page) -> list[Line]:
    """The lines near the top and bottom edge of the page."""
    low, high = EDGE * page.height, (1 - EDGE) * page.height
    return [line for line in page.lines if line.base < low or line.base > high]


def _page_numbers(pages: list[Page]) -> None:
    """Lone figures near an edge that run with the pages."""
    found = []
    for page in pages:
        for line in _outer(page):
            match = NUMBER.fullmatch(line.text)
            if match and not line.role:
                found.append((int(match.group(1)) - page.number, line))
    offsets = Counter(offset for offset, _ in found)
    if not offsets:
        return
    common, count = offsets.most_common(1)[0]
    for offset, line in found:
        if offset == common and (count > 1 or len(pages) == 1):
            line.role = PAGE_NUMBER


def _running(pages: list[Page], body: float) -> None:
    """Lines that repeat, figures apart, at one height, outside of all that does not repeat on their page; a heading that
    opens several pages is none. Where nothing at one height has text near it, the words may change, as with the chapter."""
    seen: dict[tuple[str, int], list[Line]] = defaultdict(list)
    short = len(pages) <= SHORT
    for page in pages:
        for line in _outer(page):
            if not (line.role or _heads(line, page, body) or (short and _by_text(line, page, body))):
                for figures in (r"$^", LAST_FIGURE) if short else (FIGURES,):
                    seen[_shape(line, figures)].append(line)
    enough = max(2 if short else 3, 0.3 * len(pages))
    _name_repeated(pages, seen.values(), enough)
    _name_repeated(pages, _apart(pages, body), enough)


def _name_repeated(pages: list[Page], groups: Iterable[list[Line]], enough: float) -> None:
    for lines in groups:
        if len({line.page for line in lines}) >= enough:
            for line in lines:
                line.role = RUNNING
    for page in pages:
        _keep_inner(page)


def _apart(pages: list[Page], body: float) -> Iterator[list[Line]]:
    """The lines of each height near an edge at which no page has text, the first page apart, which is set like no other."""
    heights: dict[int, list[Line]] = defaultdict(list)
    crowded = set()
    for page in pages:
        text = [line for line in page.lines if not line.role]
        for line in (line for line in _outer(page) if not line.role):
            height = round(line.base / 4)
            if line.size <= LARGE * body and not _near(line, page, 3) and len(text) > 1:
                heights[height].append(line)
            elif page.number > 1:
                crowded.add(height)
    return (lines for height, lines in heights.items() if height not in crowded)


def _heads(line: Line, page: Page, body: float) -> bool:
    """Is the line set as a heading, with text right below it?"""
    below = any(0 < other.base - line.base < 3 * line.size for other in page.lines if not other.role)
    return line.bold and line.size > LARGE * body and below


def _by_text(line: Line, page: Page, body: float) -> bool:
    """Is the line of the usual size, with another close by? Two pages of text may begin alike."""
    return _near(line, page, 2.2) and abs(line.size - body) < 0.5


def _near(line: Line, page: Page, most: float) -> bool:
    """Is there another line of text closer than so many ems?"""
    return any(0 < abs(other.base - line.base) < most * line.size for other in page.lines if not other.role)


def _shape(line: Line, figures: str | re.Pattern[str]) -> tuple[str, int]:
    """What stays the same of a line that repeats: its words without such figures, and its height."""
    return re.sub(figures, "#", line.text.casefold()), round(line.base / 4)


def _keep_inner(page: Page) -> None:
    """A repeated line with text above and below it is text, and so is one that goes on from the line of text beside it."""
    text = [line for line in page.lines if not line.role]
    if not text:
        return
    top, bottom = min(line.base for line in text), max(line.base for line in text)
    edges = [line for line in text if line.base in (top, bottom)]
    for line in page.lines:
        if line.role == RUNNING and (top < line.base < bottom or any(_goes_on(line, edge) for edge in edges)):
            line.role = ""


def _goes_on(first: Line, second: Line) -> bool:
    """Are the lines set alike, one right below the other?"""
    alike = abs(first.size - second.size) < 0.5 and first.bold == second.bold and abs(first.left - second.left) < 1
    return alike and abs(first.base - second.base) < 1.5 * first.size


def _footnotes(page: Page, body: float) -> None:
    """From a line that begins with a raised figure down to the foot of the page, as long as the type stays small; or small
    lines there, parted by a gap from text of full size, of which the first begins with the sign of a note."""
    lines = sorted((line for line in page.lines if not line.role), key=lambda line: line.base)
    start = len(lines)
    while start and lines[start - 1].size <= SMALL * body:
        start -= 1
    small = lines[start:]
    low = 0 < start < len(lines) and small[0].base > (1 - EDGE) * page.height
    inside = (
        low
        and SIGNED.match(small[0].text) is not None
        and small[0].base - lines[start - 1].base > 1.3 * lines[start - 1].size
    )
    for line in small:
        inside = inside or line.raised
        if inside:
            line.role = FOOTNOTE


def _notes_under_rule(page: Page) -> None:
    """Notes in the middle of a page: a drawn-out rule of underscores, then lines that begin with a bracketed figure."""
    under = False
    for line in page.lines:
        rule = RULE.fullmatch(line.text) is not None
        under = rule or (under and NOTE.match(line.text) is not None)
        if under and not line.role:
            line.role = FOOTNOTE


def _contents(pages: list[Page]) -> None:
    for page in pages:
        heads = [at for at, line in enumerate(page.lines) if line.text.casefold().strip(": ") in HEADINGS]
        if heads:
            _contents_from(pages, page, heads[0])
            return


HEADINGS = ("contents", "table of contents", "contents page")


def _contents_from(pages: list[Page], page: Page, at: int) -> None:
    """The entries end in page numbers that never fall; an entry may take two lines. What is set larger and bold after
    them, or is one of them on a later page, is the first heading."""
    page.lines[at].role = CONTENTS
    rest = page.lines[at + 1 :] + [line for later in pages[page.number : page.number + 3] for line in later.lines]
    held: list[Line] = []
    entries: list[tuple[int, str]] = []
    largest = last = 0.0
    for line in rest:
        if line.role:
            continue
        held.append(line)
        if largest and line.bold and line.size > LARGE * largest:
            return
        match = ENTRY.fullmatch(line.text)
        if not match and any(name.startswith(line.text) and page < line.page for page, name in entries):
            return
        if match and last <= int(match.group(1)) <= len(pages) + 5:
            last = int(match.group(1))
            largest = max(largest, *(entry.size for entry in held), line.size)
            for entry in held:
                entry.role = CONTENTS
            held = []
            entries.append((line.page, line.text))
        elif len(held) > 2:
            return
