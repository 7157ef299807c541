"""What is printed without a number, named by its label ("Executive summary, 3rd bullet") or by counting on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.lookup.numbers import NO, NUMBER, list_of, numbers_in
from qa.lookup.patterns import ASKING, ON_PAGE, PAGE_THEN, PLACES, counted_place, counting, without_report
from qa.lookup.place import LISTS, SECTIONS, Place
from qa.words import content

_KNOWN_PART = re.compile(
    rf"{'|'.join(way for _, way in SECTIONS)}|{'|'.join(way.pattern for way in LISTS.values())}|summary|recommendations|"
    r"judge?ment table",
    re.I,
)
# What is printed without a number. Only "bullet" and "unnumbered" are said of nothing else.
_ITEM = r"bullet(?:[ -]?point)?|unnumbered para(?:graph)?|point|item|row"
_COUNTED_ITEMS = (
    *counting(rf"{_ITEM}|para(?:graph)?"),
    re.compile(rf"\b(?P<what>{_ITEM})s?{NO}(?<=\s){list_of(NUMBER)}", re.I),
)
_SAYS = re.compile(r"\s(?:says?|said|mentions?|means?|reads?)\b.*$", re.I)
_UNDER = re.compile(
    r"^\W*(?:(?:please|show|quote|read|give|open|see|display|print|find|me|the|in|of|under|from|on|for|within|at|below)\b\W*)+",
    re.I,
)
_TITLE_LINE = re.compile(r"\btitle page: \w", re.I)


def item_in(question: str, authorities: Sequence[str]) -> Place | None:
    """What is printed without a number, named by its label or by counting on a page: "third bullet on page 9"."""
    if _TITLE_LINE.search(question):
        section = ASKING.sub(" ", without_report(question, authorities))
        return Place("item", ("1",), False, section, "", counted=True, called="line", topic=question)
    question = re.sub(r"[()“”\"]", "", question)
    match = next(filter(None, (pattern.search(question) for pattern in _COUNTED_ITEMS)), None)
    if not match:
        return None
    says = _SAYS.search(question, match.end())
    before, after = question[: match.start()], question[match.end() : says.start() if says else None]
    pages = PAGE_THEN.search(before) or ON_PAGE.match(after)
    kept_before, kept_after = before if content(ASKING.sub(" ", before)) else "", after
    if pages:
        kept_before, kept_after = (text.replace(pages.group(), " ") for text in (kept_before, after))
    where = f"{kept_before} {kept_after}"
    if any(pattern.search(where) for sort, pattern in PLACES if sort != "page"):  # "paragraph 66, second bullet"
        return None
    section = ASKING.sub(" ", without_report(where, authorities))
    groups = match.groupdict()
    what = (groups["what"] or groups["what2"]).lower()
    if not _is_item(what, before, after, section, on_page=bool(pages)):
        return None
    page = pages["page"] if pages and not content(section) else ""
    heading = kept_before if not content(without_report(kept_after, authorities)) else where
    topic = _UNDER.sub("", heading).strip(" ,;:.?!–-") if content(section) else ""
    numbers = numbers_in(groups["numbers"]) if groups.get("numbers") else counted_place(match).numbers
    noun = "row" if what == "row" else "unnumbered paragraph" if "para" in what else "bullet"
    rest = says.group() if says else ""
    return Place("item", numbers, False, section, rest, counted=True, plain=False, called=noun, page=page, topic=topic)


def _is_item(what: str, before: str, after: str, section: str, *, on_page: bool) -> bool:
    """Whether a "third point" is one of a list in the report: where it stands must be said as people say that.

    Numbered paragraphs are counted in `named_in`.
    """
    alone = what.startswith(("bullet", "unnumbered"))
    if not content(section):
        return alone or (on_page and "para" not in what)
    if not content(before) and not _UNDER.match(after):  # "the third bullet about housing"
        return False
    labelled = before.endswith(", ") and not after.strip(" ?.!") and "para" not in what
    return alone or labelled or not content(_KNOWN_PART.sub(" ", section))
