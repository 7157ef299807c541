"""Reads a PDF into blocks, and tells the broken ones from the readable ones in plain words."""

from __future__ import annotations

import pypdfium2

from index.errors import UnreadableReport
from index.reading.blocks import Block
from index.reading.facts import make_date
from index.reading.furniture import name_furniture
from index.reading.layout import Layout
from index.reading.lines import Page, body_size
from index.reading.numbers import name_labels
from index.reading.source import Source
from index.reading.source_pdf import read_pages

MOST_PAGES = 2000  # the longest public inquiry reports come in volumes of some hundred pages


def read_pdf(data: bytes, name: str) -> Source:
    """The blocks of a PDF; UnreadableReport says in one line why not."""
    document = _open(data, name)
    try:
        pages = list(read_pages(document))
        made = document.get_metadata_dict().get("CreationDate", "")
    except pypdfium2.PdfiumError:
        raise UnreadableReport(f"{name} is damaged: some of its pages cannot be read.") from None
    finally:
        document.close()
    bare = [page.number for page in pages if not page.lines]
    if len(bare) == len(pages):
        raise UnreadableReport(f"{name} holds no text: it is a scan or a set of pictures.")
    doubts = [f"Page {number} holds no text: it is empty, a picture or a scan." for number in bare]
    return Source(blocks_of(pages), pages, make_date(made[2:6], made[6:8], made[8:10]), doubts=doubts)


def blocks_of(pages: list[Page]) -> list[Block]:
    """The blocks of printed pages; sets the role of every line that is furniture."""
    name_furniture(pages)
    lines = [line for page in pages for line in page.lines if not line.role]
    body = body_size(lines)
    name_labels(lines, body)
    return Layout(body).read(lines)


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableReport(f"{name} is encrypted: save it without a password and add it again.") from None
        raise UnreadableReport(f"{name} is damaged: it cannot be opened as a PDF.") from None
    if not 0 < count <= MOST_PAGES:
        document.close()
        raise UnreadableReport(f"{name} has {count:,} pages; reports of 1 to {MOST_PAGES:,} pages are read.")
    return document
