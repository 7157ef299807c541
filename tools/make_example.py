"""Prints the PDF of the built-in example report from its text, or checks that the committed PDF is that text's.

    python tools/make_example.py            prints index/example/*.pdf (needs fpdf2 and the DejaVu fonts)
    python tools/make_example.py --check    compares the committed PDF with the text (needs neither)

The check does not print again and compare bytes: another version of a font or of zlib would change them without
changing a word. It asks whether the PDF was made from this very text, and whether its pages hold the text's words.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from pathlib import Path

import pypdfium2

EXAMPLE = Path(__file__).resolve().parent.parent / "index" / "example"
RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")


def main(arguments: list[str]) -> int:
    """0 when the PDF was printed or agrees with the text; 1 with a sentence on stderr when not."""
    source = next(EXAMPLE.glob("*.txt"))
    try:
        trouble = check(source) if arguments == ["--check"] else make(source)
    except OSError as error:
        trouble = (
            f"{error.filename}: {error.strerror}. The fonts are in Debian's fonts-dejavu-core and fonts-dejavu-extra."
        )
    if trouble:
        print(trouble, file=sys.stderr)
    return 1 if trouble else 0


def make(source: Path) -> str:
    """Prints the PDF beside the text; returns what is wrong with the contents page, or nothing."""
    from example_blocks import Form, blocks
    from example_pages import printed

    found = list(blocks(source.read_text("utf-8")))
    pdf, headings = printed(found, _digest(source))
    source.with_suffix(".pdf").write_bytes(pdf)
    listed = [(block.text, int(block.label)) for block in found if block.form is Form.CONTENTS]
    actual = [_next_heading(headings, text) for text, _ in listed]
    wrong = [f"{text}: page {page}" for text, page in actual if (text, page) not in listed]
    return "The contents page should say: " + "; ".join(wrong) if wrong else ""


def check(source: Path) -> str:
    """What is wrong with the committed PDF, or nothing."""
    with pypdfium2.PdfDocument(source.with_suffix(".pdf")) as pdf:
        if pdf.get_metadata_value("Keywords") != _digest(source):
            return f"{source.name} has changed since its PDF was printed: run python tools/make_example.py"
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    odd = _words("\n".join(pages)) - _words(source.read_text("utf-8")) - Counter(map(str, range(1, len(pages) + 1)))
    lost = _words(source.read_text("utf-8")) - _words("\n".join(pages))
    return f"The PDF's words are not the text's: it lacks {sorted(lost)} and adds {sorted(odd)}" if odd or lost else ""


def _digest(source: Path) -> str:
    return "sha256:" + hashlib.sha256(source.read_bytes()).hexdigest()


def _next_heading(headings: list[tuple[str, int]], text: str) -> tuple[str, int]:
    """The next heading of these words, taking it and all before it out of the list: the same words may come twice."""
    while headings[0][0] != text:
        headings.pop(0)
    return headings.pop(0)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.translate(RAISED)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
