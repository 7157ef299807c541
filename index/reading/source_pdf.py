"""Reads the printed lines of a PDF: their words, where they stand and how they are set.

Stands on pypdfium2. The page text comes in one call; place, size and weight are asked for only at the few characters
that decide anything (line ends, what follows a label, digits that may be note marks), because each such question costs
as much as thirty characters of text. Lines keep the order in which the file draws them, which in tagged Word files is
the reading order, table cells included.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from index.reading.lines import Line, Page

BREAK = re.compile(r"\r\n|\r|\n|(?<=\ufffe)")
HEAD = re.compile(
    r"\(?\d{1,4}(?:\.\d{1,3})*[.)]?(?=\s+\S)|\d{1,3}[.)](?=[A-Z“‘\"'])|[^\w\s\"'“‘(\[£,.;:!?%/&](?=\s+\S)|o(?=\s+\S)"
)
NOTE = re.compile(r"\[\d{1,2}\]|\d(?:[\d,–-]*\d)?|[¹²³⁰⁴-⁹]+")
CELL = re.compile(r"\s(?=(?:Outstanding|Good|Requires|Inadequate|Adequate|Grade|Judgement grade)\b)", re.IGNORECASE)
BOLD = 600  # a font weight of 700 is bold, 400 is not
ALONE = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]|[^\w\s\"'“‘(\[£,.;:!?%/&]|o")
MEASURE = re.compile(r"(?<!£)(?<![£\d.,])(?:\d[\d.,]* ?)?(?:\b|(?<=\d))[ck]?m$")  # "12 m²" is an area, "£2m" money
DIGIT = re.compile(r"[\d¹²³⁰⁴-⁹]")
SMALL = 0.8  # a raised figure is set at two thirds of the size of its line
RAISED_SIGNS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
FIGURE = re.compile(r"\d{1,3}(?:[,–-]\d{1,3})*|\[\d{1,2}\]")
LEVEL = 0.05  # in ems: baselines this close are at one height
RAISE = 0.65  # in ems: how far a raised figure may stand above its line
ASKEW = 0.2  # in radians: lines drawn a little out of the straight are text
TURNED = "turned text"
GAP = 1.2  # in ems: a wider gap before a grade is the edge of a table cell


class PageReader:
    """The characters of one page, asked for by position; coordinates count from the top left of what is shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.page = page
        self.chars = page.get_textpage()
        self._raw = self.chars.raw
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._turn = self._turned()

    def close(self) -> None:
        """Gives the page's memory back."""
        self.chars.close()
        self.page.close()

    def text(self) -> str:
        """The page text; one character of it for each character pdfium counts, so that positions agree."""
        text = str(self.chars.get_text_range())
        count = self.chars.count_chars()
        if len(text) == count:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self._raw, at) for at in range(count))
        return "".join(chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)

    def hidden(self) -> bool:
        """Is the text printed over by a picture of it, as scanners do that recognise the words? Judged by its ends and middle."""
        count = self.chars.count_chars()
        objects = [pdfium.FPDFText_GetTextObject(self._raw, at) for at in {0, count // 2, max(0, count - 1)}]
        modes = [pdfium.FPDFTextObj_GetTextRenderMode(one) for one in objects if one]
        return bool(modes) and all(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)

    def _turned(self) -> int:
        """By how many degrees the page is shown turned, where its text is set to be read so; else 0."""
        turn = int(self.page.get_rotation())
        angle = pdfium.FPDFText_GetCharAngle(self._raw, self.chars.count_chars() // 2) if turn else 0.0
        return turn if abs(-math.degrees(angle) % 360 - turn) < 1 else 0

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as the file counts, from the top left of what is shown."""
        if self._turn == 0:
            return x - self._left, self._top - y
        if self._turn == 180:
            return self._right - x, y - self._bottom
        return (y - self._bottom, x - self._left) if self._turn == 90 else (self._top - y, self._right - x)

    def extent(self) -> tuple[float, float]:
        """Width and height of the page as its text is read."""
        sides = self._right - self._left, self._top - self._bottom
        return sides if self._turn in (0, 180) else (sides[1], sides[0])

    def size(self, at: int) -> float:
        """The size of type in points: many programs set a font of size 1 and enlarge it as they place it."""
        size, matrix = float(pdfium.FPDFText_GetFontSize(self._raw, at)), self._matrix
        if not pdfium.FPDFText_GetMatrix(self._raw, at, matrix):
            return size
        width = math.hypot(matrix.a, matrix.b)
        return size * abs(matrix.a * matrix.d - matrix.b * matrix.c) / width if width else size

    def askew(self, at: int) -> bool:
        """Does the character stand neither as the page is read nor as the middle of its text does: a watermark, words at the side?"""
        ways = [math.radians(-self._turn), self._way(self.chars.count_chars() // 2)]
        return all(abs(math.remainder(self._way(at) - way, math.tau)) > ASKEW for way in ways)

    def _way(self, at: int) -> float:
        """The direction in which the line of a character runs, as the file counts."""
        known = pdfium.FPDFText_GetMatrix(self._raw, at, self._matrix)
        return math.atan2(self._matrix.b, self._matrix.a) if known else 0.0

    def bold(self, at: int) -> bool:
        """Is the character set in a bold face? By the font's weight, or by its name where the weight is not stored."""
        if pdfium.FPDFText_GetFontWeight(self._raw, at) >= BOLD:
            return True
        length = pdfium.FPDFText_GetFontInfo(self._raw, at, self._name, len(self._name), self._flags)
        return b"bold" in self._name.raw[:length].lower()

    def origin(self, at: int) -> tuple[float, float]:
        """Left edge and baseline of a character."""
        pdfium.FPDFText_GetCharOrigin(self._raw, at, self._x, self._y)
        return self._shown(self._x.value, self._y.value)

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the room a character takes in its line."""
        pdfium.FPDFText_GetLooseCharBox(self._raw, at, self._box)
        box = self._box
        (x, y), (other_x, other_y) = self._shown(box.left, box.top), self._shown(box.right, box.bottom)
        return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def read_pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """The pages of an open document, one after another; nothing of a page is kept once it is yielded."""
    for index in range(len(document)):
        reader = PageReader(document[index])
        try:
            yield Page(index + 1, *reader.extent(), _joined(list(_lines(reader, index + 1))), reader.hidden())
        finally:
            reader.close()


def _lines(reader: PageReader, page: int) -> Iterator[Line]:
    text = reader.text()
    start = 0
    for piece in BREAK.split(text):
        at = text.index(piece, start) if piece else start
        start = at + len(piece)
        stripped = piece.strip()
        if stripped:
            yield from _cells(reader, page, stripped, at + piece.index(stripped))


def _cells(reader: PageReader, page: int, text: str, at: int) -> Iterator[Line]:
    for match in CELL.finditer(text):
        split = match.start()
        before = len(text[:split].rstrip())
        if not before:
            continue
        size = reader.size(at)
        if reader.origin(at + match.end())[0] - reader.box(at + before - 1)[2] > GAP * size:
            yield _line(reader, page, text[:before], at)
            text, at = text[match.end() :], at + match.end()
            break
    yield _line(reader, page, text, at)


def _line(reader: PageReader, page: int, text: str, at: int) -> Line:
    left, top, _, bottom = reader.box(at)
    _, base = reader.origin(at)
    size = reader.size(at)
    right = reader.box(at + len(text) - 1)[2]
    bold = reader.bold(at) and reader.bold(at + len(text) - 1)
    line = Line(page, text, left, top, right, bottom, base, size, bold, indent=left)
    line.role = TURNED if reader.askew(at) else ""
    head = HEAD.match(text)
    if head:
        _measure_head(reader, line, head.group(), at)
    if DIGIT.search(text):
        _take_marks(reader, line, at)
    line.text = line.text.replace("\ufffe", "-").replace("\u00ad", "-")
    return line


def _measure_head(reader: PageReader, line: Line, head: str, at: int) -> None:
    cut = len(head) + len(line.text[len(head) :]) - len(line.text[len(head) :].lstrip())
    line.head, line.cut = head, cut
    line.indent, _ = reader.origin(at + cut)
    size = reader.size(at + cut)
    figure = head[0].isdigit() or head[0] == "["
    line.raised = figure and line.size < SMALL * size
    line.bold = reader.bold(at + cut) and (line.bold or reader.bold(at + len(line.text) - 1))
    if line.raised or not figure:
        line.size = size


def _take_marks(reader: PageReader, line: Line, at: int) -> None:
    """Takes the raised note marks out of the line's text; "17th" and figures of full size stay."""
    marks, kept, done = [], "", 0
    for match in NOTE.finditer(line.text):
        start = _mark_start(reader, line.text, at, match)
        if start < match.end():
            kept += line.text[done:start]
            marks.append((len(kept), line.text[start : match.end()]))
            done = match.end()
    line.text = kept + line.text[done:]
    line.marks = marks


def _mark_start(reader: PageReader, text: str, at: int, match: re.Match[str]) -> int:
    """Where the note mark that ends the figures begins; their end where none does. Figures that are lowered ("CO₂") or those
    of a square or cubic measure are text, and so are those that begin the line."""
    start, end = match.span()
    if text[start] not in RAISED_SIGNS:
        size = reader.size(at + end - 1)
        start = end - 1
        while start > match.start() and reader.size(at + start - 1) <= size:
            start -= 1
        before = len(text[:start].rstrip()) - 1
        if before < 0 or not _raised(reader, at + before, at + end - 1):
            return end
    return end if text[start:end] in ("2", "3", "²", "³") and MEASURE.search(text[:start]) else start


def _raised(reader: PageReader, before: int, figure: int) -> bool:
    """Is the figure set smaller and higher than what stands before it?"""
    size = reader.size(before)
    highest = reader.origin(before)[1] - LEVEL * size
    return reader.size(figure) < SMALL * size and reader.origin(figure)[1] < highest


def _joined(lines: list[Line]) -> list[Line]:
    """Puts raised parts and split parts of one printed line together again."""
    out: list[Line] = []
    for line in lines:
        if out and _same_line(out[-1], line):
            _append(out[-1], line)
        else:
            out.append(line)
    for label in [line for line in out if ALONE.fullmatch(line.text)]:
        _pair(out, label)
    return out


def _pair(lines: list[Line], label: Line) -> None:
    """Puts a label that was drawn apart from its text before the nearest words to its right."""
    beside = [line for line in lines if _same_line(label, line) and not ALONE.fullmatch(line.text)]
    if beside:
        words = min(beside, key=lambda line: line.left)
        _append(label, words)
        lines.remove(label)
        lines[lines.index(words)] = label


def _same_line(first: Line, second: Line) -> bool:
    if first.role != second.role:
        return False
    size = max(first.size, second.size)
    gap = second.left - first.right
    if ALONE.fullmatch(first.text) and abs(first.base - second.base) < 1:
        return 0 < gap < 4 * size
    return abs(first.base - second.base) < RAISE * size and -0.1 * size < gap < 0.6 * size


def _append(first: Line, second: Line) -> None:
    """Adds a part to its line; a small raised figure is a note mark, or begins a footnote."""
    small = FIGURE.fullmatch(second.text) and second.size < SMALL * first.size
    lowered = second.base > first.base + LEVEL * first.size
    if small and not lowered and not (second.text in "23" and MEASURE.search(first.text)):
        first.marks.append((len(first.text), second.text))
    elif second.raised:
        first.marks.append((len(first.text), second.head))
        first.text += " " + second.text[second.cut :]
    elif FIGURE.fullmatch(first.text) and first.size <= second.size and first.base < second.base - 1:
        _begin_with(first, second)
        first.raised, first.size, first.base, first.bold = True, second.size, second.base, second.bold
    elif ALONE.fullmatch(first.text) and second.left - first.right > 0.15 * first.size:
        _begin_with(first, second)
    else:
        first.text += " " if second.left - first.right > 0.15 * first.size else ""
        first.marks += [(at + len(first.text), mark) for at, mark in second.marks]
        first.text += second.text
    first.right = second.right
    first.bottom, first.top = max(first.bottom, second.bottom), min(first.top, second.top)


def _begin_with(first: Line, second: Line) -> None:
    """The first part is the label, the bullet or the note's figure of the second."""
    first.head, first.cut, first.indent = first.text, len(first.text) + 1, second.left
    first.marks = [(at + first.cut, mark) for at, mark in second.marks]
    first.text += " " + second.text
