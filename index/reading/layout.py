"""Puts printed lines together to blocks: headings, numbered paragraphs, bullets, paragraphs, rows of judgement tables.

Decides by sequence, indent, gap and type; knows no wording except the grades. A paragraph that runs over a page end is
one block: furniture is gone before, and the next page's first line tells by its indent whether it goes on.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from index.reading.blocks import BULLET, HEADER, HEADING, NUMBERED, PARA, ROW, Block
from index.reading.grades import goes_on, is_grade, is_sentence
from index.reading.lines import Line

NEAR = 3.5  # points: lines this close begin at the same place
STEP = 1.5  # in ems: a wider step down the page ends a paragraph
LARGE = 1.08  # times the body size: larger type is a heading
LONGEST_HEADING = 4  # lines: more bold lines than this are a paragraph in bold
DASHES = "-–—−"
NO_BULLETS = "©®™§¶°€$#@+=<>~|^_"
TERMINAL = re.compile(r"[.!?][”’\"')]*$")


class Layout:
    """Builds the blocks of one document line by line; `spread` is how far apart its lines stand."""

    def __init__(self, body: float, spread: float) -> None:
        self._body = body
        self._spread = spread
        self.blocks: list[Block] = []

    def read(self, lines: Sequence[Line]) -> list[Block]:
        """The blocks of the lines, which come in reading order with furniture left out and number labels named."""
        for line in lines:
            if line.label:
                self._start(NUMBERED, line, line.indent, line.label)
            elif is_bullet(line) or self._is_dashed(line):
                self._bullet(line)
            elif not (self._grade(line) or self._continues(line)):
                self._start(HEADING if self._is_heading(line) else PARA, line, line.left)
        blocks = [_bold_paragraph(block) for block in self.blocks]
        _part_rows_from_headings(blocks)
        _name_plain_headings(blocks)
        return blocks

    @property
    def _block(self) -> Block | None:
        return self.blocks[-1] if self.blocks else None

    def _is_dashed(self, line: Line) -> bool:
        """A dash close to its words is a bullet where a paragraph's gap, or another indent, parts it from the text above."""
        block = self._block
        if len(line.head) != 1 or line.head not in DASHES or not block:
            return False
        return (
            block.last.page != line.page
            or line.base - block.last.base > 1.3 * self._spread * line.size
            or line.left < block.indent - NEAR
        )

    def _start(self, kind: str, line: Line, indent: float, number: str = "") -> None:
        self.blocks.append(Block(kind, [line], indent, number))

    def _is_heading(self, line: Line) -> bool:
        return line.bold or line.size > LARGE * self._body

    def _bullet(self, line: Line) -> None:
        line.bullet = True
        block = self._block
        if block and block.kind == NUMBERED and line.left > block.first.left + NEAR:
            block.add(line, new=True)
        else:
            self._start(BULLET, line, line.indent)

    def _grade(self, line: Line) -> bool:
        """A grade cell belongs to the heading or to the row of the table that it stands beside."""
        block = self._block
        if not block or block.first.page != line.page or block.kind in (BULLET, HEADER):
            return False
        if block.grades and goes_on(line.text) and abs(line.left - block.grades[0].left) < NEAR:
            block.grades.append(line)
            return True
        if not is_grade(line.text) or not _beside(block, line):
            return False
        block.grades.append(line)
        if not (block.kind == HEADING and block.first.size > LARGE * self._body):
            block.kind = ROW
        return True

    def _continues(self, line: Line) -> bool:
        """Adds the line to the block that it goes on with, if there is one."""
        block = self._block
        if not block:
            return False
        heading = self._is_heading(line)
        if block.kind == HEADING and not heading and line.text[0].islower() and self._runs_on(block, line):
            block.kind = PARA  # bold type opens a sentence and ends within it
        if block.kind == HEADING or (heading and not self._runs_on(block, line)):
            return self._same_heading(block, line) or self._header(block, line)
        if block.kind == ROW:
            return self._same_row(block, line)
        if block.last.page != line.page:
            return self._over_page(block, line)
        return self._on_page(block, line)

    def _runs_on(self, block: Block, line: Line) -> bool:
        """Does a line go on with a text of which parts are bold: close below, in type of its size, in small letters or after a
        bold line?"""
        last = block.last
        close = last.page == line.page and 0 < line.base - last.base < STEP * self._spread * line.size
        aligned = min(abs(line.left - last.left), abs(line.left - block.indent)) < NEAR
        within = last.bold or line.text[0].islower()
        return close and aligned and within and abs(line.size - last.size) < 0.6

    def _same_heading(self, block: Block, line: Line) -> bool:
        last, step = block.last, line.base - block.last.base
        same = block.kind == HEADING and last.page == line.page and abs(last.size - line.size) < 0.6
        alike = last.bold == line.bold or line.size > LARGE * self._body
        if same and alike and 0 < step < 1.45 * self._spread * line.size:
            block.add(line)
            return True
        return False

    def _header(self, block: Block, line: Line) -> bool:
        """Cells side by side head a table."""
        beside = block.last.page == line.page and abs(block.last.base - line.base) < 2 and line.left > block.last.right
        if block.kind in (HEADING, HEADER) and beside:
            block.kind = HEADER
            block.add(line)
        return block.kind == HEADER and beside

    def _same_row(self, block: Block, line: Line) -> bool:
        """The rest of the area's name, where the grade was drawn before it."""
        last = block.last
        close = last.page == line.page and 0 < line.base - last.base < 1.35 * self._spread * line.size
        if close and min(abs(line.left - last.left), abs(line.left - last.indent)) < NEAR:
            block.add(line)
            return True
        return False

    def _on_page(self, block: Block, line: Line) -> bool:
        last, step = block.last, line.base - block.last.base
        starts = (block.indent, block.first.left, last.indent, last.left)
        aligned = min(abs(line.left - start) for start in starts) < NEAR
        if 0 < step < STEP * self._spread * max(line.size, last.size) and (aligned or block.kind == NUMBERED):
            block.add(line)
            return True
        if block.kind == NUMBERED and line.left > block.indent - NEAR and step > 0:
            block.add(line, new=not (line.text.startswith("(Rec") or _within(last, line)))
            return True
        return False

    def _over_page(self, block: Block, line: Line) -> bool:
        last = block.last
        inner = last.indent if last.bullet else block.indent
        if block.kind == PARA:
            goes = (
                abs(line.left - block.indent) < NEAR and abs(line.size - last.size) < 0.6 and _unfinished(block, line)
            )
        else:
            inner_last = last.left if last is not block.first else inner  # a label's own edge is no text's
            goes = min(abs(line.left - inner), abs(line.left - inner_last)) < NEAR
        after = not goes and block.kind == NUMBERED and last.bullet and abs(line.left - block.indent) < NEAR
        if goes or after:
            block.add(line, new=after)
        return goes or after


def is_bullet(line: Line) -> bool:
    """A single sign before the words, set off by more than a space; "©" and the like are no bullets."""
    head = line.head
    return (
        len(head) == 1 and not head.isdigit() and head not in NO_BULLETS and line.indent - line.left > 0.72 * line.size
    )


def _beside(block: Block, line: Line) -> bool:
    top, bottom = block.first.base - line.size, block.last.base + line.size
    return top < line.base < bottom and line.left > max(other.right for other in block.lines)


def _within(last: Line, line: Line) -> bool:
    """Does the line go on with a sentence that the one before it began?"""
    return line.text[0].islower() and not last.text.endswith((*".!?:;",))


def _unfinished(block: Block, line: Line) -> bool:
    """Does an unnumbered paragraph go on over the page? Yes within a sentence, or where the line was full."""
    last = block.last
    if not TERMINAL.search(last.text) or line.text[0].islower():
        return not last.text.endswith(":") or line.text[0].islower()
    first_word = len(line.text.split()[0]) + 1
    room = max(other.right for other in block.lines) - last.right
    return len(block.lines) > 2 and room < first_word * 0.5 * line.size


def _bold_paragraph(block: Block) -> Block:
    if block.kind == HEADING and (len(block.lines) > LONGEST_HEADING or is_sentence(block.words()[0])):
        block.kind = PARA
    return block


def _part_rows_from_headings(blocks: list[Block]) -> None:
    """A grade cell beside a name makes a row of a table; with no other row above or below it, a heading."""
    rows = [block.kind == ROW for block in blocks]
    for at, block in enumerate(blocks):
        if block.kind == ROW and not block.first.head and not any(rows[max(0, at - 1) : at] + rows[at + 1 : at + 2]):
            block.kind = HEADING


def _name_plain_headings(blocks: list[Block]) -> None:
    """A short line in plain type is a heading if the report has the same words as a heading, or a list hangs on it.

    Where nothing at all is bold, as in recognised text, being short and standing right above text must do.
    """
    known = {block.first.text.casefold() for block in blocks if block.kind == HEADING and len(block.lines) == 1}
    plain = not any(line.bold for block in blocks for line in block.lines)
    for block, following in itertools.pairwise(blocks):
        if block.kind != PARA or not _is_short(block, 3 if plain else 1):
            continue
        listed = following.kind in (BULLET, NUMBERED) and following.first.left >= block.first.left - 1
        above_text = plain and following.kind in (BULLET, NUMBERED, PARA) and following.first.page == block.first.page
        if block.first.text.casefold() in known or listed or above_text:
            block.kind = HEADING


def _is_short(block: Block, most: int) -> bool:
    """Can the block be a heading: few words, without the full stop of a sentence?"""
    start, end = block.first.text[0], block.last.text.rstrip("”’\"')")[-1:]
    letters = sum(len(line.text) for line in block.lines)
    return len(block.lines) <= most and letters <= 60 * most and start.isupper() and end not in tuple(".!:;,")
