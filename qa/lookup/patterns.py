"""How places are named, with a number ("paragraph 66") or by counting ("the last recommendation")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.authorities import named as authorities_in
from qa.lookup.numbers import NO, NTHS, NUMBER, SMALL, TH, from_ordinal, list_of
from qa.lookup.place import LISTS, Place

_THE_BOARD = (
    r"lsc[bp]|(?:safeguarding )?(?:children(?:['’]?s)? )?board|safeguarding (?:children(?:['’]?s)? )?partnership"
)
_BOARD = rf"(?P<board>(?:{_THE_BOARD})(?:['’]?s)?)\s"
OF_BOARD = re.compile(rf"\s(?:of|for|to|from|by) (?:the )?(?:local )?(?:{_THE_BOARD})\b|\s\((?:{_THE_BOARD})\)", re.I)
_BOARD_BEFORE = rf"(?:{_BOARD.replace('<board>', '<whose>')})?"
_BOARD_WITHIN = r"(?P<board>lsc[bp] |(?:safeguarding )?board |safeguarding partnership )?"
_PARA, _REC, _PAGE = r"¶+\s?|§+\s?|para(?:graph)?s?\.?\s", r"rec(?:ommendation)?s?\.?\s", r"pages?\s|pp?\.?\s?"
PLACES = (
    (
        "paragraph",
        re.compile(
            rf"(?:\b(?:paragraphs?|paras?|para['’]s|paras['’]|pars?){NO}|¶+\s?|§+\s?){list_of(NUMBER, _PARA)}", re.I
        ),
    ),
    (
        "recommendation",
        re.compile(rf"\b(?:{_BOARD})?(?:recommendations?|recs?|rec['’]s){NO}{list_of(NUMBER, _REC)}", re.I),
    ),
    *((name, re.compile(rf"\b(?:{_BOARD})?{name}s?{NO}{list_of(NUMBER, f'{name}s? ')}", re.I)) for name in LISTS),
    ("page", re.compile(rf"\b(?:(?:pages?|pgs?|pp){NO}|p\.?\s?(?=\d)){list_of(NUMBER, _PAGE)}", re.I)),
)


def counting(what: str) -> tuple[re.Pattern[str], ...]:
    """How one of those is named by counting: "the second last …", "the third …", "the first two …s"."""
    what = rf"(?P<what>{what})"
    return (
        re.compile(
            rf"\b{_BOARD_BEFORE}(?:(?P<nth>second|third|fourth|2nd|3rd|4th|next)[ -](?:(?:to|from)[ -](?:the[ -])?)?last|"
            rf"penultimate|last but (?P<but>one|two|three))\s{_BOARD_WITHIN}{what}\b|"
            rf"\blast {what.replace('what', 'what2', 1)} but (?P<but2>one|two|three)\b",
            re.I,
        ),
        re.compile(rf"\b{_BOARD_BEFORE}(?P<nth>{NTHS}|\d{{1,3}}{TH})\s{_BOARD_WITHIN}{what}\b", re.I),
        re.compile(
            rf"\b{_BOARD_BEFORE}(?P<end>first|last|final|top)\s(?:(?P<count>{'|'.join(list(SMALL)[:10])}|[1-9]\d?)\s)?"
            rf"{_BOARD_WITHIN}{what}(?(count)s?)\b",
            re.I,
        ),
    )


COUNTED_PLACES = counting(rf"recommendation|paragraph|para|page|{'|'.join(LISTS)}")
_REPORT = re.compile(
    r"\b20[012]\d(?:[/–-](?:20)?\d\d)?\b|\b(?:(?:the|their|its) )?(?:(?:latest|newest|most recent|last) )?(?:inspection|report)\b",
    re.I,
)
ON_PAGE = re.compile(r",?\s(?:(?:on|of|in|from|at) )?(?:the )?(?:page|pg\.?|p\.?)\s?(?P<page>\d{1,3})\b", re.I)
PAGE_THEN = re.compile(r"\b(?:on )?(?:page|pg\.?|p\.?)\s?(?P<page>\d{1,3})(?:['’]s)?\W+(?:the )?$", re.I)
# Words to be kept out of what is looked for in a paragraph: they ask for the paragraph itself.
ASKING = re.compile(
    r"\b(?:in full|full(?:y)?|again|verbatim|word for word|words?|exact(?:ly)?|wording|text|whole|entire|open|read|"
    r"display|print|see|please|pls|quote|show|copy|paste|number|content(?:s)?|says?|out|complete(?:ly)?|"
    r"compar(?:e|ed|ing|ison)|differences?|between|versus|vs|asks?(?: for)?|council|(?:(?:london|royal|metropolitan) )?borough|county|"
    r"city|local authority|latest|most recent|newest|last|previous|earlier|inspections?|reports?|ilacs)\b",
    re.I,
)


def without_report(question: str, authorities: Sequence[str]) -> str:
    """The question without the words that say which report: "quote 66 in full in Havering 2016" as "quote 66 in full"."""
    for place in reversed(authorities_in(question, authorities)):
        after = re.sub(r"^['’]s", "", question[place.end :])
        question = f"{question[: place.start]} {after}"
    question = _REPORT.sub(" ", question)
    question = re.sub(r"\b(?:in|of|from|for|at|by)\s*+(?=\W*+$|\bin full\b|\bagain\b)", " ", question, flags=re.I)
    return " ".join(question.split())


def counted_place(match: re.Match[str]) -> Place:
    """A place named by counting: "sixth recommendation", "the last two recommendations". Paragraphs have their numbers."""
    groups = match.groupdict()
    what = (groups.get("what") or groups["what2"]).lower()
    called = what if what in LISTS else ""
    sort = "recommendation" if called else {"para": "paragraph"}.get(what, what)
    board = bool(groups.get("board") or groups.get("whose"))
    nth = (groups.get("nth") or "").lower().replace(" ", "-")
    if "but" in groups:
        but = groups.get("but") or groups.get("but2")
        many = 1 + SMALL[but.lower()] if but else 2 if nth in ("", "next") else from_ordinal(nth)
        return Place(sort, (str(-many),), board, "", "", counted=True, plain=False, called=called)
    if nth:
        numbers: tuple[str, ...] = (str(from_ordinal(nth)),)
        return Place(sort, numbers, board, "", "", counted=sort == "recommendation", plain=False, called=called)
    count = (groups.get("count") or "1").lower()
    many = SMALL.get(count) or int(count)
    last = groups["end"].lower() in ("last", "final")
    numbers = tuple(str(n) for n in (range(-many, 0) if last else range(1, many + 1)))
    return Place(sort, numbers, board, "", "", counted=last or sort == "recommendation", plain=False, called=called)


def subject(named: Place, scope_words: Sequence[str]) -> str:
    """What the question asks of the place, without the words that name the place or the report; "" where nothing."""
    rest = named.rest
    for word in sorted(scope_words, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(word)}(?:['’]?s)?(?!\w)", " ", rest, flags=re.I)
    return " ".join(ASKING.sub(" ", rest).split())
