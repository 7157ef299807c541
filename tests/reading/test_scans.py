"""Scans: recognised as such; read where Tesseract is installed, and marked; else the message says what to install."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image

from index.errors import UnreadableReport
from index.model import Report
from index.reading import read_many, read_report
from tests.reading.printing import Print

TABLE = """level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t
5\t1\t1\t1\t1\t1\t2100\t120\t200\t90\t40\tLogo
5\t1\t1\t1\t2\t1\t300\t1000\t30\t40\t96\t1.
5\t1\t1\t1\t2\t2\t400\t1000\t150\t40\t96\tVisits
5\t1\t1\t1\t2\t3\t570\t1000\t60\t40\t96\tare
5\t1\t1\t1\t3\t1\t400\t1060\t100\t40\t96\tlate.
5\t1\t1\t1\t4\t1\t300\t1180\t30\t40\t96\t2.
5\t1\t1\t1\t4\t2\t400\t1180\t120\t40\t96\tStaff
5\t1\t1\t1\t4\t3\t540\t1180\t90\t40\t96\tstay.
"""


def _scan(folder: Path) -> Path:
    """A report printed, pictured, and printed again as pictures."""
    printed = Print()
    for number in range(1, 5):
        printed.numbered(
            f"{number}.", f"Finding {number}: the visits to children are regular and their plans are clear."
        )
    document = pypdfium2.PdfDocument(printed.save(folder / "printed.pdf"))
    pictures = FPDF(unit="pt", format="A4")
    for page in document:
        pictures.add_page()
        pictures.image(page.render(scale=200 / 72).to_pil(), 0, 0, 595, 842)
    document.close()
    file = folder / "scan.pdf"
    pictures.output(str(file))
    return file


def test_pictures_among_pages_of_text_are_named_a_stamp_on_them_or_not(tmp_path: Path) -> None:
    printed = Print()
    for number in range(1, 13):
        printed.numbered(
            f"{number}.", f"Finding {number}: the visits to children are regular and their plans are clear."
        )
    pages = printed.pages
    for number in range(pages + 1, pages + 4):
        printed.page()
        printed.pdf.image(Image.new("L", (40, 56), 200), 60, 60, 480, 680)
        printed.at(300, 820, f"Disclosed in part, page {number}", 8)
    assert read_report(printed.save(tmp_path / "report.pdf")).info.doubts == tuple(
        f"Page {number} holds no text: it is empty, a picture or a scan." for number in range(pages + 1, pages + 4)
    )


def test_without_tesseract_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _scan(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableReport, match=r"it is a scan or a set of pictures.*install Tesseract"):
        read_report(file)


def test_what_tesseract_gives_is_read_like_print_and_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in that prints the table of words that Tesseract 5 would."""
    file = _scan(tmp_path)
    (tmp_path / "table.tsv").write_text(TABLE, encoding="utf-8")
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\n/bin/cat > /dev/null\n/bin/cat {tmp_path / 'table.tsv'}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    report = read_report(file)
    assert [(p.number, p.text, p.page) for p in report.paragraphs] == [
        ("1", "Visits are late.", 1),
        ("2", "Staff stay.", 1),
    ]
    assert report.info.ocr
    assert "recognised from a scan" in report.info.doubts[-1]
    first = report.paragraphs[0].lines[0]
    assert (first.left, first.right, first.page) == (96.0, 151.2, 1)


@pytest.mark.slow
def test_a_scan_is_read_by_a_worker_as_far_as_this_machine_can(tmp_path: Path) -> None:
    ((_, result),) = read_many([_scan(tmp_path)])
    if shutil.which("tesseract") is None:
        assert "install Tesseract" in str(result)
        return
    assert isinstance(result, Report)
    assert result.info.ocr
    assert [p.number for p in result.paragraphs] == ["1", "2", "3", "4"]
    assert result.paragraphs[2].text.startswith("Finding 3: the visits to children are regular")
