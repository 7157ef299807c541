"""Recognises the words of scanned pages with Tesseract, if it is installed; nothing leaves the machine.

Gives lines as a PDF with text does, so that everything after is the same. What a picture does not tell (bold type,
exact sizes, raised figures) is left out; reports read this way are marked wherever they are quoted.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile
from statistics import median

import pypdfium2

from index.reading.furniture import RUNNING
from index.reading.lines import Line, Page
from index.reading.source_pdf import HEAD

DPI = 300  # what Tesseract's models were trained on
SECONDS = 120  # for one page
TALL = 1.3  # times the usual height: a line of larger type; less is the noise of measuring
CELL = 24.0  # points: a gap this wide parts the cells of a row
SIGN = re.compile(r"[A-Za-z]?[^\w\s‘’“”'\"(£]{1,2}")  # what Tesseract makes of a bullet
FEWEST, SURE = 3, 50.0  # a page of text has more words than this, and Tesseract is surer of most of them (of 100)
BODY = 12.0  # points: the size given to ordinary lines


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word: the line it is in, as Tesseract names it, and its box in points."""

    text: str
    line: tuple[str, ...]
    left: float
    top: float
    right: float
    bottom: float


def available() -> bool:
    """Can scans be read on this machine?"""
    return shutil.which("tesseract") is not None


def recognised(page: pypdfium2.PdfPage, number: int) -> Page:
    """The page with the lines that Tesseract finds; none where it fails or takes too long."""
    width, height = page.get_size()
    # page segmentation 6, one block of text: reports have one column, and a numbered margin is no column of its own
    command = ["tesseract", "-", "-", "--dpi", str(DPI), "-l", "eng", "--psm", "6", "tsv"]
    try:
        result = subprocess.run(
            command,
            input=_picture(page),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return Page(number, width, height, [])
    found = Page(number, width, height, list(_lines(result.stdout.decode("utf-8", "replace"), number)), True)
    _name_logo(found)
    return found


def _picture(page: pypdfium2.PdfPage) -> bytes:
    """The page in grey, as a PGM file."""
    bitmap = page.render(scale=DPI / 72, grayscale=True)
    try:
        rows = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + bytes(rows.tobytes())
    finally:
        bitmap.close()


def _lines(table: str, page: int) -> Iterator[Line]:
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    found = [row for row in rows if len(row) == 12 and row[0] == "5" and row[11].strip(" |")]
    if len(found) < FEWEST or median(float(row[10]) for row in found) < SURE:
        return  # a drawing or a photograph, in which letters were only imagined
    words = [_word(row) for row in found]
    lines = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    usual = median(_height(line) for line in lines)
    for line in lines:
        for cell in _cells(line):
            yield _line(cell, page, usual)


def _name_logo(page: Page) -> None:
    """What is recognised in the top right corner, before any line begins further left, is a logo or a running head."""
    for line in takewhile(lambda line: line.left > 0.6 * page.width and line.base < 0.15 * page.height, page.lines):
        line.role = RUNNING


def _word(row: list[str]) -> Word:
    left, top, width, height = (int(value) * 72 / DPI for value in row[6:10])
    return Word(row[11].strip(), tuple(row[1:5]), left, top, left + width, top + height)


def _height(words: list[Word]) -> float:
    return max(word.bottom for word in words) - min(word.top for word in words)


def _cells(words: list[Word]) -> list[list[Word]]:
    """The parts of a line that wide gaps part, as in the rows of a table; a number or bullet stays with its words."""
    cells = [[words[0]]]
    for before, word in pairwise(words):
        wide = word.left - before.right > CELL and not (len(cells[-1]) == 1 and HEAD.match(f"{before.text} x"))
        if wide:
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _line(words: list[Word], page: int, usual: float) -> Line:
    bottoms = sorted(word.bottom for word in words)
    text = " ".join(word.text for word in words)
    line = Line(
        page=page,
        text=text,
        left=words[0].left,
        top=min(word.top for word in words),
        right=max(word.right for word in words),
        bottom=bottoms[-1],
        base=bottoms[
            len(bottoms) // 4
        ],  # letters with a tail reach below the baseline: a word without one stands on it
        size=BODY * TALL if _height(words) > TALL * usual else BODY,
        bold=False,
        indent=words[0].left,
    )
    if len(words) > 1:
        first = words[0].text
        sign = SIGN.fullmatch(first) is not None
        head = HEAD.match(text)
        if sign or (head and head.group() == first):
            line.head, line.cut, line.indent = "•" if sign else first, len(first) + 1, words[1].left
    return line
