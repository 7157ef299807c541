"""What any kind of file gives the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from index.reading.blocks import Block
from index.reading.lines import Page


@dataclass(slots=True)
class Source:
    """The blocks of a file, its pages (none for a file without pages), the date its metadata suggests, and, of a file
    without pages, what stands in no block, by name. `doubts` are sentences about the file itself; `ocr`: the words were
    recognised from pictures."""

    blocks: list[Block]
    pages: list[Page]
    made: date | None = None
    left_out: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    ocr: bool = False
