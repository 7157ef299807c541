"""What any kind of file gives the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.reading.blocks import Block
from index.reading.lines import Page


@dataclass(slots=True)
class Source:
    """The blocks of a file, its pages (none for a file without pages), and the date its metadata suggests."""

    blocks: list[Block]
    pages: list[Page]
    made: date | None = None
