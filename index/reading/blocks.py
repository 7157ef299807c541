"""A block: lines that belong together, whatever file they came from, and how their words become one text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.model import LineBox, Span
from index.reading.lines import Line

# "16- and 17-year-olds" has a space after its first hyphen, "day-to-day" has none, wherever the line breaks.
SUSPENDED = re.compile(r"(?:and|or|to|und)\b(?![-‐‑])", re.IGNORECASE)
HEADING, NUMBERED, BULLET, PARA, ROW, HEADER = "heading", "numbered", "bullet", "para", "row", "table header"


@dataclass(slots=True)
class Block:
    """Lines in reading order with what they are. `new` holds the positions of lines that begin a new line of the text;
    `grades` the lines of a grade cell beside them; `indent` where the words of the block begin."""

    kind: str
    lines: list[Line]
    indent: float = 0.0
    number: str = ""
    new: set[int] = field(default_factory=set)
    grades: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The last line so far."""
        return self.lines[-1]

    def add(self, line: Line, new: bool = False) -> None:
        """Adds a line; `new` begins a new line of the text with it."""
        if new:
            self.new.add(len(self.lines))
        self.lines.append(line)

    def words(self) -> tuple[str, tuple[LineBox, ...]]:
        """The text and the place of each line of it; number labels and bullets are left out."""
        return joined([(line, words_of(line), at in self.new) for at, line in enumerate(self.lines)])

    def grade_words(self) -> str:
        """The grade beside the block, as printed; "" where there is none."""
        return joined([(line, line.text, False) for line in self.grades])[0]


def words_of(line: Line) -> str:
    """The line's words, without its number label or bullet."""
    return line.text[line.cut :] if line.label or line.bullet else line.text


def joined(parts: list[tuple[Line, str, bool]]) -> tuple[str, tuple[LineBox, ...]]:
    """Joins printed lines into one text; a True puts the line on a new line of the text."""
    text, boxes = "", []
    for line, words, new in parts:
        text += gap(text, words) if not new or not text else "\n"
        start, words = len(text), " ".join(words.split())
        text += words
        if line.page:
            boxes.append(_box(line, Span(start, len(text))))
    return text, tuple(boxes)


def gap(before: str, after: str) -> str:
    """What stands between two printed lines: nothing after a hyphen or a dash that clings to its word, else a space.

    A suspended hyphen keeps its space: "16-" and "and 17-year-olds". Word, with which these reports are made, breaks
    lines only at printed hyphens, so the hyphen stays.
    """
    if not before or not after:
        return ""
    if before[-1] in "-‐‑" and len(before) > 1 and not before[-2].isspace():
        return " " if SUSPENDED.match(after) else ""
    if before[-1] in "–—/" and len(before) > 1 and not before[-2].isspace() and after[0].isalnum():
        return ""
    return " "


def _box(line: Line, span: Span) -> LineBox:
    left = (line.indent if line.label or line.bullet else line.left) - line.shift
    right = line.right - line.shift
    return LineBox(line.page, round(left, 1), round(line.top, 1), round(right, 1), round(line.bottom, 1), span)
