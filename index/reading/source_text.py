"""Reads plain text into blocks: one paragraph a line, or lines wrapped by hand; page breaks as empty lines are mended.

A text conversion of a report leaves its traces: paragraphs cut in two by a page break (the rest sometimes behind a
false "- "), "(Recommendation)" on a line of its own, stray `<p>` and `<h2>` marks, tables and contents with tabs,
footnotes in the midst of the text behind a raised figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from index.errors import UnreadableReport
from index.reading.blocks import BULLET, HEADER, HEADING, NUMBERED, PARA, ROW, Block
from index.reading.grades import is_grade, stated
from index.reading.lines import Line
from index.reading.numbers import is_next
from index.reading.source import Source

TAG = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|div|span|b|i|strong|em|br|td|tr|table)\b[^<>]*>", re.IGNORECASE)
BLOCK_TAG = re.compile(r"</?(?:p|h[1-6]|li|div|tr|br)\b[^<>]*>", re.IGNORECASE)
MARK = re.compile(r"[¹²³⁰⁴-⁹]+")
BULLETED = re.compile(r"([-–•*◼▪●○·]|o)\s+(?=\S)")
LABELLED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,3})[.)]?\s+(?=\S)")
FACT = re.compile(r"[A-Z][\w ]{2,30}:\s+\S")
ENTRY = re.compile(r"\D.*?(?:\t|\s{2,}|[.…]{2,})\s*\d{1,3}")
CELLS = re.compile(r"\t+|\s{3,}")
ENDED = re.compile(r"[.!?:;)][”’\"']?$")
WRAPPED_AT = 110  # characters: text whose lines are nearly all shorter was wrapped by hand
LONGEST_HEADING = 140  # characters
PART, SECTION, SUBSECTION = 16.0, 14.0, 12.0  # ranks of headings, in the sizes in which such reports print them


@dataclass(slots=True)
class Piece:
    """A line of the text, or a paragraph of wrapped lines, with what stood around it."""

    text: str
    indent: int
    apart: bool  # an empty line stands before it
    heading: bool = False  # marked up as one
    marks: list[tuple[int, str]] = field(default_factory=list)


def read_text(data: bytes, name: str) -> Source:
    """The blocks of a text file; UnreadableReport where it is not text at all."""
    return Source(TextReader(_pieces(_decoded(data, name))).read(), [])


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableReport(f"{name} is no text file, and no kind of report that can be read.")


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    apart = True
    for raw in re.split(r"\r\n|\r|\n|\f", text):
        if not raw.strip():
            apart = True
            continue
        parts = _without_tags(raw)
        for words, heading in parts:
            apart = apart or len(parts) > 1
            pieces.append(_piece(words, apart, heading))
            apart = heading
    return _unwrapped(pieces)


def _without_tags(raw: str) -> list[tuple[str, bool]]:
    """The line without stray markup; each marked-up part is a piece, except that cells of a table stay together."""
    if not TAG.search(raw):
        return [(raw, False)]
    if "\t" in raw.strip():
        return [(unescape(TAG.sub("", raw)), False)]
    heading = re.match(r"\s*<h[1-6]", raw, re.IGNORECASE) is not None
    parts = [unescape(TAG.sub("", part)).strip() for part in BLOCK_TAG.split(raw)]
    return [(part, heading) for part in parts if part]


def _piece(raw: str, apart: bool, heading: bool) -> Piece:
    text = raw.strip()
    indent = len(raw) - len(raw.lstrip())
    marks: list[tuple[int, str]] = []
    if not MARK.match(text):
        for match in MARK.finditer(text):
            marks.append((match.start() - sum(len(mark) for _, mark in marks), match.group()))
        text = MARK.sub("", text)
    return Piece(text, indent, apart, heading, marks)


def _unwrapped(pieces: list[Piece]) -> list[Piece]:
    """Joins the lines of text that was wrapped by hand to one piece a paragraph."""
    lengths = sorted(len(piece.text) for piece in pieces)
    if not lengths or lengths[int(0.98 * (len(lengths) - 1))] > WRAPPED_AT or lengths[len(lengths) // 2] < 40:
        return pieces
    width = lengths[-1]
    out: list[Piece] = []
    room = 0
    for piece in pieces:
        new = piece.apart or BULLETED.match(piece.text) or (LABELLED.match(piece.text) and ENDED.search(out[-1].text))
        full = room and len(piece.text.split()[0]) + 1 + room > width * 0.8
        if out and not new and full and "\t" not in piece.text:
            out[-1].marks += [(at + len(out[-1].text) + 1, mark) for at, mark in piece.marks]
            out[-1].text += ("" if out[-1].text.endswith("-") else " ") + piece.text
        else:
            out.append(piece)
        room = piece.indent + len(piece.text)
    return out


class TextReader:
    """Builds blocks piece by piece."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._blocks: list[Block] = []
        self._number: tuple[int, ...] = ()
        self._entries: set[str] = set()

    def read(self) -> list[Block]:
        """The blocks of all pieces."""
        contents = self._contents()
        for at, piece in enumerate(self._pieces):
            if at not in contents and not MARK.match(piece.text):
                self._take(piece, self._pieces[at + 1] if at + 1 < len(self._pieces) else None)
        self._rank()
        return self._blocks

    def _contents(self) -> set[int]:
        """The places of the contents' entries; their names tell headings from sub-headings later."""
        start = next(
            (at for at, p in enumerate(self._pieces) if p.text.casefold() in ("contents", "table of contents")), None
        )
        if start is None:
            return set()
        end = start + 1
        while end < len(self._pieces) and ENTRY.fullmatch(self._pieces[end].text):
            self._entries.add(_plain(re.sub(r"[\s.…]*\d+$", "", self._pieces[end].text)))
            end += 1
        return set(range(start, end))

    def _take(self, piece: Piece, following: Piece | None) -> None:
        if self._table(piece, following) or self._mended(piece):
            return
        label, bullet = LABELLED.match(piece.text), BULLETED.match(piece.text)
        number = tuple(map(int, label.group(1).split("."))) if label else ()
        if label and (is_next(self._number, number) or _may_jump(self._number, number)):
            self._number = number
            line = _line(piece, label.end())
            line.label = label.group(1)
            self._blocks.append(Block(NUMBERED, [line], number=line.label))
        elif bullet:
            self._bullet(piece, bullet.end())
        else:
            self._blocks.append(Block(HEADING if self._is_heading(piece) else PARA, [_line(piece)]))

    def _table(self, piece: Piece, following: Piece | None) -> bool:
        """A row of a table: an area and its grade; standing alone, a heading with its grade."""
        cells = [cell.strip() for cell in CELLS.split(piece.text) if cell.strip()]
        if len(cells) < 2:
            return False
        area, grade = _line(piece, 0, cells[0]), _line(piece, 0, " ".join(cells[1:]))
        if not is_grade(grade.text):
            if "\t" in piece.text:
                kind = HEADER if following and is_grade(CELLS.split(following.text)[-1].strip()) else PARA
                self._blocks.append(Block(kind, [_line(piece, 0, " ".join(cells))]))
            return "\t" in piece.text
        alone = piece.apart and (
            following is None or following.apart or not is_grade(CELLS.split(following.text)[-1].strip())
        )
        labelled = LABELLED.match(area.text) is not None
        self._blocks.append(Block(HEADING if alone and not labelled else ROW, [area], grades=[grade]))
        return True

    def _mended(self, piece: Piece) -> bool:
        """Adds to the block before what a page break, or the conversion, had cut off from it."""
        before = self._blocks[-1] if self._blocks else None
        if not before or before.kind not in (NUMBERED, BULLET, PARA) or piece.heading:
            return False
        if re.fullmatch(r"\(recommendations?\)\.?", piece.text, re.IGNORECASE):
            before.add(_line(piece))
            return True
        open_end = not ENDED.search(before.last.text)
        dash = BULLETED.match(piece.text)
        rest = piece.text[dash.end() :] if dash else piece.text
        cut = piece.apart and open_end and not LABELLED.match(piece.text)
        goes_on = cut and (rest[0].islower() or (not dash and ENDED.search(rest) is not None and before.kind == NUMBERED))
        if not goes_on or (dash and before.kind != NUMBERED):
            return False
        before.add(_line(piece, 0, rest))
        return True

    def _bullet(self, piece: Piece, cut: int) -> None:
        line = _line(piece, cut)
        line.bullet = True
        before = self._blocks[-1] if self._blocks else None
        if before and before.kind == NUMBERED:
            before.add(line, new=True)
        else:
            self._blocks.append(Block(BULLET, [line]))

    def _is_heading(self, piece: Piece) -> bool:
        text = piece.text
        if piece.heading or _plain(text) in self._entries:
            return True
        if FACT.match(text):
            return False
        short = len(text) <= LONGEST_HEADING and not text[0].islower()
        return short and piece.apart and (not re.search(r"[.!?;:,][”’\"']?$", text) or text == text.upper())

    def _opens_part(self, block: Block) -> bool:
        """Is the heading a section of the contents, or a grade stated? What stands right above it is a part's title."""
        return _plain(block.first.text) in self._entries or stated(block.first.text) != ""

    def _rank(self) -> None:
        """Headings named in the contents are sections; one with another right below it is a part."""
        for block, following in zip(self._blocks, [*self._blocks[1:], None], strict=True):
            if block.kind != HEADING:
                continue
            known = _plain(block.first.text) in self._entries
            block.first.size = SECTION if known or not self._entries else SUBSECTION
            block.first.bold = True
            above = following and following.kind == HEADING and self._opens_part(following)
            if known and above and not block.grades:
                block.first.size = PART


def _may_jump(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    return set(number) == {1} or not last or (number > last and number[0] - last[0] <= 10)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _line(piece: Piece, cut: int = 0, text: str | None = None) -> Line:
    words = piece.text if text is None else text
    left = 6.0 * piece.indent
    return Line(
        0, words, left, 0, 0, 0, 0, 0, False, words[:cut].strip(), cut, left, marks=piece.marks if text is None else []
    )
