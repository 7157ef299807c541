"""Questions that name a place in a report: "paragraph 66", "paras 93 to 95", "¶ 41 and 66", "recommendation 6", "page 21"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Kind, Paragraph

_NUMBERS = (
    r"\d{1,3}(?:\.\d{1,3})*(?:\s*(?:,|and|&|to|-|–|—|through|or)\s*(?:¶+\s*|paras?\s+)?\d{1,3}(?:\.\d{1,3})*(?!\s*%))*"
)
_BOARD = r"(?P<board>lscb|safeguarding (?:children )?board(?:'s|’s)?|board(?:'s|’s)?)\s+"
_PLACES = (
    (
        "paragraph",
        re.compile(
            rf"(?:\b(?:paragraphs?|paras?|pars?)\.?\s*(?:no\.?\s*|numbers?\s+)?|¶+\s*)(?P<numbers>{_NUMBERS})(?!\d)",
            re.I,
        ),
    ),
    (
        "recommendation",
        re.compile(
            rf"\b(?:{_BOARD})?(?:recommendations?|recs?)\.?\s*(?:no\.?\s*|numbers?\s+)?(?P<numbers>{_NUMBERS})(?!\d)",
            re.I,
        ),
    ),
    ("page", re.compile(rf"\b(?:pages?|pp?\.)\s*(?P<numbers>{_NUMBERS})(?!\d)", re.I)),
    (
        "section",
        re.compile(
            r"\b(?:the\s+)?(?P<section>executive summary|summary for children(?: and young people)?|children's summary)\b",
            re.I,
        ),
    ),
)
_RANGE = re.compile(r"(\d+)\s*(?:to|-|–|—|through)\s*(?:¶+\s*|paras?\s+)?(\d+)")
_LONGEST_RANGE = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a question names. `numbers` as typed, ranges written out; `rest` is the question without it."""

    sort: str  # "paragraph", "recommendation", "page" or "section"
    numbers: tuple[str, ...]
    board: bool
    section: str
    rest: str


def place(question: str) -> Place | None:
    """The place that the question names, None where it names none."""
    for sort, pattern in _PLACES:
        match = pattern.search(question)
        if match:
            groups = match.groupdict()
            rest = f"{question[: match.start()]} {question[match.end() :]}"
            return Place(
                sort,
                _numbers(groups.get("numbers") or ""),
                bool(groups.get("board")),
                (groups.get("section") or "").lower(),
                rest,
            )
    return None


def _numbers(text: str) -> tuple[str, ...]:
    found: list[str] = []
    end = 0
    for match in _RANGE.finditer(text):
        found += re.findall(r"[\d.]+", text[end : match.start()])
        first, last = sorted((int(match.group(1)), int(match.group(2))))
        found += [str(n) for n in range(first, min(last, first + _LONGEST_RANGE) + 1)]
        end = match.end()
    found += re.findall(r"\d+(?:\.\d+)*", text[end:])
    return tuple(dict.fromkeys(found))


def resolve(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """Positions of the paragraphs of one report at the place named, in printed order."""
    if named.sort == "page":
        return [
            i
            for i, p in enumerate(paragraphs)
            if p.kind is not Kind.BOILERPLATE and {str(n) for n in p.pages()} & set(named.numbers)
        ]
    if named.sort == "section":
        return [i for i, p in enumerate(paragraphs) if _in_section(named.section, p)]
    if named.sort == "recommendation":
        return _recommendations(named, paragraphs)
    return [i for i, p in enumerate(paragraphs) if p.number in named.numbers]


def _in_section(section: str, paragraph: Paragraph) -> bool:
    if section == "executive summary":
        return any("executive summary" in part.lower() for part in paragraph.section)
    return paragraph.kind is Kind.CHILDREN


def _recommendations(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """By the number printed; else, for the board's own or unnumbered ones, by counting as a reader would."""
    found = [i for i, p in enumerate(paragraphs) if p.kind is Kind.RECOMMENDATION]
    board = [i for i in found if of_board(paragraphs[i])]
    among = board if named.board else found
    printed = [i for i in among if paragraphs[i].number in named.numbers]
    counted = [i for n, i in enumerate(among, 1) if str(n) in named.numbers]
    return printed or (counted if named.board or all(paragraphs[i].number is None for i in among) else [])


def of_board(paragraph: Paragraph) -> bool:
    """Whether a paragraph stands in the part about the safeguarding board."""
    return any("safeguarding children board" in part.lower() or "lscb" in part.lower() for part in paragraph.section)


def there_is(named: Place, paragraphs: Sequence[Paragraph]) -> str:
    """What places of that sort the report has: "paragraphs 1 to 152"."""
    if named.sort == "page":
        pages = [p.page for p in paragraphs if p.page is not None]
        return f"pages 1 to {max(pages)}" if pages else "no pages, since it was added as text"
    kind = named.sort == "recommendation"
    numbers = [p.number for p in paragraphs if p.number and (not kind or p.kind is Kind.RECOMMENDATION)]
    if not numbers:
        return f"no numbered {named.sort}s" if named.sort != "section" else f"no part called “{named.section}”"
    return f"{named.sort}s {numbers[0]} to {numbers[-1]}"
