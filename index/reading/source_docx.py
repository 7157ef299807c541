"""Reads a Word file into pieces, with the list numbers that Word computes and does not store."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from index.errors import UnreadableReport
from index.reading.docx_numbers import Numbers
from index.reading.pieces import Piece, piece_of

MOST_BYTES = 200_000_000  # unpacked: a Word report has a few million
HEADING = re.compile(r"(?:heading|überschrift)\s*(\d)", re.IGNORECASE)
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def docx_pieces(data: bytes, name: str) -> list[Piece]:
    """The paragraphs of a Word file; UnreadableReport where it is broken or unpacks to something monstrous."""
    _check(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx lets out whatever zipfile, lxml and its own code meet in a broken file
        raise UnreadableReport(f"{name} is damaged: it cannot be opened as a Word file.") from error
    return list(_inner(document, Numbers(document)))


def _check(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_BYTES:
                raise UnreadableReport(f"{name} unpacks to more than {MOST_BYTES // 1_000_000} MB and is not read.")
            parts = [item for item in archive.infolist() if item.filename.endswith((".xml", ".rels"))]
            if any(b"<!ENTITY" in archive.read(item) for item in parts):
                raise UnreadableReport(f"{name} declares XML entities, which no Word report does, and is not read.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableReport(f"{name} is damaged: it cannot be opened as a Word file.") from error


def _inner(container: Document | _Cell, numbers: Numbers) -> Iterator[Piece]:
    for item in container.iter_inner_content():
        if isinstance(item, Table):
            yield from _table(item, numbers)
        else:
            yield from _paragraph(item, numbers)


def _table(table: Table, numbers: Numbers) -> Iterator[Piece]:
    """Rows with their cells parted by tabs; a table of one column is only a frame around its text."""
    for row in table.rows:
        cells = list(dict.fromkeys(row.cells))
        if len(cells) == 1:
            yield from _inner(cells[0], numbers)
        elif any(cell.text.strip() for cell in cells):
            yield piece_of("\t".join(" ".join(cell.text.split()) for cell in cells), apart=False)


def _paragraph(paragraph: Paragraph, numbers: Numbers) -> Iterator[Piece]:
    text = "".join(_run_text(run) for run in paragraph.runs).strip() if paragraph.runs else paragraph.text.strip()
    style = (paragraph.style.name or "") if paragraph.style else ""
    label, depth = numbers.label(paragraph)
    if not text or style.casefold().startswith("toc"):
        return
    heading = HEADING.match(style)
    bold = len(text) < 140 and all(run.bold for run in paragraph.runs if run.text.strip()) and bool(paragraph.runs)
    if heading or style == "Title":
        yield piece_of(text, level=int(heading.group(1)) + 1 if heading else 1)
    elif bold and not label:
        yield piece_of(text, level=9)
    else:
        yield piece_of(f"{label} {text}".strip(), indent=2 * depth)


def _run_text(run: Any) -> str:
    text = str(run.text)
    raised = run.font.superscript and text.strip().isdigit()
    return text.translate(SUPERSCRIPT) if raised else text.replace("\t", " ")
