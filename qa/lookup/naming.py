"""The places that a question names by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.authorities import named as authorities_in
from qa.lookup.items import item_in
from qa.lookup.numbers import numbers_in
from qa.lookup.patterns import (
    ASKING,
    COUNTED_PLACES,
    OF_BOARD,
    ON_PAGE,
    PAGE_THEN,
    PLACES,
    counted_place,
    without_report,
)
from qa.lookup.place import LISTS, SECTIONS, Place
from qa.lookup.written import ROMANS, spelt_right, written_out
from qa.words import content

# Not "give me a summary of what was said about neglect".
_SUMMARY = re.compile(
    r"\b(?P<the>(?:the|its|their|this)\s)?(?:an?\s)?(?:(?:main|overall|opening|short|brief)\s)?summary\b(?! and\b)",
    re.I,
)
_GIST = re.compile(
    r"\b(?:(?:(?:the|its|their)\s)?(?:main |overall )?key findings|summari[sz]e|sum up|overview|headlines?|conclusions?|"
    r"(?:main|key|overall) (?:findings|points|messages|conclusions?))\b",
    re.I,
)
_ABOUT = re.compile(r"\s(?:about|regarding)\b", re.I)
_IS = re.compile(r"\s(?:is|was|are|were|or)\b", re.I)
_SAID_IN = re.compile(r"\b(?:said|says?|written|stated|mentioned)\b.*\bin $", re.I)
_CHAPTER_SUMMARY = re.compile(
    r"\b(?:the )?summary (?:of|for|in|under|from) (?:the )?(?:(?P<topic>(?:[\w’'-]+ ){1,8}?)(?:section|chapter|part)\b|"
    r"(?:section|chapter|part) (?:on|about|for) (?P<topic2>[\w’' -]+))",
    re.I,
)
_CHAPTER = re.compile(  # "what the section on care leavers says about health", "the leadership section"
    r"\b(?:(?:summari[sz]e|sum up) )?(?:(?:the |its |their )?(?:section|chapter|part of (?:the|this|our) report) "
    r"(?:(?:that|which) (?:is|deals) )?(?:on|about|for|with|covering|called|headed) (?:the )?(?P<topic>[\w’'& -]+?)"
    r"(?=\W*$|[,;:.?!]|\s(?:says?|said|mentions?|tells?|talks?|speaks?|covers?|refers?|is|are|was|please|in full)\b)|"
    r"the (?P<topic2>(?:(?!the\b)[\w’'&-]+ ){1,8}?)(?:section|chapter)\b(?! \d)|"
    r"(?:(?:is|are|stands|comes) )?under (?:the heading )?[\"“](?P<topic3>[^\"“”]+)[\"”])",
    re.I,
)
# What may stand after "the last recommendation" where that one is meant; else it is one of others: "the last paragraph
# about housing", "the last recommendation children make".
_THAT_ONE = re.compile(
    r"\s*(?:$|[^\w\s'’]|(?:says?|saying|said|states?|reads?|tells?|asks?|asking|wants?|requires?|means?|covers?|mentions?|"
    r"calls?|recommends?|suggests?|please|pls|in full|again|verbatim|word for word|exactly|and|or|is|was|are|were)\b|"
    r"about\W*$|\(?20[012]\d\b)",
    re.I,
)
_OF_WHICH = re.compile(r"\s(?:(?:of|in|from|for|at) )?(?:the (?=\w))?", re.I)
_OF_REPORT = re.compile(
    r"\s(?:of|in|from|for) (?!each\b|every\b|all\b|any\b)(?:[\w’'-]+ ){0,4}(?:report|inspection|document)\b", re.I
)
_AND = re.compile(r"\s?,?\s?(?:and|&|plus|also|or|as well as)(?: also)?(?: the)?\s", re.I)
_PART = re.compile(r"\bpart (?P<part>\d{1,2}),? $", re.I)


def named_in(question: str, authorities: Sequence[str]) -> Iterator[Place]:
    """Places named in full. A page beside a paragraph only says where that stands, unless it is joined by "and"."""
    text, odd = spelt_right(written_out(question))
    odd = odd or bool(ROMANS.search(question))
    item = item_in(question, authorities)
    if item:
        yield item
        return
    found: list[Place] = []
    text, on_page = _on_page(text)
    if on_page:
        found.append(on_page)
    rest = text
    ends: list[tuple[int, int]] = []
    for sort, pattern in PLACES:
        for match in pattern.finditer(text):
            if sort == "page" and found and not _joins(text, match, ends):
                rest = re.sub(rf"(?:\b(?:on|at) )?{re.escape(match.group())}", " ", rest, count=1)
                continue
            if sort == "page" and _is_form(text, match):
                continue
            typed = match["numbers"].lower()
            unusual = sort == "page" and not match.group().lower().startswith("page")
            spoken = not typed[0].isdigit() and not typed.startswith("#")
            called = sort if sort in LISTS else ""
            recommended = bool(called) or sort == "recommendation"
            whose = OF_BOARD.match(text, match.end()) if recommended else None
            board = bool(match.groupdict().get("board") or whose)
            plain = not (unusual or odd or spoken or match.group().startswith("§"))
            kind = "recommendation" if recommended else sort
            part = _PART.search(text[: match.start()])
            within = int(part["part"]) if part else 0
            found.append(
                Place(kind, numbers_in(match["numbers"]), board, "", "", plain=plain, called=called, part=within)
            )
            ends.append((part.start() if part else match.start(), whose.end() if whose else match.end()))
            rest = rest.replace(text[slice(*ends[-1])], " ", 1)
    for pattern in COUNTED_PLACES:
        counted = None if found else pattern.search(text)
        if counted:
            whose = OF_BOARD.match(text, counted.end())
            end = whose.end() if whose else counted.end()
            if not _means_one(text, end, authorities):
                return
            one = counted_place(counted)
            found.append(replace(one, board=one.board or (bool(whose) and one.sort == "recommendation")))
            rest = rest.replace(text[counted.start() : end], " ", 1)
    if not found:
        section, there = _part(text, authorities)
        if section:
            found.append(section)
            rest = rest.replace(there, " ", 1)
    yield from (replace(one, rest=rest) for one in found)


def _on_page(text: str) -> tuple[str, Place | None]:
    """ "The second paragraph on page 21" as a place, and the text without it."""
    for pattern in COUNTED_PLACES:
        match = pattern.search(text)
        if not match:
            continue
        before = PAGE_THEN.search(text[: match.start()])
        after = ON_PAGE.match(text, match.end())
        where = after or before
        one = counted_place(match)
        if where and one.sort != "page":
            start, end = (
                before.start() if before and not after else match.start(),
                after.end() if after else match.end(),
            )
            return f"{text[:start]} {text[end:]}", replace(one, counted=True, page=where["page"])
    return text, None


def _joins(text: str, page: re.Match[str], ends: Sequence[tuple[int, int]]) -> bool:
    """Whether the page is one of the places asked for: "paragraph 66 and page 21"."""
    return any(
        _AND.fullmatch(text, end, page.start()) if end <= page.start() else _AND.fullmatch(text, page.end(), start)
        for start, end in ends
    )


def _part(text: str, authorities: Sequence[str]) -> tuple[Place | None, str]:
    """A part of the report that has a name, as a place, and the words that name it."""
    chapter = _CHAPTER_SUMMARY.search(text)
    if chapter:
        topic = without_report(chapter["topic"] or chapter["topic2"], authorities).strip()
        if content(topic):
            return Place("section", (), False, "summary", "", plain=False, topic=topic), chapter.group()
    for section, way in SECTIONS:
        there = re.search(rf"\b(?:the\s)?(?:{way})\b", text, re.I)
        if there:
            return Place("section", (), False, section, ""), there.group()
    for pattern in (_SUMMARY, _GIST):
        there = pattern.search(text)
        if not there:
            continue
        rest = without_report(f"{text[: there.start()]} {text[there.end() :]}", authorities)
        before, end = text[: there.start()], there.end()
        asked_of_it = (
            there.groupdict().get("the")
            and (not content(ASKING.sub(" ", before)) or _SAID_IN.search(before))
            and (_ABOUT.match(text, end) or _means_one(text, end, authorities))
            and not _IS.match(text, end)
        )
        if asked_of_it or not content(ASKING.sub(" ", rest)):
            return Place("section", (), False, "summary", "", plain=pattern is _SUMMARY), there.group()
    whole = _CHAPTER.search(text)
    topic = without_report(next(filter(None, whole.groups())), authorities).strip() if whole else ""
    return (Place("section", (), False, "", "", topic=topic), whole.group()) if whole and content(topic) else (None, "")


def _is_form(text: str, match: re.Match[str]) -> bool:
    """Whether "P45" is a tax form: "do care leavers get a P45"."""
    return bool(
        re.match(r"p\d", match.group(), re.I)
        and (
            re.search(r"\b(?:an?|their|his|her|your|gets?|got|given?|receiv\w+|issued?|with|form)\s$", text[: match.start()], re.I)
            or re.match(r"s\b| forms?\b", text[match.end() :], re.I)
        )
    )  # fmt: skip


def _means_one(text: str, end: int, authorities: Sequence[str]) -> bool:
    """Whether a place named by counting, which ends there, is one of the whole report."""
    which = _OF_WHICH.match(text, end)
    named_there = which and any(place.start == which.end() for place in authorities_in(text, authorities))
    return bool(named_there or _THAT_ONE.match(text, end) or _OF_REPORT.match(text, end))
