"""Which findings stand behind a recommendation, and which recommendations a finding led to: by the number that the
recommendation names, else by shared wording, and which of the two.

The reports print no link from 2016 on, only "(Recommendation)" at the end of a finding; so a match by wording is a
suggestion and the page says so.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.model import Kind, Paragraph

_CROSS = re.compile(r"\((?:see\s+)?para(?:graph)?s?\.?\s+(\d(?:[\d.,\s–-]|and|to|&)*)\)", re.IGNORECASE)
_RANGE = re.compile(r"((?:\d+\.)*)(\d+)(?:\s*(?:[–-]|to)\s*(?:\d+\.)*(\d+))?")
_WORD = re.compile(r"[a-z]{4,}")
_MOST = 3
_LONGEST = 100  # paragraphs: no recommendation names more
# Cosine of weighted words. Read off the recommendations of one report of 2016: findings that a reader would name have
# 0.12 and more, the others mostly below 0.1; and what has far less than the best match is about something else.
_LEAST = 0.12
_SHARE_OF_BEST = 0.6


@dataclass(frozen=True, slots=True)
class Behind:
    """Findings behind a recommendation; `printed` when the report itself names them."""

    findings: tuple[Paragraph, ...]
    printed: bool


def behind(paragraphs: Sequence[Paragraph]) -> dict[str, Behind]:
    """For each recommendation (by ref) the findings behind it; a recommendation without any is left out."""
    by_number: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.number and paragraph.kind is Kind.FINDING:
            by_number.setdefault(paragraph.number, []).append(paragraph)
    findings = [p for p in paragraphs if p.kind is Kind.FINDING and p.marked_recommendation]
    likeness = Likeness(paragraphs, findings)
    found = {}
    for paragraph in paragraphs:
        if paragraph.kind is not Kind.RECOMMENDATION:
            continue
        called = (_called(by_number.get(number, ()), paragraph.part) for number in _named(paragraph.text))
        named = tuple(finding for finding in called if finding)
        matched = named or _by_wording(paragraph, likeness)
        if matched:
            found[paragraph.ref] = Behind(matched, bool(named))
    return found


def led_to(
    paragraphs: Sequence[Paragraph], found: Mapping[str, Behind], *, printed: bool
) -> dict[str, list[Paragraph]]:
    """The other way round: for each finding (by ref) the recommendations that name it, or those matched by wording."""
    led: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.ref in found and found[paragraph.ref].printed is printed:
            for finding in found[paragraph.ref].findings:
                led.setdefault(finding.ref, []).append(paragraph)
    return led


def _called(having: Sequence[Paragraph], part: int) -> Paragraph | None:
    """Of the findings that have a number, the one meant in a part: that of the part itself, else the only one."""
    own = [p for p in having if p.part == part]
    return next(iter(own or (having if len(having) == 1 else ())), None)


def _named(text: str) -> list[str]:
    """The numbers named in brackets, those between "93 to 97" too."""
    ranges = [found.groups() for match in _CROSS.finditer(text) for found in _RANGE.finditer(match.group(1))]
    return [f"{chapter}{number}" for chapter, low, high in ranges for number in _range(low, high or low)]


def _range(low: str, high: str) -> list[str]:
    """The numbers from one to the other, of which the second may be shortened ("115–17"); the first alone of what is no range."""
    high = f"{low[: len(low) - len(high)]}{high}" if len(high) < len(low) else high
    first, last = int(low), int(high)
    wide = len(low) if low.startswith("0") else 1
    return [f"{n:0{wide}}" for n in range(first, last + 1)] if 0 <= last - first < _LONGEST else [low]


def _by_wording(wanted: Paragraph, likeness: Likeness) -> tuple[Paragraph, ...]:
    scored = likeness.of(wanted.text)
    least = max(_LEAST, _SHARE_OF_BEST * max((score for score, _ in scored), default=0.0))
    near = sorted((s for s in scored if s[0] >= least), key=lambda s: -s[0])
    return tuple(p for _, p in near[:_MOST])


class Likeness:
    """How much of their wording texts share with each of `among`, between 0 and 1: the cosine of the stems they hold, those
    that few of `paragraphs` hold weighing more (inverse paragraph frequency)."""

    def __init__(self, paragraphs: Sequence[Paragraph], among: Sequence[Paragraph]) -> None:
        held = Counter(stem for p in paragraphs for stem in set(_stems(p.text)))
        self._weights = {stem: math.log((1 + len(paragraphs)) / n) for stem, n in held.items()}
        self._among = [(self._vector(p.text), p) for p in among]

    def of(self, text: str) -> list[tuple[float, Paragraph]]:
        """The likeness of a text to each, in their order."""
        mine = self._vector(text)
        return [(_cosine(mine, theirs), p) for theirs, p in self._among]

    def _vector(self, text: str) -> dict[str, float]:
        return {stem: self._weights[stem] for stem in set(_stems(text)) if stem in self._weights}


def _stems(text: str) -> list[str]:
    return [word[:7] for word in _WORD.findall(text.lower())]


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    shared = sum(weight * b[stem] for stem, weight in a.items() if stem in b)
    size = math.sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))
    return shared / size if size else 0.0
