"""Prints the blocks of the example report on A4 pages, in the form of a single inspection report of 2016.

Every line is broken and placed here, because footnotes, frames and hanging numbers have to know where each line ends.
Lengths are points, measured from the top left corner. Nothing depends on the clock: the same text gives the same file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from example_blocks import BOXES, MARKS, Block, Form
from fpdf import FPDF

FONTS = Path("/usr/share/fonts/truetype/dejavu")  # Debian: fonts-dejavu-core and fonts-dejavu-extra (free to embed)
LEFT, RIGHT, TOP, BOTTOM = 72.0, 524.0, 88.0, 772.0
TEXT = 102.0  # where the words of a numbered paragraph begin
STEP = 1.22  # line height in type sizes
GAP = 9.0  # between paragraphs
HEAD = 62.0  # what a heading needs: its own line and two of what follows
NEW_PAGE = (
    "Executive summary",
    "Contents",
    "The local authority",
    "Recommendations",
    "Summary for children and young people",
    "The Local Safeguarding Children Board (LSCB)",
    "Information about this inspection",
)


class Press:
    """Sets lines down a page and turns the page when it is full; keeps the open frame and the footnotes of the page."""

    def __init__(self, notes: dict[str, str]) -> None:
        self.notes = notes
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font("body", "", FONTS / "DejaVuSansCondensed.ttf")
        self.pdf.add_font("body", "B", FONTS / "DejaVuSansCondensed-Bold.ttf")
        self.y = TOP
        self.frame: float | None = None  # top of the open frame
        self.due: list[str] = []  # marks whose notes go to the foot of this page
        self.headings: list[tuple[str, int]] = []  # heading and page, to check the contents against
        self.seen: set[str] = set()

    # Pages

    def turn(self) -> None:
        """Finishes the page, if one is open, and begins the next."""
        if self.pdf.page:
            self.finish()
        self.pdf.add_page()
        self._emblem()
        self.y = TOP
        self.frame = None if self.frame is None else TOP - 6

    def finish(self) -> None:
        """Closes the frame on this page and prints the footnotes and the page number."""
        if self.frame is not None:
            self._frame(self.frame, self.y)
        self._footnotes()
        self.pdf.line(LEFT, 788, RIGHT, 788)
        number = str(self.pdf.page)
        self._font(20)
        self.pdf.text(LEFT if self.pdf.page % 2 == 0 else RIGHT - self.pdf.get_string_width(number), 812, number)

    def close(self) -> None:
        """Closes the open frame, if there is one."""
        if self.frame is not None:
            self._frame(self.frame, self.y)
            self.y += 16
        self.frame = None

    def need(self, height: float) -> None:
        """Turns the page unless `height` is left on it."""
        if self.y + height > self.floor():
            self.turn()

    def floor(self, more: Iterable[str] = ()) -> float:
        """How far down the page text may go, given the footnotes due on it and the marks of `more`."""
        marks = [*self.due, *more]
        return BOTTOM - sum(self._note_height(mark) for mark in marks) - (18 if marks else 0)

    # Text

    def paragraph(self, text: str, left: float, size: float = 12, *, bold: bool = False, right: float = RIGHT) -> None:
        """Sets a paragraph, running over to the next page where it must, never leaving one line alone."""
        lines = self.broken(text, size, right - left, bold)
        rest = len(lines)
        for line in lines:
            marks = [c for c in line if c in MARKS]
            keep = 2 if rest in (2, len(lines)) and len(lines) > 1 else 1
            if self.y + keep * size * STEP > self.floor(marks):
                self.turn()
            self.y += size * STEP
            self.draw(line, left, self.y - size * 0.24, size, bold)
            self.due += marks
            rest -= 1

    def broken(self, text: str, size: float, width: float, bold: bool = False) -> list[str]:
        """The text broken into lines no wider than `width`; a hyphen inside a word may end a line."""
        lines: list[str] = [""]
        for piece in _pieces(text):
            if lines[-1] and self.width((lines[-1] + piece).rstrip(), size, bold) > width:
                lines.append("")
            lines[-1] += piece
        return [line.rstrip() for line in lines]

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The printed width, footnote marks in their small type."""
        self._font(size, bold)
        plain = "".join(c for c in text if c not in MARKS)
        return float(self.pdf.get_string_width(plain)) + 0.5 * size * (len(text) - len(plain))

    def draw(self, line: str, x: float, baseline: float, size: float, bold: bool = False) -> None:
        """Prints one line; a footnote mark is printed as a small raised figure."""
        plain = ""
        for char in [*line, ""]:
            if char and char not in MARKS:
                plain += char
                continue
            self._font(size, bold)
            self.pdf.text(x, baseline, plain)
            x += self.pdf.get_string_width(plain)
            plain = ""
            if char:
                self._font(size * 0.6, bold)
                self.pdf.text(x, baseline - size * 0.36, _figure(char))
                x += self.pdf.get_string_width(_figure(char))

    def cell(self, text: str, left: float, right: float, top: float, height: float, size: float, bold: bool) -> None:
        """A framed table cell with its words in the middle of its height."""
        self.pdf.rect(left, top, right - left, height)
        lines = self.broken(text, size, right - left - 10, bold)
        y = top + (height - len(lines) * size * STEP) / 2
        for line in lines:
            y += size * STEP
            self.draw(line, left + 5, y - size * 0.24, size, bold)

    def _font(self, size: float, bold: bool = False) -> None:
        self.pdf.set_font("body", "B" if bold else "", size)

    def _frame(self, top: float, bottom: float) -> None:
        self.pdf.rect(LEFT - 6, top, RIGHT - LEFT + 12, bottom + 6 - top)

    def _note_height(self, mark: str) -> float:
        return len(self.broken(mark + " " + self.notes[mark], 8.5, RIGHT - LEFT)) * 8.5 * STEP + 4

    def _footnotes(self) -> None:
        y = self.floor() + 18
        if self.due:
            self.pdf.line(LEFT, y - 8, LEFT + 92, y - 8)
        for mark in self.due:
            for line in self.broken(mark + " " + self.notes[mark], 8.5, RIGHT - LEFT):
                y += 8.5 * STEP
                self.draw(line, LEFT, y - 2, 8.5)
            y += 4
        self.due = []

    def _emblem(self) -> None:
        """A magnifying glass over three lines, drawn: the sign of the invented inspectorate."""
        x, y = RIGHT - 44, 34.0
        self.pdf.set_line_width(1.2)
        for row in range(3):
            self.pdf.line(x, y + 8 + row * 7, x + 22, y + 8 + row * 7)
        self.pdf.set_line_width(2.4)
        self.pdf.circle(x + 27, y + 13, 11, style="D")
        self.pdf.line(x + 35, y + 21, x + 44, y + 30)
        self.pdf.set_line_width(0.7)


def printed(blocks: Sequence[Block], digest: str) -> tuple[bytes, list[tuple[str, int]]]:
    """The PDF, and its headings with their pages. `digest` of the text is kept among the PDF's keywords."""
    press = Press({block.label: block.text for block in blocks if block.form is Form.NOTE})
    press.turn()
    for block in blocks:
        if press.frame is not None and not block.boxed:
            press.close()
        PRINTERS[block.form](press, block)
    press.finish()
    return _file(press.pdf, digest), press.headings


def _file(pdf: FPDF, digest: str) -> bytes:
    pdf.set_title("Borough of Ottermarsh: inspection of children’s services (invented example)")
    pdf.set_author("Example Inspectorate")
    pdf.set_keywords(digest)
    pdf.set_lang("en-GB")
    pdf.set_creation_date(datetime(2016, 11, 18, tzinfo=UTC))
    return bytes(pdf.output())


def _pieces(text: str) -> list[str]:
    """Words with the space behind them; a word is cut after each hyphen that stands between letters or figures."""
    pieces = []
    for word in text.split(" "):
        parts = word.split("-")
        whole = [part + "-" for part in parts[:-1]] + [parts[-1]]
        pieces += [*whole[:-1], whole[-1] + " "]
    return pieces


def _figure(mark: str) -> str:
    return str(MARKS.index(mark) + 1)


def _front(press: Press, block: Block) -> None:
    press.paragraph(block.text, LEFT, block.size, bold=block.size == 14 or block.text.startswith("Example report"))
    press.y += GAP


def _judgement(press: Press, block: Block) -> None:
    if not block.label:
        press.y += 14
        press.cell(block.text, LEFT, RIGHT, press.y, 28, 12, bold=True)
        press.y += 28
        return
    part = block.text[2].isdigit()  # "2.1 ...", a part of the area above it
    press.cell("", LEFT, RIGHT, press.y, 26, 11, bold=False)
    press.cell(block.text, LEFT + (40 if part else 0), 376, press.y, 26, 11, bold=not part)
    press.cell(block.label, 376, RIGHT, press.y, 26, 11, bold=False)
    press.y += 26


def _heading(press: Press, block: Block) -> None:
    if block.text in NEW_PAGE and block.text not in press.seen:
        press.turn()
    press.need(HEAD)
    _record(press, block)
    if block.text in BOXES and press.frame is None:
        press.frame = press.y - 6
    elif press.y > TOP:
        press.y += 6
    press.paragraph(block.text, LEFT, block.size, bold=True)
    press.y += GAP


def _banner(press: Press, block: Block) -> None:
    press.need(HEAD + 20)
    _record(press, block)
    lines = press.broken(block.text, block.size, RIGHT - LEFT, bold=True)
    height = len(lines) * block.size * STEP + 10
    press.cell(block.text, LEFT - 6, RIGHT + 6, press.y, height, block.size, bold=True)
    press.y += height + 16


def _section(press: Press, block: Block) -> None:
    press.turn()
    _record(press, block)
    top, height = TOP - 6, 62.0
    press.cell(block.text, LEFT - 6, 372, top, height, block.size, bold=True)
    press.cell(block.label, 372, RIGHT + 6, top, height, block.size, bold=True)
    press.y = top + height + 6
    press.frame = top + height


def _record(press: Press, block: Block) -> None:
    press.seen.add(block.text)
    press.headings.append((block.text.rstrip(MARKS), press.pdf.page))


def _contents(press: Press, block: Block) -> None:
    lines = press.broken(block.text, 12, RIGHT - LEFT - 50)
    for number, line in enumerate(lines):
        press.y += 12 * STEP
        press.draw(line, LEFT, press.y - 3, 12)
        if number == len(lines) - 1:
            press.draw(block.label, RIGHT - press.width(block.label, 12), press.y - 3, 12)
    press.y += 12


def _paragraph(press: Press, block: Block) -> None:
    press.paragraph(block.text, LEFT)
    press.y += GAP


def _labelled(press: Press, label: str, at: float, text: str, left: float, gap: float) -> None:
    """A paragraph with a hanging label, which stays with the first line."""
    press.need(min(2, len(press.broken(text, 12, RIGHT - left))) * 12 * STEP)
    if any(mark in text for mark in MARKS):
        press.need(60)
    press.draw(label, at, press.y + 12 * STEP - 12 * 0.24, 12)
    press.paragraph(text, left)
    press.y += gap


def _numbered(press: Press, block: Block) -> None:
    _labelled(press, block.label, LEFT, block.text, TEXT, 4 if block.text.endswith(":") else GAP)


def _bullet(press: Press, block: Block) -> None:
    _labelled(press, "◼", LEFT, block.text, LEFT + 20, 5)


def _dash(press: Press, block: Block) -> None:
    _labelled(press, "–", LEFT + 34, block.text, LEFT + 54, 3)


def _sub_bullet(press: Press, block: Block) -> None:
    last = block.text.endswith((".", ")"))
    _labelled(press, "◼", TEXT, block.text, TEXT + 20, GAP if last else 5)


def _nothing(press: Press, block: Block) -> None:
    """Footnotes are printed by the page that bears their mark."""


PRINTERS = {
    Form.TITLE: _front,
    Form.FRONT: _front,
    Form.JUDGEMENT: _judgement,
    Form.HEADING: _heading,
    Form.BANNER: _banner,
    Form.SECTION: _section,
    Form.CONTENTS: _contents,
    Form.PARAGRAPH: _paragraph,
    Form.NUMBERED: _numbered,
    Form.BULLET: _bullet,
    Form.DASH: _dash,
    Form.SUB_BULLET: _sub_bullet,
    Form.NOTE: _nothing,
}
