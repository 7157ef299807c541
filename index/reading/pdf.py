"""Reads a PDF into blocks, and tells the broken ones from the readable ones in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2

from index.errors import UnreadableReport
from index.reading import ocr
from index.reading.blocks import Block
from index.reading.facts import make_date
from index.reading.furniture import PAGE_NUMBER, RUNNING, name_furniture
from index.reading.layout import Layout
from index.reading.lines import Page, body_size, line_spread
from index.reading.margins import level_margins
from index.reading.numbers import name_labels
from index.reading.source import Source
from index.reading.source_pdf import read_pages

MOST_SCANNED = 300  # pages: recognising one takes seconds
ODD = re.compile(r"[\ufffd\ue000-\uefff\uf100-\uf8ff\x00-\x08]")
MOST_PAGES = 2000  # the longest public inquiry reports come in volumes of some hundred pages


def read_pdf(data: bytes, name: str, beat: Callable[[], None]) -> Source:
    """The blocks of a PDF; UnreadableReport says in one line why not. `beat` is called after each page of slow work."""
    document = _open(data, name)
    try:
        pages = list(read_pages(document))
        bare = [page for page in pages if not page.lines]
        if 2 * len(bare) >= len(pages):
            _recognise(document, pages, bare, name, beat)
        made = document.get_metadata_dict().get("CreationDate", "")
    except pypdfium2.PdfiumError:
        raise UnreadableReport(f"{name} is damaged: some of its pages cannot be read.") from None
    finally:
        document.close()
    read = [page for page in pages if page.lines]
    scanned = 2 * sum(page.recognised for page in read) >= len(read)
    blocks = blocks_of(pages)
    doubts = [
        f"Page {page.number} holds no text: it is empty, a picture or a scan."
        for page in pages
        if all(line.role in (PAGE_NUMBER, RUNNING) for line in page.lines)
    ]
    doubts += _garbled(pages)
    doubts += (
        ["The words were recognised from a scan: compare them with the page before relying on them."] if scanned else []
    )
    return Source(blocks, pages, make_date(made[2:6], made[6:8], made[8:10]), doubts=doubts, ocr=scanned)


def _recognise(
    document: pypdfium2.PdfDocument, pages: list[Page], bare: list[Page], name: str, beat: Callable[[], None]
) -> None:
    """Puts the words recognised in a scan in place of its pages without text."""
    if not ocr.available():
        how = "To have scans read, install Tesseract (on Debian: apt install tesseract-ocr)."
        raise UnreadableReport(f"{name} holds no text: it is a scan or a set of pictures. {how}")
    if len(bare) > MOST_SCANNED:
        raise UnreadableReport(
            f"{name} is a scan of {len(bare):,} pages; scans of up to {MOST_SCANNED} pages are read."
        )
    for page in bare:
        pages[page.number - 1] = ocr.recognised(document[page.number - 1], page.number)
        beat()
    if not any(page.lines for page in pages):
        raise UnreadableReport(f"{name} holds no text, and none could be recognised in its pictures.")


def _garbled(pages: list[Page]) -> list[str]:
    """A font without a table of its letters gives signs that mean nothing."""
    text = "".join(line.text for page in pages for line in page.lines)
    odd = len(ODD.findall(text))
    return (
        ["Many letters could not be made out: the file does not say which letters it prints."]
        if odd > 0.05 * len(text)
        else []
    )


def blocks_of(pages: list[Page]) -> list[Block]:
    """The blocks of printed pages; sets the role of every line that is furniture."""
    name_furniture(pages)
    level_margins(pages)
    lines = [line for page in pages for line in page.lines if not line.role]
    body, spread = body_size(lines), line_spread(lines)
    name_labels(lines, body, spread)
    return Layout(body, spread).read(lines)


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
