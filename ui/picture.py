"""A page of a report as a picture, a paragraph and its sentences marked on it. The only place of the page that draws."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from index.errors import ReportError
from index.model import LineBox, Paragraph, Span

# pdfium keeps state for the whole process and is not safe in threads: one page is drawn at a time.
_PDFIUM = threading.Lock()

POINTS = 72
DOTS = 110  # an inch at zoom 1: an A4 page about 910 pixels wide
ZOOMS = (1.0, 1.5, 2.0, 3.0)
LONGEST_SIDE = (
    4500  # pixels; of an A4 page at the largest zoom 3860. A file may state pages of 5 metres, which take 5 GB
)
_PARAGRAPH = (226, 237, 247)
_SENTENCE = (255, 233, 130)
_LINE = (168, 121, 0)
_BAR = (29, 79, 115)

Box = tuple[float, float, float, float]


class NoPicture(ReportError):
    """There is no such page, or the report was not added as PDF."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark on one page, in points from its top left corner."""

    paragraph: tuple[Box, ...] = ()
    sentences: tuple[Box, ...] = ()


def draw(pdf: bytes, page: int, paragraph: Paragraph | None, quotes: Sequence[Span], zoom: float = 1.0) -> bytes:
    """Page `page` (from 1) of `pdf` as PNG, no side longer than LONGEST_SIDE. Raises NoPicture where there is none."""
    with _PDFIUM:
        document = _open(pdf)
        try:
            if not 1 <= page <= len(document):
                raise NoPicture(f"This report has pages 1 to {len(document)}; there is no page {page}.")
            sheet = document[page - 1]
            scale = min(DOTS / POINTS * zoom, LONGEST_SIDE / max(sheet.get_size()))
            image = sheet.render(scale=scale).to_pil().convert("RGB")
            marks = _marks(sheet, page, paragraph, quotes) if paragraph else Marks()
        finally:
            document.close()
    return _png(_with_marks(image, marks, scale))


def _open(pdf: bytes) -> Any:
    if not pdf[:1024].lstrip().startswith(b"%PDF-"):
        raise NoPicture("This report was not added as a PDF, so there is no picture of its pages.")
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise NoPicture("The pages of this report cannot be drawn.") from None


def _marks(sheet: Any, page: int, paragraph: Paragraph, quotes: Sequence[Span]) -> Marks:
    lines = [line for line in paragraph.lines if line.page == page]
    if not lines:
        return Marks()
    letters = _letters(sheet) if quotes else []
    boxes = tuple((line.left, line.top, line.right, line.bottom) for line in lines)
    return Marks(boxes, tuple(_quoted(lines, paragraph.text, quotes, letters)))


def _quoted(lines: Sequence[LineBox], text: str, quotes: Sequence[Span], letters: Sequence[Box]) -> Iterator[Box]:
    for line in lines:
        for quote in quotes:
            start, end = max(line.span.start, quote.start), min(line.span.end, quote.end)
            if start < end:
                left, right = _extent(line, text, start, end, letters)
                yield left, line.top, right, line.bottom


def _extent(line: LineBox, text: str, start: int, end: int, letters: Sequence[Box]) -> tuple[float, float]:
    """Where characters [start, end) of a line stand: by its printed letters, else in proportion to their number."""
    if start <= line.span.start and end >= line.span.end:
        return line.left, line.right
    printed = [
        b
        for b in letters
        if line.left - 1 <= (b[0] + b[2]) / 2 <= line.right + 1 and line.top <= (b[1] + b[3]) / 2 <= line.bottom
    ]
    solid = [i for i in range(line.span.start, line.span.end) if not text[i].isspace()]
    if len(printed) == len(solid):
        inside = [box for i, box in zip(solid, printed, strict=True) if start <= i < end]
        if inside:
            return min(b[0] for b in inside), max(b[2] for b in inside)
    share = (line.right - line.left) / max(1, line.span.end - line.span.start)
    return line.left + share * (start - line.span.start), line.left + share * (end - line.span.start)


def _letters(sheet: Any) -> list[Box]:
    """Boxes of the printed characters of a page that are not white space, in reading order."""
    words = sheet.get_textpage()
    height = sheet.get_height()
    found = []
    for i in range(words.count_chars()):
        if words.get_text_range(i, 1).strip():
            left, bottom, right, top = words.get_charbox(i)
            found.append((left, height - top, right, height - bottom))
    words.close()
    return found


def _with_marks(image: Image.Image, marks: Marks, scale: float) -> Image.Image:
    if not marks.paragraph:
        return image
    layer = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(layer)
    left = min(box[0] for box in marks.paragraph)
    right = max(box[2] for box in marks.paragraph)
    top = min(box[1] for box in marks.paragraph)
    bottom = max(box[3] for box in marks.paragraph)
    pen.rectangle(_scaled((left - 4, top - 2, right + 4, bottom + 2), scale), fill=_PARAGRAPH)
    for box in marks.sentences:
        pen.rectangle(_scaled(box, scale), fill=_SENTENCE)
        pen.line(_scaled((box[0], box[3], box[2], box[3]), scale), fill=_LINE, width=max(1, round(scale)))
    pen.rectangle(_scaled((left - 8, top - 2, left - 5, bottom + 2), scale), fill=_BAR)
    return ImageChops.multiply(image, layer)


def _scaled(box: Box, scale: float) -> Box:
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.quantize(128).save(out, "PNG")
    return out.getvalue()
