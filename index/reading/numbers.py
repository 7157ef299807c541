"""Tells the numbers that open a paragraph from those that merely begin a line.

A true label hangs out to the left of its text, at the same places through the file, and follows the number before it.
A line that wraps just before "16." stands at the text's own indent. Rows of a judgement table are numbered too, but a
grade stands beside them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.reading.grades import is_grade, is_sentence
from index.reading.lines import Line

LABEL = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3}){0,3})[.)]?")
NEAR = 3.0  # points: lines this close begin at the same place
LARGE = 1.08  # times the body size: larger type is a heading
JUMP = 10  # a run that leaves out more numbers than this is not the same run


@dataclass(slots=True)
class Candidate:
    """A line that may open a numbered paragraph. `hangs`: its text goes on where the words after the number begin; `fresh`: a
    paragraph's gap, or another page, stands above it."""

    line: Line
    printed: str
    number: tuple[int, ...]
    hangs: bool
    fresh: bool
    bracketed: bool


def name_labels(lines: Sequence[Line], body: float, spread: float) -> None:
    """Sets `label` on each line that opens a numbered paragraph; lines in reading order, furniture left out."""
    candidates = _of_main_form([found for at in range(len(lines)) if (found := _candidate(lines, at, body, spread))])
    steady = _steady_places(candidates)
    last: tuple[int, ...] = ()
    labelled: Line | None = None
    main = _main_place(candidates)
    for at, found in enumerate(candidates):
        if _listed(found, candidates[at + 1 :], main):
            continue
        follows = is_next(last, found.number)
        place = _place(found.line)
        settled = place in steady and (found.hangs or abs(found.line.indent - steady[place]) <= NEAR)
        alike = labelled is not None and _alike(labelled, found.line)
        if (follows and (found.hangs or settled or found.fresh or alike)) or (
            settled and abs(place - main) <= 2 * NEAR and _may_jump(last, found.number)
        ):
            found.line.label = found.printed
            last, labelled = found.number, found.line


def _alike(first: Line, second: Line) -> bool:
    """Do both begin, and their words after the number, at the same places?"""
    return abs(first.left - second.left) < NEAR and abs(first.indent - second.indent) < NEAR


def is_next(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Does the number come next: 8 after 7, 2.4 after 2.3, 3 or 3.1 after 2.9, 2.3.1 after 2.3? The first is 1 or 1.1."""
    if not last:
        return set(number) == {1}
    for depth in range(len(last)):
        step = (*last[:depth], last[depth] + 1)
        if number == step or (number[: len(step)] == step and set(number[len(step) :]) == {1}):
            return True
    return number[: len(last)] == last and set(number[len(last) :]) == {1}


def _listed(found: Candidate, later: Sequence[Candidate], main: int) -> bool:
    """A number elsewhere, which the next label at the main place has too, belongs to a list within a paragraph."""
    if abs(_place(found.line) - main) <= 2 * NEAR:
        return False
    following = next((other for other in later if abs(_place(other.line) - main) <= 2 * NEAR), None)
    return following is not None and following.number == found.number


def _of_main_form(candidates: list[Candidate]) -> list[Candidate]:
    """Numbers in brackets and numbers without are two runs; the longer one is the paragraphs'."""
    bracketed = [found for found in candidates if found.bracketed]
    plain = [found for found in candidates if not found.bracketed]
    return max(plain, bracketed, key=_chain)


def _may_jump(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    if set(number) == {1}:
        return True
    return not last or (number > last and number[0] - last[0] <= JUMP)


def _candidate(lines: Sequence[Line], at: int, body: float, spread: float) -> Candidate | None:
    line = lines[at]
    match = LABEL.fullmatch(line.head) if line.head and line.head[0] in "(0123456789" else None
    if not match or line.raised or line.size < 0.8 * body or _beside_grade(lines, at):
        return None
    if (line.bold or line.size > LARGE * body) and not is_sentence(_as_set(lines, at, spread)):
        return None
    number = tuple(map(int, match.group(1).split(".")))
    fresh = at == 0 or not _close(lines[at - 1], line, spread)
    hangs = at + 1 < len(lines) and _close(line, lines[at + 1], spread) and _hangs(line, lines[at + 1])
    if 0 in number or (not (fresh or hangs) and _wraps(lines[at - 1], line)):
        return None
    return Candidate(line, match.group(1), number, hangs, fresh, line.head[0] == "(")


def _as_set(lines: Sequence[Line], at: int, spread: float) -> str:
    """The words from the line on, as long as they are as bold and stand where its own words do."""
    text, end = lines[at].text, at + 1
    while (
        end < len(lines)
        and lines[end].bold == lines[at].bold
        and _hangs(lines[at], lines[end])
        and _close(lines[end - 1], lines[end], spread)
    ):
        text, end = f"{text} {lines[end].text}", end + 1
    return text


def _beside_grade(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    return any(
        is_grade(other.text) and other.left > line.right and abs(other.base - line.base) < 1.5 * line.size
        for other in lines[at + 1 : at + 4]
    )


def _close(first: Line, second: Line, spread: float) -> bool:
    """Is the second the next printed line below the first, without a paragraph's gap?"""
    return first.page == second.page and 0 < second.base - first.base < 1.5 * spread * second.size


def _wraps(before: Line, line: Line) -> bool:
    """Does the line above begin at the same place, set alike, and is no label itself? Then the text merely wrapped."""
    alike = abs(before.left - line.left) < NEAR and before.bold == line.bold and abs(before.size - line.size) < 0.5
    return alike and not (before.head and abs(before.indent - line.indent) < 6)


def _hangs(line: Line, below: Line) -> bool:
    """Does the line below begin where the words after the label begin?"""
    return abs(below.left - line.indent) < NEAR and line.indent - line.left > NEAR


def _place(line: Line) -> int:
    return round(line.left)


def _steady_places(candidates: list[Candidate]) -> dict[int, float]:
    """Left edges at which at least three labels follow one another, with the indent of their text."""
    places: dict[int, list[Candidate]] = defaultdict(list)
    for found in candidates:
        places[_place(found.line)].append(found)
    steady = {}
    for place, members in places.items():
        hanging = [found.line.indent for found in members if found.hangs]
        if len(hanging) >= 2 and len(members) >= 3 and _chain(members) >= 0.6 * (len(members) - 1):
            steady[place] = sorted(hanging)[len(hanging) // 2]
    return steady


def _chain(members: list[Candidate]) -> int:
    return sum(is_next(a.number, b.number) for a, b in pairwise(members))


def _main_place(candidates: list[Candidate]) -> int:
    places: dict[int, list[Candidate]] = defaultdict(list)
    for found in candidates:
        places[_place(found.line)].append(found)
    return max(places, key=lambda place: _chain(places[place]), default=0)
