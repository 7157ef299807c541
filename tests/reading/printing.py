"""Prints small PDFs for the tests of reading: words at given places, or paragraphs that flow over pages."""

from __future__ import annotations

from pathlib import Path

from fpdf import FPDF

LABEL, TEXT, RIGHT = 72.0, 93.0, 520.0
TOP, BOTTOM, STEP = 100.0, 760.0, 14.5


class Print:
    """A PDF in the making. Places are points from the page's top left corner; y is the baseline."""

    def __init__(self, binding: float = 0.0) -> None:
        """`binding`: how much further right the text of even pages stands."""
        self.binding = binding
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.y = BOTTOM + STEP
        self.pages = 0

    def page(self) -> None:
        self.pdf.add_page()
        self.pages += 1
        self.y = TOP

    def at(self, x: float, y: float, text: str, size: float = 12, bold: bool = False) -> None:
        self.pdf.set_font("helvetica", "B" if bold else "", size)
        self.pdf.text(x + (self.binding if self.pdf.page % 2 == 0 else 0), y, text)

    def width(self, text: str) -> float:
        self.pdf.set_font("helvetica", "", 12)
        return float(self.pdf.get_string_width(text))

    def lines(self, text: str, width: float) -> list[str]:
        out: list[str] = []
        for word in text.split():
            if out and self.width(f"{out[-1]} {word}") <= width:
                out[-1] += f" {word}"
            else:
                out.append(word)
        return out

    def heading(self, text: str, size: float = 14) -> None:
        self._room(60)
        self.y += 2 * STEP
        self.at(LABEL, self.y, text, size, bold=True)
        self.y += 2 * STEP

    def numbered(self, number: str, text: str) -> None:
        self.block(text, TEXT, sign=number, sign_at=LABEL)

    def bullet(self, text: str, sign: str = "\u00b7") -> None:
        self.block(text, TEXT, sign=sign, sign_at=LABEL)

    def paragraph(self, text: str) -> None:
        self.block(text, LABEL)

    def block(self, text: str, x: float, sign: str = "", sign_at: float = 0) -> None:
        for at, line in enumerate(self.lines(text, RIGHT - x)):
            self._room(0)
            if sign and at == 0:
                self.at(sign_at, self.y, sign)
            self.at(x, self.y, line)
            self.y += STEP
        self.y += 0.8 * STEP

    def _room(self, needed: float) -> None:
        if self.y + needed > BOTTOM:
            self.page()

    def save(self, path: Path) -> Path:
        self.pdf.output(str(path))
        return path
