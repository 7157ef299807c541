"""A printed page as a picture: the paragraph and its sentences are marked where they are printed, and nowhere else."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from index.example import PDF, TEXT
from index.model import Kind, LineBox, Paragraph, Span
from ui.picture import DOTS, LONGEST_SIDE, NoPicture, draw

BYTES = PDF.read_bytes()
PAGE = 2
WORDS = "Children"


@pytest.fixture(scope="module")
def line() -> tuple[LineBox, str]:
    """A printed line of the example, measured in the file itself: its box, and its text."""
    document = pypdfium2.PdfDocument(BYTES)
    sheet = document[PAGE - 1]
    text = sheet.get_textpage()
    height = sheet.get_height()
    printed = text.get_text_range().split("\r\n")
    words = next(found for found in printed if WORDS in found)
    start = text.get_text_range().index(words)
    boxes = [text.get_charbox(i) for i in range(start, start + len(words)) if text.get_text_range(i, 1).strip()]
    box = LineBox(
        PAGE, min(b[0] for b in boxes), height - max(b[3] for b in boxes), max(b[2] for b in boxes),
        height - min(b[1] for b in boxes), Span(0, len(words)),
    )  # fmt: skip
    text.close()
    document.close()
    return box, words


def yellow(png: bytes) -> list[tuple[int, int]]:
    """Where the picture has the colour of a marked sentence, in points."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    data = image.tobytes()
    scale = DOTS / 72
    hits = [i for i in range(0, len(data), 3) if data[i] > 240 and data[i + 1] > 215 and data[i + 2] < 150]
    return [(int(i // 3 % image.width / scale), int(i // 3 // image.width / scale)) for i in hits]


def drawn(line: tuple[LineBox, str], *quotes: Span) -> list[tuple[int, int]]:
    box, words = line
    paragraph = Paragraph("1", "1", 1, "Paragraph 1", Kind.FINDING, words, (), PAGE, (box,))
    return yellow(draw(BYTES, PAGE, paragraph, quotes))


def test_a_whole_line_is_marked_and_nothing_else(line: tuple[LineBox, str]) -> None:
    box, words = line
    hits = drawn(line, Span(0, len(words)))
    assert len(hits) > 1000
    assert all(box.left - 1 <= x <= box.right + 1 and box.top - 1 <= y <= box.bottom + 1 for x, y in hits)


def test_of_a_line_only_the_quoted_words_are_marked(line: tuple[LineBox, str]) -> None:
    box, words = line
    half = words.index(" ", len(words) // 2)
    first, second = drawn(line, Span(0, half)), drawn(line, Span(half + 1, len(words)))
    assert max(x for x, _ in first) <= min(x for x, _ in second) + 1
    assert min(x for x, _ in first) <= box.left + 2
    assert max(x for x, _ in second) >= box.right - 2


def test_a_page_without_the_paragraph_is_left_as_it_is(line: tuple[LineBox, str]) -> None:
    box, words = line
    paragraph = Paragraph("1", "1", 1, "Paragraph 1", Kind.FINDING, words, (), PAGE, (box,))
    assert draw(BYTES, PAGE + 1, paragraph, (Span(0, 5),)) == draw(BYTES, PAGE + 1, None, ())


def test_zoom_makes_it_larger() -> None:
    small, large = (Image.open(io.BytesIO(draw(BYTES, 1, None, (), zoom))).width for zoom in (1.0, 2.0))
    assert abs(large - 2 * small) <= 2


@pytest.mark.parametrize("size", [(5000, 5000), (14_400, 1), (0.01, 14_400)])
def test_a_page_of_any_size_is_drawn_within_bounds(size: tuple[float, float]) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(*size)
    file = io.BytesIO()
    document.save(file)
    document.close()
    assert max(Image.open(io.BytesIO(draw(file.getvalue(), 1, None, ()))).size) <= LONGEST_SIDE + 1


@pytest.mark.parametrize("page", [0, -1, 10_000])
def test_a_page_that_is_not_there_is_one_plain_sentence(page: int) -> None:
    with pytest.raises(NoPicture, match=f"there is no page {page}"):
        draw(BYTES, page, None, ())


@pytest.mark.parametrize("file", [TEXT.read_bytes(), b"", b"<html>", b"%PDF-1.7 broken"])
def test_what_is_no_pdf_has_no_picture(file: bytes) -> None:
    with pytest.raises(NoPicture):
        draw(file, 1, None, ())
