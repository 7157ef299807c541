"""Takes the offset between left and right pages out of a document that is set for binding.

There the text of even pages stands further left or right than that of odd ones, so that a paragraph over a page end
would seem to change its indent. Lines keep what they were moved by, for their places on the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from index.reading.lines import Line, Page

LEAST, MOST = 5, 100  # points: a smaller offset is no binding margin, a larger one no margin


def level_margins(pages: list[Page]) -> None:
    """Moves the lines of even pages so that their edges are those of odd pages, where the two differ throughout."""
    odd = _edges(line for page in pages[0::2] for line in page.lines if not line.role)
    even = _edges(line for page in pages[1::2] for line in page.lines if not line.role)
    if not odd or not even:
        return
    shift = odd[0] - even[0]
    if LEAST <= abs(shift) <= MOST and len(odd) > 1 and any(abs(odd[1] - edge - shift) < 2 for edge in even[1:3]):
        for page in pages[1::2]:
            for line in page.lines:
                _move(line, shift)


def _edges(lines: Iterable[Line]) -> list[int]:
    """The left edges at which most lines begin, commonest first."""
    return [edge for edge, _ in Counter(round(line.left) for line in lines).most_common(4)]


def _move(line: Line, shift: float) -> None:
    line.left += shift
    line.right += shift
    line.indent += shift
    line.shift = shift
