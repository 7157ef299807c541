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

MOST_PAGES = 2000


def read_pdf(data: bytes, name: str) -> Source:
    """The blocks of a PDF; UnreadableReport says in one line why not."""
    document = _open(data, name)
    try:
        pages = list(read_pages(document))
        made = document.get_metadata_dict().get("CreationDate", "")
    finally:
        document.close()
    if not any(page.lines for page in pages):
        raise UnreadableReport(f"{name} holds no text: it seems to be a scan. OCR can be switched on to read it.")
    return Source(blocks_of(pages), pages, make_date(made[2:6], made[6:8], made[8:10]))


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
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableReport(f"{name} is encrypted: save it without a password and add it again.") from None
        raise UnreadableReport(f"{name} is damaged: it cannot be opened as a PDF.") from None
    if len(document) > MOST_PAGES:
        raise UnreadableReport(f"{name} has {len(document):,} pages; the limit is {MOST_PAGES:,}.")
    return document
