"""Where every printed word of a PDF went: into a unit, a heading, or a named piece of furniture.

The proof that reading invents, drops and reorders nothing: put together, the pieces are the page text; the pieces named
"text", put together, are the units.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.reading.lines import Line
from index.reading.report import read_file

TEXT = "text"
LABEL, BULLET_SIGN, MARK, UNPLACED = "number label", "bullet", "note mark", "not placed"


@dataclass(frozen=True, slots=True)
class Placed:
    """Words as printed on a page, and what they were taken for: "text" stands in a unit, anything else does not."""

    page: int
    role: str
    words: str


def account(path: Path) -> Iterator[Placed]:
    """All printed words of a PDF in the order of its page text, each with the part it was given."""
    source, _ = read_file(path)
    for page in source.pages:
        for line in page.lines:
            yield from _pieces(line)


def _pieces(line: Line) -> Iterator[Placed]:
    role = line.role or UNPLACED
    start = line.cut if line.label or line.bullet else 0
    if start and role == TEXT:
        yield Placed(line.page, LABEL if line.label else BULLET_SIGN, line.text[:start])
    else:
        start = 0
    for at, mark in line.marks:
        yield Placed(line.page, role, line.text[start:at])
        yield Placed(line.page, MARK, mark)
        start = at
    yield Placed(line.page, role, line.text[start:])
