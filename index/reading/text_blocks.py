"""Builds blocks from the paragraphs of a file without pages, mending what a conversion to text had broken.

A text conversion of a report leaves its traces: paragraphs cut in two by a page break (the rest sometimes behind a
false "- "), "(Recommendation)" on a line of its own, tables and contents with tabs, footnotes in the midst of the text
behind a raised figure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, zip_longest

from index.model import Kind
from index.reading.blocks import BULLET, HEADER, HEADING, NUMBERED, PARA, ROW, Block
from index.reading.grades import is_grade, stated
from index.reading.lines import Line
from index.reading.numbers import JUMP, is_next
from index.reading.pieces import MARK, Piece
from index.reading.sections import known_kind

BULLETED = re.compile(r"([-–•*◼▪●○·]|o)\s+(?=\S)")
# A bare figure that begins a sentence in small letters is one of its words: "12 children live in the home".
LABELLED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3}[.)]?|\d{1,3}[.)]|\d{1,3}(?=\s+[A-Z“‘\"'(]))\s+(?=\S)")
FACT = re.compile(r"[A-Z][\w ]{2,30}:\s+\S")
ALONE = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+")
PAGE = re.compile(r"(?<!\d)\d{1,3}$")
LEADERS = " \t\xa0.…"
CELLS = re.compile(r"\t+|\s{3,}")
ENDED = re.compile(r"[.!?:;)][”’\"']?$")
MARKED = re.compile(r"\(recommendations?\)\.?", re.IGNORECASE)
LONGEST_HEADING = 140  # characters
PART, SECTION, SUBSECTION = 16.0, 14.0, 12.0  # ranks of headings, in the sizes in which such reports print them
CONTENTS = ("contents", "table of contents")


class TextBlocks:
    """Builds the blocks of one document piece by piece."""

    def __init__(self, pieces: list[Piece], broken: bool = False) -> None:
        """`broken`: the text comes from pages, and paragraphs may have been cut in two where a page ended."""
        self._pieces, self._broken = _with_numbers(pieces), broken
        pieces = self._pieces
        self._blocks: list[Block] = []
        self._number: tuple[int, ...] = ()
        self._entries: set[str] = set()
        self._labels = {match.group(1).rstrip(".)"): at for at, match in enumerate(map(_label, pieces)) if match}
        labels = [match.group(1) for match in map(_label, pieces) if match]
        dotted = sum(not label.isdigit() for label in labels) >= 3
        bare = [(int(label),) for label in labels if label.isdigit()]
        steps = sum(is_next(a, b) for a, b in pairwise(bare))
        self._bare = not dotted and (steps >= 2 or (steps == 1 and bare[0] == (1,)))
        self._ends = {piece.counted: at for at, piece in enumerate(pieces) if piece.counted}
        self._counted = ""
        self._inner: tuple[int, ...] = ()
        self._marked = any(piece.level > 1 for piece in pieces)
        self.left_out: list[tuple[str, str]] = []

    def read(self) -> list[Block]:
        """The blocks of all pieces; `left_out` names contents and footnotes, which are in none."""
        contents = self._contents()
        for at, piece in enumerate(self._pieces):
            if at in contents or MARK.match(piece.text):
                self.left_out.append(("contents" if at in contents else "footnote", piece.text))
            else:
                self._take(piece, at)
        self._rank()
        return self._blocks

    def _contents(self) -> set[int]:
        """The places of the contents' entries; their names tell headings from sub-headings later."""
        start = next((at for at, piece in enumerate(self._pieces) if piece.text.casefold() in CONTENTS), None)
        if start is None:
            return set()
        end = start + 1
        while end < len(self._pieces) and _is_entry(self._pieces[end].text):
            self._entries.add(_plain(PAGE.sub("", self._pieces[end].text)))
            end += 1
        return set(range(start, end)) if end > start + 1 else set()

    @property
    def _before(self) -> Block | None:
        return self._blocks[-1] if self._blocks else None

    def _take(self, piece: Piece, at: int) -> None:
        following = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        if piece.level:
            self._blocks.append(Block(HEADING, [_line(piece)]))
        elif not (
            self._table(piece, following)
            or self._listed(piece, at)
            or self._mended(piece)
            or self._labelled(piece, at)
            or self._bullet(piece)
        ):
            kind = HEADING if self._is_heading(piece) else PARA
            self._blocks.append(Block(kind, [_line(piece)]))

    def _listed(self, piece: Piece, at: int) -> bool:
        """An item of another list than the one that numbers the paragraphs, which goes on later, or of one that counts in
        letters, belongs to the paragraph above it."""
        if not piece.counted or not self._before or self._before.kind != NUMBERED or BULLETED.match(piece.text):
            return False
        inner = piece.counted != self._counted and self._ends.get(self._counted, 0) > at
        if inner or not LABELLED.match(piece.text):
            self._before.add(_line(piece), new=True)
            return True
        return False

    def _labelled(self, piece: Piece, at: int) -> bool:
        """A numbered paragraph; a number out of the run belongs to a list within the paragraph above it, and so does one that
        goes on with that list where the run has its own later."""
        match = LABELLED.match(piece.text)
        if not match or (match.group(1).isdigit() and not self._bare):
            return False
        label = match.group(1).rstrip(".)")
        number = tuple(map(int, label.split(".")))
        before = self._before if self._before and self._before.kind == NUMBERED else None
        listed = before and self._inner and is_next(self._inner, number) and self._labels[label] > at
        if not listed and (is_next(self._number, number) or self._may_jump(number, at)):
            self._number, self._counted, self._inner = number, piece.counted, ()
            line = _line(piece, match.end())
            line.label = label
            self._blocks.append(Block(NUMBERED, [line], number=label))
            return True
        if before:
            self._inner = number
            before.add(_line(piece), new=True)
        return before is not None

    def _may_jump(self, number: tuple[int, ...], at: int) -> bool:
        """Numbers are left out now and then; they begin again at 1 only under a new heading, or where nothing leads in to a
        list and the run does not go on."""
        if set(number) == {1}:
            if self._before is None or self._before.kind != NUMBERED:
                return True
            following = ".".join(map(str, (*self._number[:-1], self._number[-1] + 1)))
            return not self._before.last.text.endswith(":") and self._labels.get(following, 0) < at
        return not self._number or (number > self._number and number[0] - self._number[0] <= JUMP)

    def _table(self, piece: Piece, following: Piece | None) -> bool:
        """A row of a table: an area and its grade; standing alone, a heading with its grade."""
        cells = _cells(piece)
        if len(cells) < 2:
            return False
        if is_grade(cells[-1]):
            area, grade = _line(piece, 0, " ".join(cells[:-1])), _line(piece, 0, cells[-1])
            alone = piece.apart and not self._next_to_row(following) and not LABELLED.match(area.text)
            self._blocks.append(Block(HEADING if alone else ROW, [area], grades=[grade]))
            return True
        if "\t" not in piece.text or ALONE.fullmatch(cells[0]):
            return False  # a number in a column of its own is that of the text beside it
        kind = HEADER if following and is_grade(_cells(following)[-1]) else PARA
        self._blocks.append(Block(kind, [_line(piece, 0, " ".join(cells))]))
        return True

    def _next_to_row(self, following: Piece | None) -> bool:
        above = self._before is not None and self._before.kind in (ROW, HEADER)
        return above or (following is not None and len(_cells(following)) > 1 and is_grade(_cells(following)[-1]))

    def _mended(self, piece: Piece) -> bool:
        """Adds to the block before what a page break, or the conversion, had cut off from it."""
        before = self._before
        if not before or before.kind not in (NUMBERED, BULLET, PARA):
            return False
        if MARKED.fullmatch(piece.text):
            before.add(_line(piece))
            return True
        dash = BULLETED.match(piece.text)
        rest = piece.text[dash.end() :] if dash else piece.text
        if not self._broken or not piece.apart or ENDED.search(before.last.text) or LABELLED.match(piece.text):
            return False
        whole = not dash and before.kind == NUMBERED and ENDED.search(rest) is not None
        if (dash and before.kind != NUMBERED) or not (rest[0].islower() or whole):
            return False
        before.add(_line(piece, 0, rest))
        self.left_out += [("false bullet", dash.group(1))] if dash else []
        return True

    def _bullet(self, piece: Piece) -> bool:
        match = BULLETED.match(piece.text)
        if not match:
            return False
        line = _line(piece, match.end())
        line.bullet = True
        if self._before and self._before.kind == NUMBERED:
            self._before.add(line, new=True)
        else:
            self._blocks.append(Block(BULLET, [line]))
        return True

    def _is_heading(self, piece: Piece) -> bool:
        text = piece.text
        if _plain(text) in self._entries:
            return True
        if self._marked:  # the file says itself which are
            return False
        short = len(text) <= LONGEST_HEADING and not text[0].islower() and not FACT.match(text)
        return short and piece.apart and (not re.search(r"[.!?;:,][”’\"']?$", text) or text == text.upper())

    def _rank(self) -> None:
        """Gives headings their ranks. Those marked up with a level have it already."""
        headings = [block for block in self._blocks if block.kind == HEADING]
        marked = any(piece.level for piece in self._pieces)
        graded = any(block.grades for block in headings)
        for block in headings:
            block.first.bold = True
            if not marked:
                block.first.size = SECTION if self._is_section(block, graded) else SUBSECTION
            block.first.size = block.first.size or SUBSECTION
        if not marked:
            self._rank_parts()

    def _is_section(self, block: Block, graded: bool) -> bool:
        """A heading named in the contents; without contents, one with a grade beside it, or of a kind of its own."""
        if self._entries:
            return _plain(block.first.text) in self._entries
        return graded and (bool(block.grades) or known_kind(block.first.text) not in (None, Kind.SUMMARY))

    def _rank_parts(self) -> None:
        """A section of the contents with another right below it is a part, and so is what speaks of the whole report."""
        for block, following in zip_longest(self._blocks, self._blocks[1:]):
            if block.kind == HEADING and not block.grades:
                above = following and following.kind == HEADING and self._opens_part(following)
                standing = known_kind(block.first.text) is Kind.BOILERPLATE
                if standing or (above and _plain(block.first.text) in self._entries):
                    block.first.size = PART

    def _opens_part(self, block: Block) -> bool:
        """Is the heading a section of the contents, or a grade stated? What stands right above it is a part's title."""
        return _plain(block.first.text) in self._entries or stated(block.first.text) != ""


def _with_numbers(pieces: list[Piece]) -> list[Piece]:
    """The pieces, each number that is one alone put before the text that follows it."""
    out: list[Piece] = []
    for piece in pieces:
        if out and ALONE.fullmatch(out[-1].text) and not piece.level and not out[-1].level and not _label(piece):
            number = out.pop().text
            piece = replace(
                piece, text=f"{number} {piece.text}", marks=[(at + len(number) + 1, m) for at, m in piece.marks]
            )
        out.append(piece)
    return out


def _label(piece: Piece) -> re.Match[str] | None:
    return LABELLED.match(piece.text)


def _is_entry(text: str) -> bool:
    """A line of the contents: words, a gap or leaders, and the number of a page."""
    before = PAGE.sub("", text)
    gap = before[len(before.rstrip(LEADERS)) :]
    return before != text and not before[:1].isdigit() and len(gap) < len(before) and ("\t" in gap or len(gap) > 1)


def _cells(piece: Piece) -> list[str]:
    return [cell.strip() for cell in CELLS.split(piece.text) if cell.strip()]


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _line(piece: Piece, cut: int = 0, text: str | None = None) -> Line:
    words = piece.text if text is None else text
    size = 30.0 - 2 * piece.level if piece.level else 0.0
    marks = piece.marks if text is None else []
    left = 6.0 * piece.indent
    return Line(0, words, left, 0, 0, 0, 0, size, False, words[:cut].strip(), cut, left, marks=marks)
