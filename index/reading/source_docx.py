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
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from index.errors import UnreadableReport
from index.reading.docx_numbers import Numbers
from index.reading.pieces import Piece, piece_of

MOST_BYTES = 200_000_000  # unpacked: a Word report has a few million
HEADING = re.compile(r"(?:heading|überschrift)\s*(\d)", re.IGNORECASE)
_AROUND = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_PRINTED = "w:r[not(ancestor::w:del or ancestor::w:moveFrom or w:rPr/w:vanish[not(@w:val='0' or @w:val='false')])]"
_BOXES = ".//w:txbxContent[not(ancestor::*[local-name()='Fallback'])]"  # what older versions show is the same again
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Of the font Symbol, whose signs have no letters of their own in the file, those that reports use.
SYMBOLS = {"B3": "≥", "A3": "≤", "B1": "±", "B4": "×", "B0": "°", "B9": "≠", "BB": "≈", "AE": "→", "B7": "•", "A5": "∞"}
NOTES = re.compile(r"\d+(?:[,\s–-]+\d+)*")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def docx_pieces(data: bytes, name: str) -> list[Piece]:
    """The paragraphs of a Word file; UnreadableReport where it is broken or unpacks to something monstrous."""
    _check(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx lets out whatever zipfile, lxml and its own code meet in a broken file
        raise UnreadableReport(f"{name} is damaged: it cannot be opened as a Word file.") from error
    _spell_out(document.element.body)
    return list(_inner(document.element.body, document, Numbers(document)))


def _spell_out(body: Any) -> None:
    """Puts letters in place of signs and formulas, which python-docx passes over."""
    for sign in list(body.iter(qn("w:sym"))):
        code = (sign.get(qn("w:char")) or "")[-2:].upper()
        symbol = SYMBOLS.get(code) if sign.get(qn("w:font")) == "Symbol" else None
        letters = body.makeelement(qn("w:t"))
        letters.text = symbol or "\ufffd"  # that something stands there is not kept from the reader
        sign.getparent().replace(sign, letters)
    for formula in list(body.iter(f"{_MATHS}oMath")):
        run, letters = body.makeelement(qn("w:r")), body.makeelement(qn("w:t"))
        plain = all(part.tag in (f"{_MATHS}r", f"{_MATHS}oMathParaPr") for part in formula)
        # A fraction or power would become another number where it is written in a row.
        letters.text = "".join(part.text or "" for part in formula.iter(f"{_MATHS}t")) if plain else "\ufffd"
        run.append(letters)
        formula.getparent().replace(formula, run)


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
    """Paragraphs and tables in order, what stands in a paragraph's text boxes behind it."""
    for child in _within(element, "w:p", "w:tbl"):
        if child.tag == qn("w:tbl"):
            yield Table(child, parent)
            continue
        yield Paragraph(child, parent)
        for box in child.xpath(_BOXES):
            yield from _blocks(box, parent)


def _within(element: Any, *tags: str) -> Iterator[Any]:
    """The elements of these tags in order, those inside content controls and the like too: python-docx passes over them."""
    for child in element.iterchildren():
        if child.tag in map(qn, tags):
            yield child
        elif child.tag in _AROUND:
            yield from _within(child, *tags)


def _table(table: Table, numbers: Numbers) -> Iterator[Piece]:
    """Rows with their cells parted by tabs; a table of one column is only a frame around its text. What goes on from the
    cell above (merged) is there already."""
    for row in _within(table._tbl, "w:tr"):
        cells = [_Cell(cell, table) for cell in _within(row, "w:tc")]
        if len(cells) == 1:
            yield from _inner(cells[0]._tc, cells[0], numbers)
        elif any(texts := [_cell_text(c, numbers) for c in cells if c._tc.vMerge != "continue"]):
            yield piece_of("\t".join(texts), apart=False)


def _cell_text(cell: _Cell, numbers: Numbers) -> str:
    """The cell's words with the numbers of its list items; of a table in it, cell after cell."""
    return " ".join(" ".join(piece.text for piece in _inner(cell._tc, cell, numbers)).split())


def _runs(paragraph: Paragraph) -> list[Run]:
    """All that is printed, also in links, in what was put in with changes tracked, and in tagged words; python-docx gives
    only what stands in the paragraph directly. What stands in a text box is none of its paragraph's."""
    boxed = set(paragraph._p.xpath(".//w:txbxContent//w:r"))
    return [Run(run, paragraph) for run in paragraph._p.xpath(f".//{_PRINTED}") if run not in boxed]


def _paragraph(paragraph: Paragraph, numbers: Numbers) -> Iterator[Piece]:
    runs = _runs(paragraph)
    text = "".join(map(_run_text, runs)).strip()
    label, depth, counted = numbers.label(paragraph)
    styles = _styles(paragraph)
    if not text or (styles and (styles[0].name or "").casefold().startswith("toc")):
        return
    level = _level(paragraph, styles)
    bold = len(text) < 140 and text[-1] not in ".;," and all(_bold(run, styles) for run in runs if run.text.strip())
    if level:
        yield piece_of(text, level=level)
    elif bold and not label:
        yield piece_of(text, level=9)
    else:
        yield piece_of(f"{label} {text}".strip(), indent=2 * depth, counted=counted)


def _styles(paragraph: Paragraph) -> list[ParagraphStyle]:
    """The style of a paragraph and those that it is based on."""
    styles: list[ParagraphStyle] = []
    style = paragraph.style
    while style is not None and len(styles) < 20:
        styles.append(style)
        style = style.base_style
    return styles


def _level(paragraph: Paragraph, styles: list[ParagraphStyle]) -> int:
    """The level of a heading, 0 where it is none: by its place in the outline, or by the name of a style."""
    for properties, name in [(paragraph._p.pPr, ""), *((s.element.pPr, s.name or "") for s in styles)]:
        if name == "Title":
            return 1
        if heading := HEADING.match(name):
            return int(heading.group(1)) + 1
        outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
        if outline is not None:
            depth = int(outline.get(qn("w:val")))
            return depth + 2 if depth < 9 else 0
    return 0


def _bold(run: Run, styles: list[ParagraphStyle]) -> bool:
    return bool(next((bold for bold in (run.bold, *(s.font.bold for s in styles)) if bold is not None), False))


def _run_text(run: Run) -> str:
    text: str = run.text
    raised = run.font.superscript and NOTES.fullmatch(text.strip())
    return text.translate(SUPERSCRIPT) if raised else text.replace("\t", " ")
