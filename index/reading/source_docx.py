"""Reads a Word file into pieces, with the list numbers that Word computes and does not store."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from index.errors import UnreadableReport
from index.reading.docx_numbers import Numbers
from index.reading.pieces import Piece, piece_of

MOST_BYTES = 200_000_000  # unpacked: a Word report has a few million
HEADING = re.compile(r"(?:heading|überschrift)\s*(\d)", re.IGNORECASE)
_AROUND = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_PRINTED = ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent)]"
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def docx_pieces(data: bytes, name: str) -> list[Piece]:
    """The paragraphs of a Word file; UnreadableReport where it is broken or unpacks to something monstrous."""
    _check(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx lets out whatever zipfile, lxml and its own code meet in a broken file
        raise UnreadableReport(f"{name} is damaged: it cannot be opened as a Word file.") from error
    return list(_inner(document.element.body, document, Numbers(document)))


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


def _inner(element: Any, parent: Document | _Cell, numbers: Numbers) -> Iterator[Piece]:
    for item in _blocks(element, parent):
        if isinstance(item, Table):
            yield from _table(item, numbers)
        else:
            yield from _paragraph(item, numbers)


def _blocks(element: Any, parent: Any) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in order, those inside content controls and the like too: python-docx passes over them."""
    for child in element.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, parent)
        elif child.tag == qn("w:tbl"):
            yield Table(child, parent)
        elif child.tag in _AROUND:
            yield from _blocks(child, parent)


def _table(table: Table, numbers: Numbers) -> Iterator[Piece]:
    """Rows with their cells parted by tabs; a table of one column is only a frame around its text."""
    for row in table.rows:
        cells = list(dict.fromkeys(row.cells))
        if len(cells) == 1:
            yield from _inner(cells[0]._tc, cells[0], numbers)
        elif any(texts := [_cell_text(cell) for cell in cells]):
            yield piece_of("\t".join(texts), apart=False)


def _cell_text(cell: _Cell) -> str:
    paragraphs = [item for item in _blocks(cell._tc, cell) if isinstance(item, Paragraph)]
    return " ".join(" ".join(_text(paragraph) for paragraph in paragraphs).split())


def _text(paragraph: Paragraph) -> str:
    return "".join(_run_text(run) for run in _runs(paragraph))


def _runs(paragraph: Paragraph) -> list[Run]:
    """All that is printed, also in links, in what was put in with changes tracked, and in tagged words; python-docx gives
    only what stands in the paragraph directly."""
    return [Run(run, paragraph) for run in paragraph._p.xpath(_PRINTED)]


def _paragraph(paragraph: Paragraph, numbers: Numbers) -> Iterator[Piece]:
    runs = _runs(paragraph)
    text = "".join(map(_run_text, runs)).strip()
    style = (paragraph.style.name or "") if paragraph.style else ""
    label, depth = numbers.label(paragraph)
    if not text or style.casefold().startswith("toc"):
        return
    heading = HEADING.match(style)
    bold = len(text) < 140 and all(run.bold for run in runs if run.text.strip())
    if heading or style == "Title":
        yield piece_of(text, level=int(heading.group(1)) + 1 if heading else 1)
    elif bold and not label:
        yield piece_of(text, level=9)
    else:
        yield piece_of(f"{label} {text}".strip(), indent=2 * depth)


def _run_text(run: Run) -> str:
    text: str = run.text
    raised = run.font.superscript and text.strip().isdigit()
    return text.translate(SUPERSCRIPT) if raised else text.replace("\t", " ")
