"""What a file without pages is cut into before its blocks are built: paragraphs with what stood around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MARK = re.compile(r"(?<!\bm)(?<!\b[ck]m)[¹²³⁰⁴-⁹]+(?:[,\s–-]+[¹²³⁰⁴-⁹]+)*")  # "12 m²" is an area


@dataclass(slots=True)
class Piece:
    """A paragraph as it stands in the file. `apart`: an empty line, or the file's own structure, parts it from the one
    before. `level` is that of a heading marked up as one, 1 the highest, 0 where it is none. Cells of a table row are
    parted by tabs. `counted` names the automatic list that gave the text its number or bullet. `marks` are the note marks
    taken out, with their places in the text."""

    text: str
    indent: int = 0
    apart: bool = True
    level: int = 0
    counted: str = ""
    marks: list[tuple[int, str]] = field(default_factory=list)


def piece_of(raw: str, apart: bool = True, level: int = 0, indent: int | None = None, counted: str = "") -> Piece:
    """A piece of one paragraph; raised figures are taken out, except where they begin a footnote."""
    text = raw.strip()
    indent = len(raw) - len(raw.lstrip()) if indent is None else indent
    marks: list[tuple[int, str]] = []
    if not MARK.match(text):
        for match in MARK.finditer(text):
            marks.append((match.start() - sum(len(mark) for _, mark in marks), match.group()))
        text = MARK.sub("", text)
    return Piece(text, indent, apart, level, counted, marks)
