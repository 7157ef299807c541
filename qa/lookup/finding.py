"""What of a report stands at a place; where nothing does, what is nearest and what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.model import Kind, Paragraph
from index.reading.labels import COUNTED
from index.reading.sections import of_board
from qa.judgements import same_area
from qa.lookup.numbers import in_words
from qa.lookup.place import LISTS, SECTIONS, Place
from qa.words import content, stem, words

_LITTLE = frozenset("a an the me of in on under from for within at".split())
_FAR = 1000


def resolve(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """Positions of the paragraphs of one report at the place named, in printed order."""
    if named.sort == "page":
        wanted = set(named.numbers)
        if named.counted:
            there = pages(paragraphs)
            wanted = {str(there[int(n)]) for n in named.numbers if -len(there) <= int(n) < 0}
        return [
            i
            for i, p in enumerate(paragraphs)
            if p.kind is not Kind.BOILERPLATE and {str(n) for n in p.pages()} & wanted
        ]
    if named.sort == "section":
        return _section(named, paragraphs)
    if named.sort == "item":
        return _items(named, paragraphs)
    if named.page:
        return _picked(named.numbers, _begins_on(named, paragraphs))
    if named.sort == "recommendation":
        return _recommendations(named, paragraphs)
    if named.counted:
        return _picked(named.numbers, [i for i, p in enumerate(paragraphs) if p.number])
    return [i for i, p in enumerate(paragraphs) if p.number in named.numbers and named.part in (0, p.part)]


def pages(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The pages of a report on which something is printed that is its own."""
    return sorted({n for p in paragraphs if p.kind is not Kind.BOILERPLATE for n in p.pages()})


def _section(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """A part with a name; "the summary" is the executive one, else that of the key findings, else what opens the report."""
    if named.chapter:
        return _chapters(named.topic, paragraphs)
    if named.topic:
        return [
            i for i, p in enumerate(paragraphs) if _sums_up(p) and any(_has(named.topic, part) for part in p.section)
        ]
    exact = ("executive summary", "summary of key findings") if named.section == "summary" else (named.section,)
    for section in exact:
        found = [i for i, p in enumerate(paragraphs) if _in_section(section, p)]
        if found:
            return found
    return (
        [i for i, p in enumerate(paragraphs) if _sums_up(p) and not _chapter(p)] if named.section == "summary" else []
    )


def _sums_up(paragraph: Paragraph) -> bool:
    return paragraph.kind is Kind.SUMMARY and paragraph.number is None


def _chapter(paragraph: Paragraph) -> str:
    """The heading of the chapter that the paragraph sums up under a heading of its own; "" for other paragraphs."""
    path = paragraph.section
    return path[-2] if len(path) > 1 and path[-1].casefold().strip(" :.") == "summary" else ""


def _has(topic: str, heading: str) -> bool:
    return {stem(word) for word in content(topic)} <= {stem(word) for word in content(heading)}


def _chapters(topic: str, paragraphs: Sequence[Paragraph]) -> list[int]:
    """What stands under the headings of the area of judgement that is named, else under the one that has all the words.

    Figures under a heading alike, "Children looked after in this area", are left out beside findings.
    """
    citable = {i: p for i, p in enumerate(paragraphs) if p.kind is not Kind.BOILERPLATE}
    headings = {part for p in citable.values() for part in p.section}
    named = {part for part in headings if same_area(topic, part)} or {part for part in headings if _has(topic, part)}
    one = len({part.casefold() for part in named}) == 1 or any(same_area(topic, part) for part in named)
    there = [i for i, p in citable.items() if one and named & set(p.section)]
    findings = [i for i in there if paragraphs[i].kind is not Kind.INFORMATION]
    return findings or there


def _items(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """By the label, each list under its own heading; without such a label by counting on the page."""
    found = [i for among in _lists(named, paragraphs).values() for i in _picked(named.numbers, among)]
    return sorted(found or (_picked(named.numbers, _begins_on(named, paragraphs)) if named.page else []))


def _lists(named: Place, paragraphs: Sequence[Paragraph]) -> dict[str, list[int]]:
    """What is counted under each heading that an item may stand under, by what the labels have before the number."""
    lists: dict[str, list[int]] = {}
    for i, p in enumerate(paragraphs):
        where, noun = _label(p)
        if named.loose and p.number and p.kind is Kind.RECOMMENDATION:  # people call these bullets and points, too
            where, noun = p.section[-1], "bullet"
        if noun == named.called and _labelled(named, where):
            lists.setdefault(where, []).append(i)
    return lists


def _label(paragraph: Paragraph) -> tuple[str, str]:
    """What the label has before the number, and what is counted; a line of the title page stands under its own name."""
    counted = COUNTED.fullmatch(paragraph.label)
    return (counted["where"] or "", counted["noun"]) if counted else (paragraph.label, "line")


def _labelled(named: Place, where: str) -> bool:
    """Whether an item is under the heading that is named. Words that say which report may be missing there."""
    if named.page:
        return where == f"Page {named.page}"
    typed, own, there = ({*map(stem, words(text))} - _LITTLE for text in (named.topic, named.section, where))
    return bool(own) and own <= there if named.loose else there - (typed - own) == own


def _begins_on(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """What a reader counts on a page: the paragraphs, recommendations or items that begin there; items are no paragraphs."""
    there = [i for i, p in enumerate(paragraphs) if str(p.page) == named.page and p.kind is not Kind.BOILERPLATE]
    if named.sort == "item":
        return [i for i in there if _label(paragraphs[i])[1] == named.called]
    wanted = Kind.RECOMMENDATION if named.sort == "recommendation" else None
    return [
        i
        for i in there
        if (
            paragraphs[i].kind is wanted
            if wanted
            else paragraphs[i].kind is not Kind.JUDGEMENT and not paragraphs[i].lead
        )
    ]


def _in_section(section: str, paragraph: Paragraph) -> bool:
    if section == "summary for children and young people":
        return paragraph.kind is Kind.CHILDREN
    return any(section in part.lower() for part in paragraph.section)


def _recommendations(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """By the number printed; else, for the board's own or unnumbered ones, by counting as a reader would."""
    found = [i for i, p in enumerate(paragraphs) if p.kind is Kind.RECOMMENDATION]
    board = [i for i in found if of_board(paragraphs[i].section)]
    among = board if named.board else found
    if named.called:
        return _of_list(named, paragraphs)
    if named.counted:
        # The last of a report is the board's where it has any; a reader may mean the council's last, so both are shown.
        council = [i for i in found if i not in board]
        lists = [board] if named.board else [council, board] if int(named.numbers[0]) < 0 else [council or board]
        return sorted(i for one in lists for i in _picked(named.numbers, one))
    printed = [i for i in among if paragraphs[i].number in named.numbers and named.part in (0, paragraphs[i].part)]
    counted = _picked(named.numbers, among)
    return printed or (counted if named.board or all(paragraphs[i].number is None for i in among) else [])


def _list_of(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """The list of recommendations that is called so, of the board where it is named, else of the council if it has one."""
    found = [
        i
        for i, p in enumerate(paragraphs)
        if p.kind is Kind.RECOMMENDATION
        and next((name for part in reversed(p.section) for name, way in LISTS.items() if way.search(part)), "")
        == named.called
    ]
    board = [i for i in found if of_board(paragraphs[i].section)]
    return board if named.board else [i for i in found if i not in board] or board


def _of_list(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """Each by the number printed in the list; else, as reports number all that they recommend in one row, by counting."""
    among = _list_of(named, paragraphs)
    printed = {paragraphs[i].number: i for i in among if not named.counted}
    found = [[printed[n]] if n in printed else _picked((n,), among) for n in named.numbers]
    return sorted({i for one in found for i in one})


def heading(named: Place, paragraphs: Sequence[Paragraph]) -> str:
    """The heading of the list in which places were counted, or of the section that was named in other words; "" where they are
    found by the number printed."""
    found = resolve(named, paragraphs) if named.called in LISTS or named.chapter else []
    if found and named.chapter:
        first = paragraphs[found[0]].section
        return next((part for part in first if same_area(named.topic, part)), "")
    if not found or (not named.counted and all(paragraphs[i].number in named.numbers for i in found)):
        return ""
    return next(part for part in reversed(paragraphs[found[0]].section) if LISTS[named.called].search(part))


def _picked(numbers: Sequence[str], among: Sequence[int]) -> list[int]:
    """The nth ones, from the end where n is below zero."""
    wanted = {int(n) - 1 if int(n) > 0 else len(among) + int(n) for n in numbers if n.lstrip("-").isdigit() and int(n)}
    return [i for n, i in enumerate(among) if n in wanted]


def nearest(named: Place, paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """What is printed nearest to a place that is not there: how far off and its position, nearest first.

    By number or page; from the top, the summary first, where there is none.
    """
    citable = [i for i, p in enumerate(paragraphs) if p.kind is not Kind.BOILERPLATE]
    if named.page:
        named = replace(named, sort="page", numbers=(named.page,))
    beside = [i for among in _lists(named, paragraphs).values() for i in among] if named.sort == "item" else []
    if beside:
        return _from_the_top(beside)
    numbers = [abs(int(n)) for n in named.numbers if n.lstrip("-").isdigit()]
    if named.sort in ("section", "item") or not numbers:
        summary = [i for i in citable if paragraphs[i].kind is Kind.SUMMARY]
        return _from_the_top(summary or citable)
    if named.sort == "page":
        at = {i: page for i in citable if (page := paragraphs[i].page) is not None}
    elif named.sort == "recommendation":
        of_kind = [i for i in citable if paragraphs[i].kind is Kind.RECOMMENDATION]
        of_kind = [i for i in of_kind if of_board(paragraphs[i].section)] or of_kind if named.board else of_kind
        of_kind = _list_of(named, paragraphs) or of_kind if named.called else of_kind
        at = {i: _place_number(paragraphs[i], n) for n, i in enumerate(of_kind, 1)}
    else:
        at = {i: int(number) for i in citable if (number := paragraphs[i].number) and number.isdigit()}
    return sorted((min(abs(at[i] - n) for n in numbers), i) for i in at) or _from_the_top(citable)


def _from_the_top(positions: Sequence[int]) -> list[tuple[int, int]]:
    """For a report without such numbers: farther off than any number, in printed order."""
    return [(_FAR + n, i) for n, i in enumerate(positions)]


def _place_number(paragraph: Paragraph, counted: int) -> int:
    return int(paragraph.number) if paragraph.number and paragraph.number.isdigit() else counted


def absent(named: Place, paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The numbers named of which the report has none."""
    if named.sort == "section":
        return ()
    return tuple(n for n in named.numbers if not resolve(replace(named, numbers=(n,)), paragraphs))


def there_is(named: Place, paragraphs: Sequence[Paragraph]) -> str:
    """What places of that sort the report has: "paragraphs 1 to 152", "recommendations 1 to 14 and 130 to 132"."""
    if named.sort == "page":
        there = pages(paragraphs)
        return f"pages 1 to {max(there)}" if there else "no pages, since it was added as text"
    if named.sort == "item" and not named.page:
        if not named.topic:
            where = next((where for where, noun in map(_label, paragraphs) if noun == named.called), "")
            return (
                f"{named.noun(2)} that are counted under their headings, “{where}” for one"
                if where
                else f"no {named.noun(2)}"
            )
        lists = _lists(named, paragraphs) or _lists(replace(named, loose=True), paragraphs)
        many = sum(map(len, lists.values()))
        return f"{many or 'no'} {named.noun(many)} under “{named.topic}”"
    if named.topic:
        chapters = dict.fromkeys(_chapter(p) for p in paragraphs if _sums_up(p) and _chapter(p))
        said = f"no {named.section or 'section'} under a heading with “{named.topic}”"
        return said + (f", but under “{'” and “'.join(chapters)}”" if chapters and named.section else "")
    if named.sort == "section":
        parts = [name for name, _ in SECTIONS if any(_in_section(name, p) for p in paragraphs)]
        return f"no part called “{named.section}”" + (f", but “{'” and “'.join(parts)}”" if parts else "")
    if named.page:
        many = len(_begins_on(named, paragraphs))
        return f"{many or 'no'} {named.noun(many)} that begin{'s' if many == 1 else ''} on page {named.page}"
    if named.called:
        among = [paragraphs[i] for i in _list_of(named, paragraphs)]
        if not among:
            others = there_is(replace(named, called=""), paragraphs)
            return (
                f"no {'LSCB ' if named.board else ''}{named.noun(2)}, but {others}" if others[:3] != "no " else others
            )
        printed = [p.number for p in among if p.number]
        return f"{len(among)} {named.noun(len(among))}" + (f", numbered {in_words(printed)}" if printed else "")
    only = named.sort == "recommendation"
    among = [
        p
        for p in paragraphs
        if not only or (p.kind is Kind.RECOMMENDATION and (of_board(p.section) or not named.board))
    ]
    numbers = [p.number for p in among if p.number]
    if numbers:
        return f"{named.sort}{'s' if len(numbers) > 1 else ''} {in_words(numbers)}"
    if only and among:
        return f"{len(among)} recommendation{'s' if len(among) > 1 else ''} without numbers"
    return f"no {'' if only else 'numbered '}{named.sort}s"
