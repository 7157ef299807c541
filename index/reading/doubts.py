"""What the reader was not sure of, in plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from index.model import Kind, Paragraph


def doubts_of(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """Gaps, doubled numbers, new runs and empty paragraphs of the report, and findings that may be taken for standing text."""
    numbered = [paragraph for paragraph in paragraphs if paragraph.number]
    return (
        *_late(numbered),
        *_gaps(numbered),
        *_doubles(numbered),
        *_runs(numbered),
        *_empty(paragraphs),
        *(_unsearched(numbered) if numbered else _standing(paragraphs)),
    )


def _gaps(numbered: Sequence[Paragraph]) -> list[str]:
    out = []
    for before, after in pairwise(numbered):
        (*chapter, first), (*other, last) = _levels(before), _levels(after)
        if before.part == after.part and chapter == other and last > first + 1:
            missing = [".".join(map(str, (*chapter, number))) for number in range(first + 1, last)]
            out.append(f"{_names(missing)} not found between {before.label} and {after.label}.")
    return out


def _late(numbered: Sequence[Paragraph]) -> list[str]:
    """The first number of a report is 1 or 1.1."""
    first = numbered[0] if numbered and set(_levels(numbered[0])) != {1} else None
    return [f"The first number found is {first.number}{_on(first)}."] if first else []


def _levels(paragraph: Paragraph) -> tuple[int, ...]:
    return tuple(map(int, str(paragraph.number).split(".")))


def _names(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"Paragraph {numbers[0]} was"
    return f"Paragraphs {numbers[0]} to {numbers[-1]} were"


def _doubles(numbered: Sequence[Paragraph]) -> list[str]:
    seen = Counter((paragraph.part, paragraph.number) for paragraph in numbered)
    return [f"Number {number} is printed {count} times." for (_, number), count in seen.items() if count > 1]


def _runs(numbered: Sequence[Paragraph]) -> list[str]:
    starts = [b for a, b in pairwise(numbered) if b.part > a.part]
    return [f"The numbers begin again at {start.number}{_on(start)}." for start in starts]


def _on(paragraph: Paragraph) -> str:
    return f" on page {paragraph.page}" if paragraph.page else ""


def _empty(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [f"{p.label} has no text." for p in paragraphs if not p.text.strip() and p.kind is not Kind.BOILERPLATE]


def _unsearched(numbered: Sequence[Paragraph]) -> list[str]:
    """Of a report's numbered paragraphs the first few may be standing text; where many are, a heading was misread."""
    left = [p for p in numbered if p.kind is Kind.BOILERPLATE]
    if len(left) <= max(5, len(numbered) // 10):
        return []
    first = left[0]
    under = f" under “{first.section[0]}”" if first.section else ""
    return [
        f"{len(left)} of {len(numbered)} numbered paragraphs, from {first.label} on, stand{under} and are not searched."
    ]


def _standing(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Standing text is a small share of a report; where it is most of it, its end was misread."""
    left = sum(p.kind is Kind.BOILERPLATE for p in paragraphs)
    said = (
        f"{left} of {len(paragraphs)} paragraphs were taken for what is printed in every report and are not searched."
    )
    return [said] if 2 * left > len(paragraphs) else []
