"""What people are shown as the place of a unit. A number appears only where the report prints it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from index.model import Kind
from index.reading.sections import known_kind, of_board

ORDINALS = {1: "st", 2: "nd", 3: "rd"}
NOUNS = "bullet|unnumbered paragraph|row"
COUNTED = re.compile(
    rf"(?:(?P<where>.+), )?\d+(?:st|nd|rd|th) (?P<noun>{NOUNS})", re.DOTALL
)  # a label that `Places` makes


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    return f"{number}{'th' if 10 < number % 100 < 14 else ORDINALS.get(number % 10, 'th')}"


def numbered_label(number: str, kind: Kind, path: tuple[str, ...], part: int) -> str:
    """ "Paragraph 66", "Recommendation 130 (LSCB)"; in a second run of numbers "Part 2, paragraph 66"."""
    word = "Recommendation" if kind is Kind.RECOMMENDATION else "Paragraph"
    board = " (LSCB)" if kind is Kind.RECOMMENDATION and of_board(path) else ""
    return f"{word} {number}{board}" if part == 1 else f"Part {part}, {word.lower()} {number}{board}"


class Places:
    """Counts unnumbered units under each heading and names them: "Executive summary, 3rd unnumbered paragraph"."""

    def __init__(self, paths: Iterable[tuple[str, ...]]) -> None:
        paths = set(paths)
        self._same_name = Counter(path[-1].casefold() for path in paths if path)
        self._seen: Counter[tuple[object, ...]] = Counter()

    def name(self, path: tuple[str, ...], noun: str, page: int | None) -> str:
        """The next unit of that noun under that heading; without a heading, on that page."""
        where = self._where(path) or (f"Page {page}" if page else "")
        self._seen[(where, noun)] += 1
        count = f"{ordinal(self._seen[(where, noun)])} {noun}"
        return f"{where}, {count}" if where else count[0].upper() + count[1:]

    def _where(self, path: tuple[str, ...]) -> str:
        if not path:
            return ""
        name = path[-1].rstrip(" ?:.")
        if len(path) == 1:
            return name
        telling = known_kind(path[-1]) is None and known_kind(path[-2]) is not None
        doubled = self._same_name[path[-1].casefold()] > 1
        return f"{path[-2].rstrip(' ?:.')}: {name}" if doubled or telling else name
