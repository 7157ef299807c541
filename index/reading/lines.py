"""The printed line: what every later step of reading works on. Holds no rules about reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

SINGLE = 1.25  # in ems: the step from line to line is hardly ever narrower, and 1.5 times as wide in many reports


@dataclass(slots=True)
class Line:
    """One printed line, or one table cell's part of it.

    Coordinates are PDF points from the page's top left corner; `base` is the baseline. `text` is as printed, without
    the note marks, which are kept in `marks` with their place in `text`. `head` is what may be a number label or a
    bullet at the start; the words after it begin at `text[cut]` and stand at `indent`. Whether it is one is decided
    later: `label` is the number of a numbered paragraph, `bullet` says that `head` is a bullet. `raised`: the line begins
    with a small raised figure, as a footnote does. `role` is what the line was found to be: the name of a piece of
    furniture, or a part of the text. `shift` is what the line was moved by to the right from its place on the page.
    """

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    bold: bool
    head: str = ""
    cut: int = 0
    indent: float = 0.0
    raised: bool = False
    label: str = ""
    bullet: bool = False
    role: str = ""
    shift: float = 0.0
    marks: list[tuple[int, str]] = field(default_factory=list)

    @property
    def printed(self) -> str:
        """The text with its note marks back in their places."""
        text = self.text
        for at, mark in reversed(self.marks):
            text = text[:at] + mark + text[at:]
        return text


@dataclass(slots=True)
class Page:
    """A page: its number from 1, its size in points, and its lines in the order in which the file draws them.

    `recognised`: the words are not printed but were recognised in a picture of the page.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    recognised: bool = False


def body_size(lines: Iterable[Line]) -> float:
    """The size of type in which most of the letters are set, in points, to half a point."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size * 2) / 2] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def line_spread(lines: Sequence[Line]) -> float:
    """How many times wider than usual the lines of a document stand apart, 1 at least; told by lines that begin in small
    letters, as these go on from the line above."""
    steps = [
        (line.base - before.base) / line.size
        for before, line in pairwise(lines)
        if before.page == line.page and line.text[0].islower() and 0 < line.base - before.base < 3 * line.size
    ]
    return max(1.0, median(steps) / SINGLE) if steps else 1.0
