"""Turns blocks into the paragraphs of a report: section path, kind, reference and label of each, and the judgements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model import Judgement, Kind, LineBox, Paragraph
from index.reading.blocks import BULLET, HEADER, HEADING, NUMBERED, PARA, ROW, Block, joined
from index.reading.facts import DATED, LABELLED_FACT, NAMING, SLASHED, tells_when
from index.reading.grades import glued, judged, normalised, stated
from index.reading.labels import Places, numbered_label
from index.reading.sections import BOARD, TAIL, Sections, kind_of, of_board

MARKED = re.compile(r"\(recommendations?[\s\d,and]*\)\.?$", re.IGNORECASE)
AREA_LABEL = re.compile(r"^\d(?:\.\d)?\.?\s+")
WHOLE = re.compile(r"overall|children.s (social care )?services|services for children in need", re.IGNORECASE)
DEAR = re.compile(r"Dear\b.{1,80}")
LETTERHEAD = 15  # blocks, at most
HISTORY = re.compile(r"inspection history", re.IGNORECASE)
OVERALL, BOARD_AREA = "Overall judgement", "Local Safeguarding Children Board"
SMALL_WORDS = frozenset("the of and a an for in to is are that it they who".split())


@dataclass(slots=True)
class Unit:
    """A block on its way to a paragraph."""

    block: Block
    path: tuple[str, ...]
    kind: Kind
    text: str
    lines: tuple[LineBox, ...]
    grade: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The paragraphs, the judgements, and the blocks of the title page that say what the report is. `letter`: how the text
    of a letter begins, which says what was visited and when; "" of any other report."""

    paragraphs: tuple[Paragraph, ...]
    judgements: tuple[Judgement, ...]
    title: tuple[Block, ...]
    letter: str = ""


def parse(blocks: Sequence[Block]) -> Parsed:
    """The paragraphs of the blocks, in their order."""
    head = _letterhead(blocks)
    opening = head or _title(blocks)
    title = [part for block in opening for part in _by_label(block)]
    units = [_title_unit(part) for part in title if LABELLED_FACT.match(part.first.text) or tells_when(part.first.text)]
    units += _units(blocks[len(opening) :])
    paragraphs = _paragraphs(units)
    judgements = tuple(
        Judgement(unit.area, unit.grade, form, paragraph.page, paragraph.ref)
        for unit, paragraph in zip(units, paragraphs, strict=True)
        if unit.grade and (form := normalised(unit.grade))
    )
    title = title or [block for block in blocks[:1] if block.kind == HEADING]
    letter = " ".join(block.words()[0] for block in blocks[len(head) : len(head) + 2]) if head else ""
    return Parsed(paragraphs, judgements, tuple(title), letter)


def _give_role(block: Block, role: str) -> None:
    for line in (*block.lines, *block.grades):
        line.role = role


def _letterhead(blocks: Sequence[Block]) -> list[Block]:
    """What stands above the text of a letter: addresses, its date, "Dear …" and the line that says what it is about."""
    for at, block in enumerate(blocks[:LETTERHEAD]):
        text = block.words()[0]
        if block.kind not in (HEADING, PARA) or block.grades or (text.endswith(".") and not DEAR.fullmatch(text)):
            break
        if DEAR.fullmatch(text):
            subject = blocks[at + 1 : at + 2]
            return [*blocks[: at + 1], *(line for line in subject if NAMING.match(line.words()[0]) and _short(line))]
    return []


def _short(block: Block) -> bool:
    text = block.words()[0]
    return block.kind in (HEADING, PARA) and len(text) < 200 and not text.endswith(".")


def _title(blocks: Sequence[Block]) -> list[Block]:
    """What opens the first page, up to the judgements or the first text; a heading right above text is that text's."""
    title: list[Block] = []
    for block in blocks:
        text = block.words()[0]
        told = LABELLED_FACT.match(text) or tells_when(text) or text.casefold() in ("and", "&")
        plain = block.kind == PARA and title and told
        if block.grades or block.first.page > 1 or not (plain or (block.kind == HEADING and not stated(text))):
            break
        title.append(block)
    if 0 < len(title) < len(blocks) and _heads(title[-1], blocks[len(title)]):
        title.pop()
    return title


def _heads(heading: Block, below: Block) -> bool:
    """Is it the heading of the text below it, rather than a fact of the title page?"""
    text_below = below.kind in (PARA, NUMBERED, BULLET) and below.first.page == heading.first.page
    return text_below and heading.kind == HEADING and not LABELLED_FACT.match(heading.first.text)


def _by_label(block: Block) -> list[Block]:
    """A block of the title page in parts: a line that begins "Published:" or the like opens a new one."""
    parts: list[Block] = []
    for line in block.lines:
        if parts and not LABELLED_FACT.match(line.text):
            parts[-1].add(line)
        else:
            parts.append(Block(PARA, [line]))
    for part in parts:
        _give_role(part, "title")
    return parts


def _title_unit(block: Block) -> Unit:
    """A line of the title page such as "Inspection dates: 2 to 6 December 2024" can be cited."""
    _give_role(block, "text")
    text, lines = block.words()
    return Unit(block, (), Kind.INFORMATION, text, lines, area=text.split(":")[0])


def _units(blocks: Sequence[Block]) -> list[Unit]:
    sections, units = Sections(), []
    rows = [area for block in blocks if block.kind == ROW and not _former(area := _area(block))]
    areas = list(rows)
    numbered = any(block.number for block in blocks)
    tail, last = False, _last_finding(blocks)
    for at, block in enumerate(blocks):
        text, lines = block.words()
        tail = tail and not (block.kind == HEADING and at < last)
        if block.kind == HEADING and not tail:
            units += _heading(block, text, lines, sections, areas, tabled=bool(rows))
        elif block.kind == HEADER:
            _give_role(block, "table head")
        else:
            tail = tail or (at >= last and bool(TAIL.match(text)))
            units.append(_unit(block, text, lines, () if tail else sections.path, tail, numbered))
    if not any(unit.block.number and unit.kind is Kind.FINDING for unit in units):
        _unnumber(units)
    return units


def _unnumber(units: Sequence[Unit]) -> None:
    """Where only recommendations are numbered, the findings are among what stands between them."""
    for unit in units:
        if unit.kind is Kind.SUMMARY:
            unit.kind = kind_of(unit.block, unit.path, unit.text, False)


def _last_finding(blocks: Sequence[Block]) -> int:
    """The place of the last numbered paragraph, and never before the middle: the licence text after it is the end of the
    report, however many headings it has; before it, as in the head of a letter, it is only what it is."""
    return max(
        (at for at, block in enumerate(blocks) if block.number and 2 * at > len(blocks)), default=len(blocks) // 2
    )


def _unit(
    block: Block, text: str, lines: tuple[LineBox, ...], path: tuple[str, ...], tail: bool, numbered: bool
) -> Unit:
    _give_role(block, "text")
    if block.kind == ROW:
        text, lines = joined([(line, line.text, False) for line in (*block.lines, *block.grades)])
        if _former(text) or any(map(HISTORY.search, path)):
            return Unit(block, path, Kind.INFORMATION, text, lines)
        return Unit(block, path, Kind.JUDGEMENT, text, lines, block.grade_words(), _area(block))
    return Unit(block, path, Kind.BOILERPLATE if tail else kind_of(block, path, text, numbered), text, lines)


def _former(row: str) -> bool:
    """Is it a row of an earlier inspection, whose grade is no judgement of this report?"""
    return bool(DATED.match(row) or SLASHED.match(row))


def _area(block: Block) -> str:
    return AREA_LABEL.sub("", block.words()[0])


def _heading(
    block: Block, text: str, lines: tuple[LineBox, ...], sections: Sections, areas: list[str], *, tabled: bool
) -> list[Unit]:
    """Enters the section; a heading that states a grade which no table gives is a unit, too. Where there is a table
    (`tabled`), that of an area is none."""
    grade = block.grade_words() or stated(text)
    cell = block.grades or (glued(text) and not grade)
    enter = sections.enter_graded if cell else sections.enter_stated if grade else sections.enter
    enter((round(block.first.size * 2) / 2, block.first.bold), text)
    _give_role(block, "heading")
    if not grade:
        return []
    if block.grades and not BOARD.search(text):
        area = text
    elif of_board((*sections.path, text)):
        area = BOARD_AREA
    else:
        area = OVERALL if tabled or WHOLE.search(text) else judged(text) or OVERALL
    if _judged(area if area != OVERALL else text, areas) or (
        area == OVERALL and _judged("overall effectiveness", areas)
    ):
        return []
    areas.append("overall effectiveness" if area == OVERALL else area)
    _give_role(block, "text")
    text, lines = joined([(line, line.text, False) for line in (*block.lines, *block.grades)])
    return [Unit(block, sections.path, Kind.JUDGEMENT, text, lines, grade, area)]


def _judged(area: str, areas: list[str]) -> bool:
    """Is the area among those already judged? The words of a table's area stand, nearly all, in the heading."""
    words = _content(area)
    return any(len(_content(known) & words) >= 0.7 * len(_content(known)) for known in areas)


def _content(text: str) -> set[str]:
    words = re.findall(r"[a-z]+", text.casefold())
    return {word.rstrip("s") for word in words} - SMALL_WORDS


def _paragraphs(units: list[Unit]) -> tuple[Paragraph, ...]:
    places = Places(unit.path for unit in units)
    seen: Counter[int | None] = Counter()
    used: set[str] = set()
    part, last = 1, 0
    out: list[Paragraph] = []
    for unit in units:
        page = unit.lines[0].page if unit.lines else None
        number = unit.block.number or None
        if number:
            first = int(number.split(".")[0])
            part += first < last
            last = first
            ref = number if part == 1 else f"{part}-{number}"
        else:
            seen[page] += 1
            ref = f"p{page}-{seen[page]}" if page else f"u-{seen[page]}"
        out.append(_paragraph(unit, _fresh(ref, used), number, part, page, places))
    return _with_leads(units, out)


def _fresh(ref: str, used: set[str]) -> str:
    """A number printed twice in one run gets "66b" as its second reference; the printed number stays as it is."""
    fresh, letter = ref, ord("b")
    while fresh in used:
        fresh, letter = f"{ref}{chr(letter)}", letter + 1
    used.add(fresh)
    return fresh


def _paragraph(unit: Unit, ref: str, number: str | None, part: int, page: int | None, places: Places) -> Paragraph:
    if number:
        label = numbered_label(number, unit.kind, unit.path, part)
    elif unit.block.kind == ROW and unit.grade:
        label = places.name(("Judgement table",), "row", page)
    elif unit.kind is Kind.INFORMATION and unit.area:
        label = f"Title page: {unit.area}"
    elif unit.kind is Kind.JUDGEMENT:
        label = OVERALL if unit.area == OVERALL else f"Judgement: {unit.area}"
    else:
        noun = "bullet" if unit.block.kind == BULLET else "unnumbered paragraph"
        label = places.name(unit.path, noun, page)
    marked = unit.kind is Kind.FINDING and bool(MARKED.search(unit.text))
    return Paragraph(ref, number, part, label, unit.kind, unit.text, unit.path, page, unit.lines, None, marked)


def _with_leads(units: list[Unit], paragraphs: list[Paragraph]) -> tuple[Paragraph, ...]:
    """A bullet hangs on the nearest unit before it that is set further out and leads in to it."""
    out = list(paragraphs)
    ends: dict[int, int] = {}  # where the way up from each bullet ended: the next one's goes on there
    for at, unit in enumerate(units):
        if unit.block.kind != BULLET:
            continue
        above = at - 1
        while above >= 0 and not _stops(units[above], unit):
            above = ends[above]
        ends[at] = above
        if above >= 0 and _leads(units[above], unit):
            out[at] = replace(out[at], lead=paragraphs[above].ref)
    return tuple(out)


def _elsewhere(other: Unit, bullet: Unit) -> bool:
    return other.path != bullet.path and other.block.number == ""


def _stops(other: Unit, bullet: Unit) -> bool:
    """Does the way up from a bullet end here: at another section, at what is no bullet, or at a bullet further out?"""
    outer = other.block.kind != BULLET or other.block.first.left < bullet.block.first.left - 3
    return outer or _elsewhere(other, bullet)


def _leads(other: Unit, bullet: Unit) -> bool:
    return not _elsewhere(other, bullet) and (other.block.kind == BULLET or other.text.rstrip().endswith(":"))
